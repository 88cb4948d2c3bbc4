import Ethereum
import Primitives
import Testing

@Suite("Contract ABI")
struct ContractABITests {
    static let signatures = [
        "constructor(string name) payable",
        "function balanceOf(address owner) view returns (uint256)",
        "function safeTransferFrom(address from, address to, uint256 id)",
        "function safeTransferFrom(address from, address to, uint256 id, bytes data)",
        "event Transfer(address indexed from, address indexed to, uint256 value)",
        "event Transfer(address indexed from, address indexed to, uint256 indexed id)",
        "event Raw(bytes data) anonymous",
        "error Refused(address who, tuple(uint256 code, string why)[] reasons)",
        "fallback() external payable",
        "receive() external payable",
    ]

    @Test("keeps the entries' order, and writes them back as text and as JSON")
    func order() throws {
        let abi = try ContractABI(parsing: Self.signatures)
        #expect(abi.entries.map(\.description) == Self.signatures)
        let copy = try ContractABI(parsingJSON: abi.json.text)
        #expect(copy == abi)
        #expect(copy.json.text == abi.json.text)
        #expect(try ContractABI(json: ["contractName": "X", "abi": abi.json]) == abi)
        #expect(abi.functions.count == 3 && abi.events.count == 3 && abi.errors.count == 1)
        #expect(abi.fallback == .payable && abi.hasReceive && abi.constructor.stateMutability == .payable)
    }

