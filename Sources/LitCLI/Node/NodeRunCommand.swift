import ArgumentParser
import Foundation
import LitNode
import LocalNetwork
import Logging
import Primitives
import ServiceLifecycle
import UnixSignals

struct NodeRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a node.",
        discussion: """
            What the file says can be overridden by variables such as LIT_NODE_CHAIN_RPC_URL, and these by flags. \
            Secrets are in files that only their owner can read, or in variables that the file names.

            Standard output has one line of JSON when the node listens, and one when it is ready; standard error \
            has the log. SIGTERM and Control-C end it; SIGHUP has the certificate for clients read again.

            Exit codes: 64 configuration, 69 a port or certificate, 70 a part ended, 74 state folder, 75 state \
            folder in use, 77 key shares.
            """
    )

    @Option(
        help: ArgumentHelp("The configuration, in JSON.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var config: String?

    @Option(help: ArgumentHelp("Where clients connect; port 0 for any free one.", valueName: "host:port"))
    var listen: String?

    @Option(help: ArgumentHelp("Where the other nodes connect.", valueName: "host:port"))
    var peerListen: String?

    @Option(help: ArgumentHelp("A node of the chain.", valueName: "url"))
    var rpcUrl: String?

    @Option(help: ArgumentHelp("The node's own folder.", valueName: "folder"), completion: .directory)
    var state: String?

    @Option(help: ArgumentHelp("What is less important is not logged.", valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp("text or json.", valueName: "format"))
    var logFormat: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Any other member of the configuration, such as keys.rootCount=5; may be given often.",
            valueName: "member=value"))
    var members: [String] = []

    func run() async throws {
        ParentWatch.startIfSupervised()
        let environment = ProcessInfo.processInfo.environment
        do {
            let configuration = try NodeConfiguration.load(
                file: config, environment: environment, overrides: try overrides())
            let logger = Logger(label: "lit.node") { _ in NodeLogHandler(configuration.log) }
            let console = Console(level: .errors)
            let node = try Node(configuration, environment: environment, logger: logger) { event in
                console.output(event.text)
            }
            let group = ServiceGroup(
                configuration: .init(
                    services: [
                        .init(service: CertificateReloader(node: node)),
                        .init(service: node, successTerminationBehavior: .gracefullyShutdownGroup),
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: Logger(label: "lit.services") { _ in SwiftLogNoOpLogHandler() }))
            try await group.run()
        } catch let error as NodeConfigurationError {
            throw Self.exit(.configuration, error.description)
        } catch let error as NodeStartError {
            throw Self.exit(error.code, error.description)
        }
    }

    private func overrides() throws -> [(member: String, value: String, flag: String)] {
        let named: [(String, String?, String)] = [
            ("listen", listen, "--listen"), ("peer.listen", peerListen, "--peer-listen"),
            ("chain.rpcUrl", rpcUrl, "--rpc-url"), ("state", state, "--state"),
            ("log.level", logLevel, "--log-level"), ("log.format", logFormat, "--log-format"),
        ]
        return named.compactMap { member, value, flag in value.map { (member, $0, flag) } }
            + (try members.map { text in
                let parts = text.split(separator: "=", maxSplits: 1)
                guard parts.count == 2 else {
                    throw CommandError(
                        "--set \(text): give a member, = and its value, such as keys.rootCount=5.")
                }
                return (String(parts[0]), String(parts[1]), "--set \(parts[0])")
            })
    }

    /// Says why on standard error, and ends with the code that goes with it.
    private static func exit(_ code: NodeStartError.Code, _ reason: String) -> ExitCode {
        Console(level: .errors).complain("Error: \(reason)")
        return ExitCode(code.rawValue)
    }
}

/// Has the certificate for clients read again at SIGHUP.
private struct CertificateReloader: Service {
    let node: Node

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: [.sighup]) { node.reloadCertificates() }
        }
    }
}
