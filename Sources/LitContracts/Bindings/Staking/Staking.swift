public import Ethereum
public import EthereumRPC

/// The validators of a network, and how one set of them follows another.
public struct Staking: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.staking

    public static let abi = ContractABI(
        signatures: """
            function adminKickValidatorInNextEpoch(address validatorStakerAddress)
            function adminRejoinValidator(address staker)
            function adminSlashValidator(address validatorStakerAddress, uint256 amountToPenalize)
            function adminStakeForValidator(address staker, uint256 amount)
            function advanceEpoch()
            function checkVersion(tuple(uint256 major, uint256 minor, uint256 patch) version) view returns \
                (bool)
            function complaintConfig(uint256 reason) view returns (tuple(uint256 tolerance, uint256 \
                intervalSecs, uint256 kickPenaltyPercent))
            function config() view returns (tuple(uint256 tokenRewardPerTokenPerEpoch, uint256 \
                DEPRECATED_complaintTolerance, uint256 DEPRECATED_complaintIntervalSecs, uint256[] keyTypes, \
                uint256 minimumValidatorCount, uint256 maxConcurrentRequests, uint256 maxTripleCount, uint256 \
                minTripleCount, uint256 peerCheckingIntervalSecs, uint256 maxTripleConcurrency, bool \
                rpcHealthcheckEnabled, tuple(uint256 timeoutMs, uint256 memoryLimitMb, uint256 maxCodeLength, \
                uint256 maxResponseLength, uint256 maxFetchCount, uint256 maxSignCount, uint256 \
                maxContractCallCount, uint256 maxBroadcastAndCollectCount, uint256 maxCallDepth, uint256 \
                maxRetries) litActionConfig, bool heliosEnabled))
            function contractResolver() view returns (address)
            function countOfCurrentValidatorsReadyForNextEpoch() view returns (uint256)
            function countOfNextValidatorsReadyForNextEpoch() view returns (uint256)
            function currentValidatorCountForConsensus() view returns (uint256)
            function devopsAdmin() view returns (address)
            function emitClearOfflinePhaseData(uint256 dataType)
            function emitCountOfflinePhaseData(uint256 dataType)
            function env() view returns (uint8)
            function epoch() view returns (tuple(uint256 epochLength, uint256 number, uint256 endTime, \
                uint256 retries, uint256 timeout))
            function exit()
            function getActiveUnkickedValidatorStructs() view returns (tuple(uint32 ip, uint128 ipv6, uint32 \
                port, address nodeAddress, uint256 reward, uint256 senderPubKey, uint256 receiverPubKey)[])
            function getActiveUnkickedValidatorStructsAndCounts() view returns (tuple(uint256 epochLength, \
                uint256 number, uint256 endTime, uint256 retries, uint256 timeout), uint256, tuple(uint32 ip, \
                uint128 ipv6, uint32 port, address nodeAddress, uint256 reward, uint256 senderPubKey, uint256 \
                receiverPubKey)[])
            function getActiveUnkickedValidators() view returns (address[])
            function getKeyTypes() view returns (uint256[])
            function getKickedValidators() view returns (address[])
            function getMaxVersion() view returns (tuple(uint256 major, uint256 minor, uint256 patch))
            function getMaxVersionString() view returns (string)
            function getMinVersion() view returns (tuple(uint256 major, uint256 minor, uint256 patch))
            function getMinVersionString() view returns (string)
            function getNodeStakerAddressMappings(address[] addresses) view returns (tuple(address \
                nodeAddress, address stakerAddress)[])
            function getReward()
            function getStakingBalancesAddress() view returns (address)
            function getTokenAddress() view returns (address)
            function getValidatorsInCurrentEpoch() view returns (address[])
            function getValidatorsInCurrentEpochLength() view returns (uint256)
            function getValidatorsInNextEpoch() view returns (address[])
            function getValidatorsStructs(address[] addresses) view returns (tuple(uint32 ip, uint128 ipv6, \
                uint32 port, address nodeAddress, uint256 reward, uint256 senderPubKey, uint256 \
                receiverPubKey)[])
            function getValidatorsStructsInCurrentEpoch() view returns (tuple(uint32 ip, uint128 ipv6, uint32 \
                port, address nodeAddress, uint256 reward, uint256 senderPubKey, uint256 receiverPubKey)[])
            function getValidatorsStructsInNextEpoch() view returns (tuple(uint32 ip, uint128 ipv6, uint32 \
                port, address nodeAddress, uint256 reward, uint256 senderPubKey, uint256 receiverPubKey)[])
            function getVotingStatusToKickValidator(uint256 epochNumber, address validatorStakerAddress, \
                address voterStakerAddress) view returns (uint256, bool)
            function isActiveValidator(address account) view returns (bool)
            function isActiveValidatorByNodeAddress(address account) view returns (bool)
            function isReadyForNextEpoch() view returns (bool)
            function kickPenaltyPercentByReason(uint256 reason) view returns (uint256)
            function kickValidatorInNextEpoch(address validatorStakerAddress, uint256 reason, bytes data)
            function lockValidatorsForNextEpoch()
            function nextValidatorCountForConsensus() view returns (uint256)
            function nodeAddressToStakerAddress(address nodeAddress) view returns (address)
            function owner() view returns (address owner_)
            function readyForNextEpoch(address stakerAddress) view returns (bool)
            function requestToJoin(uint32 ip, uint128 ipv6, uint32 port, address nodeAddress, uint256 \
                senderPubKey, uint256 receiverPubKey)
            function requestToLeave()
            function requestToLeaveAsNode()
            function setComplaintConfig(uint256 reason, tuple(uint256 tolerance, uint256 intervalSecs, \
                uint256 kickPenaltyPercent) config)
            function setConfig(tuple(uint256 tokenRewardPerTokenPerEpoch, uint256 \
                DEPRECATED_complaintTolerance, uint256 DEPRECATED_complaintIntervalSecs, uint256[] keyTypes, \
                uint256 minimumValidatorCount, uint256 maxConcurrentRequests, uint256 maxTripleCount, uint256 \
                minTripleCount, uint256 peerCheckingIntervalSecs, uint256 maxTripleConcurrency, bool \
                rpcHealthcheckEnabled, tuple(uint256 timeoutMs, uint256 memoryLimitMb, uint256 maxCodeLength, \
                uint256 maxResponseLength, uint256 maxFetchCount, uint256 maxSignCount, uint256 \
                maxContractCallCount, uint256 maxBroadcastAndCollectCount, uint256 maxCallDepth, uint256 \
                maxRetries) litActionConfig, bool heliosEnabled) newConfig)
            function setDevopsAdmin(address newDevopsAdmin)
            function setEpochEndTime(uint256 newEpochEndTime)
            function setEpochLength(uint256 newEpochLength)
            function setEpochState(uint8 newState)
            function setEpochTimeout(uint256 newEpochTimeout)
            function setIpPortNodeAddressAndCommunicationPubKeys(uint32 ip, uint128 ipv6, uint32 port, \
                address nodeAddress, uint256 senderPubKey, uint256 receiverPubKey)
            function setKickPenaltyPercent(uint256 reason, uint256 newKickPenaltyPercent)
            function setMaxVersion(tuple(uint256 major, uint256 minor, uint256 patch) version)
            function setMinVersion(tuple(uint256 major, uint256 minor, uint256 patch) version)
            function shouldKickValidator(address stakerAddress) view returns (bool)
            function signalReadyForNextEpoch(uint256 epochNumber)
            function stake(uint256 amount)
            function stakeAndJoin(uint256 amount, uint32 ip, uint128 ipv6, uint32 port, address nodeAddress, \
                uint256 senderPubKey, uint256 receiverPubKey)
            function state() view returns (uint8)
            function transferOwnership(address newOwner)
            function unlockValidatorsForNextEpoch()
            function validators(address stakerAddress) view returns (tuple(uint32 ip, uint128 ipv6, uint32 \
                port, address nodeAddress, uint256 reward, uint256 senderPubKey, uint256 receiverPubKey))
            function withdraw(uint256 amount)
            event ClearOfflinePhaseData(uint256 dataType)
            event ComplaintConfigSet(uint256 reason, tuple(uint256 tolerance, uint256 intervalSecs, uint256 \
                kickPenaltyPercent) config)
            event ConfigSet(uint256 newTokenRewardPerTokenPerEpoch, uint256[] newKeyTypes, uint256 \
                newMinimumValidatorCount, uint256 newMaxConcurrentRequests, uint256 newMaxTripleCount, \
                uint256 newMinTripleCount, uint256 newPeerCheckingIntervalSecs, uint256 \
                newMaxTripleConcurrency, bool newRpcHealthcheckEnabled, tuple(uint256 timeoutMs, uint256 \
                memoryLimitMb, uint256 maxCodeLength, uint256 maxResponseLength, uint256 maxFetchCount, \
                uint256 maxSignCount, uint256 maxContractCallCount, uint256 maxBroadcastAndCollectCount, \
                uint256 maxCallDepth, uint256 maxRetries) newLitActionConfig, bool newHeliosEnabled)
            event CountOfflinePhaseData(uint256 dataType)
            event DevopsAdminSet(address newDevopsAdmin)
            event EpochEndTimeSet(uint256 newEpochEndTime)
            event EpochLengthSet(uint256 newEpochLength)
            event EpochTimeoutSet(uint256 newEpochTimeout)
            event KickPenaltyPercentSet(uint256 reason, uint256 newKickPenaltyPercent)
            event ReadyForNextEpoch(address indexed staker, uint256 epochNumber)
            event RequestToJoin(address indexed staker)
            event RequestToLeave(address indexed staker)
            event ResolverContractAddressSet(address newResolverContractAddress)
            event StateChanged(uint8 newState)
            event ValidatorKickedFromNextEpoch(address indexed staker, uint256 amountBurned)
            event ValidatorRejoinedNextEpoch(address staker)
            event VersionRequirementsUpdated(uint256 index, tuple(uint256 major, uint256 minor, uint256 \
                patch) version)
            event VotedToKickValidatorInNextEpoch(address indexed reporter, address indexed \
                validatorStakerAddress, uint256 indexed reason, bytes data)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            error ActiveValidatorsCannotLeave()
            error CallerNotOwner()
            error CallerNotOwnerOrDevopsAdmin()
            error CannotKickBelowCurrentValidatorThreshold()
            error CannotRejoinUntilNextEpochBecauseKicked(address stakingAddress)
            error CannotReuseCommsKeys(uint256 senderPubKey, uint256 receiverPubKey)
            error CannotStakeZero()
            error CannotVoteTwice(address stakerAddress)
            error CannotWithdrawZero()
            error CouldNotMapNodeAddressToStakerAddress(address nodeAddress)
            error MustBeInActiveOrUnlockedOrPausedState(uint8 state)
            error MustBeInActiveOrUnlockedState(uint8 state)
            error MustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState(uint8 state)
            error MustBeInNextValidatorSetLockedOrReadyForNextEpochState(uint8 state)
            error MustBeInNextValidatorSetLockedState(uint8 state)
            error MustBeInReadyForNextEpochState(uint8 state)
            error MustBeValidatorInNextEpochToKick(address stakerAddress)
            error NotEnoughTimeElapsedForTimeoutSinceLastEpoch(uint256 currentTimestamp, uint256 \
                epochEndTime, uint256 timeout)
            error NotEnoughTimeElapsedSinceLastEpoch(uint256 currentTimestamp, uint256 epochEndTime)
            error NotEnoughValidatorsInNextEpoch(uint256 validatorCount, uint256 minimumValidatorCount)
            error NotEnoughValidatorsReadyForNextEpoch(uint256 currentReadyValidatorCount, uint256 \
                nextReadyValidatorCount, uint256 minimumValidatorCountToBeReady)
            error SignaledReadyForWrongEpochNumber(uint256 currentEpochNumber, uint256 receivedEpochNumber)
            error StakerNotPermitted(address stakerAddress)
            error TryingToWithdrawMoreThanStaked(uint256 yourBalance, uint256 requestedWithdrawlAmount)
            error ValidatorIsNotInNextEpoch(address validator, address[] validatorsInNextEpoch)
            """)
}
