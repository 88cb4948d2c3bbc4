public import Ethereum
public import Primitives

/// What the contracts refuse with an error of their own rather than with a text.
public enum LitContractError: Error, Hashable, Sendable {
    /// The staker is in the current set of validators.
    case activeValidatorsCannotLeave
    /// Only administrators of the resolver may.
    case adminRoleRequired
    /// The alias is another staker's.
    case aliasNotOwnedBySender(aliasAccount: Address, stakerAddress: Address)
    /// Only the contract's owner may.
    case callerNotOwner
    /// Only the owner and the operators' account may.
    case callerNotOwnerOrDevopsAdmin
    /// Too few validators would be left.
    case cannotKickBelowCurrentValidatorThreshold
    /// The staker was kicked from the coming epoch.
    case cannotRejoinUntilNextEpochBecauseKicked(stakingAddress: Address)
    /// The alias is in the current set of validators.
    case cannotRemoveAliasOfActiveValidator(aliasAccount: Address)
    /// The pair of keys has been used before.
    case cannotReuseCommsKeys(senderPublicKey: UInt256, receiverPublicKey: UInt256)
    /// There is nothing to stake.
    case cannotStakeZero
    /// The staker has voted already.
    case cannotVoteTwice(stakerAddress: Address)
    /// There is nothing to withdraw.
    case cannotWithdrawZero
    /// The sender is no validator's node.
    case couldNotMapNodeAddressToStakerAddress(nodeAddress: Address)
    /// The staker has as many aliases as it may.
    case maxAliasCountReached(count: UInt256)
    /// The network is in another state.
    case mustBeInActiveOrUnlockedOrPausedState(state: StakingState)
    /// The network is in another state.
    case mustBeInActiveOrUnlockedState(state: StakingState)
    /// The network is in another state.
    case mustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState(state: StakingState)
    /// The network is in another state.
    case mustBeInNextValidatorSetLockedOrReadyForNextEpochState(state: StakingState)
    /// The network is in another state.
    case mustBeInNextValidatorSetLockedState(state: StakingState)
    /// The network is in another state.
    case mustBeInReadyForNextEpochState(state: StakingState)
    /// Only validators of the next epoch vote.
    case mustBeValidatorInNextEpochToKick(stakerAddress: Address)
    /// It is too early; times in seconds since 1970.
    case notEnoughTimeElapsedForTimeoutSinceLastEpoch(
        currentTimestamp: UInt256, epochEndTime: UInt256, timeout: UInt256)
    /// The epoch has not ended; times in seconds since 1970.
    case notEnoughTimeElapsedSinceLastEpoch(currentTimestamp: UInt256, epochEndTime: UInt256)
    /// Too few validators would serve.
    case notEnoughValidatorsInNextEpoch(validatorCount: UInt256, minimumValidatorCount: UInt256)
    /// Too few validators have signalled that they are ready.
    case notEnoughValidatorsReadyForNextEpoch(
        currentReadyValidatorCount: UInt256, nextReadyValidatorCount: UInt256,
        minimumValidatorCountToBeReady: UInt256)
    /// Only ``Staking`` may.
    case onlyStakingContract(sender: Address)
    /// The signal is for another epoch.
    case signaledReadyForWrongEpochNumber(currentEpochNumber: UInt256, receivedEpochNumber: UInt256)
    /// Too little is staked.
    case stakeMustBeGreaterThanMinimumStake(amountStaked: UInt256, minimumStake: UInt256)
    /// Too much is staked.
    case stakeMustBeLessThanMaximumStake(amountStaked: UInt256, maximumStake: UInt256)
    /// The account may not stake.
    case stakerNotPermitted(stakerAddress: Address)
    /// Less is staked than is asked for.
    case tryingToWithdrawMoreThanStaked(balance: UInt256, requested: UInt256)
    /// The validator is not in the next set.
    case validatorIsNotInNextEpoch(validator: Address, validatorsInNextEpoch: [Address])

    /// From the error that a revert carries; nil if it is none of these.
    public init?(_ revert: ABIRevert) {
        guard case .custom(let error, let values) = revert, let known = try? Self.known(error.name, values)
        else {
            return nil
        }
        self = known
    }

