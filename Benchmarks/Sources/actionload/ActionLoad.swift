import ActionRuntime
import ArgumentParser

/// Measures the runtime of Lit Actions end to end, with the real worker: latency, throughput, processor time, memory.
///
/// Goals, on two cores: a warm run p50 < 2 ms and p99 < 6 ms; a cold process < 25 ms, the first of its runtime or not; 400 runs a second for one owner (5 ms
/// of processor time each), 80 a second when every run is another owner's (25 ms).
@main
struct ActionLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actionload", abstract: "Measures the runtime of Lit Actions.")

    @Option(help: "The worker's program.")
    var worker: String

    @Option(help: "How many runs each row measures.")
    var runs = 500

    @Option(help: "How many runs are under way at once in the rows of throughput.")
    var clients = 4

    @Option(help: "Only this row; may be given several times.")
    var only: [Case] = []

    enum Case: String, CaseIterable, ExpressibleByArgument { case warm, cold, fork, owner, owners, memory }

    func run() async throws {
        print("case                          runs/s    p50 ms    p99 ms   CPU ms/run")
        for row in only.isEmpty ? Case.allCases : only {
            switch row {
            case .warm: try await warm()
            case .cold: try await cold()
            case .fork: try await fork()
            case .owner: try await sustained("sustained, one owner", count: runs) { _ in "owner" }
            case .owners:
                try await sustained("sustained, new owners", count: max(1, runs / 4)) { "owner \($0)" }
            case .memory: try await memory()
            }
        }
    }

    private func runtime(_ change: (inout PoolLimits) -> Void = { _ in }) -> ActionRuntime {
        var configuration = ActionRuntime.Configuration()
        configuration.workerPath = worker
        change(&configuration.pool)
        return ActionRuntime(configuration: configuration, host: LocalActionHost())
    }

    /// One operation, awaited, and a response.
    private func request(_ number: Int, owner: String) -> ActionRequest {
        ActionRequest(
            .code(
                """
                (async () => {
                    const ok = await Lit.Actions.isPermittedAddress({ tokenId: "1", address: "0x01" });
                    Lit.Actions.setResponse({ response: String(ok) });
                })();
                """),
            owner: ActionOwner(owner), id: "\(number)")
    }

    private func timed(_ runtime: ActionRuntime, _ number: Int, owner: String) async throws -> Duration {
        let start = ContinuousClock.now
        let result = await runtime.run(request(number, owner: owner))
        if let failure = result.failure { throw ValidationError("run \(number) failed: \(failure.message)") }
        return .now - start
    }

    private func warm() async throws {
        let runtime = runtime()
        for number in 0..<20 { _ = try await timed(runtime, number, owner: "owner") }
        var row = Row("warm, one operation")
        for number in 0..<runs {
            row.add(try await timed(runtime, number, owner: "owner"))
            // The next engine is made after the answer: then the worker is warm again.
            try await Task.sleep(for: .milliseconds(10))
        }
        await runtime.shutdown()
        row.printLatency()
    }

    private func cold() async throws {
        var row = Row("cold process")
        for number in 0..<max(10, runs / 20) {
            let runtime = runtime { $0.minimumSpare = 0 }
            row.add(try await timed(runtime, number, owner: "owner"))
            await runtime.shutdown()
        }
        row.printLatency()
    }

    /// Nothing is made ahead but the template.
    private func fork() async throws {
        let runtime = runtime { $0.minimumSpare = 0 }
        _ = try await timed(runtime, 0, owner: "first")
        var row = Row("forked process")
        for number in 1...max(10, runs / 5) {
            row.add(try await timed(runtime, number, owner: "owner \(number)"))
            try await Task.sleep(for: .milliseconds(10))
        }
        await runtime.shutdown()
        row.printLatency()
    }

    private func sustained(
        _ name: String, count: Int, owner: @escaping @Sendable (Int) -> String
    ) async throws {
        let runtime = runtime()
        _ = try await timed(runtime, 0, owner: owner(0))
        let before = Machine.processorTime
        let start = ContinuousClock.now
        let row = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for client in 0..<clients {
                group.addTask {
                    var durations: [Duration] = []
                    for number in stride(from: client, to: count, by: clients) {
                        durations.append(try await timed(runtime, number + 1, owner: owner(number + 1)))
                    }
                    return durations
                }
            }
            var row = Row(name)
            for try await durations in group { for duration in durations { row.add(duration) } }
            return row
        }
        let elapsed = ContinuousClock.now - start
        // A worker's time counts once it is gone.
        await runtime.shutdown()
        row.printThroughput(elapsed: elapsed, processor: Machine.processorTime - before)
    }

    private func memory() async throws {
        let runtime = runtime()
        for owner in 0..<4 {
            for number in 0..<10 { _ = try await timed(runtime, number, owner: "owner \(owner)") }
        }
        let sizes = Machine.privateMemoryOfWorkers().sorted()
        await runtime.shutdown()
        guard let middle = sizes.dropFirst(sizes.count / 2).first else { return }
        print("memory of an idle worker (private, median of \(sizes.count)): \(middle / 1024) KiB")
    }
}
