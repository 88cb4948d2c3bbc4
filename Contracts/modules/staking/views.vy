# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Who the validators are
@notice The sets of validators and their records, as nodes and clients ask for them.
"""

from modules import address_sets as sets
from modules.staking import epochs
from modules.staking import records
from modules.staking import roster

uses: sets
uses: epochs
uses: records
uses: roster


struct AddressMapping:
    nodeAddress: address
    stakerAddress: address


# --- The sets -----------------------------------------------------------------------------------------------


@external
@view
def getValidatorsInCurrentEpoch() -> DynArray[address, roster.MAX_VALIDATORS]:
    """
    @notice The stakers of the current set.
    """
    return roster._list(roster.CURRENT)


@external
@view
def getValidatorsInCurrentEpochLength() -> uint256:
    """
    @notice The size of the current set.
    """
    return sets._length(roster.CURRENT)


@external
@view
def getValidatorsInNextEpoch() -> DynArray[address, roster.MAX_VALIDATORS]:
    """
    @notice The stakers of the next set.
    """
    return roster._list(roster.NEXT)


@external
@view
def getKickedValidators() -> DynArray[address, roster.MAX_KICKED]:
    """
    @notice The stakers that were kicked in this epoch and may not join before the next one.
    """
    kicked: DynArray[address, roster.MAX_KICKED] = []
    for i: uint256 in range(sets._length(roster.KICKED), bound=roster.MAX_KICKED):
        kicked.append(sets._at(roster.KICKED, i))
    return kicked


@external
@view
def getActiveUnkickedValidators() -> DynArray[address, roster.MAX_VALIDATORS]:
    """
    @notice The stakers of the current set without those kicked from the next.
    """
    return roster._unkicked()


@external
@view
def isActiveValidator(account: address) -> bool:
    """
    @notice Whether a staker is in the current set.
    """
    return sets._contains(roster.CURRENT, account)


@external
@view
def isActiveValidatorByNodeAddress(account: address) -> bool:
    """
    @notice Whether the staker behind a node address is in the current set.
    """
    return sets._contains(roster.CURRENT, records.nodeAddressToStakerAddress[account])


# --- How many have to agree ---------------------------------------------------------------------------------


@external
@view
def currentValidatorCountForConsensus() -> uint256:
    """
    @notice Two thirds of the current set, rounded down: 1 of two, and 0 of one and of none.
    """
    return roster._consensus()


@external
@view
def nextValidatorCountForConsensus() -> uint256:
    """
    @notice All of the next set.
    """
    return sets._length(roster.NEXT)


# --- Their records ------------------------------------------------------------------------------------------


@external
@view
def getActiveUnkickedValidatorStructs() -> DynArray[records.Validator, roster.MAX_VALIDATORS]:
    """
    @notice The records of getActiveUnkickedValidators.
    """
    return self._records(roster._unkicked())


@external
@view
def getActiveUnkickedValidatorStructsAndCounts() -> (
    epochs.Epoch, uint256, DynArray[records.Validator, roster.MAX_VALIDATORS]
):
    """
    @notice All that a client needs to connect.
    @return The epoch, currentValidatorCountForConsensus, and the records of the current set without those
            kicked.
    """
    return epochs.epoch, roster._consensus(), self._records(roster._unkicked())


@external
@view
def getValidatorsStructs(
    addresses: DynArray[address, roster.MAX_VALIDATORS]
) -> DynArray[records.Validator, roster.MAX_VALIDATORS]:
    """
    @notice The records of the stakers given, at most 128; empty ones for unknown stakers.
    """
    return self._records(addresses)


@external
@view
def getValidatorsStructsInCurrentEpoch() -> DynArray[records.Validator, roster.MAX_VALIDATORS]:
    """
    @notice The records of the current set.
    """
    return self._records(roster._list(roster.CURRENT))


@external
@view
def getValidatorsStructsInNextEpoch() -> DynArray[records.Validator, roster.MAX_VALIDATORS]:
    """
    @notice The records of the next set.
    """
    return self._records(roster._list(roster.NEXT))


@external
@view
def getNodeStakerAddressMappings(
    addresses: DynArray[address, roster.MAX_VALIDATORS]
) -> DynArray[AddressMapping, roster.MAX_VALIDATORS]:
    """
    @notice The stakers behind the node addresses given, at most 128.
    """
    pairs: DynArray[AddressMapping, roster.MAX_VALIDATORS] = []
    for node: address in addresses:
        pairs.append(AddressMapping(nodeAddress=node, stakerAddress=records.nodeAddressToStakerAddress[node]))
    return pairs


@internal
@view
def _records(
    stakers: DynArray[address, roster.MAX_VALIDATORS]
) -> DynArray[records.Validator, roster.MAX_VALIDATORS]:
    found: DynArray[records.Validator, roster.MAX_VALIDATORS] = []
    for staker: address in stakers:
        found.append(records.validators[staker])
    return found
