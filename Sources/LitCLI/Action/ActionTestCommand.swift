import ActionRuntime
import ArgumentParser
import Foundation
import Primitives

struct ActionTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the tests of actions: files that end in .test.js.",
        discussion: """
            A test file defines tests with test(name, work), claims with assert, and runs the action beside it \
            with action.run(file, { params }). It runs in the same engine as actions do, with their globals.
            """
    )

    @Argument(
        help: "Test files, and folders that are searched for them; this folder unless given.",
        completion: .file(extensions: ["test.js"]))
    var places: [String] = []

    @Option(help: ArgumentHelp("Only tests whose names contain this text.", valueName: "text"))
    var filter: String?

    @OptionGroup(title: "Engine") var engine: ActionEngineOptions

    @Flag(help: "Run again whenever a .js or .json file in these places changes; stop with Control-C.")
    var watch = false

    @Flag(help: "Print one line of JSON for each test, and one for all.")
    var json = false

    @OptionGroup(title: "Parameters") var parameters: ActionParameters

    @Option(help: ArgumentHelp("How many files to run at once.", valueName: "count"))
    var jobs: Int?

    func validate() throws {
        if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs must be between 1 and 64") }
        if watch, json {
            throw ValidationError("--watch is for people, --json for programs: give one of them")
        }
    }

    func run() async throws {
        let console = Console(level: json ? .errors : .everything)
        let places = self.places.isEmpty ? ["."] : self.places
        let host = try LocalActionHost(try engine.hostConfiguration())
        let runtime = ActionRuntime(
            configuration: try engine.runtimeConfiguration(), host: host,
            code: CodeStore(engine.codeConfiguration))
        do {
            let passed = try await runAll(places, runtime, console)
            if watch { try await again(places, runtime, console) }
            await runtime.shutdown()
            if !passed { throw ExitCode.failure }
        } catch {
            await runtime.shutdown()
            throw error
        }
    }

    private func runAll(_ places: [String], _ runtime: ActionRuntime, _ console: Console) async throws -> Bool
    {
        let files = try TestFiles.find(in: places)
        guard !files.isEmpty else {
            throw CommandError(
                "There is no .test.js file in \(places.joined(separator: ", ")). One to begin with is written by: "
                    + "lit action new")
        }
        let start = ContinuousClock.now
        let reporter = TestReporter(console: console, json: json)
        let tester = try ActionTester(
            runtime: runtime, localHost: engine.hostConfiguration(), limits: engine.limits(), filter: filter,
            parameters: parameters.object())
        let width = jobs ?? max(1, min(8, ProcessInfo.processInfo.activeProcessorCount))
        await withTaskGroup(of: TestFileOutcome.self) { group in
            var waiting = files[...]
            for file in waiting.prefix(width) { group.addTask { await tester.run(file) } }
            waiting = waiting.dropFirst(width)
            for await outcome in group {
                reporter.report(outcome)
                if let next = waiting.popFirst() { group.addTask { await tester.run(next) } }
            }
        }
        return reporter.finish(took: ContinuousClock.now - start)
    }

    /// Looks at the times of the files twice a second: no system tells of changes in a way that all have.
    private func again(_ places: [String], _ runtime: ActionRuntime, _ console: Console) async throws {
        var seen = TestFiles.times(in: places)
        console.narrate(console.style.dim("  watching; Control-C ends"))
        while !Task.isCancelled {
            try await Task.sleep(for: .milliseconds(500))
            let now = TestFiles.times(in: places)
            guard now != seen else { continue }
            seen = now
            do {
                _ = try await runAll(places, runtime, console)
            } catch {
                console.complain("\(error)")
            }
            console.narrate(console.style.dim("  watching; Control-C ends"))
        }
    }
}
