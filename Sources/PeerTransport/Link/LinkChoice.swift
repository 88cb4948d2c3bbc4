package import Primitives

/// Which of two connections to the same peer stays, so that both sides decide alike.
package struct LinkChoice: Hashable, Sendable {
    /// Who dialed.
    package var dialer: PeerID
    /// The peer's process.
    package var instance: Bytes32

    package init(dialer: PeerID, instance: Bytes32) {
        self.dialer = dialer
        self.instance = instance
    }

    /// Whether a connection that has just opened takes the place of this one.
    package func yields(to new: LinkChoice, between a: PeerID, and b: PeerID) -> Bool {
        // The peer has started anew, so that this connection is dead, if it does not know yet.
        guard new.instance == instance else { return true }
        // Nobody dials again unless the first is lost. If both dialed, the lower id's stays.
        return new.dialer == dialer || new.dialer == min(a, b)
    }
}
