package import KeyService

/// How far a validator is.
package struct EpochStatus: Hashable, Sendable {
    /// The epoch that this node serves in; nil while it serves in none.
    package var serving: KeyEpoch?
    /// What it does or waits for, for people.
    package var doing = "the chain has to be read"
    /// What failed last and has not been done since, for people.
    package var lastError: String?

    package init() {}
}

extension EpochAction {
    /// Whether it sends a transaction.
    var isTransaction: Bool {
        switch self {
        case .join, .update, .lock, .unlock, .signal, .advance, .vote: true
        case .wait, .generate, .reshare, .recall, .serve: false
        }
    }
}

extension EpochAction: CustomStringConvertible {
    /// For people.
    package var description: String {
        switch self {
        case .wait(let wait): "waits: \(wait)"
        case .join: "asks to join the next set of validators"
        case .update: "tells the contract where this node is"
        case .lock: "locks the next set of validators"
        case .unlock: "gives up the change of the epoch, which is stuck"
        case .generate(let epoch, let run):
            "generates the root keys of epoch \(epoch.number) among \(epoch.members.count) nodes (run \(run))"
        case .reshare(let from, let to, let run):
            "passes the keys on from epoch \(from.number) to \(to.number) (run \(run))"
        case .signal(let epoch): "signals that it is ready for the epoch after \(epoch)"
        case .advance(let epoch): "begins the epoch after \(epoch)"
        case .recall(let epoch): "looks up its shares of epoch \(epoch.number)"
        case .vote(let keys): "votes for \(keys.k256.count + 1) root keys"
        case .serve(let epoch, _): "begins to serve in epoch \(epoch.number)"
        }
    }
}
