"""PKPPermissions: random sequences against a model, each rule by itself, and proofs for Merkle roots.

PERMISSION_SEEDS   seeds of the random sequences, separated by commas (default 1,2)
PERMISSION_STEPS   operations in each (default 90)
"""

import os
import random

import pytest
from batch import gather
from contract import NO_REASON, ZERO
from derivation import token_of
from eth_utils import keccak, to_checksum_address
from permission_model import ACTION, ADDRESS, WEBAUTHN, Permissions, Refused, method_of
from pkp import claimed, mint

SEEDS = os.environ.get("PERMISSION_SEEDS", "1,2").split(",")
STEPS = int(os.environ.get("PERMISSION_STEPS", "90"))
OTHER_PUBKEY = "Cannot add a different pubkey for the same auth method type and id"
TO_ADD = "Must have same number of auth methods, ids, pubkeys, and scopes to add"
TO_REMOVE = "Must have same number of auth methods and ids to remove"
CID = bytes.fromhex("1220") + keccak(text="an action")
ID = keccak(text="12345:app")
AA = to_checksum_address("0xaa" + 19 * "00")


@pytest.fixture
def pkp(living, alice):
    """A PKP of alice."""
    return mint(living, alice)


@pytest.fixture
def permissions(living):
    return living.PKPPermissions


@pytest.mark.parametrize("seed", SEEDS)
def test_random_permissions(living, alice, bob, carol, seed):
    draw, contract, nft = random.Random(f"permissions {seed}"), living.PKPPermissions, living.PKPNFT
    accounts, owners, pubkeys = [alice, bob, carol], {}, {}
    for owner in (alice, alice, bob, carol):
        made = mint(living, owner)
        owners[made.token], pubkeys[made.token] = owner, made.pubkey
    tokens, model = list(owners), Permissions(owners)
    never = claimed(living, keccak(text="never minted")).token
    ids = [CID, ID, b"", b"\x01", bytes(32), keccak(text="other"), draw.randbytes(512)]
    known = [(kind, id) for kind in (ADDRESS, ACTION, WEBAUTHN, 4, 2**256 - 1) for id in ids[:5]]
    known += [(ADDRESS, bytes.fromhex(account[2:])) for account in accounts]
    pubkeys_given = [b"", b"\xa5\x01\x02", draw.randbytes(1024)]
    scopes = [0, 1, 2, 31, 32, 255, 256, 257, 2**255, 2**256 - 1]

    def some(count):
        return [draw.choice(scopes) for _ in range(draw.randrange(count))]

    def operation(token, caller):
        kind, id = draw.choice(known)
        pubkey = draw.choice(pubkeys_given[:2] if draw.random() < 0.9 else pubkeys_given)
        what = draw.choices(
            ["add", "action", "address", "remove", "unaction", "unaddress", "batch", "scope", "unscope", "root"],
            [16, 8, 8, 12, 5, 5, 8, 8, 8, 4],
        )[0]
        given, scope, account = some(4), draw.choice(scopes), draw.choice(accounts)
        raw = bytes.fromhex(account[2:])
        if what == "add":
            return (
                contract.addPermittedAuthMethod,
                ((kind, id, pubkey), given),
                lambda: model.add(caller, token, kind, id, pubkey, given),
            )
        if what == "action":
            return contract.addPermittedAction, (id, given), lambda: model.add(caller, token, ACTION, id, b"", given)
        if what == "address":
            return (
                contract.addPermittedAddress,
                (account, given),
                lambda: model.add(caller, token, ADDRESS, raw, b"", given),
            )
        if what == "remove":
            return contract.removePermittedAuthMethod, (kind, id), lambda: model.remove(caller, token, kind, id)
        if what == "unaction":
            return contract.removePermittedAction, (id,), lambda: model.remove(caller, token, ACTION, id)
        if what == "unaddress":
            return contract.removePermittedAddress, (account,), lambda: model.remove(caller, token, ADDRESS, raw)
        if what == "scope":
            return (
                contract.addPermittedAuthMethodScope,
                (kind, id, scope),
                lambda: model.add_scope(caller, token, kind, id, scope),
            )
        if what == "unscope":
            return (
                contract.removePermittedAuthMethodScope,
                (kind, id, scope),
                lambda: model.remove_scope(caller, token, kind, id, scope),
            )
        if what == "root":
            group, root = draw.choice([0, 1, 2**256 - 1]), draw.randbytes(32)
            return contract.setRootHash, (group, root), lambda: model.set_root(caller, token, group, root)
        added = [
            (*draw.choice([each for each in known if each[0] != WEBAUTHN]), b"", some(3))
            for _ in range(draw.randrange(4))
        ]
        removed = [draw.choice(known) for _ in range(draw.randrange(4))]
        arguments = (
            *[[each[at] for each in added] for at in range(4)],
            *[[each[at] for each in removed] for at in range(2)],
        )
        return contract.batchAddRemoveAuthMethods, arguments, lambda: model.batch(caller, token, added, removed)

    refused = 0
    for step in range(STEPS):
        token = draw.choice(tokens) if draw.random() < 0.97 else never
        caller = owners.get(token, alice) if draw.random() < 0.9 else draw.choice(accounts)
        if step % 30 == 17 and token in owners:
            to = draw.choice(accounts)
            nft.transferFrom(owners[token], to, token, sender=owners[token])
            owners[token] = to
        if step == STEPS * 3 // 4:
            burned = tokens[0]
            nft.burn(burned, sender=owners.pop(burned))
        call, arguments, predict = operation(token, caller)
        try:
            expected = predict()
        except Refused as reason:
            assert type(call)(contract, call.entries, "fails")(token, *arguments, sender=caller) == str(reason)
            refused += 1
            continue
        receipt = call(token, *arguments, sender=caller)
        assert receipt.logs == [getattr(contract.log, name)(*rest) for name, *rest in expected]
        views = list(model.views(contract, token, draw.sample(known, 4), accounts, pubkeys))
        for (view, expected), found in zip(views, gather(*[view for view, _ in views]), strict=True):
            assert found == expected, (view[0].entries[0]["name"], view[1:])
    assert 3 < refused < STEPS // 2, "the sequence shows little"
    for token in tokens:
        views = list(model.views(contract, token, known, accounts, pubkeys))
        for (view, expected), found in zip(views, gather(*[view for view, _ in views]), strict=True):
            assert found == expected, (view[0].entries[0]["name"], view[1:])


