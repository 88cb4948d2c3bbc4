package import Logging
internal import Synchronization

/// What the forms have in common: checks, deadline, cancellation, redirects, shutdown, log lines.
///
/// A form only has to send one prepared request and read one response.
package final class RequestDriver: Sendable {
    /// Sends one prepared request and reads one response.
    package typealias Exchange =
        @Sendable (_ request: HTTPRequest, _ logger: Logger) async throws -> HTTPResponse

    private struct State {
        var isShutDown = false
        var nextKey: UInt64 = 0
        var running: [UInt64: Race] = [:]
    }

    private let state = Mutex(State())
    private let deadlines = DeadlineWatch()
    private let exchange: Exchange
    /// How the form explains the errors of its library.
    private let explain: @Sendable (any Error) -> TransportFailure

    /// - Parameters:
    ///   - explain: what an error of the form's library means.
    ///   - exchange: sends one prepared request and reads one response.
    package init(
        explain: @escaping @Sendable (any Error) -> TransportFailure, exchange: @escaping Exchange
    ) {
        self.explain = explain
        self.exchange = exchange
    }

    /// Sends a request, follows its redirects, and keeps its deadline.
    package func send(
        _ request: HTTPRequest, logger: Logger
    ) async throws(HTTPTransportError) -> HTTPResponse {
        // What is made for log lines costs a tenth of a request, so it is made where there are any.
        guard logger.logLevel <= .debug else {
            switch await run(request, logger: logger) {
            case .success(let response): return response
            case .failure(let failure): throw failure.error(for: request)
            }
        }
        var logger = logger
        logger[metadataKey: "request-id"] = "\(request.id)"
        logger[metadataKey: "http-method"] = "\(request.method)"
        logger[metadataKey: "http-url"] = "\(request.url)"
        logger.debug("HTTP request")
        let start = ContinuousClock.now
        let outcome = await run(request, logger: logger)
        logger[metadataKey: "http-duration"] = "\(start.duration(to: .now))"
        switch outcome {
        case .success(let response):
            logger.debug("HTTP response", metadata: ["http-status": "\(response.status)"])
            return response
        case .failure(let failure):
            logger.debug("HTTP request failed", metadata: ["http-error": "\(failure.code)"])
            throw failure.error(for: request)
        }
    }

    private func run(_ request: HTTPRequest, logger: Logger) async -> Race.Outcome {
        do {
            try request.validate()
        } catch {
            return .failure(error)
        }
        guard !Task.isCancelled else { return .failure(.cancelled) }
        guard request.deadline > .now else { return .failure(.deadlineAlreadyPassed) }
        let race = Race()
        guard let key = register(race) else { return .failure(.shutDown) }
        defer { state.withLock { _ = $0.running.removeValue(forKey: key) } }

        let work = Task { race.decide(await self.follow(request, logger: logger)) }
        let timer = deadlines.add(request.deadline) { race.decide(.failure(.deadlineExceeded)) }
        defer {
            work.cancel()
            deadlines.remove(timer)
        }
        return await withTaskCancellationHandler {
            await race.outcome()
        } onCancel: {
            race.decide(.failure(.cancelled))
        }
    }

    private func follow(_ request: HTTPRequest, logger: Logger) async -> Race.Outcome {
        var redirects = RedirectStateMachine(request.redirects)
        var current = request.prepared()
        do {
            while true {
                let response = try await exchange(current, logger)
                guard let next = try redirects.next(after: current, response: response) else {
                    return .success(response)
                }
                current = next
            }
        } catch {
            return .failure(TransportFailure(common: error) ?? explain(error))
        }
    }

    private func register(_ race: Race) -> UInt64? {
        state.withLock { state in
            guard !state.isShutDown else { return nil }
            state.nextKey &+= 1
            state.running[state.nextKey] = race
            return state.nextKey
        }
    }

    /// Fails what is under way and whatever comes later. False if that had been done.
    @discardableResult
    package func shutDown() -> Bool {
        let (isFirst, running) = state.withLock { state in
            defer { state.isShutDown = true }
            return (!state.isShutDown, Array(state.running.values))
        }
        for race in running { race.decide(.failure(.shutDown)) }
        deadlines.stop()
        return isFirst
    }
}
