import DevChain
import Ethereum
import EthereumRPC
import Primitives
import Testing

@Suite struct ManyTransactionsTests {
    /// Sends so many at once, each with data of its own, and checks that each was mined exactly once.
    private func sendMany(
        _ count: Int, _ live: LiveChain, accounts: [EthereumAccount]
    ) async throws {
        let hashes = try await withThrowingTaskGroup(of: Bytes32.self) { group in
            for index in 0..<count {
                let account = accounts[index % accounts.count]
                group.addTask {
                    let pending = try await account.send(
                        to: account.address, data: Array("wish \(index)".utf8))
                    return try await pending.receipt(deadline: .patience).transactionHash
                }
            }
            var hashes: Set<Bytes32> = []
            for try await hash in group { hashes.insert(hash) }
            return hashes
        }
        let mined = try await live.mined(by: accounts[0].address)
        let found = Set(mined.map(\.hash))
        let wishes = Set(mined.map { String(decoding: $0.data, as: UTF8.self) })
        #expect(found == hashes)
        #expect(mined.count == count)
        #expect(wishes == Set((0..<count).map { "wish \($0)" }))
        #expect(mined.map(\.nonce) == (0..<UInt64(count)).map { $0 })
    }

    @Test("two hundred at once from one account are mined exactly once each, without a gap")
    func twoHundred() async throws {
        try await LiveChain.run { live in
            try await sendMany(200, live, accounts: [try live.account()])
        }
    }

    @Test("two hundred at once are mined by interval")
    func twoHundredByInterval() async throws {
        try await LiveChain.run(mining: .interval(1)) { live in
            try await sendMany(200, live, accounts: [try live.account()])
        }
    }

    @Test(
        "two keepers that know nothing of each other share an account",
        arguments: [MiningMode.automatic, .interval(1)])
    func twoKeepers(mining: MiningMode) async throws {
        try await LiveChain.run(mining: mining) { live in
            let provider = try live.provider()
            let accounts = (0..<2).map { _ in
                EthereumAccount(signer: live.wallets[0], provider: provider, nonces: NonceKeeper())
            }
            try await sendMany(100, live, accounts: accounts)
        }
    }

    @Test(
        "lost answers, refused connections and broken gateways lose and double nothing",
        arguments: [MiningMode.automatic, .interval(1)], [1, 2])
    func faults(
        mining: MiningMode, keepers: Int
    ) async throws {
        try await LiveChain.run(mining: mining) { live in
            let accounts = try (0..<keepers).map { index in
                let faulty = FaultyTransport(live.transport, seed: UInt64(index) + 7)
                let provider = try live.provider(transport: faulty) { $0.retries.attempts = 12 }
                return EthereumAccount(signer: live.wallets[0], provider: provider, nonces: NonceKeeper())
            }
            try await sendMany(60, live, accounts: accounts)
        }
    }
}
