# pragma version 0.4.3
# pragma evm-version cancun
"""
@title StakingBalances
@notice Has custody of the stakes of a network's validators, keeps account of their rewards and penalties, and
        says who may stake and how much. Stakers go through the Staking contract; only that contract moves
        stakes.

        Three accounts share the tokens that lie here: the stakes, the penalty tokens (stake that was taken
        from validators, at the disposal of the owner), and what is left. Rewards are credited without any
        token being made: they are paid out of what is left alone, so that nobody's stake ever pays for
        another's rewards. Whoever wants rewards to be paid sends tokens here; until there are enough,
        getReward is refused and the credit stays.

        A staker can run further validators under alias addresses, which stand on the staker's own stake: an
        alias reads as its staker, earns only while the staker itself is no validator, and its penalties are
        the staker's. An alias has no stake of its own, and either of the two can end the relation while the
        alias is no validator; so an address that was made an alias against its will makes itself free.
@dev    The token is the resolver's LIT_TOKEN, one that moves exactly what it is told to. Setting another
        token while stakes lie here leaves them unpayable until the first one is set again.
"""

from modules import ownership
from modules import resolver

initializes: ownership
initializes: resolver
exports: (
    ownership.owner,
    ownership.transferOwnership,
    resolver.contractResolver,
    resolver.env,
)


interface Token:
    def balanceOf(account: address) -> uint256: view
    def transfer(to: address, amount: uint256) -> bool: nonpayable
    def transferFrom(sender: address, to: address, amount: uint256) -> bool: nonpayable

interface Validators:
    def isActiveValidator(account: address) -> bool: view
    def getValidatorsInNextEpoch() -> DynArray[address, MAX_VALIDATORS]: view


event AliasAdded:
    staker: indexed(address)
    aliasAccount: address

event AliasRemoved:
    staker: indexed(address)
    aliasAccount: address

event MaxAliasCountSet:
    newMaxAliasCount: uint256

event MaximumStakeSet:
    newMaximumStake: uint256

event MinimumStakeSet:
    newMinimumStake: uint256

event PermittedStakerAdded:
    staker: address

event PermittedStakerRemoved:
    staker: address

event PermittedStakersOnChanged:
    permittedStakersOn: bool

event ResolverContractAddressSet:
    newResolverAddress: address

event RewardPaid:
    staker: indexed(address)
    reward: uint256

event Staked:
    staker: indexed(address)
    amount: uint256

event ValidatorNotRewardedBecauseAlias:
    staker: indexed(address)
    aliasAccount: address

event ValidatorRewarded:
    staker: indexed(address)
    amount: uint256

event ValidatorTokensPenalized:
    staker: indexed(address)
    amount: uint256

event Withdrawn:
    staker: indexed(address)
    amount: uint256


# Bounds: the next set of Staking, aliases of one staker, stakers that are permitted in one call.
MAX_VALIDATORS: constant(uint256) = 128
MAX_ALIASES: constant(uint256) = 32
MAX_BATCH: constant(uint256) = 128

# @notice What a validator must have at stake, and may have.
minimumStake: public(uint256)
maximumStake: public(uint256)

# @notice All stakes together, and all tokens that were taken as penalties and are still here.
totalStaked: public(uint256)
penaltyBalance: public(uint256)

# @notice Whether only stakers on the list may stake and join.
permittedStakersOn: public(bool)

# @notice How many aliases a staker may have.
maxAliasCount: public(uint256)

# @notice The staker of an alias; zero when the address is none.
aliases: public(HashMap[address, address])

_aliases_of: HashMap[address, DynArray[address, MAX_ALIASES]]
_stakes: HashMap[address, uint256]
_rewards: HashMap[address, uint256]
_permitted: HashMap[address, bool]


@deploy
def __init__(resolver_: address, env_: uint8, owner_: address):
    """
    @param resolver_ The ContractResolver, for ever.
    @param env_ The environment in which it is asked, for ever.
    @param owner_ The operator.
    """
    resolver.__init__(resolver_, env_)
    ownership.__init__(owner_)
    self.minimumStake = 10**18
    self.maximumStake = 10**18
    self.maxAliasCount = 1
    log ResolverContractAddressSet(newResolverAddress=resolver_)


