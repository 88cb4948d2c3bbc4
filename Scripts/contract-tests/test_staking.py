"""Staking: how it begins, each change of state and each refusal, the operator's functions, and what was put right."""

import pytest
from accounts import Account
from contract import NO_REASON, ZERO
from network import ACTIVE, ENV_DEV, ENV_PROD, LIT, LOCKED, PAUSED, READY, RESTORE, UNLOCKED, Validator
from strangers import refuses_strangers

LIMITS = (30000, 256, 16 * 1024 * 1024, 100 * 1024, 50, 10, 30, 30, 5, 3)
CONFIG = (5 * 10**16, 0, 0, [1, 2], 3, 1000, 25, 10, 10000, 2, True, LIMITS, True)
OPEN = (ACTIVE, UNLOCKED, PAUSED)


@pytest.fixture
def staking(network):
    return network.Staking


def stakers(*numbers):
    return [Validator(number).staker for number in numbers]


def warp_past_end(network):
    network.chain.warp(max(network.Staking.epoch().endTime, network.chain.timestamp() + 1))


def kick(network, candidate, *voters, reason=1):
    return [
        network.Staking.kickValidatorInNextEpoch(candidate.staker, reason, b"", sender=voter.node) for voter in voters
    ]


# --- The beginning -------------------------------------------------------------------------------------------


def test_the_initial_values_are_those_of_the_protocol(network, staking):
    born = network.chain.timestamp(staking.deployment.block)
    assert staking.epoch() == (1, 1, born + 1, 0, 60)
    assert staking.state() == PAUSED
    assert staking.config() == CONFIG and staking.getKeyTypes() == [1, 2]
    assert staking.complaintConfig(1) == (6, 90, 5)
    assert [staking.complaintConfig(reason) for reason in (2, 3, 4)] == [(10, 90, 5)] * 3
    assert staking.complaintConfig(0) == staking.complaintConfig(5) == (0, 0, 0)
    assert [staking.kickPenaltyPercentByReason(reason) for reason in range(6)] == [0, 5, 5, 5, 5, 0]
    assert staking.getMinVersion() == (0, 0, 0) and staking.getMaxVersion() == (10000, 0, 0)
    assert (staking.getMinVersionString(), staking.getMaxVersionString()) == ("0.0.0", "10000.0.0")
    assert staking.owner() == network.owner and staking.devopsAdmin() == ZERO
    assert staking.contractResolver() == network.ContractResolver.address and staking.env() == ENV_DEV
    assert staking.getTokenAddress() == network.LITToken.address
    assert staking.getStakingBalancesAddress() == network.StakingBalances.address
    assert staking.getActiveUnkickedValidatorStructsAndCounts() == (staking.epoch(), 0, [])
    for name in ("InCurrentEpoch", "InNextEpoch", "StructsInCurrentEpoch", "StructsInNextEpoch"):
        assert staking.__getattr__(f"getValidators{name}")() == []
    assert staking.deployment.logs[-1] == staking.log.ResolverContractAddressSet(network.ContractResolver)


def test_the_constructor_refuses_what_could_never_work(network, alice):
    code = network.artifact("Staking")
    resolver = network.ContractResolver

    def refused(*arguments):
        return network.chain.deploy_fails(code["abi"], code["bytecode"], *arguments)

    assert refused(ZERO, ENV_DEV, alice) == "Resolver: the resolver is the zero address"
    assert refused(resolver, 3, alice) == "Resolver: unknown environment"
    assert refused(resolver, ENV_DEV, ZERO) == "Ownable: new owner is the zero address"


def test_the_environment_decides_which_contracts_are_found(network, alice):
    elsewhere = network.deploy_one("Staking", network.ContractResolver, ENV_PROD, alice)
    assert elsewhere.getTokenAddress() == elsewhere.getStakingBalancesAddress() == ZERO
    assert elsewhere.fails.stake(1) == "Resolver: contract is not set"


# --- Who may what --------------------------------------------------------------------------------------------


def test_a_stranger_can_do_nothing_that_the_owner_may(network, staking, carol):
    for validator in map(Validator, range(3)):
        network.join(validator)
    owner, operator = staking.error.CallerNotOwner(), staking.error.CallerNotOwnerOrDevopsAdmin()
    unknown = staking.error.CouldNotMapNodeAddressToStakerAddress(carol)
    config = "(uint256,uint256,uint256,uint256[],uint256,uint256,uint256,uint256,uint256,uint256,bool,"
    config += "(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256),bool)"
    version = "(uint256,uint256,uint256)"
    victim, record = Validator(0).staker, Validator(4).record
    poor = network.StakingBalances.error.StakeMustBeGreaterThanMinimumStake(0, LIT)
    guarded = {
        "transferOwnership(address)": ((carol,), owner),
        "setEpochLength(uint256)": ((1,), owner),
        "setEpochTimeout(uint256)": ((1,), owner),
        "setEpochEndTime(uint256)": ((1,), owner),
        "setKickPenaltyPercent(uint256,uint256)": ((1, 1), owner),
        "setComplaintConfig(uint256,(uint256,uint256,uint256))": ((1, (1, 1, 1)), owner),
        f"setConfig({config})": ((CONFIG,), owner),
        f"setMinVersion({version})": (((1, 1, 1),), owner),
        f"setMaxVersion({version})": (((1, 1, 1),), owner),
        "setDevopsAdmin(address)": ((carol,), owner),
        "emitClearOfflinePhaseData(uint256)": ((1,), owner),
        "emitCountOfflinePhaseData(uint256)": ((1,), owner),
        "adminSlashValidator(address,uint256)": ((victim, 1), owner),
        "adminStakeForValidator(address,uint256)": ((carol, LIT), owner),
        "setEpochState(uint8)": ((ACTIVE,), operator),
        "adminKickValidatorInNextEpoch(address)": ((victim,), operator),
        "adminRejoinValidator(address)": ((victim,), operator),
        # What only validators may.
        "unlockValidatorsForNextEpoch()": ((), unknown),
        "requestToLeaveAsNode()": ((), unknown),
        "kickValidatorInNextEpoch(address,uint256,bytes)": ((victim, 1, b""), unknown),
        "requestToLeave()": ((), staking.error.ValidatorIsNotInNextEpoch(carol, stakers(0, 1, 2))),
        "signalReadyForNextEpoch(uint256)": (
            (1,),
            staking.error.MustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState(PAUSED),
        ),
        "requestToJoin(uint32,uint128,uint32,address,uint256,uint256)": (record, poor),
        "withdraw(uint256)": ((1,), network.StakingBalances.error.TryingToWithdrawMoreThanStaked(0, 1)),
        "exit()": ((), network.StakingBalances.error.CannotWithdrawZero()),
    }
    # Everybody's: time and readiness guard the two steps of the epoch, the others concern the caller alone.
    free = {
        "lockValidatorsForNextEpoch()",
        "advanceEpoch()",
        "stake(uint256)",
        "stakeAndJoin(uint256,uint32,uint128,uint32,address,uint256,uint256)",
        "getReward()",
        "setIpPortNodeAddressAndCommunicationPubKeys(uint32,uint128,uint32,address,uint256,uint256)",
    }
    refuses_strangers(staking, carol, guarded, free)
    # And what is free changes nothing of a validator's.
    before = staking.getValidatorsStructsInNextEpoch(), staking.getValidatorsInNextEpoch()
    staking.setIpPortNodeAddressAndCommunicationPubKeys(*record, sender=carol)
    assert staking.getReward(sender=carol).logs == []
    assert before == (staking.getValidatorsStructsInNextEpoch(), staking.getValidatorsInNextEpoch())
    assert staking.fails.lockValidatorsForNextEpoch(sender=carol) == staking.error.MustBeInActiveOrUnlockedState(
        PAUSED
    )
    assert staking.fails.advanceEpoch(sender=carol) == staking.error.MustBeInReadyForNextEpochState(PAUSED)


