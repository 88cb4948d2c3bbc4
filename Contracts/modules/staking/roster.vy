# pragma version 0.4.3
# pragma evm-version cancun
"""
@title The sets of validators
@notice Stakers stand in four sets: those that serve in this epoch, those that are to serve in the next, those
        kicked from the next, and those of the kicked that serve until the epoch ends.
@dev    Two thirds of the current set, rounded down, are consensus: 1 of two validators, and 0 of one and of
        none.
"""

from modules import address_sets as sets

uses: sets


# Bounds: members of a set of validators, stakers kicked in one epoch.
MAX_VALIDATORS: constant(uint256) = 128
MAX_KICKED: constant(uint256) = 256

# The keys of the sets.
CURRENT: constant(uint256) = 0
NEXT: constant(uint256) = 1
KICKED: constant(uint256) = 2
CURRENT_KICKED: constant(uint256) = 3


# --- What they hold -----------------------------------------------------------------------------------------


@internal
@view
def _list(key: uint256) -> DynArray[address, MAX_VALIDATORS]:
    members: DynArray[address, MAX_VALIDATORS] = []
    for i: uint256 in range(sets._length(key), bound=MAX_VALIDATORS):
        members.append(sets._at(key, i))
    return members


@internal
@view
def _unkicked() -> DynArray[address, MAX_VALIDATORS]:
    """
    @return The current set without those kicked from the next.
    """
    members: DynArray[address, MAX_VALIDATORS] = []
    for i: uint256 in range(sets._length(CURRENT), bound=MAX_VALIDATORS):
        member: address = sets._at(CURRENT, i)
        if not sets._contains(CURRENT_KICKED, member):
            members.append(member)
    return members


@internal
@view
def _unkicked_count() -> uint256:
    return sets._length(CURRENT) - sets._length(CURRENT_KICKED)


@internal
@view
def _consensus() -> uint256:
    return sets._length(CURRENT) * 2 // 3


@internal
@view
def _require_next(staker: address):
    if not sets._contains(NEXT, staker):
        raw_revert(
            abi_encode(
                staker,
                self._list(NEXT),
                method_id=method_id("ValidatorIsNotInNextEpoch(address,address[])"),
            )
        )


# --- How they change ----------------------------------------------------------------------------------------


@internal
def _put_in(staker: address):
    """
    @dev Into the next set.
    """
    if sets._add(NEXT, staker):
        assert sets._length(NEXT) <= MAX_VALIDATORS, "Staking: the next set is full"


@internal
def _mark_kicked(staker: address):
    if sets._add(KICKED, staker):
        assert sets._length(KICKED) <= MAX_KICKED, "Staking: too many were kicked in this epoch"
    if sets._contains(CURRENT, staker):
        sets._add(CURRENT_KICKED, staker)


@internal
def _unmark_kicked(staker: address):
    sets._remove(KICKED, staker)
    sets._remove(CURRENT_KICKED, staker)


@internal
def _hand_over():
    """
    @dev Makes the next set the current one too, and forgets who was kicked.
    """
    sets._clear(CURRENT)
    for i: uint256 in range(sets._length(NEXT), bound=MAX_VALIDATORS):
        sets._add(CURRENT, sets._at(NEXT, i))
    sets._clear(KICKED)
    sets._clear(CURRENT_KICKED)
