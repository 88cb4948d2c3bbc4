internal import KeyService
internal import LitProtocol
internal import Logging

extension KeyServiceError {
    /// Tells whoever runs the node what clients are not told.
    func log(to logger: Logger) {
        let level: Logger.Level =
            switch code {
            case .conflictingOrders, .invalidOrder: .info
            default: .warning
            }
        logger.log(
            level: level, "Nothing was signed", metadata: ["code": "\(code.rawValue)", "error": "\(self)"])
    }

    /// What a client is told: the same at all nodes, so nothing of who or where.
    var answer: NodeError {
        switch code {
        case .notReady:
            NodeError(.noKeyGenError, "The network has no keys yet, or this node has no share of them.")
        case .notEnoughPeers: NodeError(.peerNotFound, "Too few nodes took part in time. Try again.")
        case .conflictingOrders:
            NodeError(
                .badInput, status: 400,
                "The nodes were asked for different things under one request id. Send the same to all of them."
            )
        case .invalidOrder: NodeError(.badInput, status: 400, "This cannot be signed: the digest is zero.")
        case .protocolFailure: NodeError(.systemFault, "The nodes could not sign together. Try again.")
        case .keyMismatch: NodeError(.systemFault, "The key on chain is not the one that the nodes hold.")
        case .store, .stopped: NodeError(.systemFault, "The node cannot use its keys now.")
        }
    }
}
