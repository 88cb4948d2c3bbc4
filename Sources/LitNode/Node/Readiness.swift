internal import KeyService

/// What a node needs before it can take part in a signature.
struct Readiness: Sendable {
    let watcher: NetworkWatcher
    let driver: @Sendable () -> EpochStatus?
    let keys: @Sendable () -> KeyServiceStatus?

    /// For how long the chain may be out of reach.
    private static let patience = Duration.seconds(30)

    /// What is missing, for people; nil if nothing is.
    var reason: String? {
        let health = watcher.health
        guard let state = watcher.state else {
            return "chain: it has not been read yet" + (health.lastError.map { " (\($0))" } ?? "")
        }
        if let since = health.failingSince, .now - since > Self.patience {
            return "chain: it cannot be read (\(health.lastError ?? "no answer"))"
        }
        guard let keys = keys(), let driver = driver() else { return "keys: the node is starting" }
        let trouble = driver.lastError.map { "; last failure: \($0)" } ?? ""
        guard state.rootKeys != nil else {
            return "keys: the network has no root keys yet; this node \(driver.doing)\(trouble)"
        }
        guard driver.serving != nil, keys.hasShares else {
            return "keys: this node does not serve yet, and \(driver.doing)\(trouble)"
        }
        guard keys.reachable.count >= state.epoch.threshold - 1 else {
            return "peers: \(keys.reachable.count) of the \(state.epoch.threshold - 1) needed are connected"
        }
        return keys.canSign ? nil : "keys: the first triples are being made"
    }
}
