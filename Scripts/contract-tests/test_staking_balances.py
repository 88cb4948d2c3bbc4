"""StakingBalances: custody, rewards, penalties, aliases, the list, and what was put right."""

import random
from pathlib import Path

import pytest
from accounts import Account
from contract import NO_REASON, ZERO
from network import ACTIVE, ENV_DEV, LIT, REGISTERED, Validator, key_of
from strangers import refuses_strangers

HELPERS = Path(__file__).parent / "contracts"
FUND = "StakingBalances: the reward fund has not got the tokens for this reward"


@pytest.fixture
def balances(network):
    return network.StakingBalances


@pytest.fixture
def staker(network, alice):
    """Alice with 10 LIT that StakingBalances may take."""
    network.mint_lit(alice, 10 * LIT)
    network.LITToken.approve(network.StakingBalances, 10 * LIT, sender=alice)
    return alice


def test_the_initial_values_are_those_of_the_protocol(network, balances, alice):
    assert balances.minimumStake() == balances.maximumStake() == LIT
    assert balances.maxAliasCount() == 1 and balances.aliasCount(alice) == 0
    assert balances.permittedStakersOn() is False and balances.isPermittedStaker(alice) is False
    assert balances.totalStaked() == balances.penaltyBalance() == balances.rewardFund() == 0
    assert balances.balanceOf(alice) == balances.rewardOf(alice) == 0
    assert balances.getStakingAddress() == network.Staking.address
    assert balances.getTokenAddress() == network.LITToken.address
    assert balances.contractResolver() == network.ContractResolver.address and balances.env() == ENV_DEV
    assert balances.owner() == network.owner
    assert balances.deployment.logs[-1] == balances.log.ResolverContractAddressSet(network.ContractResolver)


def test_a_stranger_can_do_nothing_that_the_owner_or_staking_may(network, balances, staker, carol):
    network.Staking.stake(LIT, sender=staker)
    owner, only = balances.error.CallerNotOwner(), balances.error.OnlyStakingContract(carol)
    guarded = {
        "transferOwnership(address)": ((carol,), owner),
        "setMinimumStake(uint256)": ((0,), owner),
        "setMaximumStake(uint256)": ((0,), owner),
        "setMaxAliasCount(uint256)": ((9,), owner),
        "setPermittedStakersOn(bool)": ((True,), owner),
        "addPermittedStaker(address)": ((carol,), owner),
        "addPermittedStakers(address[])": (([carol],), owner),
        "removePermittedStaker(address)": ((staker,), owner),
        "withdrawPenaltyTokens(uint256)": ((0,), owner),
        "transferPenaltyTokens(uint256,address)": ((0, carol), owner),
        "restakePenaltyTokens(address,uint256)": ((carol, 0), owner),
        "stake(uint256,address)": ((1, staker), only),
        "stakeForValidator(uint256,address,address)": ((1, carol, staker), only),
        "withdraw(uint256,address)": ((1, staker), only),
        "rewardValidator(uint256,address)": ((1, carol), only),
        "penalizeTokens(uint256,address)": ((1, staker), only),
        "getReward(address)": ((staker,), only),
        "addAlias(address)": ((staker,), balances.error.StakeMustBeGreaterThanMinimumStake(0, LIT)),
        "removeAlias(address)": ((staker,), balances.error.AliasNotOwnedBySender(staker, carol)),
    }
    refuses_strangers(balances, carol, guarded, free=set())
    # Not even the owner moves stakes.
    for name in ("stake(uint256,address)", "withdraw(uint256,address)", "penalizeTokens(uint256,address)"):
        assert balances.fails[name](1, staker) == balances.error.OnlyStakingContract(network.owner)


