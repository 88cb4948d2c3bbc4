import EthereumRPC
import Primitives
import TestSupport
import Testing

/// Two keepers that know nothing of each other, against a chain, step by step in an order that chance decides.
@Suite struct ScheduleFuzzTests {
    /// Lets everything go well until all is quiet.
    /// - Returns: whether all wishes came to an end.
    private func calm(
        _ processes: inout [ModelProcess], _ chain: inout ModelChain, _ random: inout SplitMix64
    ) -> Bool {
        for _ in 0..<4000 {
            var isDone = true
            for process in processes.indices {
                for wish in processes[process].wishes.indices {
                    if case .done = processes[process].wishes[wish].machine.action { continue }
                    isDone = false
                    processes[process].step(wish, &chain, &random, faults: false)
                }
            }
            if isDone { return true }
            if random.next() % 4 == 0 { chain.mine(upTo: 2, &random) }
        }
        return false
    }

    @Test("mines every wish of two processes exactly once under any fuzzed schedule")
    func fuzzesSchedules() {
        let rounds = max(50, fuzzIterations / 4)
        for round in 0..<rounds {
            var random = SplitMix64(seed: fuzzSeed &+ UInt64(round))
            let wishes = 1 + Int(random.next() % 6)
            var processes = (0..<2).map { ModelProcess(number: $0, wishes: wishes) }
            var chain = ModelChain()
            for _ in 0..<Int(random.next() % 600) {
                switch random.next() % 24 {
                case 0: chain.mine(upTo: 1 + Int(random.next() % 3), &random)
                case 1: chain.drop(&random)
                default:
                    let process = Int(random.next() % 2)
                    let wish = Int(random.next() % UInt64(wishes))
                    processes[process].step(wish, &chain, &random, faults: true)
                }
            }
            let ended = calm(&processes, &chain, &random)
            #expect(ended, "round \(round): not all wishes came to an end")
            var times: [String: Int] = [:]
            for hash in chain.mined {
                let owner = ModelProcess.owner(hash)
                times["\(owner.process):\(owner.wish)", default: 0] += 1
            }
            let all = Set((0..<2).flatMap { process in (0..<wishes).map { "\(process):\($0)" } })
            #expect(Set(times.keys) == all, "round \(round): a wish was lost")
            #expect(times.values.allSatisfy { $0 == 1 }, "round \(round): a wish was mined twice")
            if !ended || Set(times.keys) != all { return }
        }
    }

    @Test("ends every wish made after the chain was rewound, whatever was forgotten, under fuzzed schedules")
    func fuzzesRewinding() {
        for round in 0..<max(50, fuzzIterations / 8) {
            var random = SplitMix64(seed: fuzzSeed &+ UInt64(round))
            var processes = (0..<2).map { ModelProcess(number: $0, wishes: 4) }
            var chain = ModelChain()
            for _ in 0..<Int(random.next() % 200) {
                if random.next() % 12 == 0 {
                    chain.mine(upTo: 2, &random)
                } else {
                    let process = Int(random.next() % 2)
                    processes[process].step(Int(random.next() % 4), &chain, &random, faults: true)
                }
            }
            chain.rewind(to: Int(random.next() % (chain.count + 1)))
            let before = chain.mined.count
            // Nobody awaits the old wishes any more.
            for process in processes.indices {
                var fresh = ModelProcess(number: UInt64(process) + 10, wishes: 3)
                fresh.ledger = processes[process].ledger
                // Those who sign are carried through: they let go of the nonce, or send.
                for (nonce, entry) in fresh.ledger.entries where entry == .reserved {
                    fresh.ledger.release(nonce)
                }
                processes[process] = fresh
            }
            let ended = calm(&processes, &chain, &random)
            #expect(ended, "round \(round): not all wishes came to an end")
            var owners: [String: Int] = [:]
            for hash in chain.mined[before...] {
                let owner = ModelProcess.owner(hash)
                owners["\(owner.process):\(owner.wish)", default: 0] += 1
            }
            #expect(owners.count == 6, "round \(round)")
            #expect(owners.values.allSatisfy { $0 == 1 }, "round \(round)")
            if !ended { return }
        }
    }
}