@pytest.mark.parametrize("seed", SEEDS)
def test_few_methods_on_few_tokens_come_and_go(living, alice, seed):
    """Both indexes close their gaps again and again, and know where the entry went that filled one."""
    draw, contract = random.Random(f"indexes {seed}"), living.PKPPermissions
    made = [mint(living, alice) for _ in range(5)]
    pubkeys = {pkp.token: pkp.pubkey for pkp in made}
    tokens, model = list(pubkeys), Permissions({token: alice for token in pubkeys})
    known = [(4, ID), (4, CID), (5, ID), (6, b"")]
    gaps = 0
    for step in range(70):
        token, (kind, id) = draw.choice(tokens), draw.choice(known)
        listed = model.tokens.get(method_of(kind, id), [])
        if token in listed and (step > 12 or draw.random() < 0.2):
            gaps += listed[-1] != token
            receipt, logs = (
                contract.removePermittedAuthMethod(token, kind, id, sender=alice),
                model.remove(alice, token, kind, id),
            )
        else:
            receipt, logs = (
                contract.addPermittedAuthMethod(token, (kind, id, b""), [], sender=alice),
                model.add(alice, token, kind, id, b"", []),
            )
        assert receipt.logs == [getattr(contract.log, name)(*rest) for name, *rest in logs]
        views = [((contract.getTokenIdsForAuthMethod, *each), model.tokens.get(method_of(*each), [])) for each in known]
        for each in tokens:
            records = [model.records[method] for method in model.methods.get(each, [])]
            views.append(((contract.getPermittedAuthMethods, each), records))
            for kind, id in known:
                permitted = method_of(kind, id) in model.methods.get(each, [])
                views.append(((contract.isPermittedAuthMethod, each, kind, id), permitted))
        assert gather(*[view for view, _ in views]) == [expected for _, expected in views]
    assert gaps > 10, "the sequence shows little"


