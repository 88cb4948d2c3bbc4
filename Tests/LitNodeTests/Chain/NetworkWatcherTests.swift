import DevChain
import Ethereum
import EthereumRPC
import HTTPTransport
import KeyService
import LitContracts
import LitNode
import Logging
import PeerTransport
import Primitives
import Synchronization
import Testing

@Suite struct NetworkWatcherTests {
    @Test func `A network is found by its staking contract or its resolver, and read in few requests`()
        async throws
    {
        try await ContractChain.run { chain in
            let resolver = chain.layout[.contractResolver]
            for anchor in [NetworkWatcher.Anchor.staking(chain.staking), .resolver(resolver)] {
                let requests = Counter()
                let provider = try chain.provider { _, _ in
                    _ = requests.next()
                    return nil
                }
                let watcher = try chain.watcher(provider: provider) { $0.anchor = anchor }
                #expect(watcher.state == nil)
                await watcher.refresh()
                let state = try #require(watcher.state)
                #expect(state.chainID == 31337)
                #expect(state.staking == .paused)
                #expect(state.epoch == EpochState(number: 1, members: [], threshold: 0))
                #expect(state.previous == nil)
                #expect(state.rootKeys == nil)
                for contract in chain.layout.contracts {
                    #expect(state.contracts.addresses[contract.kind] == contract.address)
                }
                // Chain id, the contracts, the block, everything at the block.
                #expect(requests.value <= 5)

                // The same block costs one request, a new one two.
                var before = requests.value
                await watcher.refresh()
                #expect(requests.value == before + 1)
                before = requests.value
                try await chain.chain.mine(blocks: 3)
                await watcher.refresh()
                #expect(requests.value == before + 2)
                let block = try #require(try await chain.provider().block(.latest))
                #expect(watcher.state?.latestBlock.hash == block.hash)
                #expect(watcher.state?.latestBlock.time == block.timestamp)
                #expect(watcher.health.failingSince == nil)
            }
        }
    }

    @Test func `What validators say is read by staker, and changes come to everybody who follows`()
        async throws
    {
        try await ContractChain.run { chain in
            let watcher = try chain.watcher()
            let running = Task { await watcher.run() }
            var states = watcher.states().makeAsyncIterator()
            #expect(await states.next()?.epoch.members.isEmpty == true)
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            #expect(try await eventually { watcher.snapshot?.next.count == 3 })
            let contracts = try chain.contracts()
            try await contracts.staking.setEpochState(.active).receipt()
            while let state = await states.next(), state.rootKeys == nil {}
            let state = try #require(watcher.state)
            #expect(state.rootKeys == SampleKeys.all)
            #expect(state.epoch.number == 2)
            #expect(state.epoch.threshold == 2)
            #expect(state.epoch.members.map(\.staker) == validators.map(\.address).sorted())
            for validator in validators {
                let member = try #require(state.epoch.members.first { $0.staker == validator.address })
                #expect(member.node == validator.address)
                #expect(member.publicAddress == "127.0.0.1:\(validator.record.port)")
                #expect(member.tlsPin == validator.record.senderPublicKey.bytes32)
                #expect(member.peer?.bytes == validator.address.bytes)
            }
            #expect(state.epoch.keyEpoch.members.count == 3)
            #expect(watcher.health.complaint == nil)
            running.cancel()
            for validator in validators { await validator.kill() }
        }
    }

    @Test func `While the node fails the last state stays, and it is said since when`() async throws {
        try await ContractChain.run { chain in
            let fails = Mutex<FailureKind?>(nil)
            let provider = try chain.provider { method, _ in
                switch fails.withLock({ $0 }) {
                case nil: return nil
                case .silence: throw CancellationError()
                case .garbage: return ["neither": "block nor number"]
                case .nothing: return .null
                }
            }
            let watcher = try chain.watcher(provider: provider)
            await watcher.refresh()
            let state = try #require(watcher.state)
            for kind in FailureKind.allCases {
                fails.withLock { $0 = kind }
                await watcher.refresh()
                let since = try #require(watcher.health.failingSince)
                await watcher.refresh()
                #expect(watcher.health.failingSince == since)
                #expect(watcher.health.failures == 2)
                #expect(watcher.health.lastError?.isEmpty == false)
                #expect(watcher.state?.latestBlock.hash == state.latestBlock.hash)
                fails.withLock { $0 = nil }
                await watcher.refresh()
                #expect(watcher.health.failingSince == nil)
                #expect(watcher.health.failures == 0)
            }
        }
    }

