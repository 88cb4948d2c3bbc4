import ArgumentParser
import Foundation
import LocalNetwork
import Primitives
import UnixSignals

/// A network whose supervisor is another process, which lives on.
struct DetachedNetwork {
    let options: UpOptions

    /// Starts the supervisor, and returns when the network is ready.
    func start(_ narrator: NetworkNarrator) async throws {
        let directory = options.place.directory
        let process = try SupervisorProcess.start(
            UpOptions.executable, ["supervise"] + options.arguments, directory: directory)
        narrator.begin()
        // Whoever loses patience does not leave half a network behind.
        let signals = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { process.abandon() }
        }
        defer { signals.cancel() }
        for await line in process.lines() {
            guard let json = try? JSON(parsing: line) else { continue }
            if let error = json["error"]?.string { throw CommandError(error) }
            if let status = json["ready"] {
                narrator.ready(status, detached: true)
                return
            }
            narrator.tell(json)
        }
        throw CommandError(
            "The supervisor ended before the network was ready. Its last words, from "
                + "\(directory.supervisorLog):\n\(LogTail.last(8, of: directory.supervisorLog))")
    }
}

/// What a detached network's supervisor does: as `lit up`, telling on a socket until the network is ready.
struct SuperviseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise", abstract: "Supervises a network for lit up --detach.", shouldDisplay: false)

    @OptionGroup var options: UpOptions

    func run() async throws {
        // The terminal may be closed.
        signal(SIGHUP, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        let console = Console(level: .everything)
        let channel = SupervisorProcess.channel()
        let log = NetworkLog(console: console)
        do {
            try await UpCommand.supervise(options.configuration(), console) { event in
                log.write(event)
                channel.send(NetworkNarrator.json(event))
                if case .ready = event { channel.close() }
            }
        } catch {
            channel.send(["error": .string("\(error)")])
            channel.close()
            throw error
        }
    }
}

/// What happens in a detached network, for its log.
struct NetworkLog: Sendable {
    let console: Console

    func write(_ event: NetworkEvent) {
        guard let text = NetworkNarrator.text(event) else { return }
        console.narrate("\(Timestamp.now().rfc3339()) info \(text)")
    }
}
