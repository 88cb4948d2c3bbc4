import EthereumRPC
import HTTPTransport
import Primitives
import Synchronization

/// A node that answers as it is told, and a clock that passes only by sleeping.
final class ScriptedNode: Sendable {
    /// What comes of a request.
    enum Answer: Sendable {
        case result(JSON)
        case error(Int, String, JSON? = nil)
        case status(Int, String = "", retryAfter: String? = nil)
        case failure(HTTPTransportError.Code)
        case body(String)
    }

    struct Call: Sendable {
        let method: String
        let params: [JSON]
        let id: UInt64?
    }

    private struct State {
        var answers: [String: [Answer]] = [:]
        var calls: [Call] = []
        var slept: [Duration] = []
        var now = ContinuousClock.now
    }

    private let state = Mutex(State())

    /// Queues answers of a method; the last one stays.
    func script(_ method: String, _ answers: Answer...) { state.withLock { $0.answers[method] = answers } }

    var calls: [Call] { state.withLock { $0.calls } }
    func calls(of method: String) -> [Call] { calls.filter { $0.method == method } }
    var slept: [Duration] { state.withLock { $0.slept } }

    private func answer(_ body: [UInt8]) throws -> InMemoryTransport.Reply {
        let request = try JSON(parsing: body)
        let method = request["method"]?.string ?? ""
        let id = request["id"] ?? .null
        let answer: Answer? = state.withLock { state in
            state.calls.append(
                Call(method: method, params: request["params"]?.array ?? [], id: id.number?.integer()))
            guard var queue = state.answers[method], let first = queue.first else { return nil }
            if queue.count > 1 { queue.removeFirst() }
            state.answers[method] = queue
            return first
        }
        switch answer ?? .error(-32601, "the method \(method) does not exist/is not available") {
        case .result(let result):
            let object: JSON = ["jsonrpc": "2.0", "id": id, "result": result, "extra": true]
            return .init(status: 200, body: object.utf8)
        case .error(let code, let message, let data):
            var error: JSON.Object = .init()
            error["code"] = .number(.init(code))
            error["message"] = .string(message)
            if let data { error["data"] = data }
            let object: JSON = ["jsonrpc": "2.0", "id": id, "error": .object(error)]
            return .init(status: 200, body: object.utf8)
        case .status(let status, let body, let retryAfter):
            return .init(
                status: status, headers: retryAfter.map { ["Retry-After": $0] } ?? [:], body: Array(body.utf8)
            )
        case .failure(let code): throw code
        case .body(let text): return .init(status: 200, body: Array(text.utf8))
        }
    }

    func provider(
        url: String = "http://node.test/", adjust: (inout EthereumProvider.Configuration) -> Void = { _ in }
    ) throws -> EthereumProvider {
        var configuration = EthereumProvider.Configuration()
        configuration.runtime = RPCRuntime(
            now: { self.state.withLock { $0.now } },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.slept.append(duration)
                    state.now = state.now.advanced(by: duration)
                }
                await Task.yield()
            },
            chance: { 0 })
        adjust(&configuration)
        let transport = InMemoryTransport { request in try self.answer(request.body) }
        return try EthereumProvider(url: url, transport: transport, configuration: configuration)
    }
}

/// The error that `body` throws.
func failure<T>(
    _ body: () async throws(EthereumRPCError) -> T
) async -> EthereumRPCError? {
    do throws(EthereumRPCError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
