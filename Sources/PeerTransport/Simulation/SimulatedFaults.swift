/// What chance does to messages on their way in a ``SimulatedPeerNetwork``.
package struct SimulatedFaults: Hashable, Sendable {
    /// How long each message takes: drawn evenly. The order of one sender's messages to one receiver is kept.
    package var delay: ClosedRange<Duration> = .zero ... .zero
    /// How many of a hundred messages get lost, though `send` returned true.
    package var dropPercent = 0
    /// How many of a hundred messages may overtake or be overtaken by others of the same sender, which a real
    /// network does not do. Takes effect where there is a delay.
    package var overtakePercent = 0

    /// None: messages arrive at once and in order.
    package init() {}
}

/// A message on its way from one node to another.
package struct SimulatedEnvelope: Hashable, Sendable {
    /// Counts all messages of the network in the order in which they were sent.
    package var number: UInt64
    /// Who sent it; a hook cannot change that, as senders are authenticated.
    package var sender: PeerID
    /// Whom it is for.
    package var receiver: PeerID
    /// What it says.
    package var message: PeerMessage
}
