package import HTTPTransport
package import LitProtocol

/// Why a node gave nothing of use.
package enum NodeFault: Error, Hashable, Sendable {
    /// It answered with an error.
    case refused(NodeError)
    /// It answered what makes no sense, or what is not true.
    case nonsense(status: Int, String)
    /// It did not answer.
    case unreachable(HTTPTransportError)
    /// It was not waited for.
    case late
    /// The request could not be made.
    case unasked(LitError)

    /// What it comes to, for the caller.
    package func report(node: String) -> LitError.NodeReport {
        switch self {
        case .refused(let error):
            LitError.NodeReport(
                node: node, status: error.status, code: error.codeName,
                message: error.details.isEmpty
                    ? error.message ?? error.kind.rawValue : error.details.joined(separator: " "))
        case .nonsense(let status, let what):
            LitError.NodeReport(node: node, status: status, message: what)
        case .unreachable(let error):
            LitError.NodeReport(node: node, message: "\(error.code): \(error.reason)")
        case .late: LitError.NodeReport(node: node, message: "no answer while the others' was waited for")
        case .unasked(let error): LitError.NodeReport(node: node, message: error.message)
        }
    }
}