# --- Views --------------------------------------------------------------------------------------------------


@external
@view
def balanceOf(account: address) -> uint256:
    """
    @notice The stake of an account; an alias reads as its staker.
    """
    return self._stakes[self._principal(account)]


@external
@view
def rewardOf(account: address) -> uint256:
    """
    @notice The rewards credited to an account and not paid yet; an alias reads as its staker.
    """
    return self._rewards[self._principal(account)]


@external
@view
def aliasCount(staker: address) -> uint256:
    """
    @notice How many aliases a staker has.
    """
    return len(self._aliases_of[staker])


@external
@view
def rewardFund() -> uint256:
    """
    @notice The tokens here that are neither stake nor penalty: what rewards can be paid from.
    """
    return self._reward_fund()


@external
@view
def isPermittedStaker(staker: address) -> bool:
    """
    @notice Whether an account is on the list; an alias is when its staker is.
    """
    return self._permitted[self._principal(staker)]


@external
@view
def checkStakingAmounts(account: address) -> bool:
    """
    @notice True when the stake of an account is within the bounds, otherwise refused; an alias reads as its
            staker.
    """
    staked: uint256 = self._stakes[self._principal(account)]
    self._require_minimum(staked)
    if staked > self.maximumStake:
        raw_revert(
            abi_encode(
                staked, self.maximumStake, method_id=method_id("StakeMustBeLessThanMaximumStake(uint256,uint256)")
            )
        )
    return True


@external
@view
def getStakingAddress() -> address:
    """
    @notice The Staking contract, the only one that moves stakes.
    """
    return resolver._find(resolver.STAKING)


@external
@view
def getTokenAddress() -> address:
    """
    @notice The token of the stakes.
    """
    return resolver._find(resolver.LIT_TOKEN)


# --- For the Staking contract -------------------------------------------------------------------------------


@external
def stake(amount: uint256, account: address):
    """
    @notice Takes tokens from an account, which must have allowed it, as its stake. For the Staking contract.
    """
    self._only_staking()
    self._stake(amount, account, account)


@external
def stakeForValidator(amount: uint256, account: address, sender: address):
    """
    @notice Takes tokens from `sender` as the stake of `account`. For the Staking contract.
    """
    self._only_staking()
    self._stake(amount, account, sender)


@external
def withdraw(amount: uint256, account: address):
    """
    @notice Gives stake back, when neither the account nor one of its aliases is a validator of this epoch or
            the next. For the Staking contract.
    """
    self._only_staking()
    if amount == 0:
        raw_revert(method_id("CannotWithdrawZero()"))
    busy: bool = self._is_validator(account)
    for helper: address in self._aliases_of[account]:
        busy = busy or self._is_validator(helper)
    if busy:
        raw_revert(method_id("ActiveValidatorsCannotLeave()"))
    staked: uint256 = self._stakes[account]
    if staked < amount:
        raw_revert(
            abi_encode(staked, amount, method_id=method_id("TryingToWithdrawMoreThanStaked(uint256,uint256)"))
        )
    self._stakes[account] = staked - amount
    self.totalStaked -= amount
    self._pay(account, amount)
    log Withdrawn(staker=account, amount=amount)


@external
def rewardValidator(amount: uint256, account: address):
    """
    @notice Credits a reward, to the staker when `account` is an alias, and then only if the staker is no
            validator itself: one stake earns once. For the Staking contract.
    """
    self._only_staking()
    staker: address = self._principal(account)
    if staker != account and staticcall self._staking().isActiveValidator(staker):
        log ValidatorNotRewardedBecauseAlias(staker=staker, aliasAccount=account)
        return
    self._rewards[staker] += amount
    log ValidatorRewarded(staker=staker, amount=amount)


@external
def penalizeTokens(amount: uint256, account: address):
    """
    @notice Makes stake of an account, or of its staker when it is an alias, penalty tokens. For the Staking
            contract.
    """
    self._only_staking()
    staker: address = self._principal(account)
    assert amount <= self._stakes[staker], "StakingBalances: the penalty is more than the stake"
    self._stakes[staker] -= amount
    self.totalStaked -= amount
    self.penaltyBalance += amount
    log ValidatorTokensPenalized(staker=staker, amount=amount)


