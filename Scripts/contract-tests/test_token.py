"""LITToken: ERC-20 with a cap, burning, a pause, roles and approvals by signature, against a model."""

import random

import pytest
from accounts import Account
from batch import ask
from contract import ZERO
from eth_abi import encode
from eth_utils import keccak
from network import CAP, CURVE_ORDER, LIT
from strangers import refuses_strangers

ADMIN, MINTER, PAUSER = (keccak(text=name) for name in ("ADMIN", "MINTER", "PAUSER_ROLE"))
ENDLESS = 2**256 - 1
PERMIT = "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"


@pytest.fixture
def token(network):
    return network.LITToken


def missing(account, role):
    return f"AccessControl: account {account.lower()} is missing role 0x{role.hex()}"


def test_it_begins_empty_with_all_roles_at_the_owner(network, token, alice):
    assert (token.name(), token.symbol(), token.decimals()) == ("Lit Test Token", "testLIT", 18)
    fresh = network.deploy_one("LITToken", alice, CAP)
    assert fresh.totalSupply() == 0 and fresh.cap() == CAP and not fresh.paused()
    assert (fresh.ADMIN_ROLE(), fresh.MINTER_ROLE(), fresh.PAUSER_ROLE()) == (ADMIN, MINTER, PAUSER)
    for role in (ADMIN, MINTER, PAUSER):
        assert (
            fresh.hasRole(role, alice)
            and not fresh.hasRole(role, network.owner)
            and fresh.getRoleAdmin(role) == ADMIN
        )
    assert fresh.deployment.logs == [
        fresh.log.RoleGranted(role, alice, network.owner) for role in (ADMIN, MINTER, PAUSER)
    ]
    assert fresh.DEFAULT_ADMIN_ROLE() == bytes(32) and fresh.supportsInterface("0x7965db0b")
    code = network.artifact("LITToken")
    assert network.chain.deploy_fails(code["abi"], code["bytecode"], alice, 0) == "ERC20Capped: cap is 0"
    refused = network.chain.deploy_fails(code["abi"], code["bytecode"], ZERO, 1)
    assert refused == "LITToken: the owner is the zero address"


def test_a_stranger_can_do_nothing_that_the_roles_allow(token, network, carol):
    role = missing(carol, ADMIN)
    allowance = "ERC20: insufficient allowance"
    guarded = {
        "mint(address,uint256)": ((carol, 1), "LITToken: only minter"),
        "pause()": ((), "ERC20PresetMinterPauser: must have pauser role to pause"),
        "unpause()": ((), "ERC20PresetMinterPauser: must have pauser role to unpause"),
        "grantRole(bytes32,address)": ((MINTER, carol), role),
        "revokeRole(bytes32,address)": ((MINTER, network.owner), role),
        "renounceRole(bytes32,address)": ((MINTER, network.owner), "AccessControl: can only renounce roles for self"),
        "transferFrom(address,address,uint256)": ((network.owner, carol, 1), allowance),
        "burnFrom(address,uint256)": ((network.owner, 1), allowance),
        "transfer(address,uint256)": ((carol, 1), "ERC20: transfer amount exceeds balance"),
        "burn(uint256)": ((1,), "ERC20: burn amount exceeds balance"),
        "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)": (
            (network.owner, carol, 1, 2**64, 27, b"\x01" * 32, b"\x01" * 32),
            "ERC20Permit: invalid signature",
        ),
    }
    free = {
        "approve(address,uint256)",
        "increaseAllowance(address,uint256)",
        "decreaseAllowance(address,uint256)",
    }
    names = {entry["name"] for entry in token.abi if entry["type"] == "function"}
    assert "transferOwnership" not in names
    refuses_strangers(token, carol, guarded, free)


def test_minting_up_to_the_cap(network, alice, bob):
    token = network.deploy_one("LITToken", alice, 100)
    assert token.mint(bob, 60, sender=alice).logs == [token.log.Transfer(ZERO, bob, 60)]
    assert (
        token.fails.mint(bob, 41, sender=alice)
        == token.fails.mint(bob, ENDLESS, sender=alice)
        == "ERC20Capped: cap exceeded"
    )
    token.mint(bob, 40, sender=alice)
    assert token.totalSupply() == token.cap() == 100
    # What is burned can be made anew.
    assert token.burn(30, sender=bob).logs == [token.log.Transfer(bob, ZERO, 30)]
    token.mint(alice, 30, sender=alice)
    assert token.fails.mint(ZERO, 0, sender=alice) == "ERC20: mint to the zero address"


