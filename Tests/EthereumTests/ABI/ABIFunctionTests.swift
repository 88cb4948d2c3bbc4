import Ethereum
import Primitives
import Testing

@Suite("ABI functions, errors and constructors")
struct ABIFunctionTests {
    @Test(
        "knows selectors from bare and full signatures",
        arguments: [
            ("transfer(address,uint256)", "0xa9059cbb"), ("balanceOf(address)", "0x70a08231"),
            ("function transfer(address to, uint amount) external returns (bool);", "0xa9059cbb"),
            ("function\ttotalSupply ( ) public view returns ( uint256 )", "0x18160ddd"),
            ("owner()", "0x8da5cb5b"),
        ])
    func selectors(signature: String, selector: String) throws {
        #expect(try ABI.selector(of: signature).description == selector)
        #expect(try ABISelector(hex: selector) == ABIFunction(parsing: signature).selector)
    }

    @Test("reads names, results and what it does with the state")
    func fullSignature() throws {
        let text =
            "function get(tuple(address owner, uint256[] ids)[] items, bytes) view returns (bool ok, string)"
        let function = try ABIFunction(parsing: text)
        #expect(function.signature == "get((address,uint256[])[],bytes)")
        #expect(function.stateMutability == .view)
        #expect(function.inputs.map(\.name) == ["items", ""])
        #expect(function.outputs.map(\.name) == ["ok", ""])
        #expect(function.description == text)
        #expect(try ABIFunction(parsing: "f(bytes calldata x) public payable").stateMutability == .payable)
        #expect(try ABIFunction(parsing: "f() constant returns (bool)").stateMutability == .view)
        #expect(try ABIFunction(parsing: "function(uint256)").name == "function")
    }

    @Test(
        "refuses what is no function",
        arguments: [
            "", "transfer", "transfer(", "transfer(address", "transfer)address(", "(address)", "1f()",
            "f g()",
            "f() view pure", "f() view view", "f() returns", "f() returns ()", "f() internal",
            "f() returns (x)",
            "f(uint256 memory a)", "f(uint256,)", "f(,uint256)", "f() {}", "f();;", "event f()", "f(fixed a)",
            "f(uint256 indexed a)", "f() returns (bool) view", "f()x()", "fé()",
        ])
    func refusals(text: String) {
        #expect(throws: ABIError.self) { try ABIFunction(parsing: text) }
    }

    @Test("calls and answers, from values, Swift values and JSON")
    func calls() throws {
        let transfer = try ABIFunction(parsing: "transfer(address to, uint256 amount) returns (bool)")
        let to = Address(truncating: UInt256(0xbeef).bytes32)
        let data = try transfer.encodeCall([.address(to), 5])
        #expect(data.count == 68)
        #expect(try transfer.encodeCall(with: to, 5) == data)
        #expect(try transfer.encodeCall(with: to, UInt256(5)) == data)
        #expect(try transfer.encodeCall(json: ["to": .string(to.checksummed), "amount": "5"]) == data)
        #expect(try transfer.encodeCall(json: [.string(to.prefixedHex), "0x5"]) == data)

        let arguments = try transfer.decodeCall(data)
        #expect(arguments["to"] == .address(to))
        #expect(try arguments.get("amount", as: UInt64.self) == 5)
        #expect(arguments.description == "(to: \(to), amount: 5)")
        #expect(arguments.json == ["to": .string(to.checksummed), "amount": "5"])
        #expect(throws: ABIError.self) { try arguments.get("missing", as: UInt64.self) }
        #expect(throws: ABIError.self) { try arguments.get(2, as: UInt64.self) }
        #expect(throws: ABIError.self) { try arguments.get("to", as: UInt64.self) }

        let result = try transfer.encodeResult([true])
        #expect(try transfer.decodeResult(result).get(0, as: Bool.self))
        #expect(throws: ABIError.self) { try transfer.decodeResult([]) }
        #expect(throws: ABIError.self) { try transfer.decodeCall([]) }
        #expect(throws: ABIError.self) { try transfer.decodeCall(data.prefix(3)) }
        #expect(throws: ABIError.self) { try transfer.decodeCall([0] + data.dropFirst()) }
        #expect(throws: ABIError.self) { try transfer.encodeCall(json: ["to": "0x00", "amount": "5"]) }
        #expect(throws: ABIError.self) {
            try transfer.encodeCall(json: ["to": .string(to.checksummed), "amount": "5", "more": 1])
        }
    }

    @Test("puts constructor arguments behind the code")
    func constructors() throws {
        let constructor = try ABIConstructor(
            parsing: "constructor(address owner, string memory name) payable")
        #expect(constructor.stateMutability == .payable)
        let data = try constructor.encodeDeployment(code: [0xfe, 0xed], [.address(.zero), "x"])
        #expect(data.prefix(2) == [0xfe, 0xed])
        #expect(try constructor.decodeDeployment(data, codeLength: 2)["name"] == "x")
        #expect(try ABIConstructor.standard.encodeDeployment(code: [1]) == [1])
        #expect(throws: ABIError.self) { try ABIConstructor.standard.encodeDeployment(code: [1], [1]) }
        #expect(throws: ABIError.self) { try ABIConstructor(parsing: "f()") }
        #expect(throws: ABIError.self) { try ABIConstructor.standard.decodeDeployment([1], codeLength: 2) }
    }

    @Test("explains reverts")
    func reverts() throws {
        let reason = try ABICustomError(parsing: "Error(string)")
        #expect(reason.selector == ABIRevert.reasonSelector)
        let panic = try ABICustomError(parsing: "error Panic(uint256 code)")
        #expect(panic.selector == ABIRevert.panicSelector)
        let custom = "error InsufficientBalance(uint256 available, uint256 required)"
        let contract = try ContractABI(parsing: [custom])
        let error = try contract.error("InsufficientBalance")
        #expect(error.selector.description == "0xcf479181")
        #expect(error.description == custom)

        #expect(try ABIRevert(reason.encode(["too late"])) == .reason("too late"))
        #expect(
            try ABIRevert(panic.encode([0x11])).description == "panic 0x11: arithmetic overflow or underflow")
        #expect(try ABI.revertReason(panic.encode([1])) == "panic 0x01: an assertion failed")
        #expect(try ABI.revertReason(panic.encode([0x99])) == "panic 0x99")
        let data = try error.encode([1, 2])
        #expect(ABI.revertReason(data, in: contract) == "InsufficientBalance(available: 1, required: 2)")
        #expect(try contract.decodeError(data).arguments["required"] == 2)
        #expect(ABIRevert(data) == .unknown(data))
        #expect(ABIRevert([]) == .empty)
        #expect(ABIRevert([1, 2]) == .unknown([1, 2]))
        #expect(ABI.revertReason([]) == nil)
        #expect(ABIRevert(data.prefix(40), in: contract) == .unknown(Array(data.prefix(40))))
        #expect(
            try ABIRevert(reason.encode(["x"]).prefix(30)).description.hasPrefix("reverted with 30 bytes"))
        #expect(throws: ABIError.self) { try error.decode(panic.encode([1])) }
        #expect(throws: ABIError.self) { try contract.decodeError([1]) }
        #expect(throws: ABIError.self) { try contract.decodeError(panic.encode([1])) }
    }
}
