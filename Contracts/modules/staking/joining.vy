# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Joining and leaving
@notice How stakers come into the next set and out of it again, and tell anew where their nodes are.
@dev    Only members leave.
"""

from modules import address_sets as sets
from modules.staking import epochs
from modules.staking import records
from modules.staking import roster
from modules.staking import stakes

uses: sets
uses: epochs
uses: records
uses: roster
uses: stakes


event RequestToJoin:
    staker: indexed(address)

event RequestToLeave:
    staker: indexed(address)


@external
def stakeAndJoin(
    amount: uint256,
    ip: uint32,
    ipv6: uint128,
    port: uint32,
    nodeAddress: address,
    senderPubKey: uint256,
    receiverPubKey: uint256,
):
    """
    @notice stake, then requestToJoin.
    """
    balances: stakes.Balances = stakes._balances()
    extcall balances.stake(amount, msg.sender)
    self._join(ip, ipv6, port, nodeAddress, senderPubKey, receiverPubKey)


@external
def requestToJoin(
    ip: uint32,
    ipv6: uint128,
    port: uint32,
    nodeAddress: address,
    senderPubKey: uint256,
    receiverPubKey: uint256,
):
    """
    @notice Adds the caller to the next set. For stakers whose stake is within the bounds, who are on the list
            when there is one, and were not kicked in this epoch.
    @param ip IPv4 address of the node, big-endian; `ipv6` likewise.
    @param nodeAddress The account of the node. No other validator's.
    @param senderPubKey X25519 key, as is `receiverPubKey`: a pair that no validator has, also not the caller.
    """
    self._join(ip, ipv6, port, nodeAddress, senderPubKey, receiverPubKey)


@external
def requestToLeave():
    """
    @notice Takes the caller out of the next set. It serves until the end of the epoch.
    """
    self._leave(msg.sender)


@external
def requestToLeaveAsNode():
    """
    @notice The same, for the node address of the staker.
    """
    self._leave(records._staker_of_caller())


@external
def setIpPortNodeAddressAndCommunicationPubKeys(
    ip: uint32,
    ipv6: uint128,
    port: uint32,
    nodeAddress: address,
    senderPubKey: uint256,
    receiverPubKey: uint256,
):
    """
    @notice Writes the caller's own record anew. For validators of the current or next set it takes effect at
            once: the new node address is theirs and the old one no longer. For others it only notes what they
            tell.
    """
    records._write(msg.sender, ip, ipv6, port, nodeAddress, senderPubKey, receiverPubKey)


@internal
def _join(
    ip: uint32, ipv6: uint128, port: uint32, node: address, senderPubKey: uint256, receiverPubKey: uint256
):
    balances: stakes.Balances = stakes._balances()
    # It says itself what is wrong; an answer of false is a refusal too.
    assert staticcall balances.checkStakingAmounts(msg.sender), "Staking: the stake is not within the bounds"
    epochs._require_open()
    if sets._contains(roster.KICKED, msg.sender):
        raw_revert(
            abi_encode(msg.sender, method_id=method_id("CannotRejoinUntilNextEpochBecauseKicked(address)"))
        )
    records._require_new_keys(senderPubKey, receiverPubKey)
    if staticcall balances.permittedStakersOn() and not staticcall balances.isPermittedStaker(msg.sender):
        raw_revert(abi_encode(msg.sender, method_id=method_id("StakerNotPermitted(address)")))
    roster._put_in(msg.sender)
    records._write(msg.sender, ip, ipv6, port, node, senderPubKey, receiverPubKey)
    log RequestToJoin(staker=msg.sender)


@internal
def _leave(staker: address):
    epochs._require_open()
    roster._require_next(staker)
    self._take_out(staker)
    epochs._require_safe_next_set()
    log RequestToLeave(staker=staker)


@internal
def _take_out(staker: address):
    """
    @dev Frees the communication keys too. A signal that was given says nothing any more.
    """
    sets._remove(roster.NEXT, staker)
    record: records.Validator = records.validators[staker]
    records._release_keys(staker, record.senderPubKey, record.receiverPubKey)
    epochs._withdraw_signal(staker)
