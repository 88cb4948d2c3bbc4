/// One node's side of a ``SimulatedPeerNetwork``.
package final class SimulatedPeerNode: PeerNetwork {
    package let me: PeerID
    private let network: SimulatedPeerNetwork
    private let mailboxes: Mailboxes
    private let board = ReachabilityBoard()

    init(me: PeerID, network: SimulatedPeerNetwork, limits: MailboxLimits) {
        self.me = me
        self.network = network
        mailboxes = Mailboxes(limits: limits)
    }

    @discardableResult
    package func send(_ message: PeerMessage, to peer: PeerID) -> Bool {
        network.send(message, from: self, to: peer)
    }

    package func messages(for service: PeerService) -> AsyncStream<ReceivedPeerMessage> {
        mailboxes.stream(of: service)
    }

    package var reachable: Set<PeerID> { board.peers }
    package func reachability() -> AsyncStream<Set<PeerID>> { board.stream() }

    func receive(_ message: ReceivedPeerMessage) { _ = mailboxes.put(message) }
    func reach(_ peers: Set<PeerID>) { board.update { $0 = peers } }

    func close() {
        mailboxes.close()
        board.close()
    }
}