# Rules, one by one.


def test_each_scope_is_a_bit_of_its_own(permissions, pkp, alice):
    scopes = [0, 1, 2, 31, 127, 128, 129, 254, 255, 256, 257, 383, 384, 511, 512, 2**255, 2**256 - 256, 2**256 - 1]

    def seen():
        present = permissions.isPermittedAuthMethodScopePresent
        return {
            scope for scope, found in zip(scopes, gather(*[(present, pkp.token, 4, ID, at) for at in scopes])) if found
        }

    left = set()
    for scope in scopes:
        receipt = permissions.addPermittedAuthMethodScope(pkp.token, 4, ID, scope, sender=alice)
        log = permissions.log.PermittedAuthMethodScopeAdded(pkp.token, method_of(4, ID), ID, scope)
        assert receipt.logs == [log]
        left.add(scope)
        assert seen() == left
    assert not permissions.isPermittedAuthMethod(pkp.token, 4, ID), "a scope does not permit"
    for scope in random.Random("scopes").sample(scopes, len(scopes)):
        receipt = permissions.removePermittedAuthMethodScope(pkp.token, 4, ID, scope, sender=alice)
        assert receipt.logs == [permissions.log.PermittedAuthMethodScopeRemoved(pkp.token, 4, ID, scope)]
        left.remove(scope)
        assert seen() == left
        permissions.removePermittedAuthMethodScope(pkp.token, 4, ID, scope, sender=alice)
        assert seen() == left


def test_removing_leaves_scopes_and_record(permissions, pkp, alice):
    token = pkp.token
    permissions.addPermittedAuthMethod(token, (6, ID, b"key"), [1, 300], sender=alice)
    permissions.removePermittedAuthMethod(token, 6, ID, sender=alice)
    assert not permissions.isPermittedAuthMethod(token, 6, ID)
    assert permissions.getTokenIdsForAuthMethod(6, ID) == []
    assert permissions.isPermittedAuthMethodScopePresent(token, 6, ID, 1)
    assert permissions.isPermittedAuthMethodScopePresent(token, 6, ID, 300)
    assert permissions.getUserPubkeyForAuthMethod(6, ID) == b"key"
    permissions.addPermittedAuthMethod(token, (6, ID, b""), [], sender=alice)
    assert permissions.getPermittedAuthMethodScopes(token, 6, ID, 3) == [False, True, False]
    assert permissions.getUserPubkeyForAuthMethod(6, ID) == b""


def test_removing_what_is_not_permitted_changes_nothing(permissions, pkp, alice):
    permissions.addPermittedAction(pkp.token, CID, [], sender=alice)
    log = permissions.log.PermittedAuthMethodRemoved(pkp.token, method_of(ACTION, ID), ID)
    assert permissions.removePermittedAction(pkp.token, ID, sender=alice).logs == [log]
    assert permissions.getPermittedActions(pkp.token) == [CID]
    permissions.removePermittedAction(pkp.token, CID, sender=alice)
    permissions.removePermittedAction(pkp.token, CID, sender=alice)
    assert permissions.getPermittedActions(pkp.token) == []


