import Foundation
import Primitives

/// Signatures as fast as they come, so many under way at a time.
struct Throughput {
    let network: LoadedNetwork
    let sign: @Sendable (Bytes32) async throws -> Void

    /// What one stretch took.
    struct Result: Sendable {
        var count = 0
        var failures: [String] = []
        var elapsed = 0.0
        var latencies = Samples()
        var nodes = 0.0
        var triples = 0.0
        var own = 0.0
        var before = 0
        var after = 0
        /// Pairs that were made meanwhile.
        var made = 0
    }

    /// Signs while the nodes make new triples, and then waits until they have as many as before: what was only taken
    /// from stock is no rate that lasts.
    func sustain(_ count: Int, concurrency: Int) async throws {
        say("\nsustained: \(count) signatures, \(concurrency) at a time")
        let result = try await run(count, concurrency: concurrency)
        show(result)
        let start = ContinuousClock.now
        let pairs = try await stock(atLeast: result.before, within: .seconds(600))
        let refill = (ContinuousClock.now - start).inSeconds
        guard pairs >= result.before else {
            throw LoadError("The nodes have \(pairs) pairs after ten minutes, and had \(result.before).")
        }
        say(
            String(
                format: "  %.1f s until there were %d pairs again: %.1f signatures/s sustained", refill,
                pairs,
                Double(result.count) / (result.elapsed + refill)))
    }

    /// Signs from full pools.
    func burst(_ count: Int, width: Int) async throws {
        say("\nburst: \(count) signatures, \(width) at a time")
        var pairs = try await network.pairs()
        for _ in 0..<20 where pairs < count {
            // Pools grow with what is used of them.
            _ = try await run(min(200, max(20, pairs)), concurrency: width)
            pairs = try await stock(atLeast: count, within: .seconds(20))
        }
        guard pairs >= count else {
            throw LoadError("The pools hold \(pairs) pairs and grow no more: ask for a smaller burst.")
        }
        show(try await run(count, concurrency: width))
    }

    private func show(_ result: Result) {
        let count = Double(max(1, result.count))
        say(
            String(
                format: "  %d in %.1f s: %.1f/s; p50 %.1f ms, p99 %.1f ms", result.count, result.elapsed,
                Double(result.count) / result.elapsed, result.latencies.quantile(0.5),
                result.latencies.quantile(0.99)))
        say(
            String(
                format: "  processor per signature: nodes %.1f ms, of which triples %.1f ms; client %.1f ms",
                result.nodes / count * 1e3, result.triples / count * 1e3, result.own / count * 1e3))
        say(
            String(
                format:
                    "  pairs of triples: %d before, %d after, %d made; client %.0f MB, largest node %.0f MB",
                result.before, result.after, result.made, ProcessFigures.own.memory, network.memory))
        if let first = result.failures.first {
            say("  \(result.failures.count) failed, the first: \(first)")
        }
    }

    private func run(_ count: Int, concurrency: Int) async throws -> Result {
        var result = Result()
        result.before = try await network.pairs()
        let made = try await network.pairsMade()
        let (nodes, triples, own) = (network.processor, network.background, ProcessFigures.ownProcessor)
        let (start, sign) = (ContinuousClock.now, sign)
        await withTaskGroup(of: Swift.Result<Duration, any Error>.self) { group in
            func add() {
                group.addTask {
                    let start = ContinuousClock.now
                    do {
                        try await sign(Keccak256.hash(Array("\(UUID())".utf8)))
                        return .success(ContinuousClock.now - start)
                    } catch { return .failure(error) }
                }
            }
            var asked = min(concurrency, count)
            for _ in 0..<asked { add() }
            for await outcome in group {
                switch outcome {
                case .success(let time):
                    result.count += 1
                    result.latencies.add(time)
                case .failure(let error): result.failures.append("\(error)")
                }
                if asked < count { add() }
                asked += 1
            }
        }
        result.elapsed = (ContinuousClock.now - start).inSeconds
        result.nodes = network.processor - nodes
        result.triples = network.background - triples
        result.own = ProcessFigures.ownProcessor - own
        result.after = try await network.pairs()
        result.made = try await network.pairsMade() - made
        return result
    }

    /// Waits until there are so many pairs.
    private func stock(atLeast pairs: Int, within limit: Duration) async throws -> Int {
        let end = ContinuousClock.now + limit
        while true {
            let now = try await network.pairs()
            if now >= pairs || ContinuousClock.now > end { return now }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
