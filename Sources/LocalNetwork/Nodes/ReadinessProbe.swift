import HTTPTransport
import Primitives

/// Asks nodes whether they can serve.
struct ReadinessProbe: Sendable {
    let transport: any HTTPTransport

    /// What a node says of itself.
    enum Answer: Hashable, Sendable {
        case ready
        case notReady(String)

        var isReady: Bool { self == .ready }
        var reason: String? { if case .notReady(let reason) = self { reason } else { nil } }
    }

    func ask(_ url: String, timeout: Duration = .seconds(1)) async -> Answer {
        do {
            let request = try HTTPRequest(
                url: url + "/readyz", deadline: .timeout(timeout), responseBodyLimit: 64 << 10, idHeader: nil)
            let response = try await transport.send(request)
            if response.status == 200 { return .ready }
            let json = try? JSON(parsing: response.body)
            return .notReady(json?["reason"]?.string ?? "it answers with status \(response.status)")
        } catch {
            return .notReady(
                error.code == .connectionRefused
                    ? "it does not listen yet" : "it does not answer: \(error.reason)")
        }
    }
}
