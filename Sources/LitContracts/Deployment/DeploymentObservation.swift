public import Ethereum
public import Primitives

/// What of a deployment was found on a chain.
public struct DeploymentObservation: Hashable, Sendable {
    /// At the factory's address.
    public var factoryCode: [UInt8]
    /// At each contract's address; empty where there is none.
    public var codes: [ContractKind: [UInt8]]
    /// Where the resolver says that each contract is; zero where it says nothing.
    public var entries: [ContractKind: Address]
    /// Those of the accounts at hand that may change the resolver's entries.
    public var administrators: Set<Address>
    /// What is known of the network; nil before ``Staking`` is there.
    public var staking: Staking?

    /// What is known of a network.
    public struct Staking: Hashable, Sendable {
        /// Between two epochs.
        public var state: StakingState
        /// The first is 1.
        public var epoch: UInt256
        /// How many validators serve.
        public var validatorCount: UInt256
        /// Who may change the state.
        public var owner: Address

        /// From its parts.
        public init(state: StakingState, epoch: UInt256, validatorCount: UInt256, owner: Address) {
            self.state = state
            self.epoch = epoch
            self.validatorCount = validatorCount
            self.owner = owner
        }

        /// As the constructor leaves it: nobody has begun anything.
        var isUntouched: Bool { state == .paused && epoch == UInt256(1) && validatorCount.isZero }
    }

    /// Of a chain on which nothing is, unless given.
    public init(
        factoryCode: [UInt8] = [], codes: [ContractKind: [UInt8]] = [:],
        entries: [ContractKind: Address] = [:],
        administrators: Set<Address> = [], staking: Staking? = nil
    ) {
        self.factoryCode = factoryCode
        self.codes = codes
        self.entries = entries
        self.administrators = administrators
        self.staking = staking
    }
}
