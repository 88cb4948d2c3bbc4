import DevChain
import Ethereum
import Primitives
import Secp256k1
import Testing

@Suite("JSON-RPC: every kind of error has the code and the words that clients know")
struct RPCErrorTableTests {
    private static let errorString =
        "08c379a0" + String(repeating: "0", count: 62) + "20" + String(repeating: "0", count: 62) + "04"
        + "6e6f706500000000000000000000000000000000000000000000000000000000"

    private static func panic(_ code: String) -> String {
        "4e487b71" + String(repeating: "0", count: 64 - code.count) + code
    }

    @Test(
        "A revert is code 3 with its data, and its reason where it has one",
        arguments: [
            ("", "execution reverted"), (errorString, "execution reverted: nope"),
            (panic("01"), "execution reverted: assert(false)"),
            (panic("11"), "execution reverted: arithmetic underflow or overflow"),
            (panic("12"), "execution reverted: division or modulo by zero"),
            (panic("99"), "execution reverted: unknown panic code: 0x99"),
            ("deadbeef", "execution reverted"), ("08c379a0", "execution reverted"),
            ("4e487b7100", "execution reverted"),
        ])
    func reverts(_ data: String, _ message: String) async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.reverter, at: 1)
        for method in ["eth_call", "eth_estimateGas"] {
            let error = try #require(
                try await fixture.error(method, "[{\"to\":\(contract),\"data\":\"0x\(data)\"}]"))
            #expect(error.code == 3)
            #expect(error.message == message)
            #expect(error.data == .string("0x" + data))
        }
    }

    @Test(
        "An exceptional halt is -32000 in words, without data",
        arguments: [
            (TestCode.loop, "out of gas"), (TestCode.invalid, "invalid opcode: INVALID"),
            (TestCode.underflow, "stack underflow"), (TestCode.badJump, "invalid jump destination"),
        ])
    func halts(_ code: String, _ message: String) async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(code, at: 1)
        let error = try #require(
            try await fixture.error("eth_call", "[{\"to\":\(contract),\"gas\":\"0x30000\"}]"))
        #expect(error.code == -32000 && error.data == nil)
        #expect(error.message.hasPrefix(message), "\(error.message)")
    }

    /// What sending a transaction of the first account's key is answered.
    private func refusal(
        _ fixture: RPCFixture, nonce: UInt64 = 0, gas: UInt64 = 21_000, value: UInt256 = .zero,
        chainID: UInt64 = 31337, maxFee: UInt256 = 3_000_000_000, tip: UInt256 = 1_000_000_000
    ) async throws -> RPCError? {
        let key = try #require(fixture.accounts[0].privateKey)
        let transaction = Transaction(
            chainID: chainID, nonce: nonce, gasLimit: gas, to: .zero, value: value,
            fees: .dynamic(maxFeePerGas: maxFee, maxPriorityFeePerGas: tip))
        let signed = try SignedTransaction(transaction, signedWith: key)
        return try await fixture.error("eth_sendRawTransaction", "[\"\(signed.encoded.prefixedHex)\"]")
    }

    @Test("What makes a transaction unfit is told by -32000 and its words")
    func sending() async throws {
        let fixture = try await RPCFixture(mining: .manual)
        let cases: [(RPCError?, String)] = [
            (try await refusal(fixture, gas: 20_999), "intrinsic gas too low"),
            (try await refusal(fixture, gas: 30_000_001), "exceeds block gas limit"),
            (
                try await refusal(fixture, value: 10_000_000_000_000_000_000_001),
                "insufficient funds for gas * price + value"
            ),
            (
                try await refusal(fixture, maxFee: 1000, tip: 1),
                "max fee per gas less than block base fee"
            ),
            (
                try await refusal(fixture, maxFee: 2_000_000_000, tip: 2_000_000_001),
                "max priority fee per gas higher than max fee per gas"
            ),
            (try await refusal(fixture, chainID: 5), "invalid chain id for signer: have 5 want 31337"),
        ]
        for (error, message) in cases {
            #expect(error?.code == -32000)
            #expect(error?.message.hasPrefix(message) == true, "\(String(describing: error))")
        }
    }

    @Test("A nonce that was used, a transaction sent twice, and a replacement that pays too little")
    func pool() async throws {
        let fixture = try await RPCFixture(mining: .manual)
        #expect(try await refusal(fixture) == nil)
        #expect(try await refusal(fixture) == .server("already known"))
        let cheap = try await refusal(fixture, maxFee: 3_000_000_001)
        #expect(cheap?.code == -32000)
        #expect(cheap?.message.hasPrefix("replacement transaction underpriced") == true)
        #expect(try await refusal(fixture, maxFee: 4_000_000_000, tip: 2_000_000_000) == nil)
        _ = try await fixture.call("evm_mine")
        let low = try await refusal(fixture)
        #expect(low == .server("nonce too low: next nonce 1, tx nonce 0"))
    }

    @Test(
        "Bytes that are no transaction",
        arguments: [
            ("0x", "rlp: "), ("0xc0", "rlp: "), ("0xf8", "rlp: "), ("0x02c0", "rlp: "),
            ("0x7fc0", "transaction type not supported"), ("0x04c0", "transaction type not supported"),
        ])
    func encoding(_ bytes: String, _ message: String) async throws {
        let fixture = try await RPCFixture()
        let error = try #require(try await fixture.error("eth_sendRawTransaction", "[\"\(bytes)\"]"))
        #expect(error.code == -32000)
        #expect(error.message.hasPrefix(message), "\(error.message)")
    }

    @Test("A block that is not there: an error for states, null for blocks")
    func unknownBlocks() async throws {
        let fixture = try await RPCFixture()
        let account = fixture.account(0)
        let hash = "\"0x" + String(repeating: "ab", count: 32) + "\""
        for block in ["\"0x5\"", hash] {
            for (method, params) in [
                ("eth_getBalance", "[\(account),\(block)]"), ("eth_getCode", "[\(account),\(block)]"),
                ("eth_getTransactionCount", "[\(account),\(block)]"),
                ("eth_getStorageAt", "[\(account),\"0x0\",\(block)]"),
                ("eth_getProof", "[\(account),[],\(block)]"), ("eth_call", "[{},\(block)]"),
                ("eth_estimateGas", "[{},\(block)]"),
            ] {
                #expect(try await fixture.error(method, params) == .server("header not found"), "\(method)")
            }
            #expect(try await fixture.call("eth_getBlockReceipts", "[\(block)]") == .null)
        }
        #expect(try await fixture.call("eth_getBlockByNumber", #"["0x5"]"#) == .null)
        #expect(try await fixture.call("eth_getBlockByHash", "[\(hash)]") == .null)
        #expect(try await fixture.call("eth_getTransactionByHash", "[\(hash)]") == .null)
        #expect(try await fixture.call("eth_getTransactionReceipt", "[\(hash)]") == .null)
    }

    @Test("Filters, accounts and subscriptions that are not there")
    func unknownOthers() async throws {
        let fixture = try await RPCFixture()
        for method in ["eth_getFilterChanges", "eth_getFilterLogs"] {
            #expect(try await fixture.error(method, #"["0x9"]"#) == .server("filter not found"))
        }
        let stranger = "\"0x" + String(repeating: "12", count: 20) + "\""
        let unknown = RPCError.server("unknown account")
        #expect(
            try await fixture.error("eth_sendTransaction", "[{\"from\":\(stranger),\"to\":\(stranger)}]")
                == unknown)
        #expect(try await fixture.error("eth_sign", "[\(stranger),\"0x\"]") == unknown)
        #expect(try await fixture.error("personal_sign", "[\"0x\",\(stranger)]") == unknown)
        let overHTTP = try await fixture.error("eth_subscribe", #"["newHeads"]"#)
        #expect(overHTTP == RPCError(code: -32601, message: "notifications not supported"))
        let connection = RPCConnection { _ in }
        let kind = try await fixture.error("eth_subscribe", #"["weather"]"#, connection: connection)
        #expect(kind == RPCError(code: -32601, message: "no \"weather\" subscription in eth namespace"))
    }

    @Test("What this chain does not do is told so")
    func unsupported() async throws {
        let fixture = try await RPCFixture()
        let reset = try await fixture.error(
            "anvil_reset", #"[{"forking":{"jsonRpcUrl":"http://a.invalid"}}]"#)
        #expect(reset?.code == -32004)
        let moved = try await fixture.error(
            "eth_call",
            "[{},\"latest\",{\(fixture.account(1)):{\"movePrecompileToAddress\":\(fixture.account(2))}}]")
        #expect(moved?.code == -32004)
    }
}
