package import Ethereum
package import KeyService
package import LitContracts
package import Primitives

/// A block, as far as a node needs to know it.
package struct BlockMark: Hashable, Sendable {
    package var number: UInt64
    package var hash: Bytes32
    /// In seconds since 1970.
    package var time: UInt64

    package init(number: UInt64, hash: Bytes32, time: UInt64) {
        self.number = number
        self.hash = hash
        self.time = time
    }
}

/// A staker, and what it told about its node.
package struct StakedNode: Hashable, Sendable {
    package var staker: Address
    package var record: Validator

    package init(staker: Address, record: Validator) {
        self.staker = staker
        self.record = record
    }

    /// As peers and clients find it.
    package var member: NodeMember {
        let ip = record.ip
        let address = "\(ip >> 24).\(ip >> 16 & 255).\(ip >> 8 & 255).\(ip & 255):\(record.port)"
        return NodeMember(
            staker: staker, node: record.nodeAddress, publicAddress: address,
            tlsPin: record.senderPublicKey.bytes32)
    }
}

/// What the contracts of a network say at one block about its validators and their keys.
package struct StakingSnapshot: Hashable, Sendable {
    package var block: BlockMark
    package var state: StakingState
    package var epoch: EpochTimes
    /// The set that serves, by staker; empty in epoch 1.
    package var current: [StakedNode]
    /// The set that is to serve in the next epoch, by staker.
    package var next: [StakedNode]
    /// How many validators have to agree, as the contract counts.
    package var consensus: UInt64
    /// Without so many in the next set there is no next epoch.
    package var minimumValidatorCount: UInt64
    /// The root keys in their order; empty until all validators have voted.
    package let rootKeys: [RootKey]
    /// The same, read; nil while there are none, or they are not what a network needs.
    package let keys: RootKeySet?
    /// Whether the node of the staker that was asked about has signalled in the change that is under way.
    package var hasSignalled: Bool

    package init(
        block: BlockMark, state: StakingState, epoch: EpochTimes, current: [StakedNode], next: [StakedNode],
        consensus: UInt64, minimumValidatorCount: UInt64, rootKeys: [RootKey] = [],
        hasSignalled: Bool = false
    ) {
        self.block = block
        self.state = state
        self.epoch = epoch
        self.current = current.sorted { $0.staker < $1.staker }
        self.next = next.sorted { $0.staker < $1.staker }
        self.consensus = consensus
        self.minimumValidatorCount = minimumValidatorCount
        self.rootKeys = rootKeys
        keys = RootKeySet(rootKeys)
        self.hasSignalled = hasSignalled
    }
}

/// The counters and times of an epoch, in seconds.
package struct EpochTimes: Hashable, Sendable {
    package var number: UInt64
    package var length: UInt64
    /// When the change to the next may begin, since 1970.
    package var endTime: UInt64
    /// How often a change was given up; never reset.
    package var retries: UInt64
    /// After how long a change that is stuck may be given up.
    package var timeout: UInt64

    package init(number: UInt64, length: UInt64, endTime: UInt64, retries: UInt64 = 0, timeout: UInt64 = 60) {
        self.number = number
        self.length = length
        self.endTime = endTime
        self.retries = retries
        self.timeout = timeout
    }

    /// Of the contract; what is beyond all bounds stands for never.
    init(_ epoch: Epoch) {
        self.init(
            number: UInt64(clamping: epoch.number), length: UInt64(clamping: epoch.length),
            endTime: UInt64(clamping: epoch.endTime), retries: UInt64(clamping: epoch.retries),
            timeout: UInt64(clamping: epoch.timeout))
    }
}

extension StakingSnapshot {
    /// Whether nothing is under way: an epoch runs, and the network has keys.
    package var isSettled: Bool { state == .active && !rootKeys.isEmpty && !current.isEmpty }

    /// The set that serves.
    package var currentEpoch: EpochState { Self.epochState(epoch.number, of: current) }

    /// The set that is to serve next; its number is that of the epoch that comes.
    package var nextEpoch: EpochState {
        Self.epochState(epoch.number == .max ? .max : epoch.number + 1, of: next)
    }

    private static func epochState(_ number: UInt64, of nodes: [StakedNode]) -> EpochState {
        EpochState(number: number, members: nodes.map(\.member), threshold: threshold(ofMembers: nodes.count))
    }

    /// How many shares determine a key among so many nodes: two thirds, rounded down, and at least one.
    package static func threshold(ofMembers count: Int) -> Int {
        count == 0 ? 0 : max(1, count * 2 / 3)
    }
}
