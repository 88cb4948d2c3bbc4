"""PaymentDelegation: payers and users against a model of sets, and restrictions."""

import random

import pytest
from accounts import Account
from batch import ask
from contract import NO_REASON
from strangers import refuses_strangers

DEFAULT = (10**9, 86400)
NOT_AUTHORIZED = "not authorized to undelegate payments"


@pytest.fixture
def delegation(network):
    return network.PaymentDelegation


def many(count, kind="user"):
    return [Account(f"{kind} {number}") for number in range(count)]


def test_the_owner_has_no_power_and_strangers_only_over_themselves(network, delegation, alice, bob, carol):
    assert delegation.owner() == network.owner
    delegation.delegatePayments(bob, sender=alice)
    guarded = {
        "transferOwnership(address)": ((carol,), delegation.error.CallerNotOwner()),
        "undelegatePayments(address)": ((bob,), NOT_AUTHORIZED),
        "undelegatePaymentsBatch(address[])": (([bob],), NOT_AUTHORIZED),
        "removePayer(address)": ((alice,), "PaymentDelegation: not a payer of the caller"),
    }
    free = {
        "delegatePayments(address)",
        "delegatePaymentsBatch(address[])",
        "setRestriction((uint256,uint256))",
        "setDefaultRestriction()",
    }
    refuses_strangers(delegation, carol, guarded, free)
    assert delegation.fails.undelegatePayments(bob) == NOT_AUTHORIZED
    delegation.setRestriction((1, 1), sender=carol)
    assert delegation.getRestriction(alice) == DEFAULT and delegation.getPayers(bob) == [alice]


def test_the_first_delegation_sets_a_restriction_that_hardly_restricts(delegation, alice, bob, carol):
    assert delegation.getRestriction(alice) == (0, 0)
    receipt = delegation.delegatePayments(bob, sender=alice)
    assert receipt.logs == [delegation.log.RestrictionSet(alice, DEFAULT)]
    assert delegation.getRestriction(alice) == DEFAULT
    assert delegation.delegatePayments(carol, sender=alice).logs == []
    assert delegation.delegatePayments(carol, sender=alice).logs == []
    assert (delegation.getUsers(alice), delegation.getPayers(carol)) == ([bob, carol], [alice])
    assert delegation.getUserCount(alice) == 2


def test_a_restriction_of_ones_own_stays(delegation, alice, bob):
    delegation.setRestriction((5, 60), sender=alice)
    assert delegation.setDefaultRestriction(sender=alice).logs == []
    delegation.delegatePaymentsBatch([bob], sender=alice)
    assert delegation.getRestriction(alice) == (5, 60)
    # Nothing at all may be asked for, and a period of none is a day: nodes divide by it.
    delegation.setRestriction((0, 0), sender=alice)
    delegation.setDefaultRestriction(sender=alice)
    assert delegation.getRestriction(alice) == (0, 86400)
    delegation.setRestriction((2**256 - 1, 2**256 - 1), sender=alice)
    assert delegation.getRestriction(alice) == (2**256 - 1, 2**256 - 1)


def test_defect_nothing_told_of_a_new_restriction(delegation, alice):
    """The event was in the interface and never emitted."""
    assert delegation.setRestriction((5, 0), sender=alice).logs == [delegation.log.RestrictionSet(alice, (5, 86400))]
    assert delegation.setDefaultRestriction(sender=alice).logs == []


def test_batches_are_idempotent_one_way_and_strict_the_other(delegation, alice, bob, carol):
    delegation.delegatePaymentsBatch([bob, carol, bob], sender=alice)
    assert delegation.getUsers(alice) == [bob, carol]
    for users in ([bob, bob], [bob, alice]):
        assert delegation.fails.undelegatePaymentsBatch(users, sender=alice) == NOT_AUTHORIZED
    assert delegation.getUsers(alice) == [bob, carol]
    delegation.undelegatePaymentsBatch([carol, bob], sender=alice)
    assert delegation.getUsers(alice) == delegation.getPayers(bob) == []
    assert delegation.delegatePaymentsBatch([], sender=bob).logs == [delegation.log.RestrictionSet(bob, DEFAULT)]


def test_nodes_get_payers_and_restrictions_side_by_side(delegation, alice, bob, carol):
    assert delegation.getPayersAndRestrictions([]) == ([], [])
    assert delegation.getPayersAndRestrictions([carol]) == ([[]], [[]])
    delegation.setRestriction((1, 2), sender=alice)
    for payer in (alice, bob):
        delegation.delegatePayments(carol, sender=payer)
    payers, restrictions = delegation.getPayersAndRestrictions([carol, alice, carol])
    assert payers == [[alice, bob], [], [alice, bob]]
    assert restrictions == [[(1, 2), DEFAULT], [], [(1, 2), DEFAULT]]
    assert len(delegation.getPayersAndRestrictions(many(64))[0]) == 64
    assert delegation.fails.getPayersAndRestrictions(many(65)) == NO_REASON


