import Foundation
import HTTPTransport
import LocalNetwork
import Primitives
import Synchronization

/// A network that a test supervises in its own process.
final class RunningNetwork: Sendable {
    let supervisor: NetworkSupervisor
    private let events = Mutex<[NetworkEvent]>([])
    private let task = Mutex<Task<Void, any Error>?>(nil)
    private let isOver = Mutex(false)
    let transport = makeHTTPTransport()

    init(_ configuration: NetworkConfiguration) throws {
        supervisor = try NetworkSupervisor(configuration)
        let work = Task { [supervisor, self] in
            defer { isOver.withLock { $0 = true } }
            try await supervisor.run { event in self.events.withLock { $0.append(event) } }
        }
        task.withLock { $0 = work }
    }

    /// All that it has told.
    var told: [NetworkEvent] { events.withLock { $0 } }

    /// Waits until it is ready; throws why it does not become so.
    func ready() async throws -> NetworkStatus {
        while true {
            for event in told { if case .ready(let status) = event { return status } }
            if isOver.withLock({ $0 }) { try await task.withLock { $0 }?.value }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits for its end, and answers the error.
    func failure() async -> (any Error)? {
        guard let task = task.withLock({ $0 }) else { return nil }
        do { try await task.value } catch { return error }
        return nil
    }

    /// Ends it in order.
    func stop() async {
        let work = task.withLock { $0 }
        work?.cancel()
        _ = await work?.result
        await transport.shutdown()
    }
}

/// Runs a body with a network that is ready, which is ended at last.
func withNetwork<Result: Sendable>(
    _ configuration: NetworkConfiguration, _ body: (RunningNetwork, NetworkStatus) async throws -> Result
) async throws -> Result {
    let network = try RunningNetwork(configuration)
    do {
        let result = try await body(network, try await network.ready())
        await network.stop()
        return result
    } catch {
        await network.stop()
        throw error
    }
}

/// Waits until something holds; a failure to wait for it is a failure of the test.
func eventually(
    _ what: String, within limit: Duration = .seconds(30), _ holds: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while true {
        if try await holds() { return }
        guard ContinuousClock.now < deadline else { throw NotInTime(what: what) }
        try await Task.sleep(for: .milliseconds(10))
    }
}

struct NotInTime: Error, CustomStringConvertible {
    let what: String
    var description: String { "not in time: \(what)" }
}

/// Whether a process lives; one that only waits to be collected does not.
func isAlive(_ pid: Int32) -> Bool {
    guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return false }
    let text = String(decoding: data, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return false }
    return !text[end...].hasPrefix(") Z")
}