def test_staking_and_withdrawing_move_tokens_and_tell_of_it(network, balances, staker):
    token, staking = network.LITToken, network.Staking
    assert staking.fails.stake(0, sender=staker) == balances.error.CannotStakeZero()
    assert staking.stake(3, sender=staker).logs == [
        token.log.Approval(staker, balances, 10 * LIT - 3),
        token.log.Transfer(staker, balances, 3),
        balances.log.Staked(staker, 3),
    ]
    assert (balances.balanceOf(staker), balances.totalStaked(), token.balanceOf(balances)) == (3, 3, 3)
    assert staking.withdraw(2, sender=staker).logs == [
        token.log.Transfer(balances, staker, 2),
        balances.log.Withdrawn(staker, 2),
    ]
    assert staking.fails.withdraw(2, sender=staker) == balances.error.TryingToWithdrawMoreThanStaked(1, 2)
    assert staking.exit(sender=staker).logs[-1] == balances.log.Withdrawn(staker, 1)
    assert staking.fails.exit(sender=staker) == balances.error.CannotWithdrawZero()
    assert token.balanceOf(staker) == 10 * LIT
    assert staking.fails.stake(10 * LIT, sender=staker) == "ERC20: insufficient allowance"
    token.approve(balances, 11 * LIT, sender=staker)
    assert staking.fails.stake(11 * LIT, sender=staker) == "ERC20: transfer amount exceeds balance"
    token.pause() if token.hasRole(token.PAUSER_ROLE(), network.owner) else None
    assert staking.fails.stake(1, sender=staker) == "ERC20Pausable: token transfer while paused"


def test_the_bounds_of_a_stake_are_inclusive(network, balances, staker):
    assert balances.setMinimumStake(5).logs == [balances.log.MinimumStakeSet(5)]
    assert balances.setMaximumStake(7).logs == [balances.log.MaximumStakeSet(7)]
    for staked in range(1, 10):
        network.Staking.stake(1, sender=staker)
        if staked < 5:
            wanted = balances.error.StakeMustBeGreaterThanMinimumStake(staked, 5)
        elif staked > 7:
            wanted = balances.error.StakeMustBeLessThanMaximumStake(staked, 7)
        else:
            assert balances.checkStakingAmounts(staker) is True
            continue
        assert balances.fails.checkStakingAmounts(staker) == wanted


def test_the_list_of_permitted_stakers(network, balances, staker, bob):
    staking = network.Staking
    assert balances.setPermittedStakersOn(True).logs == [balances.log.PermittedStakersOnChanged(True)]
    assert staking.fails.stake(1, sender=staker) == balances.error.StakerNotPermitted(staker)
    assert balances.addPermittedStaker(staker).logs == [balances.log.PermittedStakerAdded(staker)]
    staking.stake(1, sender=staker)
    assert balances.removePermittedStaker(staker).logs == [balances.log.PermittedStakerRemoved(staker)]
    assert not balances.isPermittedStaker(staker)
    many = [Account(f"many {number}") for number in range(128)]
    assert balances.addPermittedStakers(many).logs == [balances.log.PermittedStakerAdded(each) for each in many]
    assert balances.isPermittedStaker(many[-1]) and not balances.isPermittedStaker(bob)
    assert balances.fails.addPermittedStakers([*many, bob]) == NO_REASON
    # Whoever has staked can always go.
    staking.withdraw(1, sender=staker)


def test_validators_of_this_epoch_and_the_next_keep_their_stake_here(living):
    balances, staking = living.StakingBalances, living.Staking
    newcomer = Validator(3)
    living.join(newcomer)
    busy = balances.error.ActiveValidatorsCannotLeave()
    assert staking.fails.withdraw(1, sender=newcomer.staker) == busy
    staking.requestToLeave(sender=newcomer.staker)
    staking.withdraw(LIT, sender=newcomer.staker)
    living.join(Validator(4))
    staking.requestToLeave(sender=Validator(0).staker)
    assert staking.fails.withdraw(1, sender=Validator(0).staker) == busy
    living.next_epoch()
    assert staking.withdraw(LIT, sender=Validator(0).staker).only("Withdrawn").amount == LIT


