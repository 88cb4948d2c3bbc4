# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Staking
@notice Who the validators of a network are, and how one set of them hands over to the next.

        A validator is known by the address of its staker, who owns the stake, and has a node address: the
        hot key with which its node sends transactions and signs. The stakes lie in StakingBalances.

        An epoch has a current set of validators, which serves, and a next set, which changes as stakers join,
        leave and are voted out. After the end of the epoch the next set is locked, the nodes pass the keys
        on to it, each signals that it is ready, and the next set becomes the current one:

          Paused, Restore  the operator's states; setEpochState is the way in and out
          Active           an epoch runs
          NextValidatorSetLocked  lockValidatorsForNextEpoch, or a kick while Active
          ReadyForNextEpoch       signalReadyForNextEpoch by the last node that was waited for
          Unlocked         a kick while locked, or unlockValidatorsForNextEpoch after the timeout
          Active           advanceEpoch

        Numbers that are part of the protocol, also where they surprise: consensus is two thirds of the
        current set, rounded down, hence 1 of two validators, and 0 of one and of none. In epoch 1 the current
        set is empty, so there one vote kicks: a network that opens its doors to strangers in epoch 1 should
        admit stakers by list (StakingBalances.setPermittedStakersOn).

        What this contract refuses that others of its kind have let pass, always to the benefit of the
        validators: a node address is one validator's only, never zero, and is let go when it is replaced
        (otherwise one staker could vote and sign under many, or take over another's node); communication
        keys are held by one validator only; readiness is signalled by members of the next set, in epoch 1
        too; only members leave; only known validators are taken back; penalties are at most 100 %.
@dev    This file composes the contract of its modules, each of which can be read alone:

          roster     the sets of stakers: current, next, kicked; consensus
          records    what stakers told about their nodes: node addresses, communication keys
          epochs     the epoch, the state, who has signalled; conditions and steps
          handover   locking, signalling, advancing, unlocking
          joining    joining and leaving
          kicks      votes, kicks, and the way back
          stakes     the way to StakingBalances
          settings   configuration of nodes, complaints and penalties
          versions   software that nodes may run
          operators  owner and devops admin
          views      the sets and records, as nodes and clients ask for them
"""

from modules import address_sets as sets
from modules import ownership
from modules import resolver
from modules.staking import epochs
from modules.staking import handover
from modules.staking import joining
from modules.staking import kicks
from modules.staking import operators
from modules.staking import records
from modules.staking import roster
from modules.staking import settings
from modules.staking import stakes
from modules.staking import versions
from modules.staking import views

initializes: sets
initializes: ownership
initializes: resolver
initializes: operators[ownership := ownership]
initializes: settings[ownership := ownership]
initializes: versions[ownership := ownership]
initializes: stakes[ownership := ownership, resolver := resolver]
initializes: roster[sets := sets]
initializes: records[sets := sets]
initializes: epochs[ownership := ownership, sets := sets, roster := roster, settings := settings]
initializes: handover[
    sets := sets,
    resolver := resolver,
    epochs := epochs,
    operators := operators,
    records := records,
    roster := roster,
    settings := settings,
    stakes := stakes,
]
initializes: joining[sets := sets, epochs := epochs, records := records, roster := roster, stakes := stakes]
initializes: kicks[
    sets := sets,
    epochs := epochs,
    joining := joining,
    operators := operators,
    records := records,
    roster := roster,
    settings := settings,
    stakes := stakes,
]
initializes: views[sets := sets, epochs := epochs, records := records, roster := roster]

# Where and whose this contract is.
exports: (
    resolver.contractResolver,
    resolver.env,
    ownership.owner,
    ownership.transferOwnership,
    operators.devopsAdmin,
    operators.setDevopsAdmin,
)

# The epoch and its change.
exports: (
    epochs.epoch,
    epochs.state,
    epochs.isReadyForNextEpoch,
    epochs.readyForNextEpoch,
    epochs.countOfCurrentValidatorsReadyForNextEpoch,
    epochs.countOfNextValidatorsReadyForNextEpoch,
    epochs.setEpochLength,
    epochs.setEpochTimeout,
    epochs.setEpochEndTime,
    handover.lockValidatorsForNextEpoch,
    handover.signalReadyForNextEpoch,
    handover.advanceEpoch,
    handover.unlockValidatorsForNextEpoch,
)

# Stakers, their nodes and their stakes.
exports: (
    joining.stakeAndJoin,
    joining.requestToJoin,
    joining.requestToLeave,
    joining.requestToLeaveAsNode,
    joining.setIpPortNodeAddressAndCommunicationPubKeys,
    stakes.stake,
    stakes.withdraw,
    stakes.getReward,
    stakes.exit,
    stakes.getTokenAddress,
    stakes.getStakingBalancesAddress,
    stakes.adminSlashValidator,
    stakes.adminStakeForValidator,
)

# Votes and kicks.
exports: (
    kicks.shouldKickValidator,
    kicks.getVotingStatusToKickValidator,
    kicks.kickValidatorInNextEpoch,
    kicks.adminKickValidatorInNextEpoch,
    kicks.adminRejoinValidator,
)

# Who the validators are.
exports: (
    records.validators,
    records.nodeAddressToStakerAddress,
    views.getValidatorsInCurrentEpoch,
    views.getValidatorsInCurrentEpochLength,
    views.getValidatorsInNextEpoch,
    views.getKickedValidators,
    views.getActiveUnkickedValidators,
    views.isActiveValidator,
    views.isActiveValidatorByNodeAddress,
    views.currentValidatorCountForConsensus,
    views.nextValidatorCountForConsensus,
    views.getActiveUnkickedValidatorStructs,
    views.getActiveUnkickedValidatorStructsAndCounts,
    views.getValidatorsStructs,
    views.getValidatorsStructsInCurrentEpoch,
    views.getValidatorsStructsInNextEpoch,
    views.getNodeStakerAddressMappings,
)

# What nodes are to keep to.
exports: (
    settings.config,
    settings.complaintConfig,
    settings.getKeyTypes,
    settings.kickPenaltyPercentByReason,
    settings.setConfig,
    settings.setComplaintConfig,
    settings.setKickPenaltyPercent,
    versions.getMinVersion,
    versions.getMaxVersion,
    versions.getMinVersionString,
    versions.getMaxVersionString,
    versions.checkVersion,
    versions.setMinVersion,
    versions.setMaxVersion,
)


event ClearOfflinePhaseData:
    dataType: uint256

event CountOfflinePhaseData:
    dataType: uint256

event ResolverContractAddressSet:
    newResolverContractAddress: address


@deploy
def __init__(resolver_: address, env_: uint8, owner_: address):
    """
    @param resolver_ The ContractResolver, for ever.
    @param env_ The environment in which it is asked, for ever.
    @param owner_ The operator.
    """
    resolver.__init__(resolver_, env_)
    ownership.__init__(owner_)
    sets.__init__()
    epochs.__init__()
    settings.__init__()
    versions.__init__()
    log ResolverContractAddressSet(newResolverContractAddress=resolver_)


@external
def setEpochState(newState: uint8):
    """
    @notice Sets the state: a new network is Paused until this makes it Active. For the owner and the devops
            admin.
    """
    operators._only_operator()
    assert newState <= epochs.RESTORE, "Staking: unknown state"
    epochs._set_state(newState)


@external
def emitClearOfflinePhaseData(dataType: uint256):
    """
    @notice Tells the nodes to drop what they prepared ahead of requests. For the owner.
    """
    ownership._only_owner()
    log ClearOfflinePhaseData(dataType=dataType)


@external
def emitCountOfflinePhaseData(dataType: uint256):
    """
    @notice Tells the nodes to report how much they prepared ahead of requests. For the owner.
    """
    ownership._only_owner()
    log CountOfflinePhaseData(dataType=dataType)
