import Foundation
import LocalNetwork
import Logging
import Primitives

/// Where the story plays: a network that is started for it, or one that is there.
struct QuickstartStage: Sendable {
    let state: String?
    let nodes: Int?
    let keeps: Bool

    private enum Kind {
        /// In this process, and ended with it.
        case own(isTemporary: Bool)
        /// In a process of its own, that lives on.
        case detached
        /// Somebody else's.
        case found
    }

    /// The folder that is there afterwards; nil for a temporary one.
    var keptState: String? { state ?? (keeps ? ".lit" : nil) }

    /// Whether the network runs afterwards.
    var livesOn: Bool {
        guard let keptState, case .running = NetworkControl(StateDirectory(keptState)).presence() else {
            return false
        }
        return true
    }

    /// Tells the story on a network, and ends what was started for it, whatever comes of it.
    func perform(_ story: Story) async throws {
        let directory = StateDirectory(keptState ?? Self.temporaryFolder())
        var kind = Kind.own(isTemporary: keptState == nil)
        if keeps { kind = .detached }
        if case .running = NetworkControl(directory).presence() { kind = .found }
        switch kind {
        case .found:
            try await QuickstartStory(story: story, directory: directory).tell {}
        case .detached:
            try await QuickstartStory(story: story, directory: directory).tell {
                try await startDetached(directory)
            }
        case .own(let isTemporary):
            defer { if isTemporary { try? FileManager.default.removeItem(atPath: directory.path) } }
            try await onOwnNetwork(directory) { start in
                try await QuickstartStory(story: story, directory: directory).tell {
                    try await start()
                }
            }
        }
    }

    private static func temporaryFolder() -> String {
        NSTemporaryDirectory() + "lit-quickstart-" + UUID().uuidString.prefix(8)
    }

    private func configuration(_ directory: StateDirectory) -> NetworkConfiguration {
        var configuration = NetworkConfiguration(state: directory, nodeProgram: UpOptions.executable)
        configuration.nodes = nodes
        configuration.version = litVersion
        configuration.logLevel = "warning"
        configuration.stopGrace = .seconds(2)
        return configuration
    }

    /// Runs a supervisor beside the body, which starts it when its time has come.
    private func onOwnNetwork(
        _ directory: StateDirectory, _ body: (_ start: () async throws -> Void) async throws -> Void
    ) async throws {
        let (events, continuation) = AsyncStream.makeStream(of: NetworkEvent.self)
        let logger = Logger(label: "lit.network") { _ in ConsoleLogHandler(console: Console(level: .errors)) }
        let supervisor = try NetworkSupervisor(configuration(directory), logger: logger)
        let network = Task {
            defer { continuation.finish() }
            try await supervisor.run { continuation.yield($0) }
        }
        let result: Result<Void, any Error>
        do {
            try await body {
                for await event in events {
                    if case .ready = event { return }
                }
                try Task.checkCancellation()
                // It has ended instead of being ready; its error says why.
                try await network.value
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        network.cancel()
        _ = await network.result
        try result.get()
    }

    private func startDetached(_ directory: StateDirectory) async throws {
        var arguments = ["supervise", "--state", directory.path]
        if let nodes { arguments += ["--nodes", "\(nodes)"] }
        let process = try SupervisorProcess.start(UpOptions.executable, arguments, directory: directory)
        try await withTaskCancellationHandler {
            for await line in process.lines() {
                guard let json = try? JSON(parsing: line) else { continue }
                if let error = json["error"]?.string { throw CommandError(error) }
                if json["ready"] != nil { return }
            }
            try Task.checkCancellation()
            throw CommandError(
                "The network's supervisor ended before it was ready:\n"
                    + LogTail.last(8, of: directory.supervisorLog))
        } onCancel: {
            process.abandon()
        }
    }
}
