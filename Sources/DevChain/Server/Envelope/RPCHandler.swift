public import Primitives

/// The methods behind a server: everything that is not transport or envelope.
public protocol RPCHandler: Sendable {
    /// The result of one call; `.null` is a result.
    ///
    /// The task is cancelled if the client of a WebSocket leaves, or if a shutdown takes longer than its grace
    /// period.
    ///
    /// - Parameters:
    ///   - method: its name, such as `eth_call`; unknown ones throw ``RPCError/methodNotFound(_:)``.
    ///   - params: by position; empty if the client sent none.
    ///   - connection: where a subscription that this call opens sends its notifications; nil over HTTP.
    func call(_ method: String, _ params: [JSON], connection: RPCConnection?) async throws(RPCError) -> JSON

    /// Told once for each WebSocket when it is gone and no call from it is running any more: its subscriptions end.
    func connectionClosed(_ connection: RPCConnection) async
}