def test_penalty_tokens_are_the_owners(living, carol):
    balances, staking, token = living.StakingBalances, living.Staking, living.LITToken
    victim = Validator(0).staker
    staking.adminSlashValidator(victim, 100)
    assert (balances.totalStaked(), balances.penaltyBalance()) == (3 * LIT - 100, 100)
    assert balances.withdrawPenaltyTokens(10).logs == [token.log.Transfer(balances, living.owner, 10)]
    assert balances.transferPenaltyTokens(20, carol).logs == [token.log.Transfer(balances, carol, 20)]
    assert balances.restakePenaltyTokens(victim, 30).logs == []
    assert balances.balanceOf(victim) == LIT - 70 and balances.totalStaked() == 3 * LIT - 70
    # Given to the contract itself, they are for rewards.
    balances.transferPenaltyTokens(40, balances)
    assert (balances.penaltyBalance(), balances.rewardFund()) == (0, 40)
    for call in (
        balances.fails.withdrawPenaltyTokens(1),
        balances.fails.transferPenaltyTokens(1, carol),
        balances.fails.restakePenaltyTokens(victim, 1),
    ):
        assert call == "Not enough penalty balance"
    assert token.balanceOf(balances) == balances.totalStaked() + balances.rewardFund()


# --- Rewards -------------------------------------------------------------------------------------------------


def test_defect_rewards_were_paid_by_the_wrong_contract(living):
    """They went to the staking contract as if it were the token, and failed; they are paid in the token."""
    balances, staking, token = living.StakingBalances, living.Staking, living.LITToken
    living.next_epoch()
    staker, reward = Validator(0).staker, 5 * 10**16
    assert balances.rewardOf(staker) == reward
    living.mint_lit(balances, reward)
    assert staking.getReward(sender=staker).logs == [
        token.log.Transfer(balances, staker, reward),
        balances.log.RewardPaid(staker, reward),
    ]
    assert (token.balanceOf(staker), balances.rewardOf(staker)) == (reward, 0)
    assert staking.getReward(sender=staker).logs == []


