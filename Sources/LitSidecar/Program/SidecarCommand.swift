public import ArgumentParser
internal import Foundation
internal import Lit
internal import Logging

/// Runs the sidecar: what `lit-sidecar` does, and `lit sidecar run`.
public struct SidecarCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs the sidecar, which serves programs in other languages.",
        discussion: """
            Serves on a Unix socket, which needs no token, or on a port of 127.0.0.1, which does. Says where in one \
            line of JSON as soon as it can be called. What it does is described by GET /v1/openapi.json.

            Each client of it has wallets, connections and sessions of its own. Nothing is kept on disk.
            """,
        version: "\(SidecarVersion.name) \(SidecarVersion.version) (api \(SidecarVersion.api))")

    @Option(
        help: ArgumentHelp("Serve on a Unix socket, in a folder of this user's alone.", valueName: "path"))
    var socket: String?

    @Option(
        help: ArgumentHelp(
            "Serve on this port of 127.0.0.1; 0, the default, is any free one.", valueName: "port"))
    var port: Int?

    @Option(
        help: ArgumentHelp("Write the token to this file (0600), not to standard output.", valueName: "path"))
    var tokenFile: String?

    @Flag(help: "End when standard input ends: how whoever starts it holds it.")
    var exitWithStdin = false

    @Option(help: ArgumentHelp("End within a second of this process.", valueName: "pid"))
    var parent: Int32?

    @Option(help: ArgumentHelp("The longest body of a request.", valueName: "bytes"))
    var maxBody = 16 << 20

    @Option(help: ArgumentHelp("How many clients there may be at once.", valueName: "count"))
    var maxClients = 64

    @Option(help: ArgumentHelp("How long a call may take that does not say it.", valueName: "seconds"))
    var timeout: Double = 60

    @Option(
        help: ArgumentHelp(
            "What is logged to standard error: trace, debug, info, notice, warning, error or critical.",
            valueName: "level"))
    var logLevel: String?

    @Flag(help: "Serve the published Python and Go packages of the polyglot SDK instead, unmodified.")
    var polyglotCompat = false

    @Option(
        help: ArgumentHelp("With --polyglot-compat: the folder of the local network.", valueName: "folder"))
    var state: String?

    public init() {}

    public func validate() throws {
        guard socket == nil || port == nil else {
            throw ValidationError("Give --socket or --port, not both.")
        }
        if let port, !(0...65_535).contains(port) {
            throw ValidationError("--port \(port): a port is from 0 to 65535.")
        }
        if socket != nil, tokenFile != nil {
            throw ValidationError("--token-file is for a port: a Unix socket needs no token.")
        }
        guard maxBody > 0, maxClients > 0 else {
            throw ValidationError("--max-body and --max-clients have to be more than 0.")
        }
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout has to be more than 0 and at most 86400 seconds.")
        }
        if let parent, parent <= 1 { throw ValidationError("--parent \(parent): give a process's number.") }
        if let logLevel, Logger.Level(rawValue: logLevel) == nil {
            throw ValidationError(
                "--log-level \(logLevel): give one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        if !polyglotCompat, state != nil {
            throw ValidationError("--state is for --polyglot-compat: otherwise each client says its network.")
        }
        if polyglotCompat, socket != nil || tokenFile != nil {
            throw ValidationError("With --polyglot-compat there is a port, and neither socket nor token.")
        }
    }

    public func run() async throws {
        var logger = Logger(label: "lit.sidecar") { _ in ErrorOutputLog(level: .trace) }
        logger.logLevel = level
        let holder = SidecarProgram.Holder(isInput: exitWithStdin, process: parent)
        do throws(StartFailure) {
            if polyglotCompat {
                try await PolyglotProgram(
                    port: port ?? 3092, state: state ?? ".lit", holder: holder, logger: logger
                ).run()
            } else {
                try await program(holder, logger).run()
            }
        } catch {
            Output.line("\(SidecarVersion.name): \(error)", to: STDERR_FILENO)
            throw ExitCode(error.code.rawValue)
        }
    }

    private func program(_ holder: SidecarProgram.Holder, _ logger: Logger) -> SidecarProgram {
        var limits = ServerLimits()
        limits.maxBody = maxBody
        var settings = SidecarSettings()
        settings.timeout = .milliseconds(Int64((timeout * 1000).rounded(.up)))
        settings.maxClients = maxClients
        settings.logger = logger
        return SidecarProgram(
            place: socket.map { .socket($0) } ?? .port(port ?? 0), tokenFile: tokenFile, holder: holder,
            limits: limits, settings: settings)
    }

    private var level: Logger.Level {
        if let level = logLevel.flatMap(Logger.Level.init(rawValue:)) { return level }
        let environment = ProcessInfo.processInfo.environment
        let isDebugging = ["LIT_DEBUG_SIDECAR", "LIT_DEBUG_JS_SDK_SERVER"].contains { name in
            let value = environment[name]?.lowercased() ?? ""
            return !["", "0", "false"].contains(value)
        }
        return isDebugging ? .debug : .warning
    }
}
