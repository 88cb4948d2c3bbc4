"""PKPNFT as an ERC-721: random lives of tokens against a model, and what receivers may answer.

TOKEN_SEEDS   seeds of the random sequences, separated by commas (default 1,2)
TOKEN_STEPS   operations in each (default 90)
"""

import os
import random
from pathlib import Path

import pytest
from batch import gather
from contract import NO_REASON, ZERO
from eth_utils import keccak
from pkp import claimed, coming, mint, mint_logs
from token_model import INVALID, NOT_APPROVED, Refused, Tokens

HERE = Path(__file__).parent
SEEDS = os.environ.get("TOKEN_SEEDS", "1,2").split(",")
STEPS = int(os.environ.get("TOKEN_STEPS", "90"))
NO_RECEIVER = "ERC721: transfer to non ERC721Receiver implementer"
SAFE = "safeTransferFrom(address,address,uint256)"
SAFE_WITH_DATA = "safeTransferFrom(address,address,uint256,bytes)"


def receiver(network, mode):
    return network.helper(HERE / "contracts/Receiver.vy", mode)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_lives_of_tokens(living, alice, bob, carol, account, seed):
    draw, nft, model = random.Random(f"tokens {seed}"), living.PKPNFT, Tokens()
    accounts = [alice, bob, carol, account("dave")]
    contract = receiver(living, 0)
    everybody = [*accounts, contract.address]
    tokens = [claimed(living, keccak(text=f"{seed} never minted")).token]

    def some_token():
        return draw.choice(tokens[-12:]) if draw.random() < 0.95 else draw.choice([0, 1, 2**256 - 1])

    def operation():
        """A call with its sender, what the model says to it, and logs beside those of the token."""
        caller, token = draw.choice(accounts), some_token()
        owner = model.owners.get(token, alice)
        likely = (
            caller
            if draw.random() < 0.3
            else draw.choice(
                [owner, model.approvals.get(token, owner), *[op for who, op in model.operators if who == owner]]
            )
        )
        likely = likely if likely in accounts else caller
        kind = draw.choices(
            ["mint", "claim", "approve", "all", "transfer", "safe", "data", "burn"], [16, 4, 14, 10, 14, 12, 12, 10]
        )[0]
        to = draw.choice([*accounts, *accounts, contract.address, ZERO])
        sender = owner if draw.random() < 0.9 else draw.choice(accounts)
        if kind in ("mint", "claim"):
            if kind == "mint":
                pkp, call, arguments = coming(living), nft.mintNext, (2,)
            else:
                pkp = claimed(living, draw.randbytes(32))
                given = [validator.node.sign(pkp.key_id) for validator in living.validators]
                call, arguments = nft["claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[])"], (2, pkp.key_id, given)
            tokens.append(pkp.token)
            return (
                call,
                arguments,
                caller,
                1,
                lambda: model.mint(caller, pkp.token),
                mint_logs(living, pkp, caller)[:2],
                [],
            )
        if kind == "approve":
            return nft.approve, (to, token), likely, 0, lambda: model.approve(likely, to, token), [], []
        if kind == "all":
            operator, on = draw.choice(accounts), draw.random() < 0.6
            return (
                nft.setApprovalForAll,
                (operator, on),
                caller,
                0,
                lambda: model.set_approval_for_all(caller, operator, on),
                [],
                [],
            )
        if kind == "burn":
            return nft.burn, (token,), likely, 0, lambda: model.burn(likely, token), [], []
        transfer = lambda: model.transfer(likely, sender, to, token)  # noqa: E731
        if kind == "transfer":
            return nft.transferFrom, (sender, to, token), likely, 0, transfer, [], []
        data = draw.randbytes(draw.choice([0, 1, 31, 1024])) if kind == "data" else b""
        call, more = (nft[SAFE], ()) if kind == "safe" else (nft[SAFE_WITH_DATA], (data,))
        told = [contract.log.Received(likely, sender, token, data)] if to == contract.address else []
        return call, (sender, to, token, *more), likely, 0, transfer, [], told

    refused = 0
    for _ in range(STEPS):
        call, arguments, caller, value, predict, before, after = operation()
        try:
            expected = predict()
        except Refused as reason:
            failing = type(call)(nft, call.entries, "fails")
            assert failing(*arguments, sender=caller, value=value) == str(reason), (call.entries[0]["name"], arguments)
            refused += 1
            continue
        receipt = call(*arguments, sender=caller, value=value)
        assert receipt.logs == [*before, *[getattr(nft.log, name)(*rest) for name, *rest in expected], *after]
        views = list(model.views(nft, everybody, tokens[-16:]))
        for (view, expected), found in zip(views, gather(*[view for view, _ in views])):
            assert found == expected, (view[0].entries[0]["name"], view[1:])
    for view, arguments, reason in model.refusals(nft, everybody, tokens):
        assert view(*arguments) == reason
    assert STEPS // 10 < refused < STEPS * 3 // 4 and len(model.all) > 1, "the sequence shows little"


@pytest.mark.parametrize("seed", SEEDS)
def test_few_tokens_come_move_and_go(living, alice, bob, seed):
    """Both lists close their gaps again and again, and know where the token went that filled one."""
    draw, nft, model, gaps = random.Random(f"lists {seed}"), living.PKPNFT, Tokens(), 0
    for step in range(70):
        kind = "mint" if len(model.all) < 5 else draw.choice(["mint", "burn", "burn", "move", "move"])
        if kind == "mint":
            owner = draw.choice([alice, bob])
            model.mint(owner, mint(living, owner).token)
        else:
            token = draw.choice(model.all)
            owner = model.owners[token]
            gaps += kind == "burn" and model.all[-1] != token
            if kind == "burn":
                nft.burn(token, sender=owner)
                model.burn(owner, token)
            else:
                to = draw.choice([alice, bob])
                nft.transferFrom(owner, to, token, sender=owner)
                model.transfer(owner, owner, to, token)
        views = list(model.views(nft, [alice, bob], model.all))
        assert gather(*[view for view, _ in views]) == [expected for _, expected in views], (step, kind)
    assert gaps > 10, "the sequence shows little"


