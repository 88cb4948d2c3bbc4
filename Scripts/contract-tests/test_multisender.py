"""Multisender: equal parts, all or none, and what lies here is the owner's."""

from pathlib import Path

import pytest
from accounts import Account
from contract import NO_REASON, ZERO
from network import LIT
from strangers import refuses_strangers

HELPERS = Path(__file__).parent / "contracts"
OWNABLE = "Ownable: caller is not the owner"


@pytest.fixture
def sender(network):
    return network.Multisender


def people(count):
    return [Account(f"recipient {number}") for number in range(count)]


def test_a_stranger_can_do_nothing_that_the_owner_may(network, sender, carol):
    token = network.LITToken
    guarded = {
        "withdraw()": ((), OWNABLE),
        "withdrawTokens(address)": ((token,), OWNABLE),
        "sendTokens(address[],address)": (([carol], token), OWNABLE),
        "transferOwnership(address)": ((carol,), OWNABLE),
    }
    # The ether that is shared out is the caller's own.
    refuses_strangers(sender, carol, guarded, free={"sendEth(address[])"})


def test_defect_tokens_could_be_taken_by_whoever_came_first(network, sender, carol):
    """Between their transfer here and the call, anybody could name itself as the one recipient."""
    network.mint_lit(sender, LIT)
    assert sender.fails.sendTokens([carol], network.LITToken, sender=carol) == OWNABLE
    sender.sendTokens(people(2), network.LITToken)
    assert network.LITToken.balanceOf(carol) == 0


def test_ether_is_shared_out_in_equal_parts(network, sender, carol):
    chain, many = network.chain, people(7)
    before = chain.balance(carol)
    assert sender.sendEth(many, value=72, sender=carol).logs == []
    assert [chain.balance(each) for each in many] == [10] * 7
    # What the division leaves over is kept for the owner.
    assert chain.balance(sender) == 2 and chain.balance(carol) == before - 72
    owned = chain.balance(network.owner)
    sender.withdraw()
    assert chain.balance(sender) == 0 and chain.balance(network.owner) == owned + 2
    twice = [many[0], many[0], many[1]]
    sender.sendEth(twice, value=30, sender=carol)
    assert [chain.balance(each) for each in many[:3]] == [30, 20, 10]
    # What lies here is not shared out by another's call.
    sender.sendEth(many[:2], value=1, sender=carol)
    assert chain.balance(sender) == 1
    sender.sendEth([many[2]], value=0, sender=carol)
    assert chain.balance(sender) == 1 and chain.balance(many[2]) == 10


def test_defect_an_empty_list_divided_by_zero(network, sender):
    assert sender.fails.sendEth([], value=5) == "Multisender: no recipients"
    assert sender.fails.sendTokens([], network.LITToken) == "Multisender: no recipients"


def test_a_recipient_that_refuses_undoes_the_whole_and_is_named(network, sender):
    stubborn = network.helper(HELPERS / "Curious.vy")
    stubborn.refuse_ether(True)
    many = [*people(4), stubborn, *people(1)]
    refused = sender.fails.sendEth(many, value=600)
    assert refused == "Multisender: the ether was refused by recipient 4"
    assert [network.chain.balance(each) for each in people(4)] == [0] * 4


def test_defect_recipients_with_code_got_too_little_gas(network, sender):
    """2300 gas are not enough for a wallet that is a contract behind a proxy."""
    greedy = network.helper(HELPERS / "Greedy.vy")
    sender.sendEth([greedy, *people(1)], value=20)
    assert greedy.received() == 10


def test_a_recipient_that_calls_back_gets_no_more_than_its_part(network, sender):
    greedy = network.helper(HELPERS / "Greedy.vy")
    network.chain.fund(sender, 1000)
    greedy.call_back(True)
    sender.sendEth([greedy, *people(1)], value=20)
    assert network.chain.balance(sender) == 1000 and network.chain.balance(greedy) == 10
    assert network.chain.balance(people(1)[0]) == 10


def test_tokens_are_shared_out_in_equal_parts(network, sender):
    token, many = network.LITToken, people(3)
    network.mint_lit(sender, 11)
    assert sender.sendTokens(many, token).logs == [token.log.Transfer(sender, each, 3) for each in many]
    assert token.balanceOf(sender) == 2
    assert sender.withdrawTokens(token).logs == [token.log.Transfer(sender, network.owner, 2)]
    assert sender.fails.sendTokens([ZERO], token) == "ERC20: transfer to the zero address"


def test_a_token_that_refuses_or_says_nothing(network, sender):
    weak = network.helper(HELPERS / "WeakToken.vy", sender)
    weak.refuse(True)
    refused = "Multisender: the token refused the transfer"
    assert sender.fails.sendTokens(people(2), weak) == sender.fails.withdrawTokens(weak) == refused
    silent = network.helper(HELPERS / "SilentToken.vy", sender)
    sender.sendTokens(people(2), silent)
    assert silent.balanceOf(people(1)[0]) == 10**30 // 2
    assert sender.fails.withdrawTokens(people(1)[0]) == NO_REASON


def test_an_owner_that_takes_no_ether_is_told(network, sender):
    keeper = network.helper(HELPERS / "Curious.vy")
    keeper.refuse_ether(True)
    network.chain.fund(sender, 5)
    sender.transferOwnership(keeper)
    assert keeper.fails.take(sender) == "Multisender: the ether was refused by the owner"
    keeper.refuse_ether(False)
    keeper.take(sender)
    assert network.chain.balance(keeper) == 5


def test_the_number_of_recipients_has_a_bound(network, sender):
    many = people(512)
    receipt = sender.sendEth(many, value=512)
    assert network.chain.balance(many[-1]) == 1 and receipt.gas < 25_000_000
    assert sender.fails.sendEth([*many, many[0]], value=513) == NO_REASON
    assert sender.raw_fails(b"", value=1) == NO_REASON
