"""Allowlist: items, admins, the owner."""

import random

import pytest
from contract import ZERO
from strangers import refuses_strangers

OWNABLE = "Ownable: caller is not the owner"
KEY, OTHER = b"\x01" * 32, b"\x02" * 32


@pytest.fixture
def allowlist(network):
    return network.Allowlist


def test_it_begins_empty_with_the_owner_as_admin(network, allowlist, alice):
    assert allowlist.owner() == network.owner and allowlist.allowAll() is False
    assert not allowlist.isAllowed(KEY) and not allowlist.allowedItems(KEY)
    assert allowlist.isAdmin(network.owner) and not allowlist.isAdmin(alice)
    code = network.artifact("Allowlist")
    refused = network.chain.deploy_fails(code["abi"], code["bytecode"], ZERO)
    assert refused == "Ownable: new owner is the zero address"


def test_a_stranger_can_do_nothing_that_owner_or_admins_may(allowlist, carol):
    guarded = {
        "setAllowed(bytes32)": ((KEY,), "Not an admin"),
        "setNotAllowed(bytes32)": ((KEY,), "Not an admin"),
        "addAdmin(address)": ((carol,), OWNABLE),
        "removeAdmin(address)": ((carol,), OWNABLE),
        "setAllowAll(bool)": ((True,), OWNABLE),
        "transferOwnership(address)": ((carol,), OWNABLE),
    }
    refuses_strangers(allowlist, carol, guarded, free=set())


def test_items_are_put_on_the_list_and_taken_off(allowlist):
    assert allowlist.setAllowed(KEY).logs == [allowlist.log.ItemAllowed(KEY)]
    assert allowlist.isAllowed(KEY) and allowlist.allowedItems(KEY) and not allowlist.isAllowed(OTHER)
    assert allowlist.setNotAllowed(KEY).logs == [allowlist.log.ItemNotAllowed(KEY)]
    assert not allowlist.isAllowed(KEY)


def test_all_can_be_allowed_without_forgetting_the_list(allowlist):
    allowlist.setAllowed(KEY)
    assert allowlist.setAllowAll(True).logs == []
    assert allowlist.isAllowed(OTHER) and not allowlist.allowedItems(OTHER)
    allowlist.setAllowAll(False)
    assert allowlist.isAllowed(KEY) and not allowlist.isAllowed(OTHER)


def test_admins_are_the_owners_and_are_not_owners(allowlist, alice):
    assert allowlist.addAdmin(alice).logs == [allowlist.log.AdminAdded(alice)]
    allowlist.setAllowed(KEY, sender=alice)
    assert allowlist.fails.setAllowAll(True, sender=alice) == allowlist.fails.addAdmin(alice, sender=alice) == OWNABLE
    assert allowlist.removeAdmin(alice).logs == [allowlist.log.AdminRemoved(alice)]
    assert allowlist.fails.setAllowed(KEY, sender=alice) == "Not an admin"


def test_a_new_owner_is_not_an_admin_by_itself(network, allowlist, alice):
    assert allowlist.fails.transferOwnership(ZERO) == "Ownable: new owner is the zero address"
    assert allowlist.transferOwnership(alice).logs == [allowlist.log.OwnershipTransferred(network.owner, alice)]
    assert allowlist.fails.setAllowed(KEY, sender=alice) == "Not an admin"
    allowlist.setAllowed(KEY)
    allowlist.addAdmin(alice, sender=alice)
    allowlist.removeAdmin(network.owner, sender=alice)
    assert allowlist.fails.setAllowed(KEY) == "Not an admin"


def test_fuzz_random_changes_are_those_of_the_model(network, allowlist, alice, bob, carol):
    dice, people = random.Random(5), [network.owner, alice, bob]
    keys = [bytes([number]) * 32 for number in range(4)]
    owner, admins, items, all_of_them = network.owner, {network.owner}, set(), False
    for _ in range(150):
        who, other, key, kind = dice.choice(people), dice.choice(people), dice.choice(keys), dice.randrange(6)
        name, given = [
            ("setAllowed", (key,)),
            ("setNotAllowed", (key,)),
            ("addAdmin", (other,)),
            ("removeAdmin", (other,)),
            ("setAllowAll", (not all_of_them,)),
            ("transferOwnership", (other,)),
        ][kind]
        if who not in admins if kind < 2 else who != owner:
            assert getattr(allowlist.fails, name)(*given, sender=who) == ("Not an admin" if kind < 2 else OWNABLE)
            continue
        getattr(allowlist, name)(*given, sender=who)
        if kind < 4:
            group, member = (items, key) if kind < 2 else (admins, other)
            (group.discard if kind % 2 else group.add)(member)
        elif kind == 4:
            all_of_them = not all_of_them
        else:
            owner = other
        assert allowlist.owner() == owner and allowlist.allowAll() == all_of_them
        assert {each for each in people if allowlist.isAdmin(each)} == admins
        assert [allowlist.allowedItems(each) for each in keys] == [each in items for each in keys]
        assert [allowlist.isAllowed(each) for each in keys] == [all_of_them or each in items for each in keys]
