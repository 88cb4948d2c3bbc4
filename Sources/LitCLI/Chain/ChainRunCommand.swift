import ArgumentParser
import DevChain
import Ethereum
import Foundation
import Logging
import Primitives
import ServiceLifecycle
import UnixSignals

struct ChainRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs an Ethereum chain for development, with funded accounts.",
        discussion: """
            JSON-RPC over HTTP and WebSocket on one port. Blocks are made as transactions come, unless \
            --block-time or --no-mining says otherwise. Without --state everything is forgotten at the end; \
            with it, a block is on disk before its receipt is given.

            Ready is said on standard error, or with --json as one line of JSON on standard output. Stop \
            with Control-C.
            """
    )

    @OptionGroup(title: "Chain") var chain: ChainOptions

    @Option(help: ArgumentHelp("The port to listen on; 0 for any free one.", valueName: "port"))
    var port = 8545

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Flag(help: "Print one line of JSON when ready, and nothing else.")
    var json = false

    @Flag(name: [.short, .long], help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be between 0 and 65535") }
    }

    func run() async throws {
        let console = Console(level: quiet || json ? .errors : .everything)
        let logger = Logger(label: "lit.chain") { _ in ConsoleLogHandler(console: console) }
        let store = try chain.openStore()
        let configuration = try chain.configuration()
        let devChain = try await Chain.open(configuration, store: store, logger: logger)
        let rpc = ChainRPC(
            chain: devChain, accounts: configuration.accounts, clientVersion: "lit/v\(litVersion)/\(platform)"
        )
        let banner = ChainBanner(
            chain: devChain, options: chain, host: host, accounts: configuration.accounts)
        let server = RPCServer(handler: rpc, host: host, port: port, logger: logger) { [json, quiet] port in
            if json || quiet, let warning = banner.warning(port: port) {
                console.complain("warning: the keys of the accounts are public. \(warning)")
            }
            if json {
                console.output(banner.json(port: port).text)
            } else if !quiet {
                console.narrate(banner.text(port: port, style: console.style))
            }
        }
        let narrator = ChainNarrator(chain: devChain, console: console)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: ChainService(chain: devChain)),
                    .init(service: narrator),
                    .init(service: server),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "lit.services") { _ in SwiftLogNoOpLogHandler() }))
        do {
            try await group.run()
        } catch {
            await devChain.close()
            throw Self.explained(error)
        }
        await devChain.close()
        console.narrate("stopped at block \(devChain.head.block.header.number)")
    }

    private var platform: String {
        #if os(Linux)
            "linux"
        #else
            "macos"
        #endif
    }

    private static func explained(_ error: any Error) -> any Error {
        guard let error = error as? RPCServerError else { return error }
        guard error.code == .portInUse else { return CommandError(error.description) }
        return CommandError(
            "\(error) Choose another port with --port, or any free one with --port 0.")
    }
}

/// Mines by interval while it runs.
private struct ChainService: Service {
    let chain: Chain

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await cancelWhenGracefulShutdown { try await chain.run() }
        } onGracefulShutdown: {
        }
    }
}