def test_a_webauthn_key_does_not_change(permissions, pkp, living, alice, bob):
    other = mint(living, bob).token
    add = permissions.addPermittedAuthMethod
    add(pkp.token, (WEBAUTHN, ID, b""), [], sender=alice)
    add(pkp.token, (WEBAUTHN, ID, b"cose"), [], sender=alice)
    for token, sender, key in ((pkp.token, alice, b""), (pkp.token, alice, b"cosf"), (other, bob, b"cose ")):
        assert permissions.fails.addPermittedAuthMethod(token, (WEBAUTHN, ID, key), [], sender=sender) == OTHER_PUBKEY
    add(other, (WEBAUTHN, ID, b"cose"), [2], sender=bob)
    assert permissions.getTokenIdsForAuthMethod(WEBAUTHN, ID) == [pkp.token, other]
    permissions.removePermittedAuthMethod(pkp.token, WEBAUTHN, ID, sender=alice)
    assert permissions.fails.addPermittedAuthMethod(pkp.token, (WEBAUTHN, ID, b"x"), [], sender=alice) == OTHER_PUBKEY


def test_other_records_are_overwritten(permissions, pkp, alice):
    for key in (b"a", b"", b"b" * 1024, b"c"):
        permissions.addPermittedAuthMethod(pkp.token, (4, ID, key), [], sender=alice)
        assert permissions.getUserPubkeyForAuthMethod(4, ID) == key
    assert permissions.getPermittedAuthMethods(pkp.token) == [(4, ID, b"c")]


def test_ids_of_addresses(permissions, pkp, alice):
    for id, shown in (
        (keccak(text="0x..:lit"), None),
        (b"", ZERO),
        (b"\xaa", AA),
        (bytes(19) + b"\x01" + b"more", "0x0000000000000000000000000000000000000001"),
    ):
        permissions.addPermittedAuthMethod(pkp.token, (ADDRESS, id, b""), [], sender=alice)
        found = permissions.getPermittedAddresses(pkp.token)
        assert found[0] == alice
        assert found[-1] == shown or (shown is None and bytes.fromhex(found[-1][2:]) == id[:20])
    assert not permissions.isPermittedAddress(pkp.token, AA)


def test_owners_follow_the_token(permissions, pkp, living, alice, bob):
    add = permissions.addPermittedAction
    assert permissions.fails.addPermittedAction(pkp.token, CID, [], sender=bob) == "Not PKP NFT owner"
    living.PKPNFT.approve(bob, pkp.token, sender=alice)
    living.PKPNFT.setApprovalForAll(bob, True, sender=alice)
    assert permissions.fails.addPermittedAction(pkp.token, CID, [], sender=bob) == "Not PKP NFT owner"
    living.PKPNFT.transferFrom(alice, bob, pkp.token, sender=alice)
    add(pkp.token, CID, [1], sender=bob)
    assert permissions.fails.addPermittedAction(pkp.token, CID, [], sender=alice) == "Not PKP NFT owner"
    assert permissions.getPermittedAddresses(pkp.token) == [bob] and not permissions.isPermittedAddress(
        pkp.token, alice
    )
    living.PKPNFT.burn(pkp.token, sender=bob)
    assert permissions.fails.addPermittedAction(pkp.token, CID, [], sender=bob) == "ERC721: invalid token ID"
    assert permissions.getPermittedAddresses(pkp.token) == [] and permissions.isPermittedAction(pkp.token, CID)


def test_a_pkp_that_owns_itself_decides_alone(permissions, pkp, living, alice):
    living.PKPNFT.transferFrom(alice, pkp.address, pkp.token, sender=alice)
    assert permissions.fails.addPermittedAddress(pkp.token, alice, [1], sender=alice) == "Not PKP NFT owner"
    permissions.addPermittedAddress(pkp.token, alice, [1], sender=pkp.address)
    assert permissions.getPermittedAddresses(pkp.token) == [pkp.address, alice]


# Batches.