def test_the_devops_admin_may_three_things(network, staking, alice, bob):
    assert staking.setDevopsAdmin(alice).logs == [staking.log.DevopsAdminSet(alice)]
    for validator in map(Validator, range(3)):
        network.join(validator)
    victim = Validator(0).staker
    assert staking.setEpochState(UNLOCKED, sender=alice).logs == [staking.log.StateChanged(UNLOCKED)]
    assert staking.adminKickValidatorInNextEpoch(victim, sender=alice).logs == [
        staking.log.ValidatorKickedFromNextEpoch(victim, 0)
    ]
    assert staking.adminRejoinValidator(victim, sender=alice).logs == [staking.log.ValidatorRejoinedNextEpoch(victim)]
    assert staking.fails.setEpochLength(1, sender=alice) == staking.error.CallerNotOwner()
    staking.setDevopsAdmin(ZERO)
    for sender in (alice, ZERO):
        assert staking.fails.setEpochState(ACTIVE, sender=sender) == staking.error.CallerNotOwnerOrDevopsAdmin()


def test_the_ownership_moves_at_once_and_never_to_nobody(staking, alice, network):
    assert staking.fails.transferOwnership(ZERO) == "Ownable: new owner is the zero address"
    assert staking.transferOwnership(alice).logs == [staking.log.OwnershipTransferred(network.owner, alice)]
    assert staking.fails.setEpochLength(1) == staking.error.CallerNotOwner()
    staking.setEpochLength(7, sender=alice)
    assert staking.epoch().epochLength == 7


# --- Configuration -------------------------------------------------------------------------------------------


def test_the_configuration_is_set_as_a_whole(staking):
    limits = tuple(range(100, 110))
    given = (1, 77, 78, [2, 1, 9], 4, 5, 6, 6, 8, 9, False, limits, False)
    receipt = staking.setConfig(given)
    assert receipt.logs == [staking.log.ConfigSet(1, [2, 1, 9], 4, 5, 6, 6, 8, 9, False, limits, False)]
    # The two deprecated fields are not stored.
    assert staking.config() == (1, 0, 0, *given[3:]) and staking.getKeyTypes() == [2, 1, 9]
    wrong = (*given[:6], 5, 6, *given[8:])
    assert staking.fails.setConfig(wrong) == "min triple count must be less than or equal to max triple count"
    assert staking.fails.setConfig((*given[:3], [1] * 17, *given[4:])) == NO_REASON
    staking.setConfig((*given[:3], [1] * 16, *given[4:]))


def test_settings_of_the_epoch_and_of_penalties(network, staking):
    assert staking.setEpochLength(300).logs == [staking.log.EpochLengthSet(300)]
    assert staking.setEpochTimeout(90).logs == [staking.log.EpochTimeoutSet(90)]
    assert staking.setEpochEndTime(1234).logs == [staking.log.EpochEndTimeSet(1234)]
    assert staking.epoch() == (300, 1, 1234, 0, 90)
    assert staking.setKickPenaltyPercent(2, 100).logs == [staking.log.KickPenaltyPercentSet(2, 100)]
    assert staking.complaintConfig(2) == (10, 90, 100)
    assert staking.setComplaintConfig(9, (1, 2, 3)).logs == [staking.log.ComplaintConfigSet(9, (1, 2, 3))]
    assert staking.complaintConfig(9) == (1, 2, 3) and staking.kickPenaltyPercentByReason(9) == 3
    assert staking.emitClearOfflinePhaseData(5).logs == [staking.log.ClearOfflinePhaseData(5)]
    assert staking.emitCountOfflinePhaseData(6).logs == [staking.log.CountOfflinePhaseData(6)]
    for state in range(6):
        assert staking.setEpochState(state).logs == [staking.log.StateChanged(state)]
        assert staking.state() == state
    assert staking.fails.setEpochState(6) == "Staking: unknown state"


def test_versions_are_judged_as_nodes_judge_them(staking):
    low, high = (2, 3, 4), (5, 6, 7)
    assert staking.setMinVersion(low).logs == [staking.log.VersionRequirementsUpdated(0, low)]
    assert staking.setMaxVersion(high).logs == [staking.log.VersionRequirementsUpdated(1, high)]
    assert (staking.getMinVersion(), staking.getMaxVersion()) == (low, high)
    assert (staking.getMinVersionString(), staking.getMaxVersionString()) == ("2.3.4", "5.6.7")

    def judged(version, low, high):
        major, minor, patch = version
        return (
            low[0] < major < high[0]
            or (major == low[0] and minor > low[1])
            or (major == high[0] and minor < high[1])
            or (version[:2] == low[:2] and patch >= low[2])
            or (version[:2] == high[:2] and patch <= high[2])
        )

    for low, high in (((2, 3, 4), (5, 6, 7)), ((2, 3, 4), (2, 5, 1)), ((2, 3, 4), (2, 3, 4)), ((5, 0, 0), (1, 0, 0))):
        staking.setMinVersion(low)
        staking.setMaxVersion(high)
        edges = sorted({value + step for value in (*low, *high) for step in (-1, 0, 1) if value + step >= 0})
        for major in (edges[0], low[0], low[0] + 1, high[0], high[0] + 1):
            for minor, patch in (
                (0, 0),
                (2, 9),
                (3, 3),
                (3, 4),
                (3, 5),
                (4, 0),
                (5, 1),
                (5, 2),
                (6, 7),
                (6, 8),
                (7, 0),
            ):
                version = (major, minor, patch)
                assert staking.checkVersion(version) == judged(version, low, high), (version, low, high)


