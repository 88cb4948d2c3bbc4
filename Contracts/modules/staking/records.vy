# pragma version 0.4.3
# pragma evm-version cancun
"""
@title What stakers told about their nodes
@notice A record per staker: where its node listens, the node address with which it sends and signs, and a
        pair of communication keys.
@dev    A node address is one validator's only, never zero, and is let go when it is replaced; otherwise one
        staker could vote and sign under many, or take over another's node. Communication keys are held by
        members of the next set, each pair by one of them.
"""

from modules import address_sets as sets
from modules.staking import roster

uses: sets


struct Validator:
    ip: uint32
    ipv6: uint128
    port: uint32
    nodeAddress: address
    reward: uint256
    senderPubKey: uint256
    receiverPubKey: uint256


# @notice What a staker told about its node, whether it is a validator now or was one. The field `reward` is
#         zero always: rewards are in StakingBalances.rewardOf.
validators: public(HashMap[address, Validator])

# @notice The staker behind a node address; zero for unknown ones.
nodeAddressToStakerAddress: public(HashMap[address, address])

# Who holds a pair of communication keys.
_keys_holder: HashMap[bytes32, address]


@internal
def _write(
    staker: address,
    ip: uint32,
    ipv6: uint128,
    port: uint32,
    node: address,
    senderPubKey: uint256,
    receiverPubKey: uint256,
):
    assert node != empty(address), "Staking: the node address is zero"
    old: Validator = self.validators[staker]
    if old.nodeAddress != node and self.nodeAddressToStakerAddress[old.nodeAddress] == staker:
        self.nodeAddressToStakerAddress[old.nodeAddress] = empty(address)
    if sets._contains(roster.NEXT, staker) or sets._contains(roster.CURRENT, staker):
        self._claim_node(staker, node)
    self._release_keys(staker, old.senderPubKey, old.receiverPubKey)
    self._claim_keys(staker, senderPubKey, receiverPubKey)
    self.validators[staker] = Validator(
        ip=ip,
        ipv6=ipv6,
        port=port,
        nodeAddress=node,
        reward=0,
        senderPubKey=senderPubKey,
        receiverPubKey=receiverPubKey,
    )


@internal
@view
def _staker_of_caller() -> address:
    """
    @return The staker whose node is calling; there must be one.
    """
    staker: address = self.nodeAddressToStakerAddress[msg.sender]
    if staker == empty(address):
        raw_revert(
            abi_encode(msg.sender, method_id=method_id("CouldNotMapNodeAddressToStakerAddress(address)"))
        )
    return staker


@internal
def _claim_node(staker: address, node: address):
    """
    @dev A node address is free when its staker is a validator no longer.
    """
    holder: address = self.nodeAddressToStakerAddress[node]
    if holder != staker:
        assert not sets._contains(roster.NEXT, holder) and not sets._contains(roster.CURRENT, holder), \
            "Staking: the node address belongs to another validator"
        self.nodeAddressToStakerAddress[node] = staker


@internal
@pure
def _pair(senderPubKey: uint256, receiverPubKey: uint256) -> bytes32:
    return keccak256(concat(convert(senderPubKey, bytes32), convert(receiverPubKey, bytes32)))


@internal
@view
def _require_new_keys(senderPubKey: uint256, receiverPubKey: uint256):
    """
    @dev Refuses keys that anybody has.
    """
    if self._keys_holder[self._pair(senderPubKey, receiverPubKey)] != empty(address):
        self._refuse_keys(senderPubKey, receiverPubKey)


@internal
def _claim_keys(staker: address, senderPubKey: uint256, receiverPubKey: uint256):
    """
    @dev Refuses keys that another has; only members of the next set get hold of any.
    """
    pair: bytes32 = self._pair(senderPubKey, receiverPubKey)
    holder: address = self._keys_holder[pair]
    if holder != empty(address) and holder != staker:
        self._refuse_keys(senderPubKey, receiverPubKey)
    if sets._contains(roster.NEXT, staker):
        self._keys_holder[pair] = staker


@internal
def _release_keys(staker: address, senderPubKey: uint256, receiverPubKey: uint256):
    pair: bytes32 = self._pair(senderPubKey, receiverPubKey)
    if self._keys_holder[pair] == staker:
        self._keys_holder[pair] = empty(address)


@internal
@pure
def _refuse_keys(senderPubKey: uint256, receiverPubKey: uint256):
    raw_revert(
        abi_encode(senderPubKey, receiverPubKey, method_id=method_id("CannotReuseCommsKeys(uint256,uint256)"))
    )
