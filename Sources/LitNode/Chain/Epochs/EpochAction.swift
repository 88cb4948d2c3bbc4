package import KeyService

/// What a validator does next on its way through the epochs.
package enum EpochAction: Hashable, Sendable {
    /// Nothing until the chain changes, or the time comes.
    case wait(EpochWait)
    /// Ask to be in the next set, after staking if there is something to stake.
    case join
    /// Tell the contract anew where the node is.
    case update
    /// Close the next set. All nodes try, and one succeeds.
    case lock
    /// Give up a change that is stuck.
    case unlock
    /// Generate the root keys with the set that is to serve first.
    case generate(KeyEpoch, run: EpochRun)
    /// Pass the keys on to the next set.
    case reshare(from: KeyEpoch, to: KeyEpoch, run: EpochRun)
    /// Say that this node is ready for the epoch after this one.
    case signal(epoch: UInt64)
    /// Begin the next epoch. All nodes try, and one succeeds.
    case advance(epoch: UInt64)
    /// Look up which keys this node has shares of.
    case recall(KeyEpoch)
    /// Vote for the root keys.
    case vote(RootKeySet)
    /// Begin to serve with the keys that are on the chain.
    case serve(KeyEpoch, RootKeySet)
}

/// Which attempt at a change of the epoch something belongs to: the epoch in which the set was locked, and how
/// often the change was given up by then.
package struct EpochRun: Hashable, Sendable, CustomStringConvertible {
    package var epoch: UInt64
    package var retries: UInt64

    package init(epoch: UInt64, retries: UInt64) {
        self.epoch = epoch
        self.retries = retries
    }

    /// `<epoch>/<retries>` in decimal.
    package var description: String { "\(epoch)/\(retries)" }
    /// The same as bytes, by which the nodes find each other.
    package var bytes: [UInt8] { Array(description.utf8) }
}

/// What a validator waits for.
package enum EpochWait: Hashable, Sendable {
    /// The operator makes the network active.
    case activation
    /// So many validators of those that are needed are in the next set.
    case members(have: Int, need: Int)
    /// Its time is over; in seconds since 1970.
    case endOfEpoch(UInt64)
    /// This node is in no set, and is not told to join.
    case membership
    /// The next epoch, in which this node is to serve.
    case nextEpoch
    /// Others have to signal that they are ready.
    case signals
    /// Others have to vote for the same root keys.
    case votes
    /// What was tried did not succeed; it will be tried again.
    case anotherAttempt
    /// The members change, and this version cannot pass the keys on: the epoch goes on.
    case resharing
    /// This node has no share of the network's keys.
    case shares
    /// The keys on chain are not those that this node has shares of.
    case otherKeys
    /// The keys on chain cannot be used.
    case unusableKeys
    /// Nothing: it serves.
    case nothing
}

extension EpochWait: CustomStringConvertible {
    /// For people.
    package var description: String {
        switch self {
        case .activation: "the network is paused: its operator has to make it active"
        case .members(let have, let need): "\(have) of \(need) validators have joined"
        case .endOfEpoch(let time): "the epoch ends at \(time)"
        case .membership: "this node is no validator and is not told to join"
        case .nextEpoch: "this node serves from the next epoch on"
        case .signals: "the other validators have to signal that they are ready"
        case .votes: "the other validators have to vote for the root keys"
        case .anotherAttempt: "something failed and will be tried again"
        case .resharing: "the set of validators is to change, and keys cannot be passed on to another set yet"
        case .shares: "this node has no share of the network's keys: restore its store from a backup"
        case .otherKeys: "the root keys on chain are not those that this node has shares of"
        case .unusableKeys: "the root keys on chain cannot be used"
        case .nothing: "the node serves"
        }
    }
}
