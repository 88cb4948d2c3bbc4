package import ActionProtocol
import NIOHTTP1
import Primitives
import Synchronization

/// The fetches of one script: those that wait for a response, and bodies that are being read.
package final class FetchSession: Sendable {
    /// The operations it performs; any number of them may be under way.
    package static let operations: Set<String> = ["fetch", "fetchRead", "fetchCancel", "fetchAbort"]

    private struct State {
        /// By the numbers that the script gave them.
        var waiting: [Int: Task<GuardedFetch.Response, any Error>] = [:]
        var bodies: [Int: FetchConnection] = [:]
        var nextBody = 1
        var isClosed = false
    }

    private let state = Mutex(State())
    private let fetcher: GuardedFetch
    private let count: @Sendable () throws(OperationFailure) -> Void

    /// - Parameter count: called for each fetch; throws when there have been enough.
    package init(_ fetcher: GuardedFetch, count: @escaping @Sendable () throws(OperationFailure) -> Void) {
        self.fetcher = fetcher
        self.count = count
    }

    deinit { close() }

    package func perform(_ message: ActionMessage) async throws(OperationFailure) -> OperationAnswer {
        let arguments = try OperationArguments(message)
        switch message.name {
        case "fetch": return try await fetch(arguments)
        case "fetchRead": return try await read(try arguments.integer("stream"))
        case "fetchCancel":
            let stream = try arguments.integer("stream")
            state.withLock { $0.bodies.removeValue(forKey: stream) }?.close()
        default:
            let id = try arguments.integer("id")
            state.withLock { $0.waiting[id] }?.cancel()
        }
        return OperationAnswer()
    }

    /// Breaks off everything.
    package func close() {
        let (waiting, bodies) = state.withLock { state in
            state.isClosed = true
            defer { (state.waiting, state.bodies) = ([:], [:]) }
            return (Array(state.waiting.values), Array(state.bodies.values))
        }
        for task in waiting { task.cancel() }
        for body in bodies { body.close() }
    }

    private func fetch(_ arguments: OperationArguments) async throws(OperationFailure) -> OperationAnswer {
        try count()
        let request = try FetchRequest(arguments)
        let id = arguments["id"]?.int
        let fetcher = fetcher
        let task = Task<GuardedFetch.Response, any Error> { try await fetcher.fetch(request) }
        if let id { state.withLock { $0.waiting[id] = task } }
        defer { if let id { state.withLock { $0.waiting[id] = nil } } }
        let response: GuardedFetch.Response
        do {
            response = try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch let failure as OperationFailure {
            throw failure
        } catch {
            throw .fetch("\(error)")
        }
        return OperationAnswer(try describe(response))
    }

    private func describe(_ response: GuardedFetch.Response) throws(OperationFailure) -> JSON {
        var body = JSON.null
        if response.hasBody {
            let number: Int? = state.withLock { state in
                guard !state.isClosed else { return nil }
                defer { state.nextBody += 1 }
                state.bodies[state.nextBody] = response.connection
                return state.nextBody
            }
            guard let number else {
                response.connection.close()
                throw .fetch("it was cancelled")
            }
            body = .number(.init(number))
        }
        let head = response.connection.head
        return [
            "status": .number(.init(head.status.code)), "statusText": .string(head.status.reasonPhrase),
            "headers": .array(head.headers.map { [.string($0.name), .string($0.value)] }),
            "url": .string(response.url.text), "redirected": .bool(response.isRedirected),
            "type": .string(response.isUnfollowed ? "opaqueredirect" : "basic"), "body": body,
        ]
    }

    private func read(_ stream: Int) async throws(OperationFailure) -> OperationAnswer {
        guard let body = state.withLock({ $0.bodies[stream] }) else {
            throw .fetch("there is no body \(stream), or it has been read")
        }
        let bytes: [UInt8]?
        do {
            bytes = try await body.read()
        } catch {
            state.withLock { $0.bodies.removeValue(forKey: stream) }?.close()
            throw .fetch((error as? FetchError)?.reason ?? "\(error)")
        }
        if let bytes { return OperationAnswer(["done": false], bytes: bytes) }
        state.withLock { $0.bodies.removeValue(forKey: stream) }?.close()
        return OperationAnswer(["done": true])
    }
}
