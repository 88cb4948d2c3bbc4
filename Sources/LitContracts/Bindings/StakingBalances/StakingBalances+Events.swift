public import Ethereum
public import Primitives

extension StakingBalances {
    /// A staker may run a further validator.
    public struct AliasAdded: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event AliasAdded(address indexed staker, address aliasAccount)")

        /// The account that staked.
        public let staker: Address
        /// The further address.
        public let aliasAccount: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            aliasAccount = try values.get(1)
        }
    }

    /// A staker runs a further validator no longer.
    public struct AliasRemoved: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event AliasRemoved(address indexed staker, address aliasAccount)")

        /// The account that staked.
        public let staker: Address
        /// The further address.
        public let aliasAccount: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            aliasAccount = try values.get(1)
        }
    }

    /// Stakers may have another number of aliases.
    public struct MaxAliasCountSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event MaxAliasCountSet(uint256 newMaxAliasCount)")

        /// The new value.
        public let maxAliasCount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            maxAliasCount = try values.get(0)
        }
    }

    /// The most a validator may stake has changed.
    public struct MaximumStakeSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event MaximumStakeSet(uint256 newMaximumStake)")

        /// The new value.
        public let maximumStake: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            maximumStake = try values.get(0)
        }
    }

    /// The least a validator must stake has changed.
    public struct MinimumStakeSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event MinimumStakeSet(uint256 newMinimumStake)")

        /// The new value.
        public let minimumStake: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            minimumStake = try values.get(0)
        }
    }

    /// An account may stake.
    public struct PermittedStakerAdded: LitContractEvent {
        public static let event = ABIEvent(signature: "event PermittedStakerAdded(address staker)")

        /// The account that staked.
        public let staker: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
        }
    }

    /// An account may stake no longer.
    public struct PermittedStakerRemoved: LitContractEvent {
        public static let event = ABIEvent(signature: "event PermittedStakerRemoved(address staker)")

        /// The account that staked.
        public let staker: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
        }
    }

    /// Only permitted accounts may stake, or all.
    public struct PermittedStakersOnChanged: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event PermittedStakersOnChanged(bool permittedStakersOn)")

        /// Whether only they may.
        public let permittedStakersOn: Bool

        public init(_ values: ABIArguments) throws(ABIError) {
            permittedStakersOn = try values.get(0)
        }
    }

    /// The resolver, at the contract's creation.
    public struct ResolverContractAddressSet: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event ResolverContractAddressSet(address newResolverAddress)")

        /// Where the resolver is.
        public let resolverAddress: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            resolverAddress = try values.get(0)
        }
    }

    /// A staker was paid.
    public struct RewardPaid: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event RewardPaid(address indexed staker, uint256 reward)")

        /// The account that staked.
        public let staker: Address
        /// In the smallest unit.
        public let reward: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            reward = try values.get(1)
        }
    }

    /// An account has staked.
    public struct Staked: LitContractEvent {
        public static let event = ABIEvent(signature: "event Staked(address indexed staker, uint256 amount)")

        /// The account that staked.
        public let staker: Address
        /// In the smallest unit.
        public let amount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            amount = try values.get(1)
        }
    }

    /// An alias earned nothing.
    public struct ValidatorNotRewardedBecauseAlias: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event ValidatorNotRewardedBecauseAlias(address indexed staker, address aliasAccount)")

        /// The account that staked.
        public let staker: Address
        /// The further address.
        public let aliasAccount: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            aliasAccount = try values.get(1)
        }
    }

    /// A staker has earned.
    public struct ValidatorRewarded: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event ValidatorRewarded(address indexed staker, uint256 amount)")

        /// The account that staked.
        public let staker: Address
        /// In the smallest unit.
        public let amount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            amount = try values.get(1)
        }
    }

    /// A staker lost stake.
    public struct ValidatorTokensPenalized: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event ValidatorTokensPenalized(address indexed staker, uint256 amount)")

        /// The account that staked.
        public let staker: Address
        /// In the smallest unit.
        public let amount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            amount = try values.get(1)
        }
    }

    /// An account took back stake.
    public struct Withdrawn: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event Withdrawn(address indexed staker, uint256 amount)")

        /// The account that staked.
        public let staker: Address
        /// In the smallest unit.
        public let amount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            amount = try values.get(1)
        }
    }

    /// The contract has another owner.
    public struct OwnershipTransferred: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)")

        /// Until now.
        public let previousOwner: Address
        /// From now on.
        public let owner: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            previousOwner = try values.get(0)
            owner = try values.get(1)
        }
    }

    /// The types of all events of the contract.
    public static let events: [any LitContractEvent.Type] = [
        AliasAdded.self, AliasRemoved.self, MaxAliasCountSet.self, MaximumStakeSet.self, MinimumStakeSet.self,
        PermittedStakerAdded.self, PermittedStakerRemoved.self, PermittedStakersOnChanged.self,
        ResolverContractAddressSet.self, RewardPaid.self, Staked.self, ValidatorNotRewardedBecauseAlias.self,
        ValidatorRewarded.self, ValidatorTokensPenalized.self, Withdrawn.self, OwnershipTransferred.self,
    ]
}
