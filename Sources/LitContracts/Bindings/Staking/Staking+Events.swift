public import Ethereum
public import Primitives

extension Staking {
    /// Nodes are asked to discard what they have prepared.
    public struct ClearOfflinePhaseData: LitContractEvent {
        public static let event = ABIEvent(signature: "event ClearOfflinePhaseData(uint256 dataType)")

        /// Which kind.
        public let dataType: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            dataType = try values.get(0)
        }
    }

    /// Another number of complaints makes nodes vote.
    public struct ComplaintConfigSet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event ComplaintConfigSet(uint256 reason, tuple(uint256 tolerance, uint256 intervalSecs, "
                + "uint256 kickPenaltyPercent) config)")

        /// Why.
        public let reason: KickReason
        /// The new one.
        public let config: ComplaintConfig

        public init(_ values: ABIArguments) throws(ABIError) {
            reason = try values.get(0)
            config = try values.get(1)
        }
    }

    /// The network is run otherwise.
    public struct ConfigSet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event ConfigSet(uint256 newTokenRewardPerTokenPerEpoch, uint256[] newKeyTypes, uint256 "
                + "newMinimumValidatorCount, uint256 newMaxConcurrentRequests, uint256 newMaxTripleCount, "
                + "uint256 newMinTripleCount, uint256 newPeerCheckingIntervalSecs, uint256 "
                + "newMaxTripleConcurrency, bool newRpcHealthcheckEnabled, tuple(uint256 timeoutMs, "
                + "uint256 memoryLimitMb, uint256 maxCodeLength, uint256 maxResponseLength, uint256 "
                + "maxFetchCount, uint256 maxSignCount, uint256 maxContractCallCount, uint256 "
                + "maxBroadcastAndCollectCount, uint256 maxCallDepth, uint256 maxRetries) "
                + "newLitActionConfig, bool newHeliosEnabled)")

        /// The new value.
        public let tokenRewardPerTokenPerEpoch: UInt256
        /// The new value.
        public let keyTypes: [KeyType]
        /// The new value.
        public let minimumValidatorCount: UInt256
        /// The new value.
        public let maxConcurrentRequests: UInt256
        /// The new value.
        public let maxTripleCount: UInt256
        /// The new value.
        public let minTripleCount: UInt256
        /// The new value.
        public let peerCheckingIntervalSecs: UInt256
        /// The new value.
        public let maxTripleConcurrency: UInt256
        /// The new value.
        public let rpcHealthcheckEnabled: Bool
        /// The new value.
        public let litActionConfig: LitActionConfig
        /// The new value.
        public let heliosEnabled: Bool

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenRewardPerTokenPerEpoch = try values.get(0)
            keyTypes = try values.get(1)
            minimumValidatorCount = try values.get(2)
            maxConcurrentRequests = try values.get(3)
            maxTripleCount = try values.get(4)
            minTripleCount = try values.get(5)
            peerCheckingIntervalSecs = try values.get(6)
            maxTripleConcurrency = try values.get(7)
            rpcHealthcheckEnabled = try values.get(8)
            litActionConfig = try values.get(9)
            heliosEnabled = try values.get(10)
        }
    }

    /// Nodes are asked to count what they have prepared.
    public struct CountOfflinePhaseData: LitContractEvent {
        public static let event = ABIEvent(signature: "event CountOfflinePhaseData(uint256 dataType)")

        /// Which kind.
        public let dataType: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            dataType = try values.get(0)
        }
    }

    /// The operators' account has changed.
    public struct DevopsAdminSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event DevopsAdminSet(address newDevopsAdmin)")

        /// The new one.
        public let devopsAdmin: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            devopsAdmin = try values.get(0)
        }
    }

    /// The current epoch may end at another time.
    public struct EpochEndTimeSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event EpochEndTimeSet(uint256 newEpochEndTime)")

        /// In seconds since 1970.
        public let epochEndTime: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            epochEndTime = try values.get(0)
        }
    }

    /// The coming epochs have another length.
    public struct EpochLengthSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event EpochLengthSet(uint256 newEpochLength)")

        /// In seconds.
        public let epochLength: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            epochLength = try values.get(0)
        }
    }

    /// The informative timeout has changed.
    public struct EpochTimeoutSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event EpochTimeoutSet(uint256 newEpochTimeout)")

        /// In seconds.
        public let epochTimeout: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            epochTimeout = try values.get(0)
        }
    }

    /// Kicked validators lose another part of their stake.
    public struct KickPenaltyPercentSet: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event KickPenaltyPercentSet(uint256 reason, uint256 newKickPenaltyPercent)")

        /// Why.
        public let reason: KickReason
        /// Of the stake.
        public let kickPenaltyPercent: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            reason = try values.get(0)
            kickPenaltyPercent = try values.get(1)
        }
    }

    /// A validator is ready for the next epoch.
    public struct ReadyForNextEpoch: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event ReadyForNextEpoch(address indexed staker, uint256 epochNumber)")

        /// The account that staked.
        public let staker: Address
        /// The epoch that ends.
        public let epochNumber: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            epochNumber = try values.get(1)
        }
    }

    /// A validator wants to serve from the next epoch on.
    public struct RequestToJoin: LitContractEvent {
        public static let event = ABIEvent(signature: "event RequestToJoin(address indexed staker)")

        /// The account that staked.
        public let staker: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
        }
    }

    /// A validator wants to serve no longer.
    public struct RequestToLeave: LitContractEvent {
        public static let event = ABIEvent(signature: "event RequestToLeave(address indexed staker)")

        /// The account that staked.
        public let staker: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
        }
    }

    /// The resolver, at the contract's creation.
    public struct ResolverContractAddressSet: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event ResolverContractAddressSet(address newResolverContractAddress)")

        /// Where the resolver is.
        public let resolverContractAddress: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            resolverContractAddress = try values.get(0)
        }
    }

    /// The network is in another state.
    public struct StateChanged: LitContractEvent {
        public static let event = ABIEvent(signature: "event StateChanged(uint8 newState)")

        /// The new one.
        public let state: StakingState

        public init(_ values: ABIArguments) throws(ABIError) {
            state = try values.get(0)
        }
    }

    /// A validator will not be in the next epoch.
    public struct ValidatorKickedFromNextEpoch: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event ValidatorKickedFromNextEpoch(address indexed staker, uint256 amountBurned)")

        /// The account that staked.
        public let staker: Address
        /// Of the stake, in the smallest unit.
        public let amountBurned: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
            amountBurned = try values.get(1)
        }
    }

    /// A kicked validator may join again.
    public struct ValidatorRejoinedNextEpoch: LitContractEvent {
        public static let event = ABIEvent(signature: "event ValidatorRejoinedNextEpoch(address staker)")

        /// The account that staked.
        public let staker: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            staker = try values.get(0)
        }
    }

    /// Other versions of nodes may take part; index 0 is the oldest, 1 the newest.
    public struct VersionRequirementsUpdated: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event VersionRequirementsUpdated(uint256 index, tuple(uint256 major, uint256 minor, "
                + "uint256 patch) version)")

        /// 0 for the oldest, 1 for the newest.
        public let index: UInt256
        /// The new limit.
        public let version: Version

        public init(_ values: ABIArguments) throws(ABIError) {
            index = try values.get(0)
            version = try values.get(1)
        }
    }

    /// A validator voted to kick another.
    public struct VotedToKickValidatorInNextEpoch: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event VotedToKickValidatorInNextEpoch(address indexed reporter, address indexed "
                + "validatorStakerAddress, uint256 indexed reason, bytes data)")

        /// Who voted.
        public let reporter: Address
        /// Against whom.
        public let validatorStakerAddress: Address
        /// Why.
        public let reason: KickReason
        /// What the voter adds.
        public let data: [UInt8]

        public init(_ values: ABIArguments) throws(ABIError) {
            reporter = try values.get(0)
            validatorStakerAddress = try values.get(1)
            reason = try values.get(2)
            data = try values.get(3)
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
        ClearOfflinePhaseData.self, ComplaintConfigSet.self, ConfigSet.self, CountOfflinePhaseData.self,
        DevopsAdminSet.self, EpochEndTimeSet.self, EpochLengthSet.self, EpochTimeoutSet.self,
        KickPenaltyPercentSet.self, ReadyForNextEpoch.self, RequestToJoin.self, RequestToLeave.self,
        ResolverContractAddressSet.self, StateChanged.self, ValidatorKickedFromNextEpoch.self,
        ValidatorRejoinedNextEpoch.self, VersionRequirementsUpdated.self,
        VotedToKickValidatorInNextEpoch.self, OwnershipTransferred.self,
    ]
}