@external
def getReward(account: address):
    """
    @notice Pays all rewards of an account, to the staker when it is an alias. Nothing happens when there are
            none; refused while the reward fund has not got them. For the Staking contract.
    """
    self._only_staking()
    staker: address = self._principal(account)
    reward: uint256 = self._rewards[staker]
    if reward == 0:
        return
    assert reward <= self._reward_fund(), "StakingBalances: the reward fund has not got the tokens for this reward"
    self._rewards[staker] = 0
    self._pay(staker, reward)
    log RewardPaid(staker=staker, reward=reward)


# --- Aliases ------------------------------------------------------------------------------------------------


@external
def addAlias(aliasAccount: address):
    """
    @notice Makes an address an alias of the caller. For stakers with at least the minimum stake; the address
            must not be the caller's, an alias, a staker with aliases, or have stake or rewards.
    """
    count: uint256 = len(self._aliases_of[msg.sender])
    if count >= self.maxAliasCount:
        raw_revert(abi_encode(count, method_id=method_id("MaxAliasCountReached(uint256)")))
    assert self.aliases[msg.sender] == empty(address), "StakingBalances: an alias cannot have aliases"
    self._require_minimum(self._stakes[msg.sender])
    assert aliasAccount != empty(address), "StakingBalances: the alias is the zero address"
    assert aliasAccount != msg.sender, "StakingBalances: the alias is the staker itself"
    assert self.aliases[aliasAccount] == empty(address), "StakingBalances: the address is an alias already"
    assert self._stakes[aliasAccount] == 0 and self._rewards[aliasAccount] == 0 \
        and len(self._aliases_of[aliasAccount]) == 0, "StakingBalances: the address is a staker itself"
    self.aliases[aliasAccount] = msg.sender
    self._aliases_of[msg.sender].append(aliasAccount)
    log AliasAdded(staker=msg.sender, aliasAccount=aliasAccount)


@external
def removeAlias(aliasAccount: address):
    """
    @notice Ends an alias that is no validator of this epoch or the next. For its staker, and for the alias
            itself.
    """
    staker: address = self.aliases[aliasAccount]
    if staker == empty(address) or (msg.sender != staker and msg.sender != aliasAccount):
        raw_revert(
            abi_encode(aliasAccount, msg.sender, method_id=method_id("AliasNotOwnedBySender(address,address)"))
        )
    if self._is_validator(aliasAccount):
        raw_revert(abi_encode(aliasAccount, method_id=method_id("CannotRemoveAliasOfActiveValidator(address)")))
    self.aliases[aliasAccount] = empty(address)
    others: DynArray[address, MAX_ALIASES] = []
    for helper: address in self._aliases_of[staker]:
        if helper != aliasAccount:
            others.append(helper)
    self._aliases_of[staker] = others
    log AliasRemoved(staker=staker, aliasAccount=aliasAccount)


# --- The operator -------------------------------------------------------------------------------------------


@external
def setMinimumStake(newMinimumStake: uint256):
    """
    @notice Sets what a validator must have at stake when it joins. For the owner.
    """
    ownership._only_owner()
    self.minimumStake = newMinimumStake
    log MinimumStakeSet(newMinimumStake=newMinimumStake)


@external
def setMaximumStake(newMaximumStake: uint256):
    """
    @notice Sets what a validator may have at stake when it joins. For the owner.
    """
    ownership._only_owner()
    self.maximumStake = newMaximumStake
    log MaximumStakeSet(newMaximumStake=newMaximumStake)


@external
def setMaxAliasCount(newMaxAliasCount: uint256):
    """
    @notice Sets how many aliases a staker may have, at most 32. For the owner.
    """
    ownership._only_owner()
    assert newMaxAliasCount <= MAX_ALIASES, "StakingBalances: at most 32 aliases"
    self.maxAliasCount = newMaxAliasCount
    log MaxAliasCountSet(newMaxAliasCount=newMaxAliasCount)


