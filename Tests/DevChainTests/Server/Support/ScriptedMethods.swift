import DevChain
import Primitives
import Synchronization

/// Methods for tests of the server, and a record of what happened.
final class ScriptedMethods: RPCHandler {
    enum Event: Equatable, Sendable {
        case held(String)
        case ended(String, cancelled: Bool)
        case closed(RPCConnection.ID)
    }

    private struct State {
        var calls: [String] = []
        var held: [String: AsyncStream<Void>.Continuation] = [:]
        var subscriptions: [RPCConnection] = []
    }

    private let state = Mutex(State())
    let events: AsyncStream<Event>
    private let record: AsyncStream<Event>.Continuation

    init() { (events, record) = AsyncStream.makeStream() }

    /// The names of all calls so far, in order.
    var calls: [String] { state.withLock { $0.calls } }

    /// Lets a call of `hold` with this name go on.
    func release(_ name: String) { state.withLock { $0.held.removeValue(forKey: name) }?.finish() }

    /// Sends to every subscription, in the order in which they were made.
    func publish(_ value: JSON) {
        for connection in state.withLock({ $0.subscriptions }) {
            connection.notify(ScriptedMethods.notification(value))
        }
    }

    static func notification(_ value: JSON) -> JSON {
        [
            "jsonrpc": "2.0", "method": "test_subscription",
            "params": ["subscription": "0x1", "result": value],
        ]
    }

    func call(_ method: String, _ params: [JSON], connection: RPCConnection?) async throws(RPCError) -> JSON {
        state.withLock { $0.calls.append(method) }
        switch method {
        case "echo": return .array(params)
        case "nothing": return .null
        case "large": return .string(String(repeating: "x", count: params.first?.int ?? 0))
        case "revert": throw .reverted("no", data: [1, 2])
        case "hold":
            let name = params.first?.string ?? ""
            let (stream, continuation) = AsyncStream<Void>.makeStream()
            state.withLock { $0.held[name] = continuation }
            record.yield(.held(name))
            for await _ in stream {}
            record.yield(.ended(name, cancelled: Task.isCancelled))
            return .string(name)
        case "release":
            release(params.first?.string ?? "")
            return true
        case "subscribe":
            guard let connection else { throw .methodNotFound(method) }
            // Before the answer, which has to come first all the same.
            for value in params { connection.notify(ScriptedMethods.notification(value)) }
            state.withLock { $0.subscriptions.append(connection) }
            return "0x1"
        case "publish":
            for value in params { publish(value) }
            return true
        default: throw .methodNotFound(method)
        }
    }

    func connectionClosed(_ connection: RPCConnection) async {
        state.withLock { $0.subscriptions.removeAll { $0.id == connection.id } }
        record.yield(.closed(connection.id))
    }

    /// Waits until something happens that `matches`; what happened before it is passed over.
    func event(where matches: (Event) -> Bool) async -> Event? {
        for await event in events where matches(event) { return event }
        return nil
    }
}