# --- The change of the epoch ---------------------------------------------------------------------------------


def test_a_whole_change_from_the_first_epoch_to_the_second(network, staking):
    three = [Validator(number) for number in range(3)]
    for validator in three:
        assert network.join(validator).logs[-1] == staking.log.RequestToJoin(validator.staker)
    assert staking.getValidatorsInNextEpoch() == stakers(0, 1, 2) and staking.getValidatorsInCurrentEpoch() == []
    staking.setEpochState(ACTIVE)
    warp_past_end(network)
    assert staking.lockValidatorsForNextEpoch(sender=Account("anybody")).logs == [staking.log.StateChanged(LOCKED)]
    for count, validator in enumerate(three, 1):
        logs = staking.signalReadyForNextEpoch(1, sender=validator.node).logs
        ready = [staking.log.ReadyForNextEpoch(validator.staker, 1)]
        assert logs == (ready + [staking.log.StateChanged(READY)] if count == 3 else ready)
        assert staking.countOfNextValidatorsReadyForNextEpoch() == count
        assert staking.readyForNextEpoch(validator.staker)
    # Who signals once more says it once more.
    again = staking.signalReadyForNextEpoch(1, sender=three[0].node).logs
    assert again == [staking.log.ReadyForNextEpoch(three[0].staker, 1), staking.log.StateChanged(READY)]
    staking.setEpochLength(300)
    receipt = staking.advanceEpoch(sender=Account("anybody"))
    assert receipt.logs == [staking.log.StateChanged(ACTIVE)]
    assert staking.epoch() == (300, 2, receipt.timestamp + 300, 0, 60)
    assert staking.getValidatorsInCurrentEpoch() == staking.getValidatorsInNextEpoch() == stakers(0, 1, 2)
    assert not any(map(staking.readyForNextEpoch, stakers(0, 1, 2)))
    records = [(*validator.record[:4], 0, *validator.record[4:]) for validator in three]
    assert staking.getActiveUnkickedValidatorStructsAndCounts() == (staking.epoch(), 2, records)
    assert staking.validators(three[1].staker) == records[1] and staking.validators(Account("nobody"))[3] == ZERO
    assert staking.getValidatorsStructs([three[2].staker, ZERO]) == [records[2], (0, 0, 0, ZERO, 0, 0, 0)]
    assert staking.getNodeStakerAddressMappings([three[0].node, ZERO]) == [
        (three[0].node, three[0].staker),
        (ZERO, ZERO),
    ]
    assert staking.isActiveValidator(three[0].staker) and not staking.isActiveValidator(three[0].node)
    assert staking.isActiveValidatorByNodeAddress(three[0].node)
    assert not staking.isActiveValidatorByNodeAddress(three[0].staker) and not staking.isActiveValidatorByNodeAddress(
        ZERO
    )


def test_the_answer_to_connecting_clients_is_laid_out_as_they_read_it(living):
    data = living.chain.call(
        None, living.Staking.address, living.Staking.encode.getActiveUnkickedValidatorStructsAndCounts()
    )
    words = [int.from_bytes(data[place : place + 32], "big") for place in range(0, len(data), 32)]
    epoch = living.Staking.epoch()
    assert words[:5] == list(epoch) and words[5] == 2 and words[6] == 7 * 32 and words[7] == 3
    assert len(words) == 8 + 3 * 7


@pytest.mark.parametrize(("count", "consensus"), [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (6, 4), (7, 4)])
def test_consensus_of_one_validator_is_none_and_of_two_is_one(network, staking, count, consensus):
    staking.setConfig((*CONFIG[:4], 1, *CONFIG[5:]))
    network.live(count, root_keys=0)
    assert staking.currentValidatorCountForConsensus() == consensus
    assert staking.nextValidatorCountForConsensus() == staking.getValidatorsInCurrentEpochLength() == count


def test_locking_waits_for_the_end_and_needs_enough_validators(living):
    staking, end = living.Staking, living.Staking.epoch().endTime
    now = living.chain.timestamp() + 1
    assert staking.fails.lockValidatorsForNextEpoch() == staking.error.NotEnoughTimeElapsedSinceLastEpoch(now, end)
    living.chain.warp(end - 2)
    assert staking.fails.lockValidatorsForNextEpoch() == staking.error.NotEnoughTimeElapsedSinceLastEpoch(
        end - 1, end
    )
    living.chain.warp(end - 1)
    for state in (LOCKED, READY, PAUSED, RESTORE):
        staking.setEpochState(state)
        assert staking.fails.lockValidatorsForNextEpoch() == staking.error.MustBeInActiveOrUnlockedState(state)
    staking.setEpochState(UNLOCKED)
    staking.setConfig((*CONFIG[:4], 4, *CONFIG[5:]))
    assert staking.fails.lockValidatorsForNextEpoch() == staking.error.NotEnoughValidatorsInNextEpoch(3, 4)
    staking.setConfig(CONFIG)
    assert staking.lockValidatorsForNextEpoch().logs == [staking.log.StateChanged(LOCKED)]


def test_locking_needs_enough_of_those_who_hold_the_keys(living):
    staking = living.Staking
    for number in (3, 4, 5):
        living.join(Validator(number))
    for number in (0, 1):
        staking.adminKickValidatorInNextEpoch(Validator(number).staker)
    warp_past_end(living)
    assert staking.fails.lockValidatorsForNextEpoch() == staking.error.NotEnoughValidatorsInNextEpoch(1, 2)


