import Primitives

/// Subscriptions over a WebSocket.
extension ChainRPC {
    static let subscriptionMethods: [String: Method] = [
        "eth_subscribe": { rpc, parameters, connection throws(RPCError) in
            try rpc.subscribe(parameters, connection)
        },
        "eth_unsubscribe": { rpc, parameters, connection throws(RPCError) in
            let connection = try connection.required
            let id = UInt64(clamping: try parameters[0, "subscription"].quantity())
            guard rpc.subscriptions.remove(id, connection.id) else {
                throw .server("subscription not found")
            }
            return true
        },
    ]

    private func subscribe(
        _ parameters: Parameters, _ connection: RPCConnection?
    ) throws(RPCError) -> JSON {
        let connection = try connection.required
        let kind: Subscription.Kind
        switch try parameters[0, "subscription"].text() {
        case "newHeads": kind = .newHeads
        case "logs":
            kind = .logs(
                try parameters[1, "filter"].present.read { value throws(RPCError) in try LogFilter(value) }
                    ?? LogFilter())
        case "newPendingTransactions":
            kind = .pending(full: try parameters.flag(1, "fullTransactions"))
        case "syncing": kind = .syncing
        case let name:
            throw RPCError(code: -32601, message: "no \"\(name.prefix(80))\" subscription in eth namespace")
        }
        guard let id = subscriptions.insert(kind, connection) else {
            throw .limitExceeded("this connection has \(limits.subscriptionsPerConnection) subscriptions")
        }
        return .quantity(id)
    }
}

extension RPCConnection? {
    /// The connection; over HTTP there is none.
    fileprivate var required: RPCConnection {
        get throws(RPCError) {
            guard let self else { throw RPCError(code: -32601, message: "notifications not supported") }
            return self
        }
    }
}