def test_a_batch_adds_and_then_removes(permissions, pkp, alice):
    both = (7, ID)
    receipt = permissions.batchAddRemoveAuthMethods(
        pkp.token, [7, ACTION], [ID, CID], [b"", b""], [[1], []], [7], [ID], sender=alice
    )
    assert receipt.logs == [
        permissions.log.PermittedAuthMethodScopeAdded(pkp.token, method_of(*both), ID, 1),
        permissions.log.PermittedAuthMethodAdded(pkp.token, 7, ID, b""),
        permissions.log.PermittedAuthMethodAdded(pkp.token, ACTION, CID, b""),
        permissions.log.PermittedAuthMethodRemoved(pkp.token, method_of(*both), ID),
    ]
    assert permissions.getPermittedAuthMethods(pkp.token) == [(ACTION, CID, b"")]


def test_lengths_of_a_batch(permissions, pkp, alice):
    one = [[7], [ID], [b""], [[]], [7], [ID]]
    for at, reason in enumerate([TO_ADD] * 4 + [TO_REMOVE] * 2):
        for change in ([], one[at] * 2):
            arguments = [*one[:at], change, *one[at + 1 :]]
            assert permissions.fails.batchAddRemoveAuthMethods(pkp.token, *arguments, sender=alice) == reason
    assert permissions.fails.batchAddRemoveAuthMethods(pkp.token, *one, sender=ZERO) == "Not PKP NFT owner"
    assert permissions.batchAddRemoveAuthMethods(pkp.token, *[[]] * 6, sender=alice).logs == []
    many = [[7] * 32, [bytes([at]) for at in range(32)], [b""] * 32, [[1]] * 32]
    permissions.batchAddRemoveAuthMethods(pkp.token, *many, *many[:2], sender=alice)
    assert permissions.getPermittedAuthMethods(pkp.token) == []
    for at in range(6):
        arguments = [*many, *many[:2]]
        arguments[at] = arguments[at] + arguments[at][:1]
        assert permissions.fails.batchAddRemoveAuthMethods(pkp.token, *arguments, sender=alice) == NO_REASON


# Bounds.


def test_bounds_of_arguments(permissions, pkp, alice):
    token, longest = pkp.token, bytes(512)
    permissions.addPermittedAuthMethod(token, (5, longest, bytes(1024)), list(range(32)), sender=alice)
    assert permissions.getPermittedAuthMethods(token) == [(5, longest, bytes(1024))]
    for method, scopes in (((5, bytes(513), b""), []), ((5, b"", bytes(1025)), []), ((5, b"", b""), [0] * 33)):
        assert permissions.fails.addPermittedAuthMethod(token, method, scopes, sender=alice) == NO_REASON
    assert permissions.fails.isPermittedAction(token, bytes(513)) == NO_REASON
    for count in (0, 1, 32, 256):
        found = permissions.getPermittedAuthMethodScopes(token, 5, longest, count)
        assert found == [at < 32 for at in range(count)]
    for count in (257, 2**256 - 1):
        assert permissions.fails.getPermittedAuthMethodScopes(token, 5, longest, count) == (
            "PKPPermissions: maxScopeId must be at most 256"
        )


def test_a_pkp_has_at_most_64_methods_which_can_all_be_read(permissions, pkp, alice):
    ids = [bytes([at]) * 512 for at in range(64)]
    for begin in (0, 32):
        part = ids[begin : begin + 32]
        permissions.batchAddRemoveAuthMethods(
            pkp.token, [ACTION] * 32, part, [b""] * 32, [[]] * 32, [], [], sender=alice
        )
    full = "PKPPermissions: a PKP has at most 64 auth methods"
    assert permissions.fails.addPermittedAction(pkp.token, CID, [], sender=alice) == full
    permissions.addPermittedAction(pkp.token, ids[7], [1], sender=alice)
    assert permissions.getPermittedActions(pkp.token) == ids
    assert [each.id for each in permissions.getPermittedAuthMethods(pkp.token)] == ids
    assert permissions.getPermittedAddresses(pkp.token) == [alice]
    permissions.removePermittedAction(pkp.token, ids[0], sender=alice)
    permissions.addPermittedAction(pkp.token, CID, [], sender=alice)
    assert permissions.getPermittedActions(pkp.token) == [ids[63], *ids[1:63], CID]