    @Test("finds entries by name, signature, selector and topic")
    func lookup() throws {
        let abi = try ContractABI(parsing: Self.signatures)
        let balance = try abi.function("balanceOf")
        #expect(abi.function(selector: balance.selector) == balance)
        #expect(try abi.function("balanceOf(address)") == balance)
        #expect(try abi.function("function balanceOf(address who)") == balance)
        #expect(try abi.function("safeTransferFrom(address,address,uint)").inputs.count == 3)
        #expect(try abi.event("Raw").isAnonymous)
        #expect(abi.error(selector: try abi.error("Refused").selector) != nil)
        let ambiguous = #expect(throws: ABIError.self) { try abi.function("safeTransferFrom") }
        #expect(
            ambiguous?.code
                == .ambiguous(
                    "safeTransferFrom(address,address,uint256), "
                        + "safeTransferFrom(address,address,uint256,bytes)"
                ))
        for name in ["missing", "balanceOf()", "balanceOf(", "", "Balanceof"] {
            #expect(throws: ABIError.self, "\(name)") { try abi.function(name) }
        }
        #expect(throws: ABIError.self) { try abi.event("Transfer") }
        #expect(throws: ABIError.self) { try abi.error("missing") }
        #expect(abi.events(topic: .zero).isEmpty)
    }

    @Test("decodes calls and logs, choosing among events of one signature by what is indexed")
    func decoding() throws {
        let abi = try ContractABI(parsing: Self.signatures)
        let data = try abi.function("balanceOf").encodeCall([.address(.zero)])
        let call = try abi.decodeCall(data)
        #expect(call.function.name == "balanceOf" && call.arguments["owner"] == .address(.zero))
        #expect(throws: ABIError.self) { try abi.decodeCall([1, 2, 3]) }
        #expect(throws: ABIError.self) { try abi.decodeCall([1, 2, 3, 4]) }

        for (event, name) in zip(abi.events, ["value", "id"]) {
            let log = try event.encode([.address(.zero), .address(.zero), 9])
            let found = try abi.decodeLog(log)
            #expect(found.event == event && found.values[name] == 9)
        }
        var log = try abi.events[0].encode([.address(.zero), .address(.zero), 9])
        log.data = []
        let error = #expect(throws: ABIError.self) { try abi.decodeLog(log) }
        #expect(
            error?.pathText == "argument 2 (value)" || error?.code == .truncated(needed: 32, available: 0))
        #expect(throws: ABIError.self) { try abi.decodeLog(ABILog(topics: [], data: [])) }
        #expect(throws: ABIError.self) { try abi.decodeLog(ABILog(topics: [.zero], data: [])) }
    }

    /// Taken from the interfaces of the protocol's contracts.
    static let compiled = #"""
        [
         {"inputs": [], "name": "HD_KDF", "outputs": [{"name": "", "type": "address"}],
          "stateMutability": "view", "type": "function"},
         {"inputs": [
            {"name": "derivedKeyId", "type": "bytes32"},
            {"components": [{"name": "pubkey", "type": "bytes"}, {"name": "keyType", "type": "uint256"}],
             "name": "rootHDKeys", "type": "tuple[]"},
            {"name": "keyType", "type": "uint256"}],
          "name": "computeHDPubKey",
          "outputs": [{"name": "", "type": "bool"}, {"name": "", "type": "bytes"}],
          "stateMutability": "view", "type": "function"},
         {"inputs": [{"components": [{"name": "major", "type": "uint256"},
            {"name": "minor", "type": "uint256"},
            {"name": "patch", "type": "uint256"}], "name": "version", "type": "tuple",
            "internalType": "struct Staking.Version"}],
          "name": "checkVersion", "outputs": [{"name": "", "type": "bool"}],
          "stateMutability": "view", "type": "function"},
         {"anonymous": false, "inputs": [{"indexed": true, "name": "tokenId", "type": "uint256"},
            {"indexed": false, "name": "ids", "type": "uint256[][]"}], "name": "Granted", "type": "event"},
         {"inputs": [{"name": "validator", "type": "address"}, {"name": "list", "type": "address[]"}],
          "name": "MustBeActive", "type": "error"},
         {"inputs": [], "name": "old", "outputs": [], "constant": true, "payable": false, "type": "function"}
        ]
        """#

    @Test("reads what compilers write")
    func compilerOutput() throws {
        let abi = try ContractABI(parsingJSON: Self.compiled)
        #expect(
            abi.entries.map(\.description) == [
                "function HD_KDF() view returns (address)",
                "function computeHDPubKey(bytes32 derivedKeyId, tuple(bytes pubkey, uint256 keyType)[] "
                    + "rootHDKeys, uint256 keyType) view returns (bool, bytes)",
                "function checkVersion(tuple(uint256 major, uint256 minor, uint256 patch) version) "
                    + "view returns (bool)",
                "event Granted(uint256 indexed tokenId, uint256[][] ids)",
                "error MustBeActive(address validator, address[] list)",
                "function old() view",
            ])
        let check = try abi.function("checkVersion")
        #expect(check.selector.description == "0x" + Self.checkVersionSelector)
        #expect(check.inputs[0].internalType == "struct Staking.Version")
        let data = try check.encodeCall(json: ["version": ["patch": 3, "major": 1, "minor": "2"]])
        let version = try check.decodeCall(data).tuple("version")
        #expect(try version?.get("patch", as: Int.self) == 3)
        #expect(try ContractABI(json: abi.json) == abi)
    }

    static let checkVersionSelector = "7720ff0f"

    @Test(
        "refuses JSON that is no interface",
        arguments: [
            "", "{", "{}", "5", #"[5]"#, #"[{"type":"function"}]"#, #"[{"type":"function","name":""}]"#,
            #"[{"type":"function","name":"a b"}]"#, #"[{"type":"struct","name":"a"}]"#, #"[{"type":5}]"#,
            #"[{"name":"f","inputs":{}}]"#, #"[{"name":"f","inputs":[{}]}]"#,
            #"[{"name":"f","inputs":["bool"]}]"#,
            #"[{"name":"f","inputs":[{"type":"tuple"}]}]"#, #"[{"name":"f","inputs":[{"type":"uint7"}]}]"#,
            #"[{"name":"f","inputs":[{"type":"tuple[x]","components":[]}]}]"#,
            #"[{"name":"f","inputs":[{"type":"tuple[","components":[]}]}]"#,
            #"[{"name":"f","inputs":[{"type":"tuples","components":[]}]}]"#,
            #"[{"name":"f","inputs":[{"type":"bool","name":5}]}]"#,
            #"[{"name":"f","stateMutability":"free"}]"#,
            #"[{"name":"f","constant":"yes"}]"#, #"[{"type":"event","name":"E","anonymous":1}]"#,
            #"[{"name":"f","outputs":[]},{"name":"f","outputs":[{"type":"bool"}]}]"#,
            #"[{"type":"constructor"},{"type":"constructor","inputs":[{"type":"bool"}]}]"#,
            #"[{"type":"fallback"},{"type":"fallback","stateMutability":"payable"}]"#,
        ])
    func refusals(text: String) {
        #expect(throws: ABIError.self) { try ContractABI(parsingJSON: text) }
    }

    @Test("says which entry was refused, and bounds nested components")
    func paths() throws {
        let error = #expect(throws: ABIError.self) {
            try ContractABI(
                parsingJSON:
                    #"[{"name":"f"},{"name":"g","inputs":[{"type":"tuple","components":[{"type":"x"}]}]}]"#
            )
        }
        #expect(error?.pathText == "[1].0.0")
        var json: JSON = ["type": "bool"]
        for _ in 0..<80 { json = ["type": "tuple", "components": [json]] }
        #expect(throws: ABIError.self) { try ABIParameter(json: json) }
        let text = #expect(throws: ABIError.self) {
            try ContractABI(parsing: ["function f()", "function g("])
        }
        #expect(text?.pathText == "[1]")
    }

    @Test("leaves out what is given twice, and refuses what cannot stand together")
    func duplicates() throws {
        let signature = "function f(bool a)"
        #expect(try ContractABI(parsing: [signature, signature]).entries.count == 1)
        #expect(throws: ABIError.self) { try ContractABI(parsing: [signature, "function f(bool b)"]) }
        // Two signatures whose hashes begin alike.
        #expect(throws: ABIError.self) {
            try ContractABI(parsing: [
                "function collate_propagate_storage(bytes16)", "function burn(uint256)",
            ])
        }
    }
}
