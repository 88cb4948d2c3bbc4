import DevChain
import Ethereum
import EthereumRPC
import Primitives
import Testing

@Suite struct TwoProcessesTests {
    /// Runs the probe twice at once on one account, and checks that every wish of both was mined exactly once.
    private func check(_ live: LiveChain, each count: Int) async throws {
        let wallet = live.wallets[0]
        // The first account of the public phrase.
        let key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
        let lines = try await withThrowingTaskGroup(of: [String].self) { group in
            for name in ["one", "two"] {
                group.addTask { try await Probe.run(url: live.url, key: key, count: count, name: name) }
            }
            var lines: [String] = []
            for try await part in group { lines += part }
            return lines
        }
        #expect(lines.count == 2 * count)
        let mined = try await live.mined(by: wallet.address)
        let wishes = mined.map { String(decoding: $0.data, as: UTF8.self) }
        #expect(mined.count == 2 * count)
        #expect(mined.map(\.nonce) == (0..<UInt64(2 * count)).map { $0 })
        let expected = ["one", "two"].flatMap { name in (0..<count).map { "\(name):\($0)" } }
        #expect(wishes.sorted() == expected.sorted())
        let reported = Set(lines.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
        #expect(reported == Set(mined.map { "\($0.hash)" }))
    }

    @Test("two processes with a hundred transactions each share an account")
    func automine() async throws {
        try await LiveChain.run { live in try await check(live, each: 100) }
    }

    @Test("two processes share an account whose blocks come by interval")
    func interval() async throws {
        try await LiveChain.run(mining: .interval(1)) { live in try await check(live, each: 100) }
    }

    @Test(
        "two processes share an account behind a gateway that fails",
        arguments: [MiningMode.automatic, .interval(1)])
    func faults(mining: MiningMode) async throws {
        try await LiveChain.run(
            mining: mining, wrap: { FaultyHandler($0, seed: 3) }
        ) { live in try await check(live, each: 50) }
    }
}
