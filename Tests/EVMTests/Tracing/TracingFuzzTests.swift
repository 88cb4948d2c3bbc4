import EVM
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("Tracing, fuzzed")
struct TracingFuzzTests {
    @Test("changes nothing about what random programs do, and its parts agree with each other")
    func fuzzNeutrality() throws {
        for round in 0..<UInt64(max(20, fuzzIterations / 100)) {
            let seed = fuzzSeed &+ round &* 0x1_0001
            let scenario = RandomProgram.scenario(seed: seed)
            let gas: UInt64 = 40_000 + (seed &* 7_919) % 400_000
            let transaction = Scenario.transaction(to: Scenario.address(0xa0), gas: gas, value: 3, price: 2)
            let plain = try scenario.run(transaction, nil)
            let tracers = Tracers()
            let traced = try scenario.run(transaction, tracers.group)
            #expect(traced.result.gasUsed == plain.result.gasUsed, "seed \(seed)")
            #expect(traced.result.gasRefunded == plain.result.gasRefunded, "seed \(seed)")
            #expect(traced.result.failure == plain.result.failure, "seed \(seed)")
            #expect(traced.result.output == plain.result.output, "seed \(seed)")
            #expect(traced.result.logs == plain.result.logs, "seed \(seed)")
            let world = try scenario.world()
            let after = try world.applying(plain.changes)
            #expect(try world.applying(traced.changes).root == after.root, "seed \(seed)")

            let logs = try tracers.logs.trace(of: traced.result)
            checkGas(logs.structLogs, seed)
            let calls = try tracers.calls.trace(of: transaction, traced.result)
            #expect(calls.loggedInOrder().map(\.log) == plain.result.logs, "seed \(seed)")
            #expect(calls.loggedInOrder().map(\.index) == Array(0..<plain.result.logs.count), "seed \(seed)")
            #expect((calls.error == nil) == plain.result.succeeded, "seed \(seed)")
            try checkDifference(tracers.prestate, world, plain.changes, after, seed)
        }
    }

    private struct Tracers {
        let logs = StructLogTracer()
        let calls: CallTracer
        let prestate = PrestateTracer(coinbase: Scenario.coinbase)
        let group: TracerGroup

        init() {
            var options = CallTracer.Options()
            options.withLog = true
            calls = CallTracer(options: options)
            let list = AccessListTracer(sender: Scenario.sender, to: Scenario.address(0xa0))
            group = TracerGroup([logs, calls, prestate, list, FourByteTracer()])
        }
    }

    /// Within a frame, each instruction leaves the gas with which the next one begins.
    private func checkGas(_ logs: [StructLog], _ seed: UInt64) {
        for (log, next) in zip(logs, logs.dropFirst()) where log.depth == next.depth {
            let isCall = ["CALL", "CALLCODE", "DELEGATECALL", "STATICCALL", "CREATE", "CREATE2"].contains(
                log.name)
            if !isCall { #expect(log.gas - log.gasCost == next.gas, "seed \(seed), pc \(log.pc)") }
        }
        for (log, next) in zip(logs, logs.dropFirst()) where log.error != nil {
            #expect(next.depth < log.depth, "seed \(seed), pc \(log.pc)")
        }
    }

    /// What is said to be before and after is what the two states have.
    private func checkDifference(
        _ tracer: PrestateTracer, _ before: WorldState, _ changes: StateChanges, _ after: WorldState,
        _ seed: UInt64
    ) throws {
        let difference = try tracer.difference(before: before, changes: changes)
        for address in changes.accounts.keys {
            let (old, new) = (try before.account(address), try after.account(address))
            let storageIsSame = try before.storageRoot(of: address) == after.storageRoot(of: address)
            if old == new, storageIsSame { continue }
            #expect((difference.pre[address] == nil) == (old == nil), "seed \(seed), \(address)")
            #expect((difference.post[address] == nil) == (new == nil), "seed \(seed), \(address)")
        }
        for (address, image) in difference.post {
            let account = try after.account(address)
            if let balance = image.balance { #expect(balance == account?.balance, "seed \(seed)") }
            if let nonce = image.nonce { #expect(nonce == account?.nonce, "seed \(seed)") }
            for (key, word) in image.storage {
                #expect(try after.storage(address, key) == word, "seed \(seed)")
                #expect(try before.storage(address, key) != word, "seed \(seed)")
            }
        }
    }
}

extension CallTrace {
    /// The logs of the whole tree, in the order in which they were written.
    fileprivate func loggedInOrder() -> [CallTraceLog] {
        (logs + calls.flatMap { $0.loggedInOrder() }).sorted { $0.index < $1.index }
    }
}
