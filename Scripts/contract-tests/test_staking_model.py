"""
Staking and StakingBalances against a model in plain Python: random calls of many accounts, with time moving on. The
logs of each call (or its refusal), and all views after it, must be the model's.

`CONTRACT_STEPS` is the number of calls of a seed (150), `CONTRACT_SEEDS` how many seeds (3), `CONTRACT_SEED` the first.
"""

import os
import random

import pytest
from accounts import Account
from batch import ask
from contract import ZERO
from network import Validator
from staking_model import ACTIVE, EMPTY, LIT, LOCKED, PAUSED, READY, RESTORE, UNLOCKED, Model, Refused

STEPS = int(os.environ.get("CONTRACT_STEPS", "150"))
FIRST = int(os.environ.get("CONTRACT_SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("CONTRACT_SEEDS", "3")))

STAKERS = [str(Validator(number).staker) for number in range(7)]
NODES = [str(Validator(number).node) for number in range(8)]
DEVOPS, STRANGER = str(Account("devops")), str(Account("stranger"))


class Run:
    """A network, its model, and dice."""

    def __init__(self, network, seed):
        self.network, self.dice = network, random.Random(seed)
        self.chain = network.chain
        self.owner = str(network.owner)
        self.model = Model(self.owner, network.StakingBalances.address, network.Staking.address)
        self.model.end = self.chain.timestamp(network.Staking.deployment.block) + 1
        self.model.now = self.chain.timestamp()
        self.pairs = [(number, number * 7) for number in range(1, 12)]
        self.people = [*STAKERS, STRANGER, self.owner]
        self.refusals, self.accepted = set(), set()
        self.reads = self.questions()
        for person in self.people:
            amount = self.dice.choice([5, 9, 20]) * LIT
            network.mint_lit(person, amount)
            network.LITToken.approve(network.StakingBalances, amount - LIT, sender=person)
            self.model.tokens[person] = amount
            self.model.allowed[person] = amount - LIT
        self.model.now = self.chain.timestamp()
        self.check("the beginning")

    # One call.

    def step(self, contract, name, sender, *arguments):
        target = getattr(self.network, contract)
        self.model.now += 1
        told = f"{contract}.{name}{arguments} by {self.label(sender)} at {self.model.now}"
        try:
            expected = self.model.apply(contract, name, sender, *arguments)
        except Refused as refusal:
            self.model.now -= 1
            answer = refusal.answer
            wanted = answer[0] if len(answer) == 1 else getattr(self.logger(answer[0]).error, answer[1])(*answer[2:])
            got = getattr(target.fails, name)(*arguments, sender=sender)
            assert got == wanted, told
            self.refusals.add(answer[0] if len(answer) == 1 else answer[1])
            return False
        receipt = getattr(target, name)(*arguments, sender=sender)
        assert receipt.logs == [
            getattr(self.logger(emitter).log, event)(*values) for emitter, event, values in expected
        ], told
        self.accepted.add(name)
        self.check(told)
        return True

    def logger(self, name):
        return getattr(self.network, name)

    def label(self, who):
        for kind, group in (("staker", STAKERS), ("node", NODES)):
            if who in group:
                return f"{kind} {group.index(who)}"
        return {self.owner: "owner", DEVOPS: "devops", STRANGER: "stranger"}.get(who, who)

    def wait_until(self, time):
        if time > self.model.now:
            self.chain.warp(time)
            self.model.now = time

    # All views.

    def questions(self):
        """Pairs of a question and what the model says to it."""
        staking, balances, token = self.network.Staking, self.network.StakingBalances, self.network.LITToken
        model = self.model

        def record(staker):
            return model.records.get(staker, EMPTY)

        def records(stakers):
            return [record(staker) for staker in stakers]

        def epoch():
            return (model.epoch_length, model.number, model.end, model.retries, model.timeout)

        rows = [
            ((staking, "state"), lambda: model.state),
            ((staking, "epoch"), epoch),
            ((staking, "devopsAdmin"), lambda: model.devops),
            ((staking, "getValidatorsInCurrentEpoch"), lambda: list(model.current)),
            ((staking, "getValidatorsInCurrentEpochLength"), lambda: len(model.current)),
            ((staking, "getValidatorsInNextEpoch"), lambda: list(model.coming)),
            ((staking, "getKickedValidators"), lambda: list(model.kicked)),
            ((staking, "getActiveUnkickedValidators"), lambda: model.unkicked),
            ((staking, "getActiveUnkickedValidatorStructs"), lambda: records(model.unkicked)),
            (
                (staking, "getActiveUnkickedValidatorStructsAndCounts"),
                lambda: (epoch(), model.consensus, records(model.unkicked)),
            ),
            ((staking, "getValidatorsStructsInCurrentEpoch"), lambda: records(model.current)),
            ((staking, "getValidatorsStructsInNextEpoch"), lambda: records(model.coming)),
            ((staking, "getValidatorsStructs", [*STAKERS, STRANGER]), lambda: records([*STAKERS, STRANGER])),
            (
                (staking, "getNodeStakerAddressMappings", [*NODES, STRANGER]),
                lambda: [(node, model.node_of.get(node, ZERO)) for node in [*NODES, STRANGER]],
            ),
            ((staking, "currentValidatorCountForConsensus"), lambda: model.consensus),
            ((staking, "nextValidatorCountForConsensus"), lambda: len(model.coming)),
            ((staking, "countOfCurrentValidatorsReadyForNextEpoch"), lambda: model.ready_in(model.current)),
            ((staking, "countOfNextValidatorsReadyForNextEpoch"), lambda: model.ready_in(model.coming)),
            ((staking, "isReadyForNextEpoch"), lambda: model.is_ready),
            ((staking, "kickPenaltyPercentByReason", 1), lambda: model.penalties[1]),
            ((balances, "totalStaked"), lambda: model.total),
            ((balances, "penaltyBalance"), lambda: model.penalty),
            ((balances, "rewardFund"), lambda: model.fund),
            ((balances, "minimumStake"), lambda: model.minimum),
            ((balances, "maximumStake"), lambda: model.maximum),
            ((balances, "maxAliasCount"), lambda: model.most_aliases),
            ((balances, "permittedStakersOn"), lambda: model.list_on),
            ((token, "balanceOf", balances.address), lambda: model.tokens.get(model.balances_address, 0)),
        ]
        for who in [*STAKERS, STRANGER]:
            rows += [
                ((staking, "readyForNextEpoch", who), lambda who=who: who in model.ready),
                ((staking, "isActiveValidator", who), lambda who=who: who in model.current),
                ((staking, "shouldKickValidator", who), lambda who=who: model.count_of(who) >= model.consensus),
                ((balances, "balanceOf", who), lambda who=who: model.balance(who)),
                ((balances, "rewardOf", who), lambda who=who: model.rewards.get(model.principal(who), 0)),
                ((balances, "aliases", who), lambda who=who: model.aliases.get(who, ZERO)),
                ((balances, "isPermittedStaker", who), lambda who=who: model.principal(who) in model.permitted),
                ((token, "balanceOf", who), lambda who=who: model.tokens.get(who, 0)),
            ]
        for node in NODES:
            rows.append(
                (
                    (staking, "isActiveValidatorByNodeAddress", node),
                    lambda node=node: model.node_of.get(node) in model.current,
                )
            )
        return rows

    def check(self, told):
        for (question, wanted), answer in zip(
            self.reads, ask(*(question for question, _ in self.reads)), strict=True
        ):
            assert answer == wanted(), (told, question[1:])
        model = self.model
        # Facts about the model itself, which hold for the contracts since both are equal.
        assert model.tokens[model.balances_address] >= model.total + model.penalty, told
        assert len(set(model.node_of.values())) == len(model.node_of), told
        assert all(model.records[staker][3] == node for node, staker in model.node_of.items()), told
        assert set(model.keys.values()) <= set(model.coming), told
        assert not set(model.coming) & set(model.kicked), told
        for staker in {*model.coming, *model.current}:
            assert model.node_of[model.records[staker][3]] == staker, told

    # What is tried.

    def record(self, staker):
        """Mostly the staker's own node and keys, sometimes another's or none."""
        number = STAKERS.index(staker) if staker in STAKERS else 7
        dice = self.dice
        node = NODES[number] if dice.random() < 0.8 else dice.choice([*NODES, ZERO])
        pair = self.pairs[number] if dice.random() < 0.7 else dice.choice(self.pairs)
        return (0x7F000001, dice.choice([0, 1 << 127]), 7470 + number, node, *pair)

    def anything(self):
        """One call of whatever kind, by whoever."""
        dice, model = self.dice, self.model
        staker, node = dice.choice(STAKERS), dice.choice(NODES)
        person = dice.choice(self.people)
        operator = dice.choice([self.owner, self.owner, self.owner, DEVOPS, STRANGER])
        amount = dice.choice([0, 1, LIT // 2, LIT, LIT, LIT, 2 * LIT])
        number = dice.choice([model.number, model.number, model.number, model.number + 1, 0])
        kinds = [
            (4, "Staking", "stake", person, amount),
            (6, "Staking", "stakeAndJoin", staker, amount, *self.record(staker)),
            (6, "Staking", "requestToJoin", dice.choice([staker, staker, STRANGER]), *self.record(staker)),
            (4, "Staking", "setIpPortNodeAddressAndCommunicationPubKeys", person, *self.record(person)),
            (5, "Staking", "requestToLeave", person),
            (2, "Staking", "requestToLeaveAsNode", node),
            (8, "Staking", "withdraw", person, amount),
            (2, "Staking", "exit", person),
            (3, "Staking", "getReward", person),
            (4, "Staking", "lockValidatorsForNextEpoch", person),
            (8, "Staking", "signalReadyForNextEpoch", dice.choice([node, STRANGER]), number),
            (4, "Staking", "advanceEpoch", person),
            (3, "Staking", "unlockValidatorsForNextEpoch", dice.choice([node, operator])),
            (
                9,
                "Staking",
                "kickValidatorInNextEpoch",
                node,
                person,
                dice.randrange(7),
                dice.randbytes(dice.choice([0, 40])),
            ),
            (2, "Staking", "setEpochState", operator, dice.choice([0, 0, 1, 2, 3, 4, 5, 6])),
            (2, "Staking", "adminKickValidatorInNextEpoch", operator, person),
            (3, "Staking", "adminRejoinValidator", operator, person),
            (1, "Staking", "adminSlashValidator", operator, person, amount),
            (1, "Staking", "adminStakeForValidator", operator, person, amount),
            (1, "Staking", "setDevopsAdmin", operator, dice.choice([DEVOPS, DEVOPS, ZERO])),
            (1, "Staking", "setEpochLength", operator, dice.choice([1, 30, 300])),
            (1, "Staking", "setEpochTimeout", operator, dice.choice([0, 10, 60])),
            (1, "Staking", "setEpochEndTime", operator, model.now + dice.choice([-5, 5, 100])),
            (
                1,
                "Staking",
                "setKickPenaltyPercent",
                operator,
                dice.randrange(1, 5),
                dice.choice([0, 5, 33, 100, 101]),
            ),
            (3, "StakingBalances", "addAlias", person, dice.choice([*self.people, ZERO])),
            (3, "StakingBalances", "removeAlias", person, dice.choice([*model.aliases, person])),
            (1, "StakingBalances", "setMinimumStake", operator, dice.choice([LIT, LIT, LIT // 2, 0])),
            (1, "StakingBalances", "setMaximumStake", operator, dice.choice([LIT, 4 * LIT])),
            (1, "StakingBalances", "setMaxAliasCount", operator, dice.choice([0, 1, 2, 32, 33])),
            (1, "StakingBalances", "setPermittedStakersOn", operator, dice.random() < 0.3),
            (2, "StakingBalances", "addPermittedStaker", operator, person),
            (1, "StakingBalances", "removePermittedStaker", operator, person),
            (
                1,
                "StakingBalances",
                "withdrawPenaltyTokens",
                operator,
                dice.choice([0, model.penalty, model.penalty + 1]),
            ),
            (1, "StakingBalances", "transferPenaltyTokens", operator, model.penalty // 2, dice.choice(self.people)),
            (1, "StakingBalances", "restakePenaltyTokens", operator, staker, model.penalty // 3),
            (2, "LITToken", "transfer", self.owner, model.balances_address, LIT // 10),
        ]
        return dice.choices([kind[1:] for kind in kinds], [kind[0] for kind in kinds])[0]

    def sensible(self):
        """What a healthy network does next."""
        model = self.model
        if model.state in (PAUSED, RESTORE) and len(model.coming) >= model.least:
            return ("Staking", "setEpochState", self.owner, ACTIVE)
        if len(model.coming) < 4 and model.state not in (LOCKED, READY, RESTORE):
            outside = [staker for staker in STAKERS if staker not in model.coming and staker not in model.aliases]
            staker = self.dice.choice(outside or STAKERS)
            own = self.record(staker)[:3]
            number = STAKERS.index(staker)
            record = (*own, NODES[number], *self.dice.choice(self.pairs))
            if model.balance(staker) == 0 and model.allowed.get(staker, 0) >= LIT:
                return ("Staking", "stakeAndJoin", staker, LIT, *record)
            return ("Staking", "requestToJoin", staker, *record)
        if model.state in (ACTIVE, UNLOCKED):
            self.wait_until(model.end)
            return ("Staking", "lockValidatorsForNextEpoch", STRANGER)
        waiting = [staker for staker in model.coming if staker not in model.ready]
        if model.state == LOCKED and waiting:
            return ("Staking", "signalReadyForNextEpoch", model.records[waiting[0]][3], model.number)
        self.wait_until(model.end)
        return ("Staking", "advanceEpoch", STRANGER)

    def concerted(self):
        """All nodes of the next set vote one validator out."""
        candidate = self.dice.choice(list(self.model.coming) or STAKERS)
        for voter in list(self.model.coming):
            self.step("Staking", "kickValidatorInNextEpoch", self.model.records[voter][3], candidate, 1, b"")


@pytest.fixture(scope="module")
def seen():
    """What all seeds together have met."""
    return {"seeds": set(), "transitions": set(), "refusals": set(), "accepted": set()}


@pytest.mark.parametrize("seed", SEEDS)
def test_fuzz_random_lives_are_those_of_the_model(network, seed, seen):
    run = Run(network, seed)
    for _ in range(STEPS):
        chance = run.dice.random()
        if chance < 0.5:
            run.step(*run.anything())
        elif chance < 0.97:
            run.step(*run.sensible())
        else:
            run.concerted()
        if run.dice.random() < 0.08:
            run.wait_until(run.model.now + run.dice.choice([1, 20, 100]))
    seen["seeds"].add(seed)
    seen["transitions"] |= run.model.transitions
    seen["refusals"] |= run.refusals
    seen["accepted"] |= run.accepted


def test_the_random_lives_went_through_every_change_of_state(seen):
    """A life that goes nowhere proves nothing."""
    if seen["seeds"] != set(SEEDS) or STEPS * len(SEEDS) < 400:
        pytest.skip("fewer calls were made than it takes")
    wanted = {
        (PAUSED, ACTIVE),
        (ACTIVE, LOCKED),
        (UNLOCKED, LOCKED),
        (LOCKED, READY),
        (READY, ACTIVE),
        (LOCKED, UNLOCKED),
    }
    assert wanted <= seen["transitions"], wanted - seen["transitions"]
    assert len(seen["refusals"]) >= 25, sorted(seen["refusals"])
    assert {"advanceEpoch", "kickValidatorInNextEpoch", "withdraw", "adminRejoinValidator"} <= seen["accepted"]
