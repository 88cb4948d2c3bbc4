import HTTPTransport
import Logging
import Synchronization
import TestSupport

/// A transport on which, by a seed, answers get lost after delivery, requests before it, and gateways complain.
final class FaultyTransport: HTTPTransport {
    private let inner: any HTTPTransport
    private let random: Mutex<SplitMix64>
    /// How many requests of a hundred meet a fault.
    private let rate: UInt64

    init(_ inner: any HTTPTransport, seed: UInt64, rate: UInt64 = 25) {
        self.inner = inner
        self.rate = rate
        random = Mutex(SplitMix64(seed: seed))
    }

    func send(_ request: HTTPRequest, logger: Logger) async throws(HTTPTransportError) -> HTTPResponse {
        let rate = rate
        let (dice, kind) = random.withLock { ($0.next() % 100, $0.next() % 6) }
        guard dice < rate else { return try await inner.send(request, logger: logger) }
        switch kind {
        case 0: throw failure(.connectionRefused, request)
        case 1: throw failure(.connectionClosed, request)
        case 2: return gateway(503, request)
        case 3:
            _ = try await inner.send(request, logger: logger)
            throw failure(.connectionClosed, request)
        case 4:
            _ = try await inner.send(request, logger: logger)
            return gateway(504, request)
        default:
            try? await Task.sleep(for: .milliseconds(3))
            return try await inner.send(request, logger: logger)
        }
    }

    func shutdown() async {}

    private func failure(_ code: HTTPTransportError.Code, _ request: HTTPRequest) -> HTTPTransportError {
        HTTPTransportError(
            code, method: "POST", url: "injected", requestID: request.id, reason: "injected")
    }

    private func gateway(_ status: Int, _ request: HTTPRequest) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: [:], body: Array("<html>".utf8), url: request.url, requestID: request.id)
    }
}
