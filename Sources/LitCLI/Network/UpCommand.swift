import ArgumentParser
import Foundation
import LocalNetwork
import Logging
import Primitives
import UnixSignals

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Runs a whole Lit network on this machine.",
        discussion: """
            A chain, the contracts, and nodes that make their keys together and sign together: each node is a \
            process of its own. Ready means that a signature is possible.

            Everything is kept in a folder, so that the next start goes on with the same contracts, keys and \
            ports. Control-C ends it; with --detach it lives on, until lit down.
            """
    )

    @OptionGroup var options: UpOptions

    @Flag(help: "Return when the network is ready, and let it live on.")
    var detach = false

    @Flag(help: "Show the private keys of the public accounts.")
    var showKeys = false

    @Flag(help: "Show how long each part of the start took.")
    var timing = false

    @Flag(help: "Print one line of JSON when ready, as lit status --json does, and no narration.")
    var json = false

    @Flag(name: [.short, .long], help: "Print nothing but errors and warnings.")
    var quiet = false

    func run() async throws {
        let console = Console(level: quiet || json ? .errors : .everything)
        let narrator = NetworkNarrator(
            console: console, showsKeys: showKeys, showsTiming: timing, printsJSON: json,
            stateFlag: options.place.flag)
        do {
            if detach {
                try await DetachedNetwork(options: options).start(narrator)
            } else {
                try await Self.supervise(options.configuration(), console, narrator.tell)
                narrator.stopped()
            }
        } catch let error as LocalNetworkError {
            throw CommandError(error.description)
        }
    }

    /// Runs the network until SIGINT or SIGTERM; a second one ends the nodes without waiting.
    static func supervise(
        _ configuration: NetworkConfiguration, _ console: Console,
        _ tell: @escaping @Sendable (NetworkEvent) -> Void
    ) async throws {
        let logger = Logger(label: "lit.network") { _ in ConsoleLogHandler(console: console) }
        let supervisor = try NetworkSupervisor(configuration, logger: logger)
        let work = Task { try await supervisor.run(report: tell) }
        let signals = Task {
            var count = 0
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                count += 1
                work.cancel()
                if count > 1 { supervisor.kill() }
            }
        }
        let result = await work.result
        signals.cancel()
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
    }
}
