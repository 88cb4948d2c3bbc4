import ActionRuntime
import Ethereum
import EthereumRPC
import Primitives
import Testing

/// What actions ask of a chain, through the local host and a development chain's server.
@Suite(.timeLimit(.minutes(2))) struct LocalChainTests {
    /// Runs each expression with `txn` helpers at hand, and returns what they came to.
    private func answers(_ chain: LocalChain, _ expressions: [String]) async throws -> [String] {
        var configuration = LocalActionHost.Configuration()
        configuration.rpcURLs = ["local": chain.url, "dead": "http://127.0.0.1:1"]
        return try await withRuntime(host: try LocalActionHost(configuration)) { runtime in
            var answers: [String] = []
            for expression in expressions {
                answers.append(await runtime.run(request(responding(expression))).response)
            }
            return answers
        }
    }

    private func call(_ to: Address?, _ data: String, gas: String = "0x0", chain: String = "local") -> String
    {
        let to = to.map { "to: '\($0)', " } ?? ""
        return """
            Lit.Actions.callContract({ chain: '\(chain)', txn: ethers.utils.serializeTransaction({
                \(to)data: '\(data)', gasLimit: '\(gas)', nonce: 0, gasPrice: 0, value: 0 }) })
            """
    }

    @Test func `getLatestNonce is the account's, in hexadecimal digits`() async throws {
        try await LocalChain.run { chain in
            let sender = chain.account.address
            let nonce = "Lit.Actions.getLatestNonce({ address: '\(sender)', chain: 'local' })"
            let before = try await answers(chain, [nonce])
            #expect(before == ["0x0"])
            _ = try await chain.deploy([0x00])
            let other = "0x" + String(repeating: "ab", count: 20)
            let after = try await answers(
                chain, [nonce, "Lit.Actions.getLatestNonce({ address: '\(other)', chain: 'local' })"])
            #expect(after == ["0x1", "0x0"])
        }
    }

    @Test func `A chain without a URL, and one that does not answer, are errors that name it`() async throws {
        try await LocalChain.run { chain in
            let zero = "0x" + String(repeating: "00", count: 20)
            let answers = try await answers(
                chain,
                [
                    "Lit.Actions.getLatestNonce({ address: '\(zero)', chain: 'nowhere' })",
                    call(nil, "0x", chain: "nowhere"),
                    "Lit.Actions.getLatestNonce({ address: '\(zero)', chain: 'dead' })",
                ])
            #expect(answers[0].hasPrefix("Error: ") && answers[0].contains("nowhere"))
            #expect(answers[1].hasPrefix("Error: ") && answers[1].contains("nowhere"))
            #expect(answers[2].hasPrefix("Error: ") && answers[2].contains("127.0.0.1:1"))
        }
    }

    @Test func `callContract returns what the contract does`() async throws {
        try await LocalChain.run { chain in
            // Returns what it is called with.
            let echo = try await chain.deploy([
                0x36, 0x60, 0x00, 0x60, 0x00, 0x37, 0x36, 0x60, 0x00, 0xf3,
            ])
            let gas = try await chain.deploy([0x5a, 0x60, 0x00, 0x52, 0x60, 0x20, 0x60, 0x00, 0xf3])
            let answers = try await answers(
                chain,
                [
                    call(echo, "0x0102ff"), call(echo, "0x"), call(gas, "0x"), call(gas, "0x", gas: "0xc350"),
                ])
            #expect(answers[0] == "0x0102ff")
            #expect(answers[1] == "0x")
            // Ten million unless the transaction says otherwise; its own cost is gone already.
            let most = try #require(UInt256(hexadecimal: answers[2].dropFirst(2)))
            #expect(most > 9_900_000 && most < 10_000_000)
            let some = try #require(UInt256(hexadecimal: answers[3].dropFirst(2)))
            #expect(some < 50_000 - 21_000 + 1)
        }
    }

    @Test func `A revert is an error with its reason`() async throws {
        try await LocalChain.run { chain in
            // Reverts with what it is called with.
            let reverter = try await chain.deploy([
                0x36, 0x60, 0x00, 0x60, 0x00, 0x37, 0x36, 0x60, 0x00, 0xfd,
            ])
            let data =
                "0x08c379a0" + UInt256(32).bytes32.hex + UInt256(6).bytes32.hex
                + Array("denied".utf8).hex + String(repeating: "00", count: 26)
            let answers = try await answers(chain, [call(reverter, data), call(reverter, "0x")])
            #expect(answers[0].hasPrefix("Error: ") && answers[0].contains("denied"))
            #expect(answers[1].hasPrefix("Error: ") && answers[1].contains("revert"))
        }
    }

    @Test func `A transaction that is none is an error`() async throws {
        try await LocalChain.run { chain in
            let texts = [
                "0xc0", "0x80", "0xff", "0xf8ff01", "0xe4", "0x02c0", "0x",
                // A destination of 19 bytes.
                "0xdc80808093" + String(repeating: "ab", count: 19) + "808080",
                // A signed transaction without its last field, cut short.
                "0xf86c0a8502540be400825208944bbeeb066ed09b7aedf07bf39eee0460dfa2615",
            ]
            let answers = try await answers(
                chain, texts.map { "Lit.Actions.callContract({ chain: 'local', txn: '\($0)' })" })
            for (text, answer) in zip(texts, answers) {
                #expect(answer.contains("Error: "), "\(text): \(answer)")
                #expect(!answer.hasPrefix("0x"), "\(text)")
            }
        }
    }
}
