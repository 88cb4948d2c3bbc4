package import Primitives

/// Who dialed.
package enum LinkRole: Hashable, Sendable {
    case dialer, acceptor
}

/// How two nodes find out that they mean each other, after TLS: the dialer's hello, the acceptor's, which answers it,
/// and the dialer's ready, which answers that.
package struct HelloExchange: Sendable {
    /// What this node says of itself.
    package struct Me: Hashable, Sendable {
        package var network: PeerNetworkName
        package var node: PeerID
        /// Drawn when the process starts.
        package var instance: Bytes32

        package init(network: PeerNetworkName, node: PeerID, instance: Bytes32) {
            self.network = network
            self.node = node
            self.instance = instance
        }
    }

    private enum State {
        case awaitingHello
        case awaitingReady(Hello)
        case done(Hello)
    }

    package let role: LinkRole
    private let me: Me
    private let nonce: Bytes32
    /// Whom the dialer meant.
    private let expected: PeerID?
    private var state = State.awaitingHello

    /// - Parameter nonce: fresh randomness.
    package init(role: LinkRole, me: Me, nonce: Bytes32, expected: PeerID?) {
        self.role = role
        self.me = me
        self.nonce = nonce
        self.expected = expected
    }

    /// What the peer said, once both have answered each other.
    package var peer: Hello? {
        if case .done(let hello) = state { hello } else { nil }
    }

    /// What is to be sent at the beginning.
    package var first: Frame? { role == .dialer ? .hello(hello(answering: .zero)) : nil }

    /// What is to be sent in return.
    ///
    /// - Parameter permits: whether this id may use the TLS key of the connection.
    package mutating func receive(
        _ frame: Frame, permits: (PeerID) -> Bool
    ) throws(PeerLinkError) -> Frame? {
        switch (state, frame) {
        case (.awaitingHello, .hello(let hello)):
            try check(hello, permits: permits)
            if role == .dialer {
                state = .done(hello)
                return .ready(answering: hello.nonce)
            }
            state = .awaitingReady(hello)
            return .hello(self.hello(answering: hello.nonce))
        case (.awaitingReady(let hello), .ready(let answering)):
            guard answering == nonce else {
                throw PeerLinkError(.nonce, "its answer is not to this node's hello")
            }
            state = .done(hello)
            return nil
        default:
            throw PeerLinkError(.unexpected, "a frame came out of turn during the hellos")
        }
    }

    private func hello(answering: Bytes32) -> Hello {
        Hello(network: me.network, node: me.node, nonce: nonce, answering: answering, instance: me.instance)
    }

    private func check(_ hello: Hello, permits: (PeerID) -> Bool) throws(PeerLinkError) {
        guard hello.network == me.network else {
            throw PeerLinkError(.network, "it is of network \(hello.network), and this node of \(me.network)")
        }
        guard hello.node != me.node, hello.node == expected ?? hello.node, permits(hello.node) else {
            throw PeerLinkError(
                .identity, "it says that it is \(hello.node), which its TLS key may not say here")
        }
        guard hello.nonce != nonce, hello.answering == (role == .dialer ? nonce : .zero) else {
            throw PeerLinkError(.nonce, "its hello does not answer this node's")
        }
    }
}
