# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Kicking validators
@notice Validators vote one of their own out of the next set; the operators kick without a vote, and take
        back.
@dev    As many votes as the consensus of the current set kick. In epoch 1 that set is empty, so there one
        vote kicks: a network that opens its doors to strangers in epoch 1 should admit stakers by list
        (StakingBalances.setPermittedStakersOn).
"""

from modules import address_sets as sets
from modules.staking import epochs
from modules.staking import joining
from modules.staking import operators
from modules.staking import records
from modules.staking import roster
from modules.staking import settings
from modules.staking import stakes

uses: sets
uses: epochs
uses: joining
uses: operators
uses: records
uses: roster
uses: settings
uses: stakes


event ValidatorKickedFromNextEpoch:
    staker: indexed(address)
    amountBurned: uint256

event ValidatorRejoinedNextEpoch:
    staker: address

event VotedToKickValidatorInNextEpoch:
    reporter: indexed(address)
    validatorStakerAddress: indexed(address)
    reason: indexed(uint256)
    data: Bytes[MAX_DATA]


# Bytes about a vote.
MAX_DATA: constant(uint256) = 4096

# Epoch number, candidate: votes, and who voted.
_votes: HashMap[uint256, HashMap[address, uint256]]
_voted: HashMap[uint256, HashMap[address, HashMap[address, bool]]]


# --- Votes --------------------------------------------------------------------------------------------------


@external
@view
def shouldKickValidator(stakerAddress: address) -> bool:
    """
    @notice Whether the votes of this epoch against a staker are enough. Always true while consensus is 0.
    """
    return self._should_kick(stakerAddress)


@external
@view
def getVotingStatusToKickValidator(
    epochNumber: uint256, validatorStakerAddress: address, voterStakerAddress: address
) -> (uint256, bool):
    """
    @return How many voted in that epoch to kick the validator, and whether the voter did.
    """
    return (
        self._votes[epochNumber][validatorStakerAddress],
        self._voted[epochNumber][validatorStakerAddress][voterStakerAddress],
    )


@external
def kickValidatorInNextEpoch(validatorStakerAddress: address, reason: uint256, data: Bytes[MAX_DATA]):
    """
    @notice Votes to take a validator out of the next set. For node addresses of the next set, once per
            candidate and epoch. The vote that makes up consensus of the current set kicks: the validator
            loses the share of its stake that is set for the reason of this last vote, and cannot join before
            the next epoch.
    @param data Whatever the voter wants to have on record, at most 4096 bytes.
    """
    voter: address = records._staker_of_caller()
    if not sets._contains(roster.NEXT, voter):
        raw_revert(abi_encode(voter, method_id=method_id("MustBeValidatorInNextEpochToKick(address)")))
    number: uint256 = epochs.epoch.number
    if self._voted[number][validatorStakerAddress][voter]:
        raw_revert(abi_encode(voter, method_id=method_id("CannotVoteTwice(address)")))
    # Enough of those who hold the keys must stay to pass them on. In epoch 1 nobody holds any.
    if number > 1 and roster._unkicked_count() < roster._consensus():
        raw_revert(method_id("CannotKickBelowCurrentValidatorThreshold()"))

    self._votes[number][validatorStakerAddress] += 1
    self._voted[number][validatorStakerAddress][voter] = True
    if sets._contains(roster.NEXT, validatorStakerAddress) and self._should_kick(validatorStakerAddress):
        joining._take_out(validatorStakerAddress)
        roster._mark_kicked(validatorStakerAddress)
        balances: stakes.Balances = stakes._balances()
        penalty: uint256 = staticcall balances.balanceOf(validatorStakerAddress)
        penalty = penalty * settings.complaintConfig[reason].kickPenaltyPercent // 100
        extcall balances.penalizeTokens(penalty, validatorStakerAddress)
        log ValidatorKickedFromNextEpoch(staker=validatorStakerAddress, amountBurned=penalty)
        if epochs.state == epochs.LOCKED or epochs.state == epochs.READY:
            epochs._unlock()
        elif epochs.state == epochs.ACTIVE:
            # The change begins at once, so that the validator is out soon.
            epochs._lock_early()
    log VotedToKickValidatorInNextEpoch(
        reporter=voter, validatorStakerAddress=validatorStakerAddress, reason=reason, data=data
    )


@internal
@view
def _should_kick(staker: address) -> bool:
    return self._votes[epochs.epoch.number][staker] >= roster._consensus()


# --- The operators ------------------------------------------------------------------------------------------


@external
def adminKickValidatorInNextEpoch(validatorStakerAddress: address):
    """
    @notice Takes a staker out of the next set without penalty, and keeps it out for this epoch, whether it
            was in or not. For the owner and the devops admin.
    """
    operators._only_operator()
    joining._take_out(validatorStakerAddress)
    roster._mark_kicked(validatorStakerAddress)
    log ValidatorKickedFromNextEpoch(staker=validatorStakerAddress, amountBurned=0)
    if epochs.state == epochs.LOCKED or epochs.state == epochs.READY:
        epochs._unlock()


@external
def adminRejoinValidator(staker: address):
    """
    @notice Takes a validator that was kicked, or left, back into the next set, with the record that it has
            and whatever its stake. For the owner and the devops admin, in Active, Unlocked and Paused.
    """
    operators._only_operator()
    epochs._require_open()
    record: records.Validator = records.validators[staker]
    assert record.nodeAddress != empty(address), "Staking: this staker never was a validator"
    roster._unmark_kicked(staker)
    roster._put_in(staker)
    records._claim_node(staker, record.nodeAddress)
    records._claim_keys(staker, record.senderPubKey, record.receiverPubKey)
    log ValidatorRejoinedNextEpoch(staker=staker)
