import ActionProtocol
import ActionRuntime
import Foundation
import Primitives
import Synchronization

/// What one test came to.
struct TestOutcome: Sendable {
    enum Verdict: String, Sendable { case passed, failed, skipped }

    var name: String
    var verdict: Verdict
    var milliseconds: Double = 0
    /// What was thrown, with the place where that is known.
    var reason: String = ""
}

/// What the tests of one file came to.
struct TestFileOutcome: Sendable {
    var file: String
    var tests: [TestOutcome] = []
    var logs = ""
    /// Why the file could not be run to its end; nil if it was.
    var failure: String?
}

/// Runs test files: each in an engine of its own, and each action that a test runs in another.
struct ActionTester: Sendable {
    let runtime: ActionRuntime
    let localHost: LocalActionHost.Configuration
    let limits: ActionLimits
    let filter: String?
    /// Become globals of the test files.
    let parameters: JSON

    func run(_ file: String) async -> TestFileOutcome {
        var outcome = TestFileOutcome(file: file)
        let source: String
        do {
            source = String(decoding: try ActionSource.read(file), as: UTF8.self)
        } catch {
            outcome.failure = "\(error)"
            return outcome
        }
        let collected = Mutex<(tests: [TestOutcome], hasEnded: Bool)>(([], false))
        var configuration = localHost
        configuration.extensions = { name, arguments async throws(OperationFailure) -> JSON in
            switch name {
            case "test.report":
                let test = Self.outcome(arguments)
                collected.withLock { $0.tests.append(test) }
            case "test.end":
                collected.withLock { $0.hasEnded = true }
            case "test.run":
                return try await runAction(arguments, beside: file)
            default:
                throw OperationFailure(message: "There is no operation \(name) in tests.")
            }
            return .null
        }
        var request = ActionRequest(
            .code(source), owner: ActionOwner(file), id: file, modules: ["testing/harness"])
        // Tests may use more than an action: what they claim about limits, they claim about actions that they run.
        request.limits = limits
        request.limits.timeoutMs = max(limits.timeoutMs, 120_000)
        request.limits.maxSignCount = 1_000_000
        request.limits.maxFetchCount = 1_000_000
        request.limits.maxContractCallCount = 1_000_000
        request.limits.maxBroadcastAndCollectCount = 1_000_000
        request.limits.maxLogLength = 1 << 20
        request.parameters = parameters
        if let filter, case .object(var object) = parameters {
            object["testFilter"] = .string(filter)
            request.parameters = .object(object)
        }

        let host: LocalActionHost
        do { host = try LocalActionHost(configuration) } catch {
            outcome.failure = "\(error)"
            return outcome
        }
        let result = await runtime.run(request, for: host)
        let (tests, hasEnded) = collected.withLock { $0 }
        outcome.tests = tests
        outcome.logs = result.logs
        if let failure = result.failure {
            outcome.failure = failure.message
        } else if !hasEnded, tests.isEmpty {
            outcome.failure = "The file defines no test. A test is test(\"name\", () => { \u{2026} })."
        } else if !hasEnded {
            outcome.failure = "The tests did not come to their end: something awaited was never settled."
        }
        return outcome
    }

    private static func outcome(_ report: JSON) -> TestOutcome {
        var outcome = TestOutcome(
            name: report["name"]?.string ?? "",
            verdict: TestOutcome.Verdict(rawValue: report["outcome"]?.string ?? "") ?? .failed)
        outcome.milliseconds = report["milliseconds"]?.number?.double ?? 0
        if let error = report["error"], !error.isNull {
            let name = error["name"]?.string ?? ""
            outcome.reason =
                (name.isEmpty || name == "AssertionError" ? "" : "\(name): ")
                + (error["message"]?.string ?? "")
            let place = (error["stack"]?.string ?? "").split(separator: "\n")
                .last { $0.contains("<user_provided_script>") }
            if let place, let start = place.range(of: "<user_provided_script>:") {
                let numbers = place[start.upperBound...].prefix { $0.isNumber || $0 == ":" }
                outcome.reason += "  (line \(numbers.split(separator: ":").first ?? "?"))"
            }
        }
        return outcome
    }

    /// An action that a test runs: with an owner of its own, and the limits of a node.
    private func runAction(_ arguments: JSON, beside file: String) async throws(OperationFailure) -> JSON {
        let options = arguments["options"] ?? [:]
        let source: ActionRequest.Source
        if let code = arguments["code"]?.string {
            source = .code(code)
        } else {
            let name = arguments["file"]?.string ?? ""
            let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
            let path = URL(fileURLWithPath: name, relativeTo: folder).path
            do {
                source = .code(String(decoding: try ActionSource.read(path), as: UTF8.self))
            } catch {
                throw OperationFailure(message: "\(error)")
            }
        }
        var request = ActionRequest(source, owner: ActionOwner("\(file) action"), id: UUID().uuidString)
        request.limits = limits
        if let timeout = options["timeout"]?.int, timeout > 0 {
            request.limits.timeoutMs = min(timeout, limits.timeoutMs)
        }
        request.parameters = options["params"] ?? [:]
        for (name, value) in options["headers"]?.object ?? .init() {
            request.headers[name] = value.string ?? value.text
        }
        if let auth = options["auth"] {
            request.authentication.address = auth["authSigAddress"]?.string
            request.authentication.resources = auth["resources"]?.array?.compactMap(\.string) ?? []
            request.authentication.customAuthResource = auth["customAuthResource"]?.string ?? ""
        }
        // The runtime's own host: its keys are those of every action of this command.
        return ActionRunCommand.json(await runtime.run(request))
    }
}
