package import Ethereum
package import KeyService
package import LitContracts
package import PeerTransport
package import Primitives

/// A validator as its peers and clients find it.
package struct NodeMember: Hashable, Sendable {
    /// Who staked for it: members are counted in the order of these addresses.
    package var staker: Address
    /// The address that it signs and sends transactions with.
    package var node: Address
    /// Host and port that clients call, such as `127.0.0.1:7470`.
    package var publicAddress: String
    /// SHA-256 of its TLS key's SPKI, from the contract's `senderPubKey`.
    package var tlsPin: Bytes32

    package init(staker: Address, node: Address, publicAddress: String, tlsPin: Bytes32) {
        self.staker = staker
        self.node = node
        self.publicAddress = publicAddress
        self.tlsPin = tlsPin
    }

    /// Its name among peers.
    package var peer: PeerID? { PeerID(node.bytes) }
}

/// The validators of an epoch.
package struct EpochState: Hashable, Sendable {
    package var number: UInt64
    /// By staker.
    package var members: [NodeMember]
    /// The number of shares that determine a key, which is the number that clients wait for.
    package var threshold: Int

    package init(number: UInt64, members: [NodeMember], threshold: Int) {
        self.number = number
        self.members = members
        self.threshold = threshold
    }

    /// The same, as the key service counts.
    package var keyEpoch: KeyEpoch {
        KeyEpoch(number: number, members: members.compactMap(\.peer), threshold: threshold)
    }
}

/// What a node knows of its network at a moment.
package struct NetworkState: Sendable {
    package var chainID: UInt64
    package var contracts: LitContracts
    package var staking: StakingState
    package var epoch: EpochState
    package var previous: EpochState?
    /// The root keys on chain, once enough validators have voted.
    package var rootKeys: RootKeySet?
    /// The latest block's hash and time.
    package var latestBlock: (hash: Bytes32, time: UInt64)

    package init(
        chainID: UInt64, contracts: LitContracts, staking: StakingState, epoch: EpochState,
        previous: EpochState? = nil, rootKeys: RootKeySet? = nil, latestBlock: (hash: Bytes32, time: UInt64)
    ) {
        self.chainID = chainID
        self.contracts = contracts
        self.staking = staking
        self.epoch = epoch
        self.previous = previous
        self.rootKeys = rootKeys
        self.latestBlock = latestBlock
    }
}

/// Where the rest of a node reads what is on chain. ``NetworkWatcher`` is the one; tests have others.
package protocol NetworkView: Sendable {
    /// The latest state; nil before the chain was read.
    var state: NetworkState? { get }
    /// The states, from the present one on.
    func states() -> AsyncStream<NetworkState>
}
