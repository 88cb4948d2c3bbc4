import Ethereum
import EthereumRPC
import Primitives
import Testing

struct ErrorShape: Sendable, CustomTestStringConvertible {
    let name: String
    let code: Int
    let message: String
    let data: JSON?
    let expected: String
    var testDescription: String { name }
}

private let reasonText: String = [
    "0x08c379a0", "0000000000000000000000000000000000000000000000000000000000000020",
    "0000000000000000000000000000000000000000000000000000000000000003",
    "6e6f210000000000000000000000000000000000000000000000000000000000",
].joined()
private let reason = JSON.string(reasonText)
private let panic = JSON.string("0x4e487b71" + String(repeating: "0", count: 62) + "11")
private let custom = JSON.string(
    "0xcf479181" + String(repeating: "0", count: 63) + "1" + String(repeating: "0", count: 63) + "2")

private func object(_ name: String, _ value: JSON) -> JSON {
    var object = JSON.Object()
    object["message"] = JSON.string("something")
    object[name] = value
    return JSON.object(object)
}

/// One by one, as a table of them all takes the compiler minutes.
private func allReverts() -> [ErrorShape] {
    var all: [ErrorShape] = []
    func add(_ name: String, _ code: Int, _ message: String, _ data: JSON?, _ expected: String = "no!") {
        all.append(ErrorShape(name: name, code: code, message: message, data: data, expected: expected))
    }
    let internalError = "Internal JSON-RPC error."
    let exception = "Error: VM Exception while processing transaction: "
    let none = "reverted without a reason"
    add("geth", 3, "execution reverted: no!", reason)
    add("geth without data", -32000, "execution reverted", nil, none)
    add("anvil", 3, "execution reverted: revert: no!", reason)
    add("message alone", -32000, "execution reverted: no!", nil)
    add("empty data", 3, "execution reverted", JSON.string("0x"), none)
    add("empty data, reason in the message", 3, "execution reverted: no!", JSON.string("0x"))
    add("object with data", -32603, internalError, object("data", reason))
    add("nested twice", -32603, internalError, object("originalError", object("data", reason)))
    add("hardhat", -32603, exception + "reverted with reason string 'no!'", object("data", reason))
    add("hardhat without data", -32603, exception + "reverted with reason string 'it's no'", nil, "it's no")
    add("ganache", -32000, exception + "revert no!", object("0x1234", object("return", reason)))
    add("parity", -32015, "VM execution error.", JSON.string("Reverted " + reasonText))
    add(
        "panic", 3, "execution reverted: arithmetic underflow or overflow", panic,
        "panic 0x11: arithmetic overflow or underflow")
    add("custom", 3, "execution reverted", custom, "InsufficientBalance(available: 1, required: 2)")
    return all
}

/// The errors of nodes, in the shapes in which they come.
@Suite struct ErrorShapeTests {
    @Test("understands a revert in every shape", arguments: allReverts())
    func understands(shape: ErrorShape) async throws {
        let node = ScriptedNode()
        let provider = try node.provider()
        let abi = try ContractABI(parsing: ["error InsufficientBalance(uint256 available, uint256 required)"])
        node.script("eth_call", .error(shape.code, shape.message, shape.data))
        node.script("eth_estimateGas", .error(shape.code, shape.message, shape.data))
        let request = CallRequest(to: .zero)
        let errors = [
            await failure { () throws(EthereumRPCError) in try await provider.call(request, errors: abi) },
            await failure { () throws(EthereumRPCError) in
                try await provider.estimateGas(request, errors: abi)
            },
        ]
        for error in errors {
            #expect(error?.code == .reverted)
            #expect(error?.message == shape.expected)
            #expect(error?.revert?.description == shape.expected)
            #expect(error?.response?.code == shape.code)
        }
    }

    @Test(
        "takes no other error for a revert",
        arguments: [
            (-32000, "out of gas", EthereumRPCError.Code.executionFailed),
            (-32000, "invalid opcode: INVALID", .executionFailed),
            (-32000, "insufficient funds for gas * price + value", .insufficientFunds),
            (-32000, "header not found", .blockNotFound),
            (-32000, "missing trie node 00", .blockNotFound),
            (-32602, "invalid argument 0: hex string without 0x prefix", .invalidParameters),
            (-32601, "the method eth_call does not exist/is not available", .methodNotSupported),
            (-32005, "daily request count exceeded, request rate limited", .rateLimited),
            (-32603, "something else", .requestRefused),
        ])
    func otherErrors(code: Int, message: String, expected: EthereumRPCError.Code) async throws {
        let node = ScriptedNode()
        let provider = try node.provider { $0.retries = .never }
        node.script("eth_call", .error(code, message))
        let error = await failure { () throws(EthereumRPCError) in
            try await provider.call(CallRequest(to: .zero))
        }
        #expect(error?.code == expected)
        #expect(error?.revert == nil)
    }

    @Test(
        "tells why a transaction is not taken",
        arguments: [
            ("nonce too low: next nonce 5, tx nonce 3", EthereumRPCError.Code.nonceTooLow),
            ("Nonce too low. Expected nonce to be 5 but got 3.", .nonceTooLow),
            ("nonce too high: next nonce 5, tx nonce 9", .nonceTooHigh),
            ("already known", .alreadyKnown), ("AlreadyKnown", .alreadyKnown),
            ("known transaction: 0xabcd", .alreadyKnown), ("transaction already imported", .alreadyKnown),
            ("replacement transaction underpriced", .replacementUnderpriced),
            ("transaction underpriced: tip needed 1, tip permitted 0", .feeTooLow),
            ("max fee per gas less than block base fee: address 0x", .feeTooLow),
            ("insufficient funds for gas * price + value: balance 0", .insufficientFunds),
            ("sender doesn't have enough funds to send tx", .insufficientFunds),
            ("intrinsic gas too low: gas 1, minimum needed 21000", .gasLimitTooLow),
            ("exceeds block gas limit", .gasLimitTooHigh),
            ("invalid chain id for signer: have 1 want 2", .wrongChain),
            ("rlp: expected List", .transactionRefused),
            ("request timed out", .outcomeUnknown), ("internal error", .outcomeUnknown),
        ])
    func sending(message: String, expected: EthereumRPCError.Code) async throws {
        let node = ScriptedNode()
        let provider = try node.provider()
        node.script("eth_sendRawTransaction", .error(-32000, message))
        let signed = try EthereumWallet(privateKey: String(repeating: "01", count: 32)).sign(
            Transaction(chainID: 1, nonce: 0, gasLimit: 21000, to: .zero, fees: .legacy(gasPrice: .one)))
        let error = await failure { () throws(EthereumRPCError) in
            try await provider.sendRawTransaction(signed)
        }
        #expect(error?.code == expected)
        #expect(error?.context.transaction == signed.hash)
        #expect(node.calls.count == 1)
    }

    @Test("refuses the hash of another transaction")
    func wrongHash() async throws {
        let node = ScriptedNode()
        let provider = try node.provider()
        node.script("eth_sendRawTransaction", .result(.string(Bytes32.zero.bytes.prefixedHex)))
        let signed = try EthereumWallet(privateKey: String(repeating: "01", count: 32)).sign(
            Transaction(chainID: 1, nonce: 0, gasLimit: 21000, to: .zero, fees: .legacy(gasPrice: .one)))
        let error = await failure { () throws(EthereumRPCError) in
            try await provider.sendRawTransaction(signed)
        }
        #expect(error?.code == .malformedResponse)
    }
}
