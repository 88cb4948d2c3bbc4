# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Epochs and their states
@notice Which epoch runs, in which state the contract is, and whose nodes have signalled that they are ready
        for the next epoch.
@dev    Here are the states, the conditions on them and the steps between them; who may take a step, and when,
        is for the functions that call these. A signal counts for one round: locking, unlocking and advancing
        begin a new one, in which nobody has signalled yet.
"""

from modules import address_sets as sets
from modules import ownership
from modules.staking import roster
from modules.staking import settings

uses: ownership
uses: sets
uses: roster
uses: settings


struct Epoch:
    epochLength: uint256
    number: uint256
    endTime: uint256
    retries: uint256
    timeout: uint256


event EpochEndTimeSet:
    newEpochEndTime: uint256

event EpochLengthSet:
    newEpochLength: uint256

event EpochTimeoutSet:
    newEpochTimeout: uint256

event StateChanged:
    newState: uint8


# States, as they are on the wire.
ACTIVE: constant(uint8) = 0
LOCKED: constant(uint8) = 1
READY: constant(uint8) = 2
UNLOCKED: constant(uint8) = 3
PAUSED: constant(uint8) = 4
RESTORE: constant(uint8) = 5

# @notice The current epoch: its length in seconds and number, when it ends, how often the change to the next
#         one was tried again, and after how many seconds a locked change may be unlocked.
epoch: public(Epoch)

# @notice The state: 0 Active, 1 NextValidatorSetLocked, 2 ReadyForNextEpoch, 3 Unlocked, 4 Paused, 5 Restore.
state: public(uint8)

# When the next set was locked.
_locked_at: uint256
# Who signalled in which round; a new round makes nobody ready.
_round: uint256
_ready_in_round: HashMap[address, uint256]


@deploy
def __init__():
    self.epoch = Epoch(epochLength=1, number=1, endTime=block.timestamp + 1, retries=0, timeout=60)
    self.state = PAUSED
    self._round = 1


# --- Views --------------------------------------------------------------------------------------------------


@external
@view
def isReadyForNextEpoch() -> bool:
    """
    @notice Whether enough of the current set and all of the next set have signalled.
    """
    return self._is_ready()


@external
@view
def readyForNextEpoch(stakerAddress: address) -> bool:
    """
    @notice Whether the node of a staker has signalled for the change that is under way.
    """
    return self._has_signalled(stakerAddress)


@external
@view
def countOfCurrentValidatorsReadyForNextEpoch() -> uint256:
    """
    @notice How many of the current set have signalled.
    """
    return self._count_ready(roster.CURRENT)


@external
@view
def countOfNextValidatorsReadyForNextEpoch() -> uint256:
    """
    @notice How many of the next set have signalled.
    """
    return self._count_ready(roster.NEXT)


# --- The owner ----------------------------------------------------------------------------------------------


@external
def setEpochLength(newEpochLength: uint256):
    """
    @notice The seconds of the next epochs; the end of this one stays. For the owner.
    """
    ownership._only_owner()
    self.epoch.epochLength = newEpochLength
    log EpochLengthSet(newEpochLength=newEpochLength)


@external
def setEpochTimeout(newEpochTimeout: uint256):
    """
    @notice The seconds after which a locked change may be unlocked. For the owner.
    """
    ownership._only_owner()
    self.epoch.timeout = newEpochTimeout
    log EpochTimeoutSet(newEpochTimeout=newEpochTimeout)


@external
def setEpochEndTime(newEpochEndTime: uint256):
    """
    @notice When this epoch ends, in seconds since 1970. For the owner.
    """
    ownership._only_owner()
    self.epoch.endTime = newEpochEndTime
    log EpochEndTimeSet(newEpochEndTime=newEpochEndTime)


# --- Conditions ---------------------------------------------------------------------------------------------


@internal
@view
def _after_end():
    if block.timestamp < self.epoch.endTime:
        raw_revert(
            abi_encode(
                block.timestamp,
                self.epoch.endTime,
                method_id=method_id("NotEnoughTimeElapsedSinceLastEpoch(uint256,uint256)"),
            )
        )


@internal
@view
def _require_open():
    if self.state != ACTIVE and self.state != UNLOCKED and self.state != PAUSED:
        raw_revert(
            abi_encode(self.state, method_id=method_id("MustBeInActiveOrUnlockedOrPausedState(uint8)"))
        )


@internal
@view
def _require_safe_next_set():
    """
    @dev Enough validators for the next epoch, and enough of this one left to pass the keys on.
    """
    self._require_enough(sets._length(roster.NEXT), settings._config.minimumValidatorCount)
    if self.epoch.number > 1:
        self._require_enough(roster._unkicked_count(), roster._consensus())


@internal
@pure
def _require_enough(count: uint256, least: uint256):
    if count < least:
        raw_revert(
            abi_encode(count, least, method_id=method_id("NotEnoughValidatorsInNextEpoch(uint256,uint256)"))
        )


# --- Readiness ----------------------------------------------------------------------------------------------


@internal
def _signal(staker: address):
    self._ready_in_round[staker] = self._round


@internal
def _withdraw_signal(staker: address):
    self._ready_in_round[staker] = 0


@internal
@view
def _has_signalled(staker: address) -> bool:
    return self._ready_in_round[staker] == self._round


@internal
@view
def _count_ready(key: uint256) -> uint256:
    count: uint256 = 0
    for i: uint256 in range(sets._length(key), bound=roster.MAX_VALIDATORS):
        if self._has_signalled(sets._at(key, i)):
            count += 1
    return count


@internal
@view
def _is_ready() -> bool:
    return (
        self._count_ready(roster.CURRENT) >= roster._consensus()
        and self._count_ready(roster.NEXT) >= sets._length(roster.NEXT)
    )


# --- Steps --------------------------------------------------------------------------------------------------


@internal
def _enter(newState: uint8):
    self.state = newState
    log StateChanged(newState=newState)


@internal
def _set_state(newState: uint8):
    """
    @dev Whatever the state was, and to any of the six; the time of a lock begins now.
    """
    if newState == LOCKED:
        self._locked_at = block.timestamp
    self._enter(newState)


@internal
def _lock():
    self._round += 1
    self._locked_at = block.timestamp
    self._enter(LOCKED)


@internal
def _lock_early():
    """
    @dev Ends the epoch now.
    """
    self._require_safe_next_set()
    self._lock()
    self.epoch.endTime = block.timestamp


@internal
def _unlock():
    if self.state != LOCKED and self.state != READY:
        raw_revert(
            abi_encode(
                self.state,
                method_id=method_id("MustBeInNextValidatorSetLockedOrReadyForNextEpochState(uint8)"),
            )
        )
    self._round += 1
    self.epoch.retries += 1
    self._enter(UNLOCKED)


@internal
def _begin_next():
    """
    @dev The state is Active already; its event comes last.
    """
    self._round += 1
    self.epoch.number += 1
    self.epoch.endTime = block.timestamp + self.epoch.epochLength
    log StateChanged(newState=ACTIVE)
