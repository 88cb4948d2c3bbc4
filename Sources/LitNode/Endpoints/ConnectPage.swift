internal import LitProtocol
package import PeerTransport
package import Primitives

/// Tells other nodes where to connect to: the answer is signed, with the nonce that they chose.
package struct ConnectPage: NodePage {
    private let greeting: @Sendable (Bytes32) -> SignedPeerGreeting?

    /// - Parameter greeting: nil while the node has not read yet which network it is of, or does not listen yet.
    package init(greeting: @escaping @Sendable (_ nonce: Bytes32) -> SignedPeerGreeting?) {
        self.greeting = greeting
    }

    package func answer(_ rest: String) async -> NodePageAnswer {
        guard rest.utf8.count == 64, let nonce = try? Bytes32(hex: rest) else {
            return Self.refusal(.coreApiUnexpected, 400, "Ask for /connect/ and 64 hexadecimal digits.")
        }
        guard let signed = greeting(nonce) else {
            return Self.refusal(.litNodeClientNotReady, 503, "The node is starting.")
        }
        return NodePageAnswer(.json(signed.json))
    }

    private static func refusal(_ code: NodeErrorCode, _ status: Int, _ detail: String) -> NodePageAnswer {
        let error = NodeError(code, status: status, detail)
        return NodePageAnswer(status: error.status, .json(error.json))
    }
}