def test_a_method_with_more_tokens_than_are_listed(permissions, pkp, living, alice, chain):
    """Whoever adds a thousand tokens to somebody's method can neither keep it from being added nor read."""
    method = method_of(4, ID)
    permissions.addPermittedAuthMethod(pkp.token, (4, ID, b""), [], sender=alice)
    slot = tokens_slot(chain, permissions, method, pkp.token)
    chain.rpc("anvil_setStorageAt", permissions.address, word(slot), word(1024))
    first = slot + 1 if read(chain, permissions, slot + 1) == pkp.token else first_of(slot)
    # The tokens between the first and the last are zeros.
    chain.rpc("anvil_setStorageAt", permissions.address, word((first + 1023) % 2**256), word(7))
    listed = [pkp.token, *[0] * 1022, 7]
    assert permissions.getTokenIdsForAuthMethod(4, ID) == listed
    other = mint(living, alice).token
    permissions.addPermittedAuthMethod(other, (4, ID, b""), [], sender=alice)
    assert permissions.isPermittedAuthMethod(other, 4, ID)
    assert permissions.getTokenIdsForAuthMethod(4, ID) == listed
    assert permissions.getPKPPubKeysByAuthMethod(4, ID) == [pkp.pubkey] + [b""] * 1023
    permissions.removePermittedAuthMethod(pkp.token, 4, ID, sender=alice)
    assert permissions.getTokenIdsForAuthMethod(4, ID) == [other, *listed[1:]]


def word(number):
    return "0x" + number.to_bytes(32, "big").hex()


def tokens_slot(chain, contract, method, token):
    """Where the list of a method's tokens has its length: by its element, in the slots that Vyper's maps can have."""
    for base in range(32):
        slot = int.from_bytes(keccak(base.to_bytes(32, "big") + method.to_bytes(32, "big")), "big")
        if read(chain, contract, slot) == 1 and token in (
            read(chain, contract, slot + 1),
            read(chain, contract, first_of(slot)),
        ):
            return slot
    raise AssertionError("the list is nowhere")


def first_of(slot):
    return int.from_bytes(keccak(slot.to_bytes(32, "big")), "big")


def read(chain, contract, slot):
    return int(chain.rpc("eth_getStorageAt", contract.address, word(slot % 2**256), "latest"), 16)


# What other contracts know.


def test_views_of_other_contracts(permissions, pkp, living):
    assert permissions.getPubkey(pkp.token) == pkp.pubkey and permissions.getEthAddress(pkp.token) == pkp.address
    assert permissions.getPubkey(1) == b"" and permissions.fails.getEthAddress(1) == "slice_outOfBounds"
    assert permissions.getPkpNftAddress() == living.PKPNFT.address
    assert permissions.getRouterAddress() == living.PubkeyRouter.address
    assert permissions.owner() == living.owner
    assert permissions.deployment.logs == [
        permissions.log.OwnershipTransferred(ZERO, living.owner),
        permissions.log.ContractResolverAddressSet(living.ContractResolver),
    ]
    living.register("PKPNFT", ZERO)
    assert permissions.fails.addPermittedAction(pkp.token, CID, []) == "Resolver: contract is not set"
    assert permissions.fails.getPermittedAddresses(pkp.token) == "Resolver: contract is not set"
    assert token_of(pkp.pubkey) == pkp.token


# Merkle roots.


def pair(a, b):
    return keccak(min(a, b) + max(a, b))


