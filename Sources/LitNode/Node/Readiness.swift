internal import KeyService

/// What a node needs before it can take part in a signature; a pure value.
package struct Readiness: Sendable {
    /// What matters of the key service.
    package struct Keys: Hashable, Sendable {
        /// Whether this node has shares of the keys.
        package var hasShares: Bool
        /// How many other members there is a connection to.
        package var reachable: Int
        /// Whether some set of signers has what it takes.
        package var canSign: Bool

        package init(hasShares: Bool, reachable: Int, canSign: Bool) {
            self.hasShares = hasShares
            self.reachable = reachable
            self.canSign = canSign
        }
    }

    /// How well the chain can be read.
    package var health = ChainHealth()
    /// What was read of it last.
    package var network: NetworkState?
    /// How far the node is in its epoch; nil before it begins.
    package var epoch: EpochStatus?
    /// Nil before the key service is there.
    package var keys: Keys?

    package init() {}

    /// For how long the chain may be out of reach.
    private static let patience = Duration.seconds(30)

    /// What is missing, for people; nil if nothing is.
    package func reason(now: ContinuousClock.Instant) -> String? {
        guard let network else {
            return "chain: it has not been read yet" + (health.lastError.map { " (\($0))" } ?? "")
        }
        if let since = health.failingSince, now - since > Self.patience {
            return "chain: it cannot be read (\(health.lastError ?? "no answer"))"
        }
        guard let keys, let epoch else { return "keys: the node is starting" }
        let trouble = epoch.lastError.map { "; last failure: \($0)" } ?? ""
        guard network.rootKeys != nil else {
            return "keys: the network has no root keys yet; this node \(epoch.doing)\(trouble)"
        }
        guard epoch.serving != nil, keys.hasShares else {
            return "keys: this node does not serve yet, and \(epoch.doing)\(trouble)"
        }
        let needed = network.epoch.threshold - 1
        guard keys.reachable >= needed else {
            return "peers: \(keys.reachable) of the \(needed) needed are connected"
        }
        return keys.canSign ? nil : "keys: the first triples are being made"
    }
}