@external
def setPermittedStakersOn(permitted: bool):
    """
    @notice Says whether the list of permitted stakers counts. For the owner.
    """
    ownership._only_owner()
    self.permittedStakersOn = permitted
    log PermittedStakersOnChanged(permittedStakersOn=permitted)


@external
def addPermittedStaker(staker: address):
    """
    @notice Puts a staker on the list. For the owner.
    """
    ownership._only_owner()
    self._permit(staker)


@external
def addPermittedStakers(stakers: DynArray[address, MAX_BATCH]):
    """
    @notice Puts stakers on the list, at most 128 in one call. For the owner.
    """
    ownership._only_owner()
    for staker: address in stakers:
        self._permit(staker)


@external
def removePermittedStaker(staker: address):
    """
    @notice Takes a staker off the list. It stays a validator until it leaves or is kicked. For the owner.
    """
    ownership._only_owner()
    self._permitted[staker] = False
    log PermittedStakerRemoved(staker=staker)


@external
def withdrawPenaltyTokens(balance: uint256):
    """
    @notice Pays penalty tokens to the owner. For the owner.
    """
    ownership._only_owner()
    self._take_penalty(balance)
    self._pay(msg.sender, balance)


@external
def transferPenaltyTokens(balance: uint256, recipient: address):
    """
    @notice Pays penalty tokens to anybody; with this contract as recipient they go to the reward fund. For
            the owner.
    """
    ownership._only_owner()
    self._take_penalty(balance)
    self._pay(recipient, balance)


@external
def restakePenaltyTokens(staker: address, balance: uint256):
    """
    @notice Makes penalty tokens the stake of a staker (again). No token moves. For the owner.
    """
    ownership._only_owner()
    self._take_penalty(balance)
    self._credit(staker, balance)


# --- Within -------------------------------------------------------------------------------------------------


@internal
@view
def _staking() -> Validators:
    return Validators(resolver._require(resolver.STAKING))


@internal
@view
def _token() -> Token:
    return Token(resolver._require(resolver.LIT_TOKEN))


@internal
@view
def _only_staking():
    staking: address = resolver._find(resolver.STAKING)
    if msg.sender != staking or staking == empty(address):
        raw_revert(abi_encode(msg.sender, method_id=method_id("OnlyStakingContract(address)")))


@internal
@view
def _require_minimum(staked: uint256):
    if staked < self.minimumStake:
        raw_revert(
            abi_encode(
                staked, self.minimumStake, method_id=method_id("StakeMustBeGreaterThanMinimumStake(uint256,uint256)")
            )
        )


@internal
@view
def _principal(account: address) -> address:
    staker: address = self.aliases[account]
    return account if staker == empty(address) else staker


@internal
@view
def _is_validator(account: address) -> bool:
    staking: Validators = self._staking()
    return staticcall staking.isActiveValidator(account) or account in staticcall staking.getValidatorsInNextEpoch()


@internal
@view
def _reward_fund() -> uint256:
    held: uint256 = staticcall self._token().balanceOf(self)
    owed: uint256 = self.totalStaked + self.penaltyBalance
    return held - owed if held > owed else 0


@internal
def _stake(amount: uint256, account: address, sender: address):
    if amount == 0:
        raw_revert(method_id("CannotStakeZero()"))
    if self.permittedStakersOn and not self._permitted[account]:
        raw_revert(abi_encode(account, method_id=method_id("StakerNotPermitted(address)")))
    self._credit(account, amount)
    assert extcall self._token().transferFrom(sender, self, amount, default_return_value=True), \
        "StakingBalances: the token refused the transfer"
    log Staked(staker=account, amount=amount)


@internal
def _credit(account: address, amount: uint256):
    assert self.aliases[account] == empty(address), "StakingBalances: an alias cannot have stake of its own"
    self._stakes[account] += amount
    self.totalStaked += amount


@internal
def _pay(to: address, amount: uint256):
    assert extcall self._token().transfer(to, amount, default_return_value=True), \
        "StakingBalances: the token refused the transfer"


@internal
def _take_penalty(amount: uint256):
    assert amount <= self.penaltyBalance, "Not enough penalty balance"
    self.penaltyBalance -= amount


@internal
def _permit(staker: address):
    self._permitted[staker] = True
    log PermittedStakerAdded(staker=staker)
