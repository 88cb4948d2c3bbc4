# pragma version 0.4.3
# pragma evm-version cancun
"""
@title The change of the epoch
@notice After the end of the epoch the next set is locked, the nodes pass the keys on to it, each signals that
        it is ready, and the next set becomes the current one:

          lockValidatorsForNextEpoch    Active or Unlocked -> NextValidatorSetLocked
          signalReadyForNextEpoch       NextValidatorSetLocked or Restore, the last one that was waited for
                                        -> ReadyForNextEpoch
          advanceEpoch                  ReadyForNextEpoch -> Active, one epoch later
          unlockValidatorsForNextEpoch  NextValidatorSetLocked, for too long -> Unlocked

        Readiness is signalled by members of the next set, in epoch 1 too.
"""

from modules import address_sets as sets
from modules import resolver
from modules.staking import epochs
from modules.staking import operators
from modules.staking import records
from modules.staking import roster
from modules.staking import settings
from modules.staking import stakes

uses: sets
uses: resolver
uses: epochs
uses: operators
uses: records
uses: roster
uses: settings
uses: stakes


interface Token:
    def decimals() -> uint8: view


event ReadyForNextEpoch:
    staker: indexed(address)
    epochNumber: uint256


@external
def lockValidatorsForNextEpoch():
    """
    @notice Closes the next set, after the end of the epoch, so that the nodes pass the keys on to it. Anybody
            may.
    """
    epochs._after_end()
    if epochs.state != epochs.ACTIVE and epochs.state != epochs.UNLOCKED:
        raw_revert(abi_encode(epochs.state, method_id=method_id("MustBeInActiveOrUnlockedState(uint8)")))
    epochs._require_safe_next_set()
    epochs._lock()


@external
def signalReadyForNextEpoch(epochNumber: uint256):
    """
    @notice Says that the caller's node is ready to serve in the next epoch. For node addresses of the next
            set.
    @param epochNumber The number of the current epoch, so that a late transaction says nothing about another.
    """
    number: uint256 = epochs.epoch.number
    if epochNumber != number:
        raw_revert(
            abi_encode(
                number, epochNumber, method_id=method_id("SignaledReadyForWrongEpochNumber(uint256,uint256)")
            )
        )
    if epochs.state != epochs.LOCKED and epochs.state != epochs.READY and epochs.state != epochs.RESTORE:
        raw_revert(
            abi_encode(
                epochs.state,
                method_id=method_id("MustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState(uint8)"),
            )
        )
    staker: address = records.nodeAddressToStakerAddress[msg.sender]
    roster._require_next(staker)
    epochs._signal(staker)
    log ReadyForNextEpoch(staker=staker, epochNumber=number)
    if epochs._is_ready():
        epochs._enter(epochs.READY)


@external
def advanceEpoch():
    """
    @notice Begins the next epoch: credits the current set with its rewards and makes the next set the current
            one. Anybody may.
    """
    epochs._after_end()
    if epochs.state != epochs.READY:
        raw_revert(abi_encode(epochs.state, method_id=method_id("MustBeInReadyForNextEpochState(uint8)")))
    if not epochs._is_ready():
        raw_revert(
            abi_encode(
                epochs._count_ready(roster.CURRENT),
                epochs._count_ready(roster.NEXT),
                roster._consensus(),
                method_id=method_id("NotEnoughValidatorsReadyForNextEpoch(uint256,uint256,uint256)"),
            )
        )
    # The state first: whatever the contracts called do, they cannot come back into this.
    epochs.state = epochs.ACTIVE
    if sets._length(roster.CURRENT) != 0:
        self._reward_current_set()
    roster._hand_over()
    epochs._begin_next()


@external
def unlockValidatorsForNextEpoch():
    """
    @notice Opens a next set that was locked `epoch.timeout` seconds ago, or longer, and is still not ready,
            so that stakers can leave or be kicked and the change be tried again. For node addresses of the
            next set, the owner and the devops admin: a stranger could stop every change with it.
    """
    if not operators._is_operator():
        roster._require_next(records._staker_of_caller())
    if epochs.state != epochs.LOCKED:
        raw_revert(
            abi_encode(epochs.state, method_id=method_id("MustBeInNextValidatorSetLockedState(uint8)"))
        )
    since: uint256 = max(epochs.epoch.endTime, epochs._locked_at)
    if block.timestamp < since or block.timestamp - since < epochs.epoch.timeout:
        raw_revert(
            abi_encode(
                block.timestamp,
                since,
                epochs.epoch.timeout,
                method_id=method_id("NotEnoughTimeElapsedForTimeoutSinceLastEpoch(uint256,uint256,uint256)"),
            )
        )
    epochs._unlock()


@internal
def _reward_current_set():
    balances: stakes.Balances = stakes._balances()
    token: Token = Token(resolver._require(resolver.LIT_TOKEN))
    unit: uint256 = 10 ** convert(staticcall token.decimals(), uint256)
    rate: uint256 = settings._config.tokenRewardPerTokenPerEpoch
    for i: uint256 in range(sets._length(roster.CURRENT), bound=roster.MAX_VALIDATORS):
        staker: address = sets._at(roster.CURRENT, i)
        extcall balances.rewardValidator(rate * staticcall balances.balanceOf(staker) // unit, staker)