def test_allowances_are_used_up_except_the_endless_one(token, alice, bob, carol):
    token.mint(alice, 100)
    assert token.approve(bob, 30, sender=alice).logs == [token.log.Approval(alice, bob, 30)]
    assert token.transferFrom(alice, carol, 10, sender=bob).logs == [
        token.log.Approval(alice, bob, 20),
        token.log.Transfer(alice, carol, 10),
    ]
    assert token.burnFrom(alice, 5, sender=bob).logs == [
        token.log.Approval(alice, bob, 15),
        token.log.Transfer(alice, ZERO, 5),
    ]
    assert token.increaseAllowance(bob, 5, sender=alice).logs == [token.log.Approval(alice, bob, 20)]
    assert token.fails.decreaseAllowance(bob, 21, sender=alice) == "ERC20: decreased allowance below zero"
    assert token.decreaseAllowance(bob, 20, sender=alice).logs == [token.log.Approval(alice, bob, 0)]
    assert token.fails.transferFrom(alice, carol, 1, sender=bob) == "ERC20: insufficient allowance"
    token.approve(bob, ENDLESS, sender=alice)
    assert token.transferFrom(alice, carol, 1, sender=bob).logs == [token.log.Transfer(alice, carol, 1)]
    assert token.allowance(alice, bob) == ENDLESS
    assert token.fails.approve(ZERO, 1, sender=alice) == "ERC20: approve to the zero address"
    assert token.fails.transfer(ZERO, 1, sender=alice) == "ERC20: transfer to the zero address"
    assert token.fails.transferFrom(alice, carol, 1000, sender=bob) == "ERC20: transfer amount exceeds balance"


def test_a_pause_stops_every_movement(token, network, alice, bob):
    token.mint(alice, 100)
    token.approve(bob, 100, sender=alice)
    assert token.pause().logs == [token.log.Paused(network.owner)] and token.paused()
    stopped = "ERC20Pausable: token transfer while paused"
    assert (
        token.fails.transfer(bob, 1, sender=alice) == token.fails.transferFrom(alice, bob, 1, sender=bob) == stopped
    )
    assert (
        token.fails.mint(alice, 1)
        == token.fails.burn(1, sender=alice)
        == token.fails.burnFrom(alice, 1, sender=bob)
        == stopped
    )
    assert token.fails.pause() == "Pausable: paused"
    token.approve(bob, 7, sender=alice)
    assert token.unpause().logs == [token.log.Unpaused(network.owner)]
    assert token.fails.unpause() == "Pausable: not paused"
    token.transfer(bob, 1, sender=alice)


def test_admins_hand_out_roles(token, network, alice, bob):
    owner = network.owner
    assert token.grantRole(MINTER, alice).logs == [token.log.RoleGranted(MINTER, alice, owner)]
    assert token.grantRole(MINTER, alice).logs == []
    token.mint(bob, 1, sender=alice)
    assert token.fails.grantRole(MINTER, bob, sender=alice) == missing(alice, ADMIN)
    assert token.revokeRole(MINTER, alice).logs == [token.log.RoleRevoked(MINTER, alice, owner)]
    assert token.fails.mint(bob, 1, sender=alice) == "LITToken: only minter"
    token.grantRole(ADMIN, alice)
    assert token.renounceRole(ADMIN, owner).logs == [token.log.RoleRevoked(ADMIN, owner, owner)]
    assert token.fails.grantRole(MINTER, owner) == missing(owner, ADMIN)
    assert token.fails.grantRole(bytes(32), bob, sender=alice) == missing(alice, bytes(32))


# --- Approvals by signature ----------------------------------------------------------------------------------


def domain(token):
    names = [keccak(text=text) for text in (DOMAIN, "Lit Protocol", "1")]
    chain = int(token._chain.rpc("eth_chainId"), 16)
    return keccak(encode(["bytes32"] * 3 + ["uint256", "address"], [*names, chain, token.address]))


def permit(token, owner, spender, value, nonce, deadline):
    kinds = ["bytes32", "address", "address", "uint256", "uint256", "uint256"]
    inner = keccak(encode(kinds, [keccak(text=PERMIT), str(owner), str(spender), value, nonce, deadline]))
    r, s, v = owner.sign_hash(keccak(b"\x19\x01" + domain(token) + inner))
    return str(owner), str(spender), value, deadline, v, r, s


