import ActionRuntime
import ArgumentParser
import Foundation
import Primitives

/// How actions are run on this machine, for `run` and `test` alike.
struct ActionEngineOptions: ParsableArguments {
    @Option(
        name: .customLong("rpc-url"),
        help: ArgumentHelp(
            "Where a chain is reached, for calls of contracts and for nonces; may be given often.",
            valueName: "chain=url"))
    var rpcURLs: [String] = []

    @Option(
        name: .customLong("allow-network"),
        help: ArgumentHelp(
            "A range of addresses that fetch may reach though it is not public, such as 127.0.0.0/8; may be given often.",
            valueName: "range"))
    var allowedRanges: [String] = []

    @Option(
        help: ArgumentHelp(
            "A folder of actions named by their CIDs, for Lit.Actions.call; .lit/actions unless given.",
            valueName: "folder"),
        completion: .directory)
    var actions: String?

    @Option(help: ArgumentHelp("Where actions are fetched from; {} stands for the CID.", valueName: "url"))
    var gateway: String?

    @Option(
        help: ArgumentHelp("A script to run ahead of every action, such as a library.", valueName: "file"),
        completion: .file(extensions: ["js"]))
    var actionPrelude: String?

    @Option(help: ArgumentHelp("How long an action may run.", valueName: "milliseconds"))
    var timeout: Int?

    @Option(help: ArgumentHelp("How much memory an action may take.", valueName: "MB"))
    var memory: Int?

    @Option(
        name: .customLong("limit"),
        help: ArgumentHelp(
            "Another limit, by the name it has on the chain, such as maxFetchCount=100; may be given often.",
            valueName: "name=number"))
    var otherLimits: [String] = []

    @Flag(help: "Interpret only; no machine code is made at run time.")
    var noJit = false

    func validate() throws {
        if let timeout, timeout < 1 { throw ValidationError("--timeout must be at least 1") }
        if let memory, memory < 1 { throw ValidationError("--memory must be at least 1") }
    }

    private static let limitNames: [String: any (WritableKeyPath<ActionLimits, Int> & Sendable)] = [
        "timeoutMs": \.timeoutMs, "memoryLimitMb": \.memoryLimitMb, "maxCodeLength": \.maxCodeLength,
        "maxResponseLength": \.maxResponseLength, "maxLogLength": \.maxLogLength,
        "maxFetchCount": \.maxFetchCount, "maxSignCount": \.maxSignCount,
        "maxContractCallCount": \.maxContractCallCount,
        "maxBroadcastAndCollectCount": \.maxBroadcastAndCollectCount, "maxCallDepth": \.maxCallDepth,
    ]

    /// The limits of the network's nodes, but for those given.
    func limits() throws -> ActionLimits {
        var limits = ActionLimits()
        for text in otherLimits {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let path = Self.limitNames[String(parts[0])], let value = Int(parts[1]),
                value >= 0
            else {
                throw CommandError(
                    "--limit \(text): give one of \(Self.limitNames.keys.sorted().joined(separator: ", ")), = and a "
                        + "number.")
            }
            limits[keyPath: path] = value
        }
        if let timeout { limits.timeoutMs = timeout }
        if let memory { limits.memoryLimitMb = memory }
        return limits
    }

    func runtimeConfiguration() throws -> ActionRuntime.Configuration {
        var configuration = ActionRuntime.Configuration()
        configuration.allowsJIT = !noJit
        configuration.fetch.allowedRanges = try allowedRanges.map { text in
            guard let range = AddressRange(text) else {
                throw CommandError("--allow-network \(text): give a range such as 127.0.0.0/8 or ::1/128")
            }
            return range
        }
        if let actionPrelude {
            let source = String(decoding: try ActionSource.read(actionPrelude), as: UTF8.self)
            configuration.prelude = .init(
                name: URL(fileURLWithPath: actionPrelude).lastPathComponent, source: source)
        }
        return configuration
    }

    func hostConfiguration() throws -> LocalActionHost.Configuration {
        var configuration = LocalActionHost.Configuration()
        for text in rpcURLs {
            guard let split = text.firstIndex(of: "="), split != text.startIndex else {
                throw CommandError(
                    "--rpc-url \(text): give the chain's name and its URL, such as ethereum=http://127.0.0.1:8545"
                )
            }
            configuration.rpcURLs[String(text[..<split])] = String(text[text.index(after: split)...])
        }
        return configuration
    }

    var codeConfiguration: CodeStore.Configuration {
        var configuration = CodeStore.Configuration()
        configuration.folder = actions ?? ".lit/actions"
        if let gateway { configuration.gateway = gateway }
        return configuration
    }
}