    private static func known(_ name: String, _ values: ABIArguments) throws(ABIError) -> LitContractError? {
        switch name {
        case "ActiveValidatorsCannotLeave": .activeValidatorsCannotLeave
        case "AdminRoleRequired": .adminRoleRequired
        case "AliasNotOwnedBySender":
            .aliasNotOwnedBySender(aliasAccount: try values.get(0), stakerAddress: try values.get(1))
        case "CallerNotOwner": .callerNotOwner
        case "CallerNotOwnerOrDevopsAdmin": .callerNotOwnerOrDevopsAdmin
        case "CannotKickBelowCurrentValidatorThreshold": .cannotKickBelowCurrentValidatorThreshold
        case "CannotRejoinUntilNextEpochBecauseKicked":
            .cannotRejoinUntilNextEpochBecauseKicked(stakingAddress: try values.get(0))
        case "CannotRemoveAliasOfActiveValidator":
            .cannotRemoveAliasOfActiveValidator(aliasAccount: try values.get(0))
        case "CannotReuseCommsKeys":
            .cannotReuseCommsKeys(senderPublicKey: try values.get(0), receiverPublicKey: try values.get(1))
        case "CannotStakeZero": .cannotStakeZero
        case "CannotVoteTwice": .cannotVoteTwice(stakerAddress: try values.get(0))
        case "CannotWithdrawZero": .cannotWithdrawZero
        case "CouldNotMapNodeAddressToStakerAddress":
            .couldNotMapNodeAddressToStakerAddress(nodeAddress: try values.get(0))
        case "MaxAliasCountReached": .maxAliasCountReached(count: try values.get(0))
        case "MustBeInActiveOrUnlockedOrPausedState":
            .mustBeInActiveOrUnlockedOrPausedState(state: try values.get(0))
        case "MustBeInActiveOrUnlockedState": .mustBeInActiveOrUnlockedState(state: try values.get(0))
        case "MustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState":
            .mustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState(state: try values.get(0))
        case "MustBeInNextValidatorSetLockedOrReadyForNextEpochState":
            .mustBeInNextValidatorSetLockedOrReadyForNextEpochState(state: try values.get(0))
        case "MustBeInNextValidatorSetLockedState":
            .mustBeInNextValidatorSetLockedState(state: try values.get(0))
        case "MustBeInReadyForNextEpochState": .mustBeInReadyForNextEpochState(state: try values.get(0))
        case "MustBeValidatorInNextEpochToKick":
            .mustBeValidatorInNextEpochToKick(stakerAddress: try values.get(0))
        case "NotEnoughTimeElapsedForTimeoutSinceLastEpoch":
            .notEnoughTimeElapsedForTimeoutSinceLastEpoch(
                currentTimestamp: try values.get(0), epochEndTime: try values.get(1),
                timeout: try values.get(2))
        case "NotEnoughTimeElapsedSinceLastEpoch":
            .notEnoughTimeElapsedSinceLastEpoch(
                currentTimestamp: try values.get(0), epochEndTime: try values.get(1))
        case "NotEnoughValidatorsInNextEpoch":
            .notEnoughValidatorsInNextEpoch(
                validatorCount: try values.get(0), minimumValidatorCount: try values.get(1))
        case "NotEnoughValidatorsReadyForNextEpoch":
            .notEnoughValidatorsReadyForNextEpoch(
                currentReadyValidatorCount: try values.get(0), nextReadyValidatorCount: try values.get(1),
                minimumValidatorCountToBeReady: try values.get(2))
        case "OnlyStakingContract": .onlyStakingContract(sender: try values.get(0))
        case "SignaledReadyForWrongEpochNumber":
            .signaledReadyForWrongEpochNumber(
                currentEpochNumber: try values.get(0), receivedEpochNumber: try values.get(1))
        case "StakeMustBeGreaterThanMinimumStake":
            .stakeMustBeGreaterThanMinimumStake(
                amountStaked: try values.get(0), minimumStake: try values.get(1))
        case "StakeMustBeLessThanMaximumStake":
            .stakeMustBeLessThanMaximumStake(amountStaked: try values.get(0), maximumStake: try values.get(1))
        case "StakerNotPermitted": .stakerNotPermitted(stakerAddress: try values.get(0))
        case "TryingToWithdrawMoreThanStaked":
            .tryingToWithdrawMoreThanStaked(balance: try values.get(0), requested: try values.get(1))
        case "ValidatorIsNotInNextEpoch":
            .validatorIsNotInNextEpoch(validator: try values.get(0), validatorsInNextEpoch: try values.get(1))
        default: nil
        }
    }

    /// As the contracts declare them.
    static let declarations: [ABIEntry] = ContractABI(
        signatures: """
            error ActiveValidatorsCannotLeave()
            error AdminRoleRequired()
            error AliasNotOwnedBySender(address aliasAccount, address stakerAddress)
            error CallerNotOwner()
            error CallerNotOwnerOrDevopsAdmin()
            error CannotKickBelowCurrentValidatorThreshold()
            error CannotRejoinUntilNextEpochBecauseKicked(address stakingAddress)
            error CannotRemoveAliasOfActiveValidator(address aliasAccount)
            error CannotReuseCommsKeys(uint256 senderPubKey, uint256 receiverPubKey)
            error CannotStakeZero()
            error CannotVoteTwice(address stakerAddress)
            error CannotWithdrawZero()
            error CouldNotMapNodeAddressToStakerAddress(address nodeAddress)
            error MaxAliasCountReached(uint256 aliasCount)
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
            error OnlyStakingContract(address sender)
            error SignaledReadyForWrongEpochNumber(uint256 currentEpochNumber, uint256 receivedEpochNumber)
            error StakeMustBeGreaterThanMinimumStake(uint256 amountStaked, uint256 minimumStake)
            error StakeMustBeLessThanMaximumStake(uint256 amountStaked, uint256 maximumStake)
            error StakerNotPermitted(address stakerAddress)
            error TryingToWithdrawMoreThanStaked(uint256 yourBalance, uint256 requestedWithdrawlAmount)
            error ValidatorIsNotInNextEpoch(address validator, address[] validatorsInNextEpoch)
            """
    ).entries
}