def test_a_signal_counts_in_its_epoch_and_state_and_from_the_next_set_only(living, carol):
    staking, node = living.Staking, Validator(0).node
    assert staking.fails.signalReadyForNextEpoch(1, sender=node) == staking.error.SignaledReadyForWrongEpochNumber(
        2, 1
    )
    name = "MustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState"
    for state in (ACTIVE, UNLOCKED, PAUSED):
        staking.setEpochState(state)
        assert staking.fails.signalReadyForNextEpoch(2, sender=node) == getattr(staking.error, name)(state)
    for state in (LOCKED, READY, RESTORE):
        staking.setEpochState(state)
        assert staking.fails.signalReadyForNextEpoch(2, sender=carol) == staking.error.ValidatorIsNotInNextEpoch(
            ZERO, stakers(0, 1, 2)
        )
        assert staking.signalReadyForNextEpoch(2, sender=node).logs[0] == staking.log.ReadyForNextEpoch(
            stakers(0)[0], 2
        )
    assert staking.countOfCurrentValidatorsReadyForNextEpoch() == 1


def test_advancing_waits_for_the_end_the_state_and_the_nodes(living):
    staking, end = living.Staking, living.Staking.epoch().endTime
    now = living.chain.timestamp() + 1
    assert staking.fails.advanceEpoch() == staking.error.NotEnoughTimeElapsedSinceLastEpoch(now, end)
    warp_past_end(living)
    for state in (ACTIVE, LOCKED, UNLOCKED, PAUSED, RESTORE):
        staking.setEpochState(state)
        assert staking.fails.advanceEpoch() == staking.error.MustBeInReadyForNextEpochState(state)
    staking.setEpochState(READY)
    staking.signalReadyForNextEpoch(2, sender=Validator(1).node)
    assert staking.fails.advanceEpoch() == staking.error.NotEnoughValidatorsReadyForNextEpoch(1, 1, 2)


def test_leavers_serve_until_the_end_and_newcomers_from_then_on(living):
    staking = living.Staking
    living.join(Validator(3))
    receipt = staking.requestToLeave(sender=stakers(1)[0])
    assert receipt.logs == [staking.log.RequestToLeave(stakers(1)[0])]
    assert staking.getValidatorsInNextEpoch() == stakers(
        0, 3, 2
    ) and staking.getValidatorsInCurrentEpoch() == stakers(0, 1, 2)
    receipt = living.next_epoch()
    assert staking.getValidatorsInCurrentEpoch() == stakers(0, 3, 2)
    balances = living.StakingBalances
    reward = 5 * 10**16
    rewarded = [balances.log.ValidatorRewarded(staker, reward) for staker in stakers(0, 1, 2)]
    assert receipt.logs == [*rewarded, staking.log.StateChanged(ACTIVE)]


