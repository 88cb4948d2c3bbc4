# pragma version 0.4.3
# pragma evm-version cancun
"""
@title The way to the stakes
@notice The stakes, their rewards and their penalties lie in StakingBalances, where only this contract moves
        them: what stakers and the owner want of it passes through here.
"""

from modules import ownership
from modules import resolver

uses: ownership
uses: resolver


interface Balances:
    def balanceOf(account: address) -> uint256: view
    def checkStakingAmounts(account: address) -> bool: view
    def permittedStakersOn() -> bool: view
    def isPermittedStaker(staker: address) -> bool: view
    def stake(amount: uint256, account: address): nonpayable
    def stakeForValidator(amount: uint256, account: address, sender: address): nonpayable
    def withdraw(amount: uint256, account: address): nonpayable
    def rewardValidator(amount: uint256, account: address): nonpayable
    def penalizeTokens(amount: uint256, account: address): nonpayable
    def getReward(account: address): nonpayable


@internal
@view
def _balances() -> Balances:
    return Balances(resolver._require(resolver.STAKING_BALANCES))


# --- Where they are -----------------------------------------------------------------------------------------


@external
@view
def getTokenAddress() -> address:
    """
    @notice The token of the stakes, of which StakingBalances has custody.
    """
    return resolver._find(resolver.LIT_TOKEN)


@external
@view
def getStakingBalancesAddress() -> address:
    """
    @notice Where the stakes lie.
    """
    return resolver._find(resolver.STAKING_BALANCES)


# --- Stakers ------------------------------------------------------------------------------------------------


@external
def stake(amount: uint256):
    """
    @notice Stakes tokens of the caller, which StakingBalances must be allowed to take.
    """
    extcall self._balances().stake(amount, msg.sender)


@external
def withdraw(amount: uint256):
    """
    @notice Gives stake back. For stakers who are neither in the current nor in the next set.
    """
    extcall self._balances().withdraw(amount, msg.sender)


@external
def getReward():
    """
    @notice Pays the caller's rewards.
    """
    extcall self._balances().getReward(msg.sender)


@external
def exit():
    """
    @notice Gives all stake back and pays the rewards, or does neither. When the rewards cannot be paid yet,
            withdraw still gives the stake back.
    """
    balances: Balances = self._balances()
    extcall balances.withdraw(staticcall balances.balanceOf(msg.sender), msg.sender)
    extcall balances.getReward(msg.sender)


# --- The owner ----------------------------------------------------------------------------------------------


@external
def adminSlashValidator(validatorStakerAddress: address, amountToPenalize: uint256):
    """
    @notice Takes stake from a staker, for the penalty tokens. For the owner.
    """
    ownership._only_owner()
    extcall self._balances().penalizeTokens(amountToPenalize, validatorStakerAddress)


@external
def adminStakeForValidator(staker: address, amount: uint256):
    """
    @notice Stakes the owner's own tokens in a staker's name; they are the staker's from then on. For the
            owner.
    """
    ownership._only_owner()
    extcall self._balances().stakeForValidator(amount, staker, msg.sender)
