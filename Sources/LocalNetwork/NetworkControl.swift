import Foundation
import HTTPTransport
public import Primitives

/// A network that another process supervises, by the folder that it is in.
public struct NetworkControl: Sendable {
    /// Where it is.
    public let directory: StateDirectory

    /// By its folder; nothing is looked at yet.
    public init(_ directory: StateDirectory) { self.directory = directory }

    /// What is found in a folder.
    public enum Presence: Sendable {
        /// A supervisor runs.
        case running(pid: Int32)
        /// None runs, and nodes of one that was ended by force do.
        case orphaned(Int)
        /// Nothing runs; there may be a network that can come back.
        case stopped(exists: Bool)
    }

    /// Looks what runs.
    public func presence() -> Presence {
        if let run = RunRecord.read(directory), run.process.isAlive { return .running(pid: run.process.pid) }
        let orphans = Orphans(directory: directory).processes.count
        if orphans > 0 { return .orphaned(orphans) }
        return .stopped(exists: FileManager.default.fileExists(atPath: directory.record))
    }

    /// Asks the supervisor how the network is; the JSON is that of ``NetworkStatus``.
    ///
    /// - Throws: ``LocalNetworkError`` with `notRunning` or `unreachable`.
    public func status() async throws(LocalNetworkError) -> JSON {
        guard let run = RunRecord.read(directory), run.process.isAlive else { throw notRunning }
        guard !run.url.isEmpty else {
            throw LocalNetworkError(
                .unreachable,
                "The network in \(directory.path) is just being started (process \(run.process.pid)). Ask again in a "
                    + "moment.")
        }
        let transport = makeHTTPTransport()
        let result: Result<JSON, any Error>
        do {
            let request = try HTTPRequest(
                url: run.url + "/status", deadline: .timeout(.seconds(10)), idHeader: nil)
            result = .success(try JSON(parsing: try await transport.send(request).body))
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        switch result {
        case .success(let json): return json
        case .failure(let error):
            throw LocalNetworkError(
                .unreachable,
                "The supervisor of \(directory.path) (process \(run.process.pid)) does not answer at \(run.url): "
                    + "\(error). Stop it with: lit down")
        }
    }

    /// Stops the network: asks, waits, and then ends it by force; ends nodes that a crash has left.
    ///
    /// - Returns: what was there.
    public func stop(grace: Duration = .seconds(15)) async throws(LocalNetworkError) -> Presence {
        let presence = presence()
        if case .running = presence, let run = RunRecord.read(directory) {
            guard await run.process.end(grace: grace) else {
                throw LocalNetworkError(
                    .system,
                    "The supervisor, process \(run.process.pid), cannot be ended. Is it another user's?")
            }
        }
        // After a supervisor that had to be ended by force there may be some.
        await Orphans(directory: directory).end(grace: .seconds(3))
        RunRecord.remove(directory)
        return presence
    }

    private var notRunning: LocalNetworkError {
        LocalNetworkError(
            .notRunning,
            "No network runs in \(directory.path). Start one with: lit up"
                + (directory.path == StateDirectory(".lit").path ? "" : " --state \(directory.path)"))
    }
}
