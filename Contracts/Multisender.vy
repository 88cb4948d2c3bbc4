# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Multisender
@notice Shares ether or tokens out among many accounts in one transaction, in equal parts and to all or to
        none. What the division leaves over stays here until the owner takes it.
"""

from modules import ownable

initializes: ownable
exports: ownable.__interface__


interface Token:
    def balanceOf(account: address) -> uint256: view
    def transfer(to: address, amount: uint256) -> bool: nonpayable


MAX_RECIPIENTS: constant(uint256) = 512


@deploy
def __init__(owner_: address):
    """
    @param owner_ Who may share out and take back what lies here.
    """
    ownable.__init__(owner_)


@external
@payable
def sendEth(_recipients: DynArray[address, MAX_RECIPIENTS]):
    """
    @notice Shares out the ether sent along, whoever sends it. A recipient with code gets gas to run it; when
            one of them does not take its part, the whole is undone and the reason names it.
    @param _recipients At least one, at most 512; one that stands twice gets two parts.
    """
    part: uint256 = self._part(msg.value, len(_recipients))
    index: uint256 = 0
    for recipient: address in _recipients:
        assert raw_call(recipient, b"", value=part, revert_on_failure=False), \
            concat("Multisender: the ether was refused by recipient ", uint2str(index))
        index += 1


@external
def sendTokens(_recipients: DynArray[address, MAX_RECIPIENTS], tokenContract: address):
    """
    @notice Shares out all tokens of one kind that lie here. For the owner, who could withdraw them as well:
            were it for everybody, anybody could name itself.
    @param _recipients At least one, at most 512; one that stands twice gets two parts.
    """
    ownable._only_owner()
    part: uint256 = self._part(staticcall Token(tokenContract).balanceOf(self), len(_recipients))
    for recipient: address in _recipients:
        self._pay(tokenContract, recipient, part)


@external
def withdraw():
    """
    @notice Takes all ether that lies here. For the owner.
    """
    ownable._only_owner()
    assert raw_call(msg.sender, b"", value=self.balance, revert_on_failure=False), \
        "Multisender: the ether was refused by the owner"


@external
def withdrawTokens(tokenContract: address):
    """
    @notice Takes all tokens of one kind that lie here. For the owner.
    """
    ownable._only_owner()
    self._pay(tokenContract, msg.sender, staticcall Token(tokenContract).balanceOf(self))


@internal
@pure
def _part(whole: uint256, parts: uint256) -> uint256:
    assert parts > 0, "Multisender: no recipients"
    return whole // parts


@internal
def _pay(token: address, to: address, amount: uint256):
    assert extcall Token(token).transfer(to, amount, default_return_value=True), \
        "Multisender: the token refused the transfer"
