internal import PeerTransport

/// Whom this node has seen fail lately, so that a silent node does not cost every order an attempt.
///
/// Only what this node has seen itself counts, and only what names one peer: where several are suspected, honest
/// ones are among them. It is forgotten after a while, and at once when a signature succeeds with that peer.
struct RecentFailures: Sendable {
    private var times: [PeerID: Duration] = [:]

    static let lifetime: Duration = .seconds(60)

    /// An attempt has failed, and these are blamed.
    mutating func note(_ culprits: [PeerID], now: Duration) {
        guard culprits.count == 1, let culprit = culprits.first else { return }
        times[culprit] = now
    }

    /// These have signed.
    mutating func clear(_ signers: [PeerID]) {
        guard !times.isEmpty else { return }
        for signer in signers { times[signer] = nil }
    }

    /// Who is better avoided.
    func peers(now: Duration) -> Set<PeerID> {
        Set(times.filter { now - $0.value < Self.lifetime }.keys)
    }
}
