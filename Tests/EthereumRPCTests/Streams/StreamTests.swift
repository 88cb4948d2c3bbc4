import DevChain
import Ethereum
import EthereumRPC
import Primitives
import Testing

@Suite struct StreamTests {
    private func number(_ change: ChainChange<ContractEvent>?) throws -> Int {
        let change = try #require(change)
        let number = try change.value.get("n", as: Int.self)
        return change.isRemoved ? -number : number
    }

    @Test("gives each event once, and says what a rewound chain has undone")
    func events() async throws {
        try await LiveChain.run { live in
            let contract = try await TestContracts.deployEmitter(try live.account())
            try await contract.send("ping", [1]).receipt(deadline: .patience)
            let snapshot = try await contract.provider.request("evm_snapshot")
            try await contract.send("ping", [2]).receipt(deadline: .patience)
            try await contract.send("ping", [3]).receipt(deadline: .patience)
            var iterator = try contract.events("Ping", from: 0).makeAsyncIterator()
            var seen: [Int] = []
            for _ in 0..<3 { seen.append(try number(await iterator.next())) }
            _ = try await contract.provider.request("evm_revert", [snapshot])
            try await contract.send("ping", [4]).receipt(deadline: .patience)
            for _ in 0..<3 { seen.append(try number(await iterator.next())) }
            #expect(seen == [1, 2, 3, -3, -2, 4])
        }
    }

    @Test("begins with the next block unless told otherwise, and ends when its task is cancelled")
    func cancellation() async throws {
        try await LiveChain.run { live in
            let contract = try await TestContracts.deployEmitter(try live.account())
            try await contract.send("ping", [1]).receipt(deadline: .patience)
            let stream = contract.provider.blocks()
            let (numbers, found) = AsyncStream<UInt64>.makeStream()
            let head = try await contract.provider.blockNumber()
            let task = Task {
                for try await change in stream { found.yield(change.value.number) }
                found.finish()
            }
            var all = numbers.makeAsyncIterator()
            var first: UInt64?
            // The stream may begin at any of these.
            let mining = Task {
                while !Task.isCancelled { _ = try await contract.provider.request("evm_mine") }
            }
            first = await all.next()
            mining.cancel()
            _ = try? await mining.value
            #expect((first ?? 0) > head)
            task.cancel()
            try await task.value
        }
    }

    @Test("gives a chain of blocks at every moment")
    func blocks() async throws {
        try await LiveChain.run { live in
            let provider = try live.provider()
            for _ in 0..<3 { _ = try await provider.request("evm_mine") }
            let snapshot = try await provider.request("evm_snapshot")
            _ = try await provider.request("anvil_mine", ["0x2"])
            var iterator = provider.blocks(from: 1).makeAsyncIterator()
            var chain: [RPCBlock] = []
            func take(_ count: Int) async throws {
                for _ in 0..<count {
                    switch try await iterator.next() {
                    case .added(let block):
                        if let last = chain.last { #expect(block.parentHash == last.hash) }
                        chain.append(block)
                    case .removed(let block):
                        #expect(chain.last?.hash == block.hash)
                        chain.removeLast()
                    case nil: Issue.record("the stream has ended")
                    }
                }
            }
            try await take(5)
            _ = try await provider.request("evm_revert", [snapshot])
            // At another time, so that no block is the same as before.
            _ = try await provider.request("evm_increaseTime", ["0x64"])
            _ = try await provider.request("anvil_mine", ["0x3"])
            // Two undone, three added.
            try await take(5)
            #expect(chain.map(\.number) == [1, 2, 3, 4, 5, 6])
            let head = try await provider.block(.latest)
            #expect(chain.last?.hash == head?.hash)
        }
    }

    @Test("halves a query that finds too much, and misses nothing over failures")
    func chunks() async throws {
        try await LiveChain.run(wrap: { RangeLimit($0, blocks: 3) }) { live in
            let contract = try await TestContracts.deployEmitter(try live.account())
            for index in 1...12 {
                try await contract.send("ping", [.uint(UInt256(UInt64(index)))]).receipt(deadline: .patience)
            }
            let faulty = try live.provider(transport: FaultyTransport(live.transport, seed: 5)) {
                $0.retries = .never
            }
            let watcher = Contract(address: contract.address, abi: contract.abi, provider: faulty)
            var options = StreamOptions()
            options.window = 2
            options.chunk = 100
            var iterator = try watcher.events("Ping", from: 0, options: options).makeAsyncIterator()
            var seen: [Int] = []
            for _ in 0..<12 { seen.append(try number(await iterator.next())) }
            #expect(seen == Array(1...12))
        }
    }

    @Test("follows a chain as a value: what does not link is not taken")
    func follower() {
        func hash(_ number: UInt64) -> Bytes32 { Bytes32(words: 0, 0, 0, number) }
        var follower = ChainFollower<Int>(next: 5, window: 2)
        #expect(follower.step == .fetch(5))
        let first = follower.append(number: 5, hash: hash(5), parent: hash(4), payload: 5)
        let second = follower.append(number: 6, hash: hash(6), parent: hash(5), payload: 6)
        let unlinked = follower.append(number: 7, hash: hash(70), parent: hash(60), payload: 7)
        #expect(first && second && !unlinked)
        #expect(follower.step == .check(6))
        let undone = follower.checked(hash(60))
        #expect(undone?.payload == 6)
        #expect(follower.step == .check(5))
        let kept = follower.checked(hash(5))
        #expect(kept == nil)
        #expect(follower.step == .fetch(6))
        for number in UInt64(6)...9 {
            _ = follower.append(
                number: number, hash: hash(number), parent: hash(number - 1), payload: Int(number))
        }
        #expect(follower.entries.map(\.number) == [8, 9])
    }
}

/// Refuses queries for logs over more than so many blocks.
private struct RangeLimit: RPCHandler {
    let inner: any RPCHandler
    let blocks: UInt64

    init(_ inner: any RPCHandler, blocks: UInt64) {
        self.inner = inner
        self.blocks = blocks
    }

    func call(_ method: String, _ params: [JSON], connection: RPCConnection?) async throws(RPCError) -> JSON {
        func height(_ name: String) -> UInt64? {
            params.first?[name]?.string.flatMap { UInt256($0) }.flatMap { UInt64(exactly: $0) }
        }
        if method == "eth_getLogs", let first = height("fromBlock"), let last = height("toBlock"),
            last - first >= blocks
        {
            throw .server("query returned more than 10000 results")
        }
        return try await inner.call(method, params, connection: connection)
    }

    func connectionClosed(_ connection: RPCConnection) async { await inner.connectionClosed(connection) }
}