def test_a_user_is_not_flooded_with_payers(delegation, carol):
    crowd = many(129, "payer")
    for payer in crowd[:128]:
        delegation.delegatePayments(carol, sender=payer)
    full = "PaymentDelegation: the user has 128 payers already"
    assert delegation.fails.delegatePayments(carol, sender=crowd[128]) == full
    assert delegation.fails.delegatePaymentsBatch([carol], sender=crowd[128]) == full
    payers, restrictions = delegation.getPayersAndRestrictions([carol])
    assert payers == [crowd[:128]] and restrictions == [[DEFAULT] * 128]
    # The user makes room itself.
    delegation.removePayer(crowd[0], sender=carol)
    assert delegation.getUsers(crowd[0]) == []
    delegation.delegatePayments(carol, sender=crowd[128])
    assert delegation.getPayers(carol) == [crowd[127], *crowd[1:127], crowd[128]]
    refused = delegation.fails.removePayer(crowd[0], sender=carol)
    assert refused == "PaymentDelegation: not a payer of the caller"


def test_a_payer_has_as_many_users_as_it_likes(delegation, alice):
    crowd = ["0x" + number.to_bytes(20, "big").hex() for number in range(1, 4098)]
    for first in range(0, 4096, 256):
        assert delegation.delegatePaymentsBatch(crowd[first : first + 256], sender=alice).gas < 30_000_000
    assert delegation.fails.delegatePaymentsBatch(crowd[:257], sender=alice) == NO_REASON
    assert len(delegation.getUsers(alice)) == 4096
    delegation.delegatePayments(crowd[4096], sender=alice)
    assert delegation.fails.getUsers(alice) == "PaymentDelegation: too many users, ask by getUsersFrom"
    assert [user.lower() for user in delegation.getUsersFrom(alice, 4090)] == crowd[4090:]
    assert len(delegation.getUsersFrom(alice, 0)) == 4096 and delegation.getUsersFrom(alice, 4097) == []
    assert delegation.getUsersFrom(alice, 2**256 - 1) == [] and delegation.getUserCount(alice) == 4097


def test_fuzz_random_delegations_are_those_of_the_model(network, delegation):
    dice = random.Random(3)
    people = many(5, "person")
    payers, users, limits = ({each: [] for each in people} for _ in range(3))

    def add(members, member):
        if member not in members:
            members.append(member)

    def remove(members, member):
        place = members.index(member)
        last = members.pop()
        if last != member:
            members[place] = last

    def begin(payer):
        if limits[payer] in ([], (0, 0)):
            limits[payer] = DEFAULT

    def end(payer, user):
        remove(payers[user], payer)
        remove(users[payer], user)

    for _ in range(200):
        who, other, kind = dice.choice(people), dice.choice(people), dice.randrange(6)
        group = [dice.choice(people) for _ in range(dice.randrange(4))]
        if kind in (0, 1):
            chosen = [other] if kind == 0 else group
            delegation.delegatePayments(other, sender=who) if kind == 0 else delegation.delegatePaymentsBatch(
                group, sender=who
            )
            for user in chosen:
                add(payers[user], who)
                add(users[who], user)
            begin(who)
        elif kind in (2, 3):
            chosen = [other] if kind == 2 else group
            name, given = ("undelegatePayments", other) if kind == 2 else ("undelegatePaymentsBatch", group)
            if len(set(chosen)) < len(chosen) or any(who not in payers[user] for user in chosen):
                assert getattr(delegation.fails, name)(given, sender=who) == NOT_AUTHORIZED
                continue
            getattr(delegation, name)(given, sender=who)
            for user in chosen:
                end(who, user)
        elif kind == 4:
            limit = (dice.choice([0, 3]), dice.choice([0, 7]))
            delegation.setRestriction(limit, sender=who)
            limits[who] = (limit[0], limit[1] or 86400)
        elif other in payers[who]:
            delegation.removePayer(other, sender=who)
            end(other, who)
        else:
            assert delegation.fails.removePayer(other, sender=who) == "PaymentDelegation: not a payer of the caller"
            continue
        answers = ask(
            (delegation, "getPayersAndRestrictions", people),
            *((delegation, "getPayers", each) for each in people),
            *((delegation, "getUsers", each) for each in people),
            *((delegation, "getRestriction", each) for each in people),
            *((delegation, "getUserCount", each) for each in people),
        )
        limit_of = {each: limits[each] or (0, 0) for each in people}
        together = (
            [payers[each] for each in people],
            [[limit_of[payer] for payer in payers[each]] for each in people],
        )
        assert answers == [
            together,
            *(payers[each] for each in people),
            *(users[each] for each in people),
            *(limit_of[each] for each in people),
            *(len(users[each]) for each in people),
        ]