def test_the_reward_is_in_proportion_to_stake_and_rounds_down(living):
    staking, balances = living.Staking, living.StakingBalances
    staking.adminSlashValidator(stakers(0)[0], 1)
    staking.adminSlashValidator(stakers(1)[0], LIT // 3)
    living.next_epoch()
    rate = 5 * 10**16
    wanted = [rate * (LIT - 1) // LIT, rate * (LIT - LIT // 3) // LIT, rate]
    assert [balances.rewardOf(staker) for staker in stakers(0, 1, 2)] == wanted
    assert wanted[0] == rate - 1


# --- Joining and leaving -------------------------------------------------------------------------------------


def test_joining_needs_stake_within_the_bounds_an_open_state_and_a_place_on_the_list(network, staking):
    balances, newcomer = network.StakingBalances, Validator(0)
    staker, record = newcomer.staker, newcomer.record

    def refused():
        return staking.fails.requestToJoin(*record, sender=staker)

    assert refused() == balances.error.StakeMustBeGreaterThanMinimumStake(0, LIT)
    network.stake(newcomer, LIT - 1)
    assert refused() == balances.error.StakeMustBeGreaterThanMinimumStake(LIT - 1, LIT)
    network.stake(newcomer, 2)
    assert refused() == balances.error.StakeMustBeLessThanMaximumStake(LIT + 1, LIT)
    staking.withdraw(1, sender=staker)
    for state in (LOCKED, READY, RESTORE):
        staking.setEpochState(state)
        assert refused() == staking.error.MustBeInActiveOrUnlockedOrPausedState(state)
    staking.setEpochState(PAUSED)
    staking.adminKickValidatorInNextEpoch(staker)
    assert refused() == staking.error.CannotRejoinUntilNextEpochBecauseKicked(staker)
    staking.adminKickValidatorInNextEpoch(Validator(9).staker)
    network_two = network.StakingBalances
    network_two.setPermittedStakersOn(True)
    other = Validator(1)
    network_two.addPermittedStaker(other.staker)
    network.stake(other)
    network_two.removePermittedStaker(other.staker)
    assert staking.fails.requestToJoin(*other.record, sender=other.staker) == staking.error.StakerNotPermitted(
        other.staker
    )
    network_two.addPermittedStaker(other.staker)
    assert staking.requestToJoin(*other.record, sender=other.staker).logs == [staking.log.RequestToJoin(other.staker)]


@pytest.mark.parametrize("state", OPEN)
def test_joining_and_leaving_work_in_each_open_state(network, staking, state):
    for number in range(3):
        network.join(Validator(number))
    staking.setEpochState(state)
    network.join(Validator(3))
    assert staking.requestToLeaveAsNode(sender=Validator(0).node).logs == [staking.log.RequestToLeave(stakers(0)[0])]
    assert staking.getValidatorsInNextEpoch() == stakers(3, 1, 2)
    # It takes its own keys along when it comes back.
    staking.requestToJoin(*Validator(0).record, sender=Validator(0).staker)
    assert staking.getValidatorsInNextEpoch() == stakers(3, 1, 2, 0)


def test_leaving_needs_an_open_state_and_enough_that_stay(living, carol):
    staking, staker = living.Staking, Validator(0).staker
    assert staking.fails.requestToLeave(sender=staker) == staking.error.NotEnoughValidatorsInNextEpoch(2, 3)
    assert staking.getValidatorsInNextEpoch() == stakers(0, 1, 2)
    for state in (LOCKED, READY, RESTORE):
        staking.setEpochState(state)
        closed = staking.error.MustBeInActiveOrUnlockedOrPausedState(state)
        assert staking.fails.requestToLeave(sender=staker) == closed
        assert staking.fails.requestToLeaveAsNode(sender=Validator(0).node) == closed
        assert staking.fails.adminRejoinValidator(staker) == closed
    unknown = staking.error.CouldNotMapNodeAddressToStakerAddress(carol)
    assert staking.fails.requestToLeaveAsNode(sender=carol) == unknown
    staking.setEpochState(ACTIVE)
    living.join(Validator(3))
    for number in (0, 1):
        staking.adminKickValidatorInNextEpoch(stakers(number)[0])
    for number in (4, 5):
        living.join(Validator(number))
    # Enough for the next epoch, but too few of this one.
    leaver = Validator(5).staker
    assert staking.fails.requestToLeave(sender=leaver) == staking.error.NotEnoughValidatorsInNextEpoch(1, 2)


def test_the_calls_about_stake_are_refused_as_stakingbalances_refuses(living, carol):
    staking, staker = living.Staking, Validator(0).staker
    assert staking.fails.stake(0, sender=carol) == staking.error.CannotStakeZero()
    assert staking.fails.stake(1, sender=carol) == "ERC20: insufficient allowance"
    assert staking.fails.withdraw(0, sender=carol) == staking.error.CannotWithdrawZero()
    assert staking.fails.withdraw(1, sender=carol) == staking.error.TryingToWithdrawMoreThanStaked(0, 1)
    assert staking.fails.withdraw(1, sender=staker) == staking.error.ActiveValidatorsCannotLeave()
    assert staking.fails.exit(sender=staker) == staking.error.ActiveValidatorsCannotLeave()


# --- Kick votes ----------------------------------------------------------------------------------------------


def test_a_kick_while_active_begins_the_change_at_once(living):
    staking, balances = living.Staking, living.StakingBalances
    living.join(Validator(3))
    zero, one, two = map(Validator, range(3))
    first, second = kick(living, zero, one, two, reason=2)
    penalty = LIT * 5 // 100
    assert first.logs == [staking.log.VotedToKickValidatorInNextEpoch(one.staker, zero.staker, 2, b"")]
    assert second.logs == [
        balances.log.ValidatorTokensPenalized(zero.staker, penalty),
        staking.log.ValidatorKickedFromNextEpoch(zero.staker, penalty),
        staking.log.StateChanged(LOCKED),
        staking.log.VotedToKickValidatorInNextEpoch(two.staker, zero.staker, 2, b""),
    ]
    assert staking.state() == LOCKED and staking.epoch().endTime == second.timestamp
    assert staking.getKickedValidators() == stakers(0) and staking.getActiveUnkickedValidators() == stakers(1, 2)
    assert staking.getValidatorsInCurrentEpoch() == stakers(0, 1, 2)
    assert staking.getVotingStatusToKickValidator(2, zero.staker, one.staker) == (2, True)
    assert staking.getVotingStatusToKickValidator(2, zero.staker, Validator(3).staker) == (2, False)
    assert staking.getVotingStatusToKickValidator(1, zero.staker, one.staker) == (0, False)
    assert balances.balanceOf(zero.staker) == LIT - penalty and balances.penaltyBalance() == penalty


@pytest.mark.parametrize("state", [LOCKED, READY])
def test_a_kick_during_the_change_opens_the_set_again(living, state):
    staking = living.Staking
    for number in (3, 4):
        living.join(Validator(number))
    living.StakingBalances.setMinimumStake(LIT // 2)
    living.lock()
    signalling = range(5) if state == READY else range(4)
    for number in signalling:
        staking.signalReadyForNextEpoch(2, sender=Validator(number).node)
    assert staking.state() == state
    kick(living, Validator(4), Validator(0))
    receipt = kick(living, Validator(4), Validator(1))[0]
    assert receipt.logs[-2] == staking.log.StateChanged(UNLOCKED)
    assert staking.state() == UNLOCKED and staking.epoch().retries == 1
    assert (
        staking.countOfNextValidatorsReadyForNextEpoch() == staking.countOfCurrentValidatorsReadyForNextEpoch() == 0
    )
    # The keys of the one that is out can be used again, by itself not before the next epoch.
    refused = staking.fails.requestToJoin(*Validator(4).record, sender=Validator(4).staker)
    assert refused == staking.error.CannotRejoinUntilNextEpochBecauseKicked(Validator(4).staker)
    living.next_epoch()
    assert staking.getKickedValidators() == [] and staking.epoch().retries == 1


@pytest.mark.parametrize("state", [UNLOCKED, PAUSED, RESTORE])
def test_a_kick_in_other_states_changes_no_state(living, state):
    living.join(Validator(3))
    living.Staking.setEpochState(state)
    receipt = kick(living, Validator(3), Validator(0), Validator(1))[1]
    assert [log.event for log in receipt.logs] == [
        "ValidatorTokensPenalized",
        "ValidatorKickedFromNextEpoch",
        "VotedToKickValidatorInNextEpoch",
    ]
    assert living.Staking.state() == state


def test_votes_are_refused_to_strangers_to_those_outside_and_twice(living, carol):
    staking, victim = living.Staking, Validator(0).staker

    def refused(sender, candidate=victim):
        return staking.fails.kickValidatorInNextEpoch(candidate, 1, b"", sender=sender)

    assert refused(carol) == staking.error.CouldNotMapNodeAddressToStakerAddress(carol)
    assert refused(victim) == staking.error.CouldNotMapNodeAddressToStakerAddress(victim)
    living.join(Validator(3))
    staking.requestToLeave(sender=Validator(1).staker)
    assert refused(Validator(1).node) == staking.error.MustBeValidatorInNextEpochToKick(Validator(1).staker)
    kick(living, Validator(0), Validator(2))
    assert refused(Validator(2).node) == staking.error.CannotVoteTwice(Validator(2).staker)
    # A vote against somebody who is no validator is on record and does nothing.
    for voter in (2, 3):
        receipt = staking.kickValidatorInNextEpoch(carol, 1, b"note", sender=Validator(voter).node)
        assert receipt.logs == [
            staking.log.VotedToKickValidatorInNextEpoch(Validator(voter).staker, carol, 1, b"note")
        ]
    assert staking.shouldKickValidator(carol) and not staking.shouldKickValidator(victim)


def test_a_kick_while_active_is_refused_when_too_few_would_be_left(living):
    zero, one, two = map(Validator, range(3))
    kick(living, zero, one)
    refused = living.Staking.fails.kickValidatorInNextEpoch(zero.staker, 1, b"", sender=two.node)
    assert refused == living.Staking.error.NotEnoughValidatorsInNextEpoch(2, 3)
    assert living.Staking.getVotingStatusToKickValidator(2, zero.staker, two.staker) == (1, False)


def test_no_votes_once_fewer_than_consensus_of_the_current_set_are_left(living):
    staking = living.Staking
    for number in (3, 4, 5):
        living.join(Validator(number))
    for number in (0, 1):
        staking.adminKickValidatorInNextEpoch(Validator(number).staker)
    refused = staking.fails.kickValidatorInNextEpoch(Validator(5).staker, 1, b"", sender=Validator(2).node)
    assert refused == staking.error.CannotKickBelowCurrentValidatorThreshold()


def test_the_data_of_a_vote_has_a_bound(living):
    staking, voter = living.Staking, Validator(1)
    data = bytes(range(256)) * 16
    receipt = staking.kickValidatorInNextEpoch(Validator(0).staker, 7, data, sender=voter.node)
    assert receipt.logs == [staking.log.VotedToKickValidatorInNextEpoch(voter.staker, Validator(0).staker, 7, data)]
    assert staking.fails.kickValidatorInNextEpoch(voter.staker, 7, data + b"x", sender=voter.node) == NO_REASON


def test_in_the_first_epoch_one_vote_kicks_since_consensus_is_none(network, staking):
    for number in range(4):
        network.join(Validator(number))
    staking.setEpochState(ACTIVE)
    assert staking.shouldKickValidator(Account("anybody"))
    receipt = kick(network, Validator(3), Validator(0), reason=4)[0]
    assert staking.getKickedValidators() == stakers(3) and staking.getActiveUnkickedValidators() == []
    assert receipt.logs[-2] == staking.log.StateChanged(LOCKED)


def test_reasons_have_their_own_penalties(living):
    living.join(Validator(3))
    staking, balances = living.Staking, living.StakingBalances
    staking.setKickPenaltyPercent(3, 100)
    staking.setEpochState(UNLOCKED)
    kick(living, Validator(3), Validator(0), Validator(1), reason=3)
    assert balances.balanceOf(Validator(3).staker) == 0 and balances.penaltyBalance() == LIT
    kick(living, Validator(0), Validator(1), Validator(2), reason=77)
    assert balances.balanceOf(Validator(0).staker) == LIT
    assert staking.getKickedValidators() == stakers(3, 0)


# --- The operator's hand -------------------------------------------------------------------------------------


def test_the_operator_kicks_and_takes_back(living):
    staking, zero = living.Staking, Validator(0)
    living.join(Validator(3))
    receipt = staking.adminKickValidatorInNextEpoch(zero.staker)
    assert receipt.logs == [staking.log.ValidatorKickedFromNextEpoch(zero.staker, 0)]
    assert staking.state() == ACTIVE and staking.getActiveUnkickedValidators() == stakers(1, 2)
    assert staking.adminRejoinValidator(zero.staker).logs == [staking.log.ValidatorRejoinedNextEpoch(zero.staker)]
    assert staking.getKickedValidators() == [] and staking.getActiveUnkickedValidators() == stakers(0, 1, 2)
    assert staking.getValidatorsInNextEpoch() == stakers(3, 1, 2, 0)
    living.lock()
    staking.signalReadyForNextEpoch(2, sender=zero.node)
    receipt = staking.adminKickValidatorInNextEpoch(Validator(3).staker)
    assert receipt.logs == [
        staking.log.ValidatorKickedFromNextEpoch(Validator(3).staker, 0),
        staking.log.StateChanged(UNLOCKED),
    ]
    assert staking.epoch().retries == 1 and not staking.readyForNextEpoch(zero.staker)
    # Also someone who is not in can be kept out, of this epoch only.
    staking.adminKickValidatorInNextEpoch(Validator(5).staker)
    living.stake(Validator(5))
    refused = staking.fails.requestToJoin(*Validator(5).record, sender=Validator(5).staker)
    assert refused == staking.error.CannotRejoinUntilNextEpochBecauseKicked(Validator(5).staker)
    living.next_epoch()
    staking.requestToJoin(*Validator(5).record, sender=Validator(5).staker)


def test_the_owner_slashes_and_stakes_for_others(living):
    staking, balances, token = living.Staking, living.StakingBalances, living.LITToken
    staker, owner = Validator(0).staker, living.owner
    receipt = staking.adminSlashValidator(staker, 7)
    assert receipt.logs == [balances.log.ValidatorTokensPenalized(staker, 7)]
    assert staking.fails.adminSlashValidator(staker, LIT) == "StakingBalances: the penalty is more than the stake"
    living.mint_lit(owner, LIT)
    assert staking.fails.adminStakeForValidator(staker, 7) == "ERC20: insufficient allowance"
    token.approve(balances, LIT)
    assert staking.adminStakeForValidator(staker, 7).logs == [
        token.log.Approval(owner, balances, LIT - 7),
        token.log.Transfer(owner, balances, 7),
        balances.log.Staked(staker, 7),
    ]
    assert balances.balanceOf(staker) == LIT and balances.balanceOf(owner) == 0


# --- Put right -----------------------------------------------------------------------------------------------


def test_defect_anybody_could_signal_in_the_first_epoch(network, staking, carol):
    """A stranger's signal marked the zero staker; now it is refused in the first epoch as in any other."""
    for number in range(3):
        network.join(Validator(number))
    staking.setEpochState(ACTIVE)
    network.lock()
    for sender in (carol, Validator(7).node, Validator(0).staker):
        refused = staking.fails.signalReadyForNextEpoch(1, sender=sender)
        assert refused == staking.error.ValidatorIsNotInNextEpoch(ZERO, stakers(0, 1, 2))
    assert not staking.readyForNextEpoch(ZERO)


def test_defect_a_joining_staker_could_take_another_validators_node(living):
    staking = living.Staking
    victim, thief = Validator(0), Validator(3)
    record = (*thief.record[:3], victim.node, *thief.record[4:])
    living.stake(thief)
    reason = "Staking: the node address belongs to another validator"
    assert staking.fails.requestToJoin(*record, sender=thief.staker) == reason
    staking.requestToJoin(*thief.record, sender=thief.staker)
    assert staking.fails.setIpPortNodeAddressAndCommunicationPubKeys(*record, sender=thief.staker) == reason
    assert staking.nodeAddressToStakerAddress(victim.node) == victim.staker


def test_defect_a_stranger_could_squat_on_a_node_address_for_nothing(network, staking, carol):
    """Whoever is no validator notes what it wants, and nothing follows from it."""
    victim = Validator(0)
    staking.setIpPortNodeAddressAndCommunicationPubKeys(*victim.record, sender=carol)
    assert staking.nodeAddressToStakerAddress(victim.node) == ZERO
    network.join(victim)
    assert staking.nodeAddressToStakerAddress(victim.node) == victim.staker
    # Neither the address nor the keys of a validator can be had afterwards.
    refused = staking.fails.setIpPortNodeAddressAndCommunicationPubKeys(*victim.record, sender=Account("dave"))
    assert refused == staking.error.CannotReuseCommsKeys(*victim.record[4:])


def test_a_former_validator_does_not_keep_its_node_address_from_others(living):
    staking = living.Staking
    for number in (3, 4):
        living.join(Validator(number))
    staking.requestToLeave(sender=Validator(0).staker)
    heir = Validator(5)
    record = (*heir.record[:3], Validator(0).node, *heir.record[4:])
    living.stake(heir)
    taken = "Staking: the node address belongs to another validator"
    assert staking.fails.requestToJoin(*record, sender=heir.staker) == taken
    living.next_epoch()
    staking.requestToJoin(*record, sender=heir.staker)
    assert staking.nodeAddressToStakerAddress(Validator(0).node) == heir.staker
    # And the former one comes back with another node, or is taken back only when its own is free.
    assert staking.fails.adminRejoinValidator(Validator(0).staker) == taken
    staking.requestToJoin(
        *(*Validator(0).record[:3], Account("new node"), *Validator(0).record[4:]), sender=Validator(0).staker
    )
    assert staking.nodeAddressToStakerAddress(Validator(0).node) == heir.staker


def test_defect_one_staker_could_act_under_many_node_addresses(living):
    staking, staker, record = living.Staking, Validator(0).staker, Validator(0).record
    old, new = Validator(0).node, Account("second node")
    staking.setIpPortNodeAddressAndCommunicationPubKeys(*record[:3], new, *record[4:], sender=staker)
    assert (staking.nodeAddressToStakerAddress(old), staking.nodeAddressToStakerAddress(new)) == (ZERO, staker)
    assert not staking.isActiveValidatorByNodeAddress(old) and staking.isActiveValidatorByNodeAddress(new)
    assert staking.validators(staker)[:4] == (*record[:3], new)


def test_defect_the_old_node_address_lived_on_after_a_note_between_two_memberships(living):
    staking, who = living.Staking, Validator(0)
    for number in (3, 4):
        living.join(Validator(number))
    staking.requestToLeave(sender=who.staker)
    living.next_epoch()
    staking.setIpPortNodeAddressAndCommunicationPubKeys(
        *who.record[:3], Account("noted"), *who.record[4:], sender=who.staker
    )
    staking.requestToJoin(*who.record[:3], Account("third"), *who.record[4:], sender=who.staker)
    mapped = [staking.nodeAddressToStakerAddress(node) for node in (who.node, Account("noted"), Account("third"))]
    assert mapped == [ZERO, ZERO, who.staker]


def test_defect_the_zero_address_could_be_a_node(network, staking):
    """Failed signature recoveries give the zero address: it must never be a validator's."""
    newcomer = Validator(0)
    network.stake(newcomer)
    record = (*newcomer.record[:3], ZERO, *newcomer.record[4:])
    assert staking.fails.requestToJoin(*record, sender=newcomer.staker) == "Staking: the node address is zero"
    refused = staking.fails.setIpPortNodeAddressAndCommunicationPubKeys(*record, sender=newcomer.staker)
    assert refused == "Staking: the node address is zero"


def test_communication_keys_are_held_by_one_validator(living):
    staking, thief = living.Staking, Validator(3)
    pair = Validator(0).record[4:]
    living.stake(thief)
    reused = staking.error.CannotReuseCommsKeys(*pair)
    assert staking.fails.requestToJoin(*thief.record[:4], *pair, sender=thief.staker) == reused
    # Also by the validator itself, which has to bring fresh ones or to have left.
    own = staking.fails.requestToJoin(*Validator(0).record, sender=Validator(0).staker)
    assert own == reused
    fresh = (*Validator(0).record[:4], 5, 6)
    staking.requestToJoin(*fresh, sender=Validator(0).staker)
    assert staking.validators(Validator(0).staker)[5:] == (5, 6)
    # What it had before is free.
    staking.requestToJoin(*thief.record[:4], *pair, sender=thief.staker)


def test_defect_another_validators_keys_could_be_freed(living):
    """Who wrote another's keys into its own record and left freed them."""
    staking, thief, pair = living.Staking, Validator(3), Validator(0).record[4:]
    living.join(thief)
    reused = staking.error.CannotReuseCommsKeys(*pair)
    refused = staking.fails.setIpPortNodeAddressAndCommunicationPubKeys(*thief.record[:4], *pair, sender=thief.staker)
    assert refused == reused
    staking.requestToLeave(sender=thief.staker)
    refused = staking.fails.setIpPortNodeAddressAndCommunicationPubKeys(*thief.record[:4], *pair, sender=thief.staker)
    assert refused == reused


def test_defect_those_who_are_not_in_could_leave(living, carol):
    staking = living.Staking
    living.join(Validator(3))
    outside = staking.error.ValidatorIsNotInNextEpoch(carol, stakers(0, 1, 2, 3))
    assert staking.fails.requestToLeave(sender=carol) == outside
    staking.requestToLeave(sender=Validator(3).staker)
    again = staking.error.ValidatorIsNotInNextEpoch(Validator(3).staker, stakers(0, 1, 2))
    assert staking.fails.requestToLeave(sender=Validator(3).staker) == again
    assert staking.fails.requestToLeaveAsNode(sender=Validator(3).node) == again


def test_defect_an_old_signal_of_a_kicked_validator_stayed(network, staking):
    """Kicked before its first epoch, it was in neither set when the signals were cleared."""
    network.live(4, root_keys=0)
    newcomer = Validator(4)
    network.join(newcomer)
    network.lock()
    staking.signalReadyForNextEpoch(2, sender=newcomer.node)
    kick(network, newcomer, Validator(0), Validator(1))
    assert staking.state() == UNLOCKED and not staking.readyForNextEpoch(newcomer.staker)
    staking.adminRejoinValidator(newcomer.staker)
    network.lock()
    assert not staking.readyForNextEpoch(newcomer.staker)
    assert staking.countOfNextValidatorsReadyForNextEpoch() == 0


def test_a_signal_goes_with_the_membership(living):
    """Also in Restore, where a kick clears nobody else's."""
    staking, newcomer = living.Staking, Validator(3)
    living.join(newcomer)
    staking.setEpochState(RESTORE)
    for validator in (newcomer, Validator(0)):
        staking.signalReadyForNextEpoch(2, sender=validator.node)
    staking.adminKickValidatorInNextEpoch(newcomer.staker)
    assert not staking.readyForNextEpoch(newcomer.staker) and staking.readyForNextEpoch(Validator(0).staker)
    staking.setEpochState(UNLOCKED)
    staking.adminRejoinValidator(newcomer.staker)
    assert staking.countOfNextValidatorsReadyForNextEpoch() == 1


def test_defect_anybody_could_be_made_a_validator_without_a_record(network, staking, carol):
    assert staking.fails.adminRejoinValidator(carol) == "Staking: this staker never was a validator"


def test_defect_the_list_of_unkicked_validators_failed_for_a_kicked_newcomer(living):
    """More kicked from the next set than are in the current one."""
    staking = living.Staking
    for number in (3, 4, 5, 6):
        living.join(Validator(number))
    for number in (3, 4, 5, 6):
        staking.adminKickValidatorInNextEpoch(Validator(number).staker)
    assert staking.getActiveUnkickedValidators() == stakers(0, 1, 2)
    assert len(staking.getActiveUnkickedValidatorStructsAndCounts()[2]) == 3


def test_defect_a_penalty_above_all_made_kicks_impossible(staking):
    reason = "Staking: a penalty is at most 100 percent"
    assert staking.fails.setKickPenaltyPercent(1, 101) == reason
    assert staking.fails.setComplaintConfig(1, (1, 1, 101)) == reason
    staking.setComplaintConfig(1, (1, 1, 100))


def test_defect_no_unlock_after_the_timeout(living, carol):
    staking, zero = living.Staking, Validator(0)
    living.join(Validator(3))
    locked = living.lock().timestamp
    staking.signalReadyForNextEpoch(2, sender=zero.node)
    late = staking.error.NotEnoughTimeElapsedForTimeoutSinceLastEpoch
    living.chain.warp(locked + 58)
    assert staking.fails.unlockValidatorsForNextEpoch(sender=zero.node) == late(locked + 59, locked, 60)
    living.chain.warp(locked + 59)
    unknown = staking.error.CouldNotMapNodeAddressToStakerAddress(carol)
    assert staking.fails.unlockValidatorsForNextEpoch(sender=carol) == unknown
    receipt = staking.unlockValidatorsForNextEpoch(sender=zero.node)
    assert receipt.logs == [staking.log.StateChanged(UNLOCKED)]
    assert staking.epoch().retries == 1 and not staking.readyForNextEpoch(zero.staker)
    closed = staking.error.MustBeInNextValidatorSetLockedState(UNLOCKED)
    assert staking.fails.unlockValidatorsForNextEpoch(sender=zero.node) == closed
    # The silent one can leave now, and the clock of a new try begins anew: no stranger to it can stop every try.
    staking.requestToLeave(sender=Validator(3).staker)
    again = staking.lockValidatorsForNextEpoch().timestamp
    assert staking.fails.unlockValidatorsForNextEpoch() == late(again + 1, again, 60)
    refused = staking.fails.unlockValidatorsForNextEpoch(sender=Validator(3).node)
    assert refused == staking.error.ValidatorIsNotInNextEpoch(Validator(3).staker, stakers(0, 1, 2))
    living.chain.warp(again + 60)
    staking.unlockValidatorsForNextEpoch()


# --- Bounds --------------------------------------------------------------------------------------------------


def test_a_full_set_is_refused_and_still_advances(network, staking):
    """128 validators: the next one is told so, and the heaviest call stays below the gas of a block."""
    network.StakingBalances.setMinimumStake(0)
    for number in range(128):
        staking.requestToJoin(*Validator(number).record, sender=Validator(number).staker)
    late = Validator(128)
    assert staking.fails.requestToJoin(*late.record, sender=late.staker) == "Staking: the next set is full"
    staking.setEpochState(ACTIVE)
    network.lock()
    for number in range(128):
        receipt = staking.signalReadyForNextEpoch(1, sender=Validator(number).node)
    assert staking.state() == READY and receipt.gas < 2_000_000
    assert network.advance().gas < 15_000_000
    assert len(staking.getActiveUnkickedValidatorStructsAndCounts()[2]) == 128
    assert staking.fails.getValidatorsStructs([ZERO] * 129) == NO_REASON


def test_no_more_than_256_are_kept_out_of_one_epoch(staking):
    for number in range(256):
        staking.adminKickValidatorInNextEpoch("0x" + (number + 1).to_bytes(20, "big").hex())
    refused = staking.fails.adminKickValidatorInNextEpoch(Account("one more"))
    assert refused == "Staking: too many were kicked in this epoch"
    assert len(staking.getKickedValidators()) == 256
    # Who is kept out already can be kicked again.
    staking.adminKickValidatorInNextEpoch("0x" + (7).to_bytes(20, "big").hex())


def test_a_contract_that_is_not_set_is_named(network, staking, alice):
    network.ContractResolver.setContract(
        "0x" + "aa06d108dbd7bf976b16b7bf5adb29d2d0ef2c385ca8b9d833cc802f33942d72", ENV_DEV, ZERO
    )
    for call in (
        staking.fails.stake(1, sender=alice),
        staking.fails.withdraw(1, sender=alice),
        staking.fails.getReward(sender=alice),
        staking.fails.exit(sender=alice),
        staking.fails.requestToJoin(*Validator(0).record, sender=alice),
    ):
        assert call == "Resolver: contract is not set"
    assert staking.getStakingBalancesAddress() == ZERO
