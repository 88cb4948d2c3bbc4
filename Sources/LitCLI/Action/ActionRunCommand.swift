import ActionRuntime
import ArgumentParser
import Foundation
import Primitives

struct ActionRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract:
            "Runs an action: on this machine, as a node would, or with --network on the nodes of a network.",
        discussion: """
            On this machine, the engine, its limits and its walls are those of a node. What a network would do is done \
            by a stand-in: keys are thrown away afterwards, and whatever asks for a permission has it.

            With --network every node runs it, signatures are combined and checked, and nodes that differ are named. \
            A session that lit session create has kept is used; otherwise the wallet signs in for this run.

            The response goes to standard output, everything else to standard error. The exit status is 1 when \
            the action fails.
            """
    )

    @Argument(
        help: "The action: a file, the CID of one, or - for standard input.",
        completion: .file(extensions: ["js"]))
    var action: String

    @OptionGroup(title: "Parameters") var parameters: ActionParameters
    @OptionGroup(title: "Network") var remote: ActionNetworkOptions
    @OptionGroup(title: "Engine, on this machine") var engine: ActionEngineOptions

    @Flag(help: "Print one line of JSON: success, response, logs, signedData, claimData, error.")
    var json = false

    @Flag(name: [.short, .long], help: "Print the response, and errors; nothing else.")
    var quiet = false

    func run() async throws {
        let console = Console(level: json || quiet ? .errors : .everything)
        if let target = try remote.target(rpcURLs: engine.rpcURLs) {
            let run = NetworkActionRun(target: target, wallet: remote.wallet, console: console)
            return try await run(
                ActionSource(action), parameters: parameters.object(), json: json, isQuiet: quiet)
        }
        let source: ActionRequest.Source =
            switch try ActionSource(action) {
            case .cid(let cid): .cid("\(cid)")
            case .code(let text): .code(text)
            }
        var request = ActionRequest(source, owner: ActionOwner("local"), id: "local")
        request.parameters = try parameters.object()
        request.limits = try engine.limits()

        let host = try LocalActionHost(try engine.hostConfiguration())
        let configuration = try engine.runtimeConfiguration()
        if let prelude = configuration.prelude {
            console.narrate("  prelude    \(prelude.name), SHA-256 \(prelude.hash)")
        }
        let runtime = ActionRuntime(
            configuration: configuration, host: host,
            code: CodeStore(engine.codeConfiguration))
        let observer = ActionNarrator(console: console)
        let clock = ContinuousClock()
        let start = clock.now
        request.observer = observer
        let result = await runtime.run(request)
        let took = clock.now - start
        await runtime.shutdown()

        if json {
            console.output(Self.json(result).text)
        } else {
            observer.finish(result, took: took)
            if !result.response.isEmpty { console.output(result.response) }
            if quiet, let failure = result.failure { console.complain("\(failure)") }
        }
        if !result.isSuccess { throw ExitCode.failure }
    }

    /// All that came of it; members that do not apply are there too, so that scripts need not ask.
    static func json(_ result: ActionResult) -> JSON {
        var object = JSON.Object()
        object["success"] = .bool(result.isSuccess)
        object["response"] = .string(result.response)
        object["logs"] = .string(result.logs)
        object["signedData"] = members(result.signedData.mapValues(\.json))
        object["claimData"] = members(result.claimData.mapValues(\.json))
        object["error"] = result.failure.map { .string($0.message) } ?? .null
        return .object(object)
    }

    private static func members(_ values: [String: JSON]) -> JSON {
        var object = JSON.Object()
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { object[name] = value }
        return .object(object)
    }
}
