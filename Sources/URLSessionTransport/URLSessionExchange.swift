internal import Foundation
internal import HTTPExchange
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// One task of a session, from its start to its first ending; what comes after that is ignored.
final class URLSessionExchange: Sendable {
    typealias Continuation = CheckedContinuation<HTTPResponse, any Error>

    private struct State {
        var collector: ResponseCollectorStateMachine
        var continuation: Continuation?
        var task: URLSessionDataTask?
        var failure: TransportFailure?
        var isOver = false
    }

    private let state: Mutex<State>

    init(_ request: HTTPRequest) {
        state = Mutex(State(collector: ResponseCollectorStateMachine(request)))
    }

    /// Makes the task and lets it run, unless the exchange failed before it began.
    func start(_ continuation: Continuation, makeTask: () -> URLSessionDataTask?) {
        let task: URLSessionDataTask? = state.withLock { state in
            guard !state.isOver else { return nil }
            guard let task = makeTask() else {
                state.isOver = true
                state.failure = .shutDown
                return nil
            }
            state.continuation = continuation
            state.task = task
            return task
        }
        if let task {
            task.resume()
        } else {
            continuation.resume(throwing: state.withLock(\.failure) ?? .cancelled)
        }
    }

    var hasHead: Bool { state.withLock(\.collector.hasHead) }

    func receive(_ response: URLResponse) {
        guard let response = response as? HTTPURLResponse else {
            return fail(TransportFailure(.responseMalformed, "what came back is not an HTTP response"))
        }
        var headers = HTTPHeaderFields()
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { headers.append(name, value) }
        }
        update { collector throws(TransportFailure) in
            try collector.receive(status: response.statusCode, headers: headers)
        }
    }

    func receive(_ part: Data) {
        update { collector throws(TransportFailure) in try collector.receive(part) }
    }

    private func update(_ step: (inout ResponseCollectorStateMachine) throws(TransportFailure) -> Void) {
        let failure = state.withLock { state -> TransportFailure? in
            guard !state.isOver else { return nil }
            do throws(TransportFailure) {
                try step(&state.collector)
                return nil
            } catch {
                return error
            }
        }
        if let failure { fail(failure) }
    }

    func complete(_ error: (any Error)?) {
        if let error { return fail(TransportFailure(urlSession: error)) }
        end { collector in Result { () throws(TransportFailure) in try collector.finish() } }
    }

    /// Ends the exchange and cancels its task.
    func fail(_ failure: TransportFailure) {
        end { _ in .failure(failure) }?.cancel()
    }

    @discardableResult
    private func end(
        _ outcome: (ResponseCollectorStateMachine) -> Result<HTTPResponse, TransportFailure>
    ) -> URLSessionDataTask? {
        let ended: (Continuation?, URLSessionDataTask?, Result<HTTPResponse, TransportFailure>)? =
            state.withLock { state in
                guard !state.isOver else { return nil }
                let result = outcome(state.collector)
                state.isOver = true
                if case .failure(let failure) = result { state.failure = failure }
                defer { (state.continuation, state.task) = (nil, nil) }
                return (state.continuation, state.task, result)
            }
        guard let (continuation, task, result) = ended else { return nil }
        continuation?.resume(with: result.mapError { $0 as any Error })
        return task
    }
}

/// Hands what a session reports to the exchange of the task.
final class URLSessionRouter: NSObject, URLSessionDataDelegate {
    private let exchanges = Mutex<[Int: URLSessionExchange]>([:])

    func register(_ exchange: URLSessionExchange, for task: URLSessionTask) {
        exchanges.withLock { $0[task.taskIdentifier] = exchange }
    }

    private func exchange(_ task: URLSessionTask) -> URLSessionExchange? {
        exchanges.withLock { $0[task.taskIdentifier] }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        exchange(dataTask)?.receive(response)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        exchange(dataTask)?.receive(data)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let exchange = exchanges.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else {
            return
        }
        #if canImport(FoundationNetworking)
            // Here a redirect without a usable Location has not been reported so far.
            if error == nil, !exchange.hasHead, let response = task.response { exchange.receive(response) }
        #endif
        exchange.complete(error)
    }

    /// The driver follows redirects itself, alike for all forms.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// A 401 is a response like any other; only the server's certificate is for the system to judge.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(FoundationNetworking)
            // Here the 401 has come in full, and default handling would ask for it again for ever.
            exchange(task)?.complete(nil)
            completionHandler(.cancelAuthenticationChallenge, nil)
        #else
            completionHandler(.performDefaultHandling, nil)
        #endif
    }
}