    private enum FailureKind: CaseIterable { case silence, garbage, nothing }

    @Test func `Where nothing can be read nothing is claimed, and it goes on trying`() async throws {
        try await ContractChain.run { chain in
            // No contract is there.
            let nobody = try chain.watcher { $0.anchor = .staking(Sample.address(9)) }
            await nobody.refresh()
            #expect(nobody.state == nil)
            #expect(nobody.health.lastError?.contains("Staking") == true)
            // The resolver knows nothing in another environment.
            let elsewhere = try chain.watcher { $0.environment = .prod }
            await elsewhere.refresh()
            #expect(elsewhere.health.lastError?.contains("PubkeyRouter") == true)
            // Another chain.
            let other = try chain.watcher { $0.chainID = 1 }
            await other.refresh()
            #expect(other.state == nil)
            #expect(other.health.lastError?.contains("chain 31337") == true)
        }
    }

    @Test func `A chain that is rewound is read anew, and an overtaken poll changes nothing`() async throws {
        try await ContractChain.run { chain in
            let watcher = try chain.watcher()
            let provider = try chain.provider()
            let snapshot = try await provider.request("evm_snapshot")
            let staking = try chain.contracts().staking
            try await staking.setEpochState(.active).receipt()
            await watcher.refresh()
            #expect(watcher.state?.staking == .active)
            _ = try await provider.request("evm_revert", [snapshot])
            await watcher.refresh()
            #expect(watcher.state?.staking == .paused)

            // The first of two polls gets its answer last.
            let gate = AsyncStream<Never>.makeStream()
            let held = Mutex(true)
            let slow = try chain.watcher(
                provider: try chain.provider { method, params in
                    let isFirst = held.withLock { held in
                        guard held, method == "eth_call", params.first?["to"] == nil,
                            params.last?.object != nil
                        else { return false }
                        held = false
                        return true
                    }
                    if isFirst { for await _ in gate.stream {} }
                    return nil
                })
            let first = Task { await slow.refresh() }
            #expect(try await eventually { held.withLock { !$0 } })
            try await staking.setEpochState(.active).receipt()
            await slow.refresh()
            #expect(slow.state?.staking == .active)
            gate.continuation.finish()
            await first.value
            #expect(slow.state?.staking == .active)
        }
    }

    @Test func `A node that runs no programs, or knows no blocks by hash, is asked call by call`()
        async throws
    {
        try await ContractChain.run { chain in
            let calls = Counter()
            let provider = try chain.provider { method, params in
                guard method == "eth_call" else { return nil }
                _ = calls.next()
                if params.first?["to"] == nil { throw Refusal.error }
                return nil
            }
            let watcher = try chain.watcher(provider: provider)
            await watcher.refresh()
            #expect(watcher.state?.staking == .paused)
            #expect(watcher.health.failures == 0)
            #expect(calls.value > 20)
        }
    }
}

@Suite struct BlockHashesTests {
    @Test func `Only blocks of the chain that are among the newest are recent`() async throws {
        try await ContractChain.run { chain in
            let watcher = try chain.watcher()
            let hashes = BlockHashes(watcher)
            let provider = try chain.provider()
            func hash(_ number: UInt64) async throws -> Bytes32 {
                try #require(try await provider.block(.number(number))?.hash)
            }
            #expect(hashes.latest == nil)
            #expect(await !hashes.isRecent(try await hash(0)))
            await watcher.refresh()
            let head = try await provider.blockNumber()
            let latest = try await hash(head)
            #expect(hashes.latest == latest)
            #expect(await hashes.isRecent(latest))
            #expect(await hashes.isRecent(try await hash(head - 10)))
            #expect(await !hashes.isRecent(try await hash(head - 11)))
            #expect(await !hashes.isRecent(Sample.address(7).word))
            // A block that this node has not seen yet is as good.
            try await chain.chain.mine(blocks: 1)
            #expect(await hashes.isRecent(try await hash(head + 1)))
            // What was recent grows old.
            try await chain.chain.mine(blocks: 10)
            await watcher.refresh()
            #expect(await !hashes.isRecent(latest))
            #expect(await hashes.isRecent(try await hash(head + 1)))
        }
    }
}