def tree(leaves):
    """The levels of a tree, leaves first; a node without a sibling rises as it is."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        last = levels[-1]
        levels.append([pair(*last[at : at + 2]) if at + 1 < len(last) else last[at] for at in range(0, len(last), 2)])
    return levels


def proof_of(levels, at):
    proof = []
    for level in levels[:-1]:
        if at ^ 1 < len(level):
            proof.append(level[at ^ 1])
        at //= 2
    return proof


def proof_of_many(levels, chosen):
    """Leaves, proof and flags for several leaves."""
    known, leaves, proof, flags = sorted(chosen), [levels[0][at] for at in sorted(chosen)], [], []
    for level in levels[:-1]:
        above, queue = [], list(known)
        while queue:
            at = queue.pop(0)
            if at ^ 1 < len(level):
                flags.append(bool(queue) and queue[0] == at ^ 1)
                if flags[-1]:
                    queue.pop(0)
                else:
                    proof.append(level[at ^ 1])
            above.append(at // 2)
        known = above
    return leaves, proof, flags


@pytest.mark.parametrize("count", [1, 2, 3, 8, 16, 37])
def test_proofs_of_one_leaf(permissions, pkp, alice, count):
    leaves = [keccak(bytes([at])) for at in range(count)]
    levels = tree(leaves)
    assert not permissions.verifyState(pkp.token, 5, [], leaves[0])
    assert permissions.setRootHash(pkp.token, 5, levels[-1][0], sender=alice).logs == [
        permissions.log.RootHashUpdated(pkp.token, 5, levels[-1][0])
    ]
    for at in {0, count // 2, count - 1}:
        proof = proof_of(levels, at)
        assert permissions.verifyState(pkp.token, 5, proof, leaves[at])
        assert not permissions.verifyState(pkp.token, 6, proof, leaves[at])
        assert not permissions.verifyState(pkp.token ^ 1, 5, proof, leaves[at])
        assert not permissions.verifyState(pkp.token, 5, proof, keccak(leaves[at]))
        assert not permissions.verifyState(pkp.token, 5, [*proof, bytes(32)], leaves[at])
        if proof:
            assert not permissions.verifyState(pkp.token, 5, proof[1:], leaves[at])
    permissions.setRootHash(pkp.token, 5, bytes(32), sender=alice)
    assert not permissions.verifyState(pkp.token, 5, [], bytes(32)), "no root is no proof"


@pytest.mark.parametrize("seed", range(4))
def test_proofs_of_many_leaves(permissions, pkp, alice, seed):
    draw = random.Random(f"merkle {seed}")
    count = (2, 8, 16, 32)[seed]
    levels = tree([draw.randbytes(32) for _ in range(count)])
    permissions.setRootHash(pkp.token, 1, levels[-1][0], sender=alice)
    for _ in range(6):
        leaves, proof, flags = proof_of_many(levels, draw.sample(range(count), draw.randrange(1, count + 1)))
        assert permissions.verifyStates(pkp.token, 1, proof, flags, leaves)
        assert not permissions.verifyStates(pkp.token, 2, proof, flags, leaves)
        changed = [*leaves[:-1], keccak(leaves[-1])]
        assert not permissions.verifyStates(pkp.token, 1, proof, flags, changed)
        for wrong in (
            (proof, [*flags, True], leaves),
            ([*proof, bytes(32)], flags, leaves),
            (proof, flags, leaves[1:]),
        ):
            assert permissions.fails.verifyStates(pkp.token, 1, *wrong) == "MerkleProof: invalid multiproof"


def test_edges_of_proofs_of_many(permissions, pkp, alice):
    invalid, leaf = "MerkleProof: invalid multiproof", keccak(b"leaf")
    assert permissions.verifyStates(pkp.token, 1, [], [], []) is False, "without a root nothing is looked at"
    permissions.setRootHash(pkp.token, 1, leaf, sender=alice)
    assert permissions.verifyStates(pkp.token, 1, [], [], [leaf])
    assert permissions.verifyStates(pkp.token, 1, [leaf], [], [])
    for wrong in (
        ([], [], []),
        ([leaf], [], [leaf]),
        ([], [True], [leaf]),
        ([], [False], [leaf, leaf]),
        ([leaf, leaf], [True], []),
        ([leaf, leaf], [False], []),
        ([leaf], [True], [leaf]),
        ([leaf], [True, True], [leaf, leaf]),
    ):
        assert permissions.fails.verifyStates(pkp.token, 1, *wrong) == invalid, wrong
