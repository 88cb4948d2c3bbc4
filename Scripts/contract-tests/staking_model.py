"""Staking, StakingBalances and their token as plain Python: what each call must do, log, and refuse."""

from copy import deepcopy
from dataclasses import dataclass, field

from contract import ZERO

ACTIVE, LOCKED, READY, UNLOCKED, PAUSED, RESTORE = range(6)
LIT = 10**18
EMPTY = (0, 0, 0, ZERO, 0, 0, 0)


class Refused(Exception):
    """`Refused("text")` or `Refused("Staking", "Name", arguments…)`."""

    @property
    def answer(self):
        return self.args


def require(condition, *answer):
    if not condition:
        raise Refused(*answer)


class Ordered(list):
    """A set with an order: what is taken out is replaced by the last one."""

    def add(self, member):
        if member not in self:
            self.append(member)

    def remove(self, member):
        if member in self:
            place = self.index(member)
            last = self.pop()
            if last != member:
                self[place] = last


@dataclass
class Model:
    owner: str
    balances_address: str
    staking_address: str
    now: int = 0
    epoch_length: int = 1
    number: int = 1
    end: int = 0
    retries: int = 0
    timeout: int = 60
    state: int = PAUSED
    least: int = 3
    reward_rate: int = 5 * 10**16
    penalties: dict = field(default_factory=lambda: {1: 5, 2: 5, 3: 5, 4: 5})
    devops: str = ZERO
    locked_at: int = 0
    current: Ordered = field(default_factory=Ordered)
    coming: Ordered = field(default_factory=Ordered)
    kicked: Ordered = field(default_factory=Ordered)
    current_kicked: Ordered = field(default_factory=Ordered)
    records: dict = field(default_factory=dict)
    node_of: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    ready: set = field(default_factory=set)
    votes: dict = field(default_factory=dict)
    # StakingBalances.
    stakes: dict = field(default_factory=dict)
    rewards: dict = field(default_factory=dict)
    penalty: int = 0
    aliases: dict = field(default_factory=dict)
    permitted: set = field(default_factory=set)
    list_on: bool = False
    minimum: int = LIT
    maximum: int = LIT
    most_aliases: int = 1
    # The token.
    tokens: dict = field(default_factory=dict)
    allowed: dict = field(default_factory=dict)
    logs: list = field(default_factory=list)
    transitions: set = field(default_factory=set)

    def apply(self, contract, name, sender, *arguments):
        """The logs of a call; `Refused` leaves everything as it was."""
        before = deepcopy({key: value for key, value in self.__dict__.items() if key != "transitions"})
        self.logs = []
        try:
            getattr(self, ("b_" if contract == "StakingBalances" else "") + name)(sender, *arguments)
        except Refused:
            self.__dict__.update(before)
            raise
        return self.logs

    def log(self, contract, event, *values):
        self.logs.append((contract, event, values))

    def __post_init__(self):
        self.tokens[self.balances_address] = 0

    # What follows from the state.

    @property
    def consensus(self):
        return 1 if len(self.current) == 2 else len(self.current) * 2 // 3

    @property
    def unkicked(self):
        return [each for each in self.current if each not in self.current_kicked]

    def ready_in(self, members):
        return sum(each in self.ready for each in members)

    @property
    def is_ready(self):
        return self.ready_in(self.current) >= self.consensus and self.ready_in(self.coming) >= len(self.coming)

    def count_of(self, candidate):
        return len(self.votes.get((self.number, candidate), ()))

    def principal(self, account):
        return self.aliases.get(account, account)

    def balance(self, account):
        return self.stakes.get(self.principal(account), 0)

    @property
    def total(self):
        return sum(self.stakes.values())

    @property
    def fund(self):
        return max(0, self.tokens.get(self.balances_address, 0) - self.total - self.penalty)

    # States.

    def enter(self, state):
        self.transitions.add((self.state, state))
        self.state = state
        self.log("Staking", "StateChanged", state)

    def lock(self):
        self.ready, self.locked_at = set(), self.now
        self.enter(LOCKED)

    def unlock(self):
        self.ready = set()
        self.retries += 1
        self.enter(UNLOCKED)

    def after_end(self):
        require(self.now >= self.end, "Staking", "NotEnoughTimeElapsedSinceLastEpoch", self.now, self.end)

    def require_open(self):
        require(
            self.state in (ACTIVE, UNLOCKED, PAUSED), "Staking", "MustBeInActiveOrUnlockedOrPausedState", self.state
        )

    def require_coming(self, staker):
        require(staker in self.coming, "Staking", "ValidatorIsNotInNextEpoch", staker, list(self.coming))

    def require_safe(self):
        pairs = [(len(self.coming), self.least)]
        if self.number > 1:
            pairs.append((len(self.unkicked), self.consensus))
        for count, least in pairs:
            require(count >= least, "Staking", "NotEnoughValidatorsInNextEpoch", count, least)

    def mapped(self, node):
        staker = self.node_of.get(node)
        require(staker, "Staking", "CouldNotMapNodeAddressToStakerAddress", node)
        return staker

    def lockValidatorsForNextEpoch(self, sender):
        self.after_end()
        require(self.state in (ACTIVE, UNLOCKED), "Staking", "MustBeInActiveOrUnlockedState", self.state)
        self.require_safe()
        self.lock()

    def signalReadyForNextEpoch(self, sender, number):
        require(number == self.number, "Staking", "SignaledReadyForWrongEpochNumber", self.number, number)
        name = "MustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState"
        require(self.state in (LOCKED, READY, RESTORE), "Staking", name, self.state)
        staker = self.node_of.get(sender, ZERO)
        self.require_coming(staker)
        self.ready.add(staker)
        self.log("Staking", "ReadyForNextEpoch", staker, number)
        if self.is_ready:
            self.enter(READY)

    def advanceEpoch(self, sender):
        self.after_end()
        require(self.state == READY, "Staking", "MustBeInReadyForNextEpochState", self.state)
        counts = (self.ready_in(self.current), self.ready_in(self.coming), self.consensus)
        require(self.is_ready, "Staking", "NotEnoughValidatorsReadyForNextEpoch", *counts)
        for staker in self.current:
            amount, receiver = self.reward_rate * self.balance(staker) // LIT, self.principal(staker)
            if receiver != staker and receiver in self.current:
                self.log("StakingBalances", "ValidatorNotRewardedBecauseAlias", receiver, staker)
            else:
                self.rewards[receiver] = self.rewards.get(receiver, 0) + amount
                self.log("StakingBalances", "ValidatorRewarded", receiver, amount)
        self.current = Ordered(self.coming)
        self.kicked, self.current_kicked, self.ready = Ordered(), Ordered(), set()
        self.number += 1
        self.end = self.now + self.epoch_length
        self.enter(ACTIVE)

    def unlockValidatorsForNextEpoch(self, sender):
        if sender not in (self.owner, self.devops):
            self.require_coming(self.mapped(sender))
        require(self.state == LOCKED, "Staking", "MustBeInNextValidatorSetLockedState", self.state)
        since = max(self.end, self.locked_at)
        name = "NotEnoughTimeElapsedForTimeoutSinceLastEpoch"
        require(self.now - since >= self.timeout, "Staking", name, self.now, since, self.timeout)
        self.unlock()

    # Stakers.

    def stake(self, sender, amount):
        self.take_stake(amount, sender, sender)

    def stakeAndJoin(self, sender, amount, *record):
        self.take_stake(amount, sender, sender)
        self.requestToJoin(sender, *record)

    def requestToJoin(self, sender, *record):
        self.b_checkStakingAmounts(None, sender)
        self.require_open()
        require(sender not in self.kicked, "Staking", "CannotRejoinUntilNextEpochBecauseKicked", sender)
        require(record[4:] not in self.keys, "Staking", "CannotReuseCommsKeys", *record[4:])
        if self.list_on:
            require(self.principal(sender) in self.permitted, "Staking", "StakerNotPermitted", sender)
        self.coming.add(sender)
        self.write(sender, *record)
        self.log("Staking", "RequestToJoin", sender)

    def write(self, staker, ip, ipv6, port, node, *pair):
        require(node != ZERO, "Staking: the node address is zero")
        old = self.records.get(staker, EMPTY)
        if old[3] != node and self.node_of.get(old[3]) == staker:
            del self.node_of[old[3]]
        if staker in self.coming or staker in self.current:
            self.claim_node(staker, node)
        self.release_keys(staker)
        self.claim_keys(staker, tuple(pair))
        self.records[staker] = (ip, ipv6, port, node, 0, *pair)

    def claim_node(self, staker, node):
        holder = self.node_of.get(node)
        free = holder == staker or (holder not in self.coming and holder not in self.current)
        require(free, "Staking: the node address belongs to another validator")
        self.node_of[node] = staker

    def claim_keys(self, staker, pair):
        require(self.keys.get(pair, staker) == staker, "Staking", "CannotReuseCommsKeys", *pair)
        if staker in self.coming:
            self.keys[pair] = staker

    def release_keys(self, staker):
        pair = self.records.get(staker, EMPTY)[5:]
        if self.keys.get(pair) == staker:
            del self.keys[pair]

    def setIpPortNodeAddressAndCommunicationPubKeys(self, sender, *record):
        self.write(sender, *record)

    def requestToLeave(self, sender):
        self.leave(sender)

    def requestToLeaveAsNode(self, sender):
        self.leave(self.mapped(sender))

    def leave(self, staker):
        self.require_open()
        self.require_coming(staker)
        self.take_out(staker)
        self.require_safe()
        self.log("Staking", "RequestToLeave", staker)

    def take_out(self, staker):
        self.coming.remove(staker)
        self.release_keys(staker)
        self.ready.discard(staker)

    def mark_kicked(self, staker):
        self.kicked.add(staker)
        if staker in self.current:
            self.current_kicked.add(staker)

    def kickValidatorInNextEpoch(self, sender, candidate, reason, data):
        voter = self.mapped(sender)
        require(voter in self.coming, "Staking", "MustBeValidatorInNextEpochToKick", voter)
        voters = self.votes.setdefault((self.number, candidate), set())
        require(voter not in voters, "Staking", "CannotVoteTwice", voter)
        if self.number > 1:
            require(len(self.unkicked) >= self.consensus, "Staking", "CannotKickBelowCurrentValidatorThreshold")
        voters.add(voter)
        if candidate in self.coming and len(voters) >= self.consensus:
            self.take_out(candidate)
            self.mark_kicked(candidate)
            amount = self.balance(candidate) * self.penalties.get(reason, 0) // 100
            self.penalize(amount, candidate)
            self.log("Staking", "ValidatorKickedFromNextEpoch", candidate, amount)
            if self.state in (LOCKED, READY):
                self.unlock()
            elif self.state == ACTIVE:
                self.require_safe()
                self.lock()
                self.end = self.now
        self.log("Staking", "VotedToKickValidatorInNextEpoch", voter, candidate, reason, data)

    def withdraw(self, sender, amount):
        require(amount > 0, "StakingBalances", "CannotWithdrawZero")
        mine = [sender, *(alias for alias, staker in self.aliases.items() if staker == sender)]
        busy = any(each in self.current or each in self.coming for each in mine)
        require(not busy, "StakingBalances", "ActiveValidatorsCannotLeave")
        staked = self.stakes.get(sender, 0)
        require(staked >= amount, "StakingBalances", "TryingToWithdrawMoreThanStaked", staked, amount)
        self.stakes[sender] -= amount
        self.pay(sender, amount)
        self.log("StakingBalances", "Withdrawn", sender, amount)

    def getReward(self, sender):
        staker = self.principal(sender)
        reward = self.rewards.get(staker, 0)
        if reward:
            text = "StakingBalances: the reward fund has not got the tokens for this reward"
            require(reward <= self.fund, text)
            self.rewards[staker] = 0
            self.pay(staker, reward)
            self.log("StakingBalances", "RewardPaid", staker, reward)

    def exit(self, sender):
        self.withdraw(sender, self.balance(sender))
        self.getReward(sender)

    # The operator.

    def only_owner(self, sender, contract="Staking"):
        require(sender == self.owner, contract, "CallerNotOwner")

    def only_operator(self, sender):
        require(sender in (self.owner, self.devops), "Staking", "CallerNotOwnerOrDevopsAdmin")

    def setEpochState(self, sender, state):
        self.only_operator(sender)
        require(state <= RESTORE, "Staking: unknown state")
        if state == LOCKED:
            self.locked_at = self.now
        self.enter(state)

    def adminKickValidatorInNextEpoch(self, sender, staker):
        self.only_operator(sender)
        self.take_out(staker)
        self.mark_kicked(staker)
        self.log("Staking", "ValidatorKickedFromNextEpoch", staker, 0)
        if self.state in (LOCKED, READY):
            self.unlock()

    def adminRejoinValidator(self, sender, staker):
        self.only_operator(sender)
        self.require_open()
        record = self.records.get(staker, EMPTY)
        require(record[3] != ZERO, "Staking: this staker never was a validator")
        self.kicked.remove(staker)
        self.current_kicked.remove(staker)
        self.coming.add(staker)
        self.claim_node(staker, record[3])
        self.claim_keys(staker, record[5:])
        self.log("Staking", "ValidatorRejoinedNextEpoch", staker)

    def adminSlashValidator(self, sender, staker, amount):
        self.only_owner(sender)
        self.penalize(amount, staker)

    def adminStakeForValidator(self, sender, staker, amount):
        self.only_owner(sender)
        self.take_stake(amount, staker, sender)

    def setDevopsAdmin(self, sender, account):
        self.only_owner(sender)
        self.devops = account
        self.log("Staking", "DevopsAdminSet", account)

    def setEpochLength(self, sender, length):
        self.only_owner(sender)
        self.epoch_length = length
        self.log("Staking", "EpochLengthSet", length)

    def setEpochTimeout(self, sender, timeout):
        self.only_owner(sender)
        self.timeout = timeout
        self.log("Staking", "EpochTimeoutSet", timeout)

    def setEpochEndTime(self, sender, end):
        self.only_owner(sender)
        self.end = end
        self.log("Staking", "EpochEndTimeSet", end)

    def setKickPenaltyPercent(self, sender, reason, percent):
        self.only_owner(sender)
        require(percent <= 100, "Staking: a penalty is at most 100 percent")
        self.penalties[reason] = percent
        self.log("Staking", "KickPenaltyPercentSet", reason, percent)

    # StakingBalances, and what only Staking calls there.

    def take_stake(self, amount, account, payer):
        require(amount > 0, "StakingBalances", "CannotStakeZero")
        if self.list_on:
            require(account in self.permitted, "StakingBalances", "StakerNotPermitted", account)
        self.credit(account, amount)
        allowed = self.allowed.get(payer, 0)
        require(allowed >= amount, "ERC20: insufficient allowance")
        self.allowed[payer] = allowed - amount
        self.log("LITToken", "Approval", payer, self.balances_address, allowed - amount)
        self.move(payer, self.balances_address, amount)
        self.log("StakingBalances", "Staked", account, amount)

    def credit(self, account, amount):
        require(account not in self.aliases, "StakingBalances: an alias cannot have stake of its own")
        self.stakes[account] = self.stakes.get(account, 0) + amount

    def move(self, payer, to, amount):
        require(self.tokens.get(payer, 0) >= amount, "ERC20: transfer amount exceeds balance")
        self.tokens[payer] = self.tokens.get(payer, 0) - amount
        self.tokens[to] = self.tokens.get(to, 0) + amount
        self.log("LITToken", "Transfer", payer, to, amount)

    def transfer(self, sender, to, amount):
        """LITToken.transfer: how the reward fund is filled."""
        self.move(sender, to, amount)

    def pay(self, to, amount):
        self.move(self.balances_address, to, amount)

    def penalize(self, amount, account):
        staker = self.principal(account)
        require(amount <= self.stakes.get(staker, 0), "StakingBalances: the penalty is more than the stake")
        self.stakes[staker] = self.stakes.get(staker, 0) - amount
        self.penalty += amount
        self.log("StakingBalances", "ValidatorTokensPenalized", staker, amount)

    def require_minimum(self, staked):
        name = "StakeMustBeGreaterThanMinimumStake"
        require(staked >= self.minimum, "StakingBalances", name, staked, self.minimum)

    def b_checkStakingAmounts(self, sender, account):
        staked = self.balance(account)
        self.require_minimum(staked)
        name = "StakeMustBeLessThanMaximumStake"
        require(staked <= self.maximum, "StakingBalances", name, staked, self.maximum)

    def b_addAlias(self, sender, alias):
        count = sum(staker == sender for staker in self.aliases.values())
        require(count < self.most_aliases, "StakingBalances", "MaxAliasCountReached", count)
        require(sender not in self.aliases, "StakingBalances: an alias cannot have aliases")
        self.require_minimum(self.stakes.get(sender, 0))
        require(alias != ZERO, "StakingBalances: the alias is the zero address")
        require(alias != sender, "StakingBalances: the alias is the staker itself")
        require(alias not in self.aliases, "StakingBalances: the address is an alias already")
        own = self.stakes.get(alias, 0) or self.rewards.get(alias, 0) or alias in self.aliases.values()
        require(not own, "StakingBalances: the address is a staker itself")
        self.aliases[alias] = sender
        self.log("StakingBalances", "AliasAdded", sender, alias)

    def b_removeAlias(self, sender, alias):
        staker = self.aliases.get(alias)
        name = "AliasNotOwnedBySender"
        require(staker and sender in (staker, alias), "StakingBalances", name, alias, sender)
        busy = alias in self.current or alias in self.coming
        require(not busy, "StakingBalances", "CannotRemoveAliasOfActiveValidator", alias)
        del self.aliases[alias]
        self.log("StakingBalances", "AliasRemoved", staker, alias)

    def b_only_owner(self, sender):
        self.only_owner(sender, "StakingBalances")

    def b_setMinimumStake(self, sender, amount):
        self.b_only_owner(sender)
        self.minimum = amount
        self.log("StakingBalances", "MinimumStakeSet", amount)

    def b_setMaximumStake(self, sender, amount):
        self.b_only_owner(sender)
        self.maximum = amount
        self.log("StakingBalances", "MaximumStakeSet", amount)

    def b_setMaxAliasCount(self, sender, count):
        self.b_only_owner(sender)
        require(count <= 32, "StakingBalances: at most 32 aliases")
        self.most_aliases = count
        self.log("StakingBalances", "MaxAliasCountSet", count)

    def b_setPermittedStakersOn(self, sender, on):
        self.b_only_owner(sender)
        self.list_on = on
        self.log("StakingBalances", "PermittedStakersOnChanged", on)

    def b_addPermittedStaker(self, sender, staker):
        self.b_only_owner(sender)
        self.permitted.add(staker)
        self.log("StakingBalances", "PermittedStakerAdded", staker)

    def b_removePermittedStaker(self, sender, staker):
        self.b_only_owner(sender)
        self.permitted.discard(staker)
        self.log("StakingBalances", "PermittedStakerRemoved", staker)

    def take_penalty(self, amount):
        require(amount <= self.penalty, "Not enough penalty balance")
        self.penalty -= amount

    def b_withdrawPenaltyTokens(self, sender, amount):
        self.b_only_owner(sender)
        self.take_penalty(amount)
        self.pay(sender, amount)

    def b_transferPenaltyTokens(self, sender, amount, to):
        self.b_only_owner(sender)
        self.take_penalty(amount)
        self.pay(to, amount)

    def b_restakePenaltyTokens(self, sender, staker, amount):
        self.b_only_owner(sender)
        self.take_penalty(amount)
        self.credit(staker, amount)