# What each may do with a token.


def test_only_owner_operator_and_approved_move_a_token(living, alice, bob, carol, account):
    nft, dave = living.PKPNFT, account("dave")
    token = mint(living, alice).token
    nft.approve(bob, token, sender=alice)
    nft.setApprovalForAll(carol, True, sender=alice)
    for call in (nft.fails.transferFrom, nft.fails[SAFE]):
        assert call(alice, dave, token, sender=dave) == NOT_APPROVED
    assert nft.fails[SAFE_WITH_DATA](alice, dave, token, b"x", sender=dave) == NOT_APPROVED
    assert nft.fails.burn(token, sender=dave) == NOT_APPROVED
    assert nft.fails.approve(dave, token, sender=bob) == "ERC721: approve caller is not token owner or approved for all"
    for mover in (alice, bob, carol):
        assert nft.call.transferFrom(alice, dave, token, sender=mover) is None
        assert nft.call.burn(token, sender=mover) is None
    nft.approve(dave, token, sender=carol)
    assert nft.getApproved(token) == dave and nft.fails.burn(token, sender=bob) == NOT_APPROVED


def test_a_transfer_ends_the_approval_of_the_token_but_not_of_operators(living, alice, bob, carol):
    nft, token = living.PKPNFT, mint(living, alice).token
    nft.approve(bob, token, sender=alice)
    nft.setApprovalForAll(carol, True, sender=alice)
    nft.transferFrom(alice, bob, token, sender=bob)
    assert nft.getApproved(token) == ZERO
    assert nft.fails.transferFrom(bob, alice, token, sender=carol) == NOT_APPROVED
    nft.transferFrom(bob, alice, token, sender=bob)
    assert nft.getApproved(token) == ZERO and nft.call.burn(token, sender=carol) is None


def test_transfers_to_oneself_keep_the_lists(living, alice):
    nft = living.PKPNFT
    made = [mint(living, alice).token for _ in range(3)]
    nft.transferFrom(alice, alice, made[0], sender=alice)
    assert [nft.tokenOfOwnerByIndex(alice, index) for index in range(3)] == [made[2], made[1], made[0]]
    assert [nft.tokenByIndex(index) for index in range(3)] == made


def test_reasons_of_transfers(living, alice, bob):
    nft, token = living.PKPNFT, mint(living, alice).token
    for call in (nft.fails.transferFrom, nft.fails[SAFE]):
        assert call(bob, alice, token, sender=alice) == "ERC721: transfer from incorrect owner"
        assert call(alice, ZERO, token, sender=alice) == "ERC721: transfer to the zero address"
        assert call(alice, bob, token ^ 1, sender=alice) == INVALID
    assert nft.fails.approve(alice, token, sender=alice) == "ERC721: approval to current owner"
    assert nft.fails.approve(bob, token ^ 1, sender=alice) == INVALID
    assert nft.fails.setApprovalForAll(alice, True, sender=alice) == "ERC721: approve to caller"
    assert nft.fails.burn(token ^ 1, sender=alice) == INVALID
    assert nft.fails[SAFE_WITH_DATA](alice, bob, token, bytes(1025), sender=alice) == NO_REASON


# Receivers.

NOT_TODAY = "a custom error"


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (0, None),
        (1, NO_RECEIVER),
        (2, "not today"),
        (3, NO_RECEIVER),
        (4, NOT_TODAY),
        (5, NO_RECEIVER),
        (6, NO_RECEIVER),
        (7, None),
        (8, NO_RECEIVER),
    ],
)
def test_answers_of_receivers(living, alice, mode, reason):
    nft, token, asked = living.PKPNFT, mint(living, alice).token, receiver(living, mode)
    if reason == NOT_TODAY:
        reason = asked.error.NotToday(token)
    for form, more in ((SAFE, ()), (SAFE_WITH_DATA, (b"some words",))):
        if reason is None:
            assert nft.call[form](alice, asked, token, *more, sender=alice) is None
        else:
            assert nft.fails[form](alice, asked, token, *more, sender=alice) == reason
    nft.transferFrom(alice, asked, token, sender=alice)
    assert nft.ownerOf(token) == asked.address


def test_a_contract_that_is_no_receiver_gets_nothing_by_a_safe_transfer(living, alice):
    nft, token = living.PKPNFT, mint(living, alice).token
    for contract in (living.LITToken, living.KeyDeriver, nft):
        assert nft.fails[SAFE](alice, contract, token, sender=alice) == NO_RECEIVER


def test_the_helper_takes_tokens_of_the_network_only(living, alice):
    nft, helper, token = living.PKPNFT, living.PKPHelper, mint(living, alice).token
    nft[SAFE](alice, helper, token, sender=alice)
    assert nft.ownerOf(token) == helper.address
    assert helper.fails.onERC721Received(alice, alice, token, b"", sender=alice) == (
        "PKPHelper: only accepts transfers from the PKPNFT contract"
    )
    assert helper.fails.onERC721Received(alice, alice, token, bytes(1025), sender=nft) == NO_REASON