def test_defect_rewards_could_have_been_paid_out_of_other_peoples_stake(living):
    balances, staking, token = living.StakingBalances, living.Staking, living.LITToken
    staking.adminSlashValidator(Validator(2).staker, LIT // 2)
    living.next_epoch()
    staker, reward = Validator(0).staker, balances.rewardOf(Validator(0).staker)
    assert token.balanceOf(balances) == 3 * LIT and balances.rewardFund() == 0
    assert staking.fails.getReward(sender=staker) == FUND
    living.mint_lit(balances, reward - 1)
    assert balances.rewardFund() == reward - 1
    assert staking.fails.getReward(sender=staker) == FUND
    living.mint_lit(balances, 1)
    staking.getReward(sender=staker)
    assert token.balanceOf(balances) == 3 * LIT == balances.totalStaked() + balances.penaltyBalance()


def test_an_unfunded_reward_keeps_nobody_from_its_stake(living):
    balances, staking = living.StakingBalances, living.Staking
    living.join(Validator(3))
    leaver = Validator(0).staker
    staking.requestToLeave(sender=leaver)
    living.next_epoch()
    reward = balances.rewardOf(leaver)
    assert reward == 5 * 10**16 and staking.fails.exit(sender=leaver) == FUND
    staking.withdraw(LIT, sender=leaver)
    assert (balances.balanceOf(leaver), balances.rewardOf(leaver)) == (0, reward)
    living.mint_lit(balances, reward)
    staking.getReward(sender=leaver)
    assert living.LITToken.balanceOf(leaver) == LIT + reward


def test_leaving_for_good_pays_stake_and_rewards(living):
    balances, staking, token = living.StakingBalances, living.Staking, living.LITToken
    living.join(Validator(3))
    leaver = Validator(0).staker
    staking.requestToLeave(sender=leaver)
    living.next_epoch()
    reward = balances.rewardOf(leaver)
    living.mint_lit(balances, reward)
    assert staking.exit(sender=leaver).logs == [
        token.log.Transfer(balances, leaver, LIT),
        balances.log.Withdrawn(leaver, LIT),
        token.log.Transfer(balances, leaver, reward),
        balances.log.RewardPaid(leaver, reward),
    ]


# --- Aliases -------------------------------------------------------------------------------------------------


def test_an_alias_stands_on_the_stake_of_its_staker(living):
    balances, staking = living.StakingBalances, living.Staking
    main, alias = Validator(0), Validator(3)
    assert balances.addAlias(alias.staker, sender=main.staker).logs == [
        balances.log.AliasAdded(main.staker, alias.staker)
    ]
    assert balances.aliases(alias.staker) == main.staker and balances.aliasCount(main.staker) == 1
    assert balances.balanceOf(alias.staker) == LIT and balances.checkStakingAmounts(alias.staker)
    balances.setPermittedStakersOn(True)
    balances.addPermittedStaker(main.staker)
    assert balances.isPermittedStaker(alias.staker)
    staking.requestToJoin(*alias.record, sender=alias.staker)
    living.validators.append(alias)
    living.next_epoch()
    receipt = living.next_epoch()
    reward = 5 * 10**16
    # One stake earns once.
    assert receipt.logs[-2] == balances.log.ValidatorNotRewardedBecauseAlias(main.staker, alias.staker)
    assert balances.rewardOf(main.staker) == balances.rewardOf(alias.staker) == 2 * reward
    # An alias alone earns for its staker.
    staking.requestToLeave(sender=main.staker)
    living.next_epoch()
    receipt = living.next_epoch()
    assert balances.log.ValidatorRewarded(main.staker, reward) in receipt.logs
    # While the alias is a validator, neither the stake nor the alias can go.
    assert staking.fails.withdraw(1, sender=main.staker) == balances.error.ActiveValidatorsCannotLeave()
    active = balances.error.CannotRemoveAliasOfActiveValidator(alias.staker)
    assert balances.fails.removeAlias(alias.staker, sender=main.staker) == active
    assert balances.fails.removeAlias(alias.staker, sender=alias.staker) == active
    # Its penalties are the staker's.
    receipt = staking.adminSlashValidator(alias.staker, 7)
    assert receipt.logs == [balances.log.ValidatorTokensPenalized(main.staker, 7)]
    # And what it asks for is paid to the staker.
    owed = balances.rewardOf(main.staker)
    living.mint_lit(balances, owed)
    assert staking.getReward(sender=alias.staker).logs[-1] == balances.log.RewardPaid(main.staker, owed)


def test_an_alias_of_the_next_set_cannot_be_removed(living):
    balances, alias = living.StakingBalances, Validator(3)
    balances.addAlias(alias.staker, sender=Validator(0).staker)
    living.Staking.requestToJoin(*alias.record, sender=alias.staker)
    refused = balances.fails.removeAlias(alias.staker, sender=Validator(0).staker)
    assert refused == balances.error.CannotRemoveAliasOfActiveValidator(alias.staker)


def test_aliases_come_and_go_up_to_a_number(living, carol):
    balances, main = living.StakingBalances, Validator(0).staker
    names = [Account(f"alias {number}") for number in range(32)]
    balances.addAlias(names[0], sender=main)
    assert balances.fails.addAlias(names[1], sender=main) == balances.error.MaxAliasCountReached(1)
    assert balances.fails.setMaxAliasCount(33) == "StakingBalances: at most 32 aliases"
    assert balances.setMaxAliasCount(32).logs == [balances.log.MaxAliasCountSet(32)]
    for name in names[1:]:
        balances.addAlias(name, sender=main)
    assert balances.fails.addAlias(carol, sender=main) == balances.error.MaxAliasCountReached(32)
    removed = balances.removeAlias(names[5], sender=main)
    assert removed.logs == [balances.log.AliasRemoved(main, names[5])]
    assert balances.aliases(names[5]) == ZERO and balances.aliasCount(main) == 31
    assert balances.fails.removeAlias(names[5], sender=main) == balances.error.AliasNotOwnedBySender(names[5], main)
    other = balances.fails.removeAlias(names[6], sender=carol)
    assert other == balances.error.AliasNotOwnedBySender(names[6], carol)
    # The alias itself can end it.
    assert balances.removeAlias(names[6], sender=names[6]).logs == [balances.log.AliasRemoved(main, names[6])]
    balances.addAlias(names[6], sender=main)
    assert balances.aliasCount(main) == 31


def test_defect_any_account_could_be_made_an_alias(living, carol):
    """A staker that was made somebody's alias lost its stake from view and its rewards to the other."""
    balances, main, victim = living.StakingBalances, Validator(0).staker, Validator(1).staker
    own = "StakingBalances: the address is a staker itself"
    assert balances.fails.addAlias(victim, sender=main) == own
    assert balances.fails.addAlias(victim, sender=carol) == balances.error.StakeMustBeGreaterThanMinimumStake(0, LIT)
    assert balances.fails.addAlias(ZERO, sender=main) == "StakingBalances: the alias is the zero address"
    assert balances.fails.addAlias(main, sender=main) == "StakingBalances: the alias is the staker itself"
    balances.addAlias(carol, sender=main)
    assert balances.fails.addAlias(carol, sender=victim) == "StakingBalances: the address is an alias already"
    assert balances.balanceOf(victim) == LIT


def test_defect_an_alias_of_an_alias(living, alice, bob):
    balances, main = living.StakingBalances, Validator(0).staker
    balances.setMinimumStake(0)
    balances.addAlias(alice, sender=main)
    assert balances.fails.addAlias(bob, sender=alice) == "StakingBalances: an alias cannot have aliases"
    # An account with aliases is nobody's alias.
    balances.addAlias(bob, sender=Validator(3).staker)
    own = "StakingBalances: the address is a staker itself"
    assert balances.fails.addAlias(Validator(3).staker, sender=Validator(1).staker) == own


def test_defect_the_stake_of_an_alias_was_out_of_sight(living, alice):
    balances, staking, main = living.StakingBalances, living.Staking, Validator(0).staker
    balances.addAlias(alice, sender=main)
    living.mint_lit(alice, LIT)
    living.LITToken.approve(balances, LIT, sender=alice)
    own = "StakingBalances: an alias cannot have stake of its own"
    assert staking.fails.stake(LIT, sender=alice) == own
    staking.adminSlashValidator(main, 5)
    assert balances.fails.restakePenaltyTokens(alice, 5) == own
    # Free again, it stakes.
    balances.removeAlias(alice, sender=alice)
    staking.stake(LIT, sender=alice)
    assert balances.balanceOf(alice) == LIT


def test_defect_the_stake_could_go_while_an_alias_was_a_validator(living):
    balances, staking = living.StakingBalances, living.Staking
    main, alias = Account("main"), Validator(3)
    living.mint_lit(main, LIT)
    living.LITToken.approve(balances, LIT, sender=main)
    staking.stake(LIT, sender=main)
    balances.addAlias(alias.staker, sender=main)
    staking.requestToJoin(*alias.record, sender=alias.staker)
    assert staking.fails.withdraw(LIT, sender=main) == balances.error.ActiveValidatorsCannotLeave()
    staking.requestToLeave(sender=alias.staker)
    staking.withdraw(LIT, sender=main)


# --- Other tokens and other staking contracts ----------------------------------------------------------------


def test_a_token_that_refuses_is_not_taken_for_one_that_pays(network, balances, alice):
    token = network.replace("LITToken", HELPERS / "WeakToken.vy", alice)
    network.Staking.stake(LIT, sender=alice)
    token.refuse(True)
    refused = "StakingBalances: the token refused the transfer"
    assert network.Staking.fails.stake(LIT, sender=alice) == refused
    assert network.Staking.fails.withdraw(LIT, sender=alice) == refused
    assert balances.balanceOf(alice) == LIT


def test_a_token_that_answers_nothing_is_believed(network, balances, alice):
    token = network.replace("LITToken", HELPERS / "SilentToken.vy", alice)
    network.Staking.stake(LIT, sender=alice)
    network.Staking.withdraw(LIT // 2, sender=alice)
    assert token.balanceOf(balances) == balances.balanceOf(alice) == LIT // 2


def test_without_contracts_it_says_so(network, balances, staker):
    network.ContractResolver.setContract(key_of(REGISTERED["LITToken"]), ENV_DEV, ZERO)
    assert network.Staking.fails.stake(1, sender=staker) == "Resolver: contract is not set"
    assert balances.fails.rewardFund() == "Resolver: contract is not set"
    network.ContractResolver.setContract(key_of(REGISTERED["Staking"]), ENV_DEV, ZERO)
    for sender in (staker, ZERO):
        assert balances.fails.getReward(staker, sender=sender) == balances.error.OnlyStakingContract(sender)
    assert balances.fails.removeAlias(staker, sender=staker) == balances.error.AliasNotOwnedBySender(staker, staker)


def test_whoever_is_the_staking_contract_has_exactly_its_rights(network, balances, staker, bob):
    """And only from the moment of the resolver's word on."""
    old = network.Staking
    old.stake(LIT, sender=staker)
    stand_in = network.replace("Staking", HELPERS / "Impostor.vy")
    assert old.fails.stake(1, sender=staker) == balances.error.OnlyStakingContract(old)
    receipt = stand_in.forward(balances, balances.encode.rewardValidator(9, staker))
    assert receipt.logs == [balances.log.ValidatorRewarded(staker, 9)]
    stand_in.tell([staker], [])
    refused = stand_in.fails.forward(balances, balances.encode.withdraw(1, staker))
    assert refused == balances.error.ActiveValidatorsCannotLeave()
    stand_in.tell([], [staker])
    refused = stand_in.fails.forward(balances, balances.encode.withdraw(1, staker))
    assert refused == balances.error.ActiveValidatorsCannotLeave()
    stand_in.tell([bob], [bob])
    stand_in.forward(balances, balances.encode.withdraw(LIT, staker))
    assert stand_in.fails.forward(balances, balances.encode.penalizeTokens(1, staker)) == (
        "StakingBalances: the penalty is more than the stake"
    )


def test_fuzz_no_token_is_lost_or_made(network, balances):
    """Whatever happens, what lies here covers stakes and penalties, and nobody gets more than it is owed."""
    dice, token, staking = random.Random(7), network.LITToken, network.Staking
    people = [Account(f"person {number}") for number in range(4)]
    balances.setMaximumStake(100 * LIT)
    for person in people:
        network.mint_lit(person, 20 * LIT)
        token.approve(balances, 2**256 - 1, sender=person)
    whole = token.totalSupply()
    stakes = dict.fromkeys(people, 0)
    for _ in range(60):
        person, amount = dice.choice(people), dice.randrange(1, 6 * LIT)
        kind = dice.randrange(3)
        if kind == 0 and amount <= token.balanceOf(person):
            staking.stake(amount, sender=person)
            stakes[person] += amount
        elif kind == 1 and amount <= stakes[person]:
            staking.withdraw(amount, sender=person)
            stakes[person] -= amount
        elif kind == 2 and amount <= stakes[person]:
            staking.adminSlashValidator(person, amount)
            stakes[person] -= amount
            if dice.random() < 0.5:
                balances.restakePenaltyTokens(person, amount)
                stakes[person] += amount
        assert [balances.balanceOf(each) for each in people] == list(stakes.values())
        assert balances.totalStaked() == sum(stakes.values())
        assert token.balanceOf(balances) == balances.totalStaked() + balances.penaltyBalance()
    assert token.totalSupply() == whole
    assert staking.state() != ACTIVE