def test_a_signature_approves_once(token, alice, bob, carol):
    assert token.DOMAIN_SEPARATOR() == domain(token) and token.nonces(alice) == 0
    signed = permit(token, alice, bob, 77, 0, 2**64)
    assert token.permit(*signed, sender=carol).logs == [token.log.Approval(alice, bob, 77)]
    assert (token.allowance(alice, bob), token.nonces(alice)) == (77, 1)
    assert token.fails.permit(*signed, sender=carol) == "ERC20Permit: invalid signature"
    token.permit(*permit(token, alice, bob, 5, 1, 2**64))
    assert token.allowance(alice, bob) == 5


def test_a_signature_counts_until_its_last_second(token, alice, bob):
    deadline = token._chain.timestamp() + 10
    signed = permit(token, alice, bob, 1, 0, deadline)
    token._chain.warp(deadline)
    assert token.fails.permit(*signed) == "ERC20Permit: expired deadline"
    token._chain.warp(deadline + 5)
    late = token._chain.timestamp() + 1
    token.permit(*permit(token, alice, bob, 1, 0, late))


def test_signatures_that_are_wrong_in_any_part_are_refused(token, network, alice, bob, carol):
    owner, spender, value, deadline, v, r, s = permit(token, alice, bob, 9, 0, 2**64)
    fails, invalid = token.fails.permit, "ERC20Permit: invalid signature"
    assert fails(carol, spender, value, deadline, v, r, s) == fails(owner, carol, value, deadline, v, r, s) == invalid
    assert (
        fails(owner, spender, value + 1, deadline, v, r, s)
        == fails(owner, spender, value, deadline + 1, v, r, s)
        == invalid
    )
    assert fails(owner, spender, value, deadline, 55 - v, r, s) == invalid
    for wrong in (0, 1, 26, 29, 255):
        assert fails(owner, spender, value, deadline, wrong, r, s) == "ECDSA: invalid signature"
    other = (CURVE_ORDER - int.from_bytes(s, "big")).to_bytes(32, "big")
    assert fails(owner, spender, value, deadline, 55 - v, r, other) == "ECDSA: invalid signature 's' value"
    # Nobody signs for the zero address.
    assert fails(ZERO, spender, value, deadline, v, bytes(32), s) == "ECDSA: invalid signature"
    # Another contract of the same kind is another domain.
    twin = network.deploy_one("LITToken", alice, CAP)
    assert twin.fails.permit(owner, spender, value, deadline, v, r, s) == invalid


# --- Random lives --------------------------------------------------------------------------------------------


def test_fuzz_random_movements_are_those_of_the_model(network):
    dice, people = random.Random(9), [Account(f"holder {number}") for number in range(4)]
    token = network.deploy_one("LITToken", network.owner, 40 * LIT)
    held, allowed = dict.fromkeys(people, 0), {}
    for _ in range(150):
        who, other, third = (dice.choice(people) for _ in range(3))
        amount = dice.choice([0, 1, LIT, dice.randrange(10 * LIT)])
        kind, reason = dice.randrange(6), None
        if kind == 0:
            name, given, sender = "mint", (who, amount), None
            reason = "ERC20Capped: cap exceeded" if sum(held.values()) + amount > 40 * LIT else None
        elif kind in (1, 2):
            name, given, sender = ("transfer", (other, amount), who) if kind == 1 else ("burn", (amount,), who)
            if held[who] < amount:
                reason = f"ERC20: {name} amount exceeds balance"
        elif kind == 3:
            amount = dice.choice([amount, ENDLESS])
            name, given, sender = "approve", (other, amount), who
        else:
            name, given = ("transferFrom", (who, third, amount)) if kind == 4 else ("burnFrom", (who, amount))
            sender = other
            if allowed.get((who, other), 0) < amount:
                reason = "ERC20: insufficient allowance"
            elif held[who] < amount:
                reason = f"ERC20: {name.removesuffix('From')} amount exceeds balance"
        if reason is not None:
            assert getattr(token.fails, name)(*given, sender=sender) == reason
            continue
        getattr(token, name)(*given, sender=sender)
        if kind == 3:
            allowed[who, other] = amount
        else:
            if kind > 3 and allowed[who, other] != ENDLESS if (who, other) in allowed else False:
                allowed[who, other] -= amount
            if kind != 0:
                held[who] -= amount
            receiver = {0: who, 1: other, 4: third}.get(kind)
            if receiver is not None:
                held[receiver] += amount
        answers = ask(
            (token, "totalSupply"),
            *((token, "balanceOf", each) for each in people),
            *((token, "allowance", *pair) for pair in allowed),
        )
        assert answers == [sum(held.values()), *held.values(), *allowed.values()]
