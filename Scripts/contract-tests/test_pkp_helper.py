"""PKPHelper: every entry point, its logs in their order, and what it refuses."""

import pytest
from contract import NO_REASON, ZERO
from eth_utils import keccak
from network import artifact
from permission_model import ACTION, ADDRESS, method_of
from pkp import claimed, coming, mint_logs
from test_pkp_nft import signatures

KEY_ID = keccak(text="helper:app")
CID = bytes.fromhex("1220") + keccak(text="an action")
IDS = [keccak(text="first"), keccak(text="second")]
CLAIMS = (
    "claimAndMintNextAndAddAuthMethods",
    "claimAndMintNextAndAddAuthMethodsWithTypes",
    "claimAndMintNextAndAddAuthMethodsWithTypesV2",
)
LENGTHS = {
    "cids": "PKPHelper: ipfs cid and scope array lengths must match",
    "addresses": "PKPHelper: address and scope array lengths must match",
    "ids": "PKPHelper: auth method type and id array lengths must match",
    "pubkeys": "PKPHelper: auth method type and pubkey array lengths must match",
    "scopes": "PKPHelper: auth method type and scopes array lengths must match",
}


def data(alice, bob, flags=(True, True), **changes):
    """An AuthMethodData, as keyword arguments in its order."""
    fields = {
        "kind": 2,
        "cids": [CID, b"\x01"],
        "cid_scopes": [[1], []],
        "addresses": [alice, bob],
        "address_scopes": [[2, 1], [300]],
        "types": [4, 3],
        "ids": IDS,
        "pubkeys": [b"", b"cose"],
        "scopes": [[1, 2], []],
        "itself": flags[0],
        "to_itself": flags[1],
    }
    assert set(changes) <= set(fields)
    return list((fields | changes).values())


def permission_logs(permissions, pkp, given):
    """What the permissions of an AuthMethodData log."""
    _, cids, cid_scopes, addresses, address_scopes, types, ids, pubkeys, scopes, itself, _ = given
    entries = [(ACTION, cid, b"", all) for cid, all in zip(cids, cid_scopes)]
    entries += [(ADDRESS, bytes.fromhex(each[2:]), b"", all) for each, all in zip(addresses, address_scopes)]
    entries += list(zip(types, ids, pubkeys, scopes))
    if itself:
        entries.append((ADDRESS, bytes.fromhex(pkp.address[2:]), b"", []))
    logs = []
    for kind, id, pubkey, all in entries:
        made = permissions.log.PermittedAuthMethodScopeAdded
        logs += [made(pkp.token, method_of(kind, id), id, scope) for scope in all]
        logs.append(permissions.log.PermittedAuthMethodAdded(pkp.token, kind, id, pubkey))
    return logs


def all_logs(network, pkp, given, receiver, kind=2):
    helper = network.PKPHelper
    return [
        *mint_logs(network, pkp, helper, kind),
        *permission_logs(network.PKPPermissions, pkp, given),
        network.PKPNFT.log.Transfer(helper, receiver, pkp.token),
    ]


def arguments_of(form, network, given, key_id=KEY_ID, kind=2, count=None, staking=None):
    material = (kind, key_id, signatures(network, key_id, count))
    if form.endswith("V2"):
        material += (staking or network.Staking,)
    return material, tuple(given)


@pytest.mark.parametrize("flags", [(True, True), (True, False), (False, True), (False, False)])
def test_mint_with_auth_methods(living, alice, bob, flags):
    """What the SDK's mintWithAuth sends, with two methods."""
    helper, pkp = living.PKPHelper, coming(living)
    given = data(alice, bob, flags, cids=[], cid_scopes=[], addresses=[], address_scopes=[])
    arguments = (2, *given[5:])
    assert helper.call.mintNextAndAddAuthMethods(*arguments, sender=bob, value=1) == pkp.token
    receipt = helper.mintNextAndAddAuthMethods(*arguments, sender=bob, value=1)
    owner = pkp.address if flags[1] else bob
    assert receipt.logs == all_logs(living, pkp, given, owner)
    assert receipt.logs[0].topics[1] == pkp.token.to_bytes(32, "big"), "the SDK reads the token there"
    assert living.PKPNFT.ownerOf(pkp.token) == owner and living.PKPNFT.balanceOf(helper) == 0
    permitted = [(4, IDS[0], b""), (3, IDS[1], b"cose")] + flags[0] * [(1, bytes.fromhex(pkp.address[2:]), b"")]
    assert living.PKPPermissions.getPermittedAuthMethods(pkp.token) == permitted
    assert living.chain.balance(living.PKPNFT) == 1 and living.chain.balance(helper) == 0


@pytest.mark.parametrize("flags", [(True, True), (True, False), (False, True), (False, False)])
def test_mint_with_everything(living, alice, bob, flags):
    helper, pkp, given = living.PKPHelper, coming(living), data(alice, bob, flags)
    receipt = helper.mintNextAndAddAuthMethodsWithTypes(2, *given[1:], sender=bob, value=1)
    assert receipt.logs == all_logs(living, pkp, given, pkp.address if flags[1] else bob)


@pytest.mark.parametrize("form", CLAIMS)
@pytest.mark.parametrize("flags", [(True, True), (False, False)])
def test_claims_with_everything(living, alice, bob, form, flags):
    pkp, given = claimed(living, KEY_ID), data(alice, bob, flags)
    receipt = getattr(living.PKPHelper, form)(*arguments_of(form, living, given), sender=bob, value=1)
    assert receipt.logs == all_logs(living, pkp, given, pkp.address if flags[1] else bob)
    failing = getattr(living.PKPHelper.fails, form)
    assert failing(*arguments_of(form, living, given), sender=bob, value=1) == (
        "PubkeyRouter: pubkey already has routing data"
    )


def test_mint_with_nothing(living, bob):
    pkp, nothing = coming(living), [2, *[[] for _ in range(8)], False, False]
    receipt = living.PKPHelper.mintNextAndAddAuthMethodsWithTypes(*nothing, sender=bob, value=1)
    assert receipt.logs == all_logs(living, pkp, nothing, bob)


def test_the_fullest_lists(living, bob):
    accounts = [f"0x{at + 1:040x}" for at in range(16)]
    given = [2, [bytes([at]) * 512 for at in range(16)], [list(range(32))] * 16, accounts, [[1]] * 16]
    given += [[4] * 16, [bytes([at]) for at in range(16)], [bytes(1024)] * 16, [[1]] * 16, True, True]
    pkp = coming(living)
    receipt = living.PKPHelper.mintNextAndAddAuthMethodsWithTypes(*given, sender=bob, value=1)
    assert receipt.logs == all_logs(living, pkp, given, pkp.address)
    assert len(living.PKPPermissions.getPermittedAuthMethods(pkp.token)) == 49
    for at in range(1, 9):
        longer = [*given]
        longer[at] = [*given[at], given[at][0]]
        assert living.PKPHelper.fails.mintNextAndAddAuthMethodsWithTypes(*longer, value=1) == NO_REASON


@pytest.mark.parametrize("name", LENGTHS)
def test_lengths_of_lists(living, alice, bob, name):
    helper, order = (
        living.PKPHelper,
        ["kind", "cids", "cid_scopes", "addresses", "address_scopes", "types", "ids", "pubkeys", "scopes"],
    )
    for change in (lambda entries: entries[:1], lambda entries: entries + entries[:1]):
        given = data(alice, bob)
        place = order.index(name)
        given[place] = change(given[place])
        assert helper.fails.mintNextAndAddAuthMethodsWithTypes(2, *given[1:], value=1) == LENGTHS[name]
        if place > 4:
            assert helper.fails.mintNextAndAddAuthMethods(2, *given[5:], value=1) == LENGTHS[name]
        for form in CLAIMS:
            assert getattr(helper.fails, form)(*arguments_of(form, living, given), value=1) == LENGTHS[name]
    for other in ("cid_scopes", "address_scopes"):
        given = data(alice, bob)
        given[order.index(other)] = []
        reason = LENGTHS["cids" if other == "cid_scopes" else "addresses"]
        assert helper.fails.mintNextAndAddAuthMethodsWithTypes(2, *given[1:], value=1) == reason


def test_reasons_of_the_mint_come_through(living, alice, bob):
    helper, given = living.PKPHelper, data(alice, bob)
    for value in (0, 2):
        for form in CLAIMS:
            assert getattr(helper.fails, form)(*arguments_of(form, living, given), value=value) == (
                "You must pay exactly mint cost"
            )
        for call, arguments in (
            (helper.fails.mintNextAndAddAuthMethods, given[5:]),
            (helper.fails.mintNextAndAddAuthMethodsWithTypes, given[1:]),
        ):
            assert call(2, *arguments, value=value) == "You must pay exactly mint cost"
    assert helper.fails.mintNextAndAddAuthMethods(0, *given[5:], value=1) == "This PKP has not been routed yet"
    for form in CLAIMS:
        fails = getattr(helper.fails, form)
        assert fails(*arguments_of(form, living, given, count=1), value=1) == (
            "PubkeyRouter: incorrect number of signatures on a given root key"
        )
    other = data(alice, bob, types=[3, 3], ids=[IDS[0]] * 2, pubkeys=[b"a", b"b"])
    assert helper.fails.mintNextAndAddAuthMethods(2, *other[5:], value=1) == (
        "Cannot add a different pubkey for the same auth method type and id"
    )


def test_the_second_form_of_claims_checks_type_and_network(living, alice, bob):
    helper, form = living.PKPHelper, CLAIMS[2]
    for kinds in ((2, 1), (1, 2), (0, 2)):
        given = data(alice, bob, kind=kinds[1])
        assert getattr(helper.fails, form)(*arguments_of(form, living, given, kind=kinds[0]), value=1) == (
            "PKPHelper: Claim key type must match Auth Method data key type"
        )
    given = data(alice, bob)
    assert getattr(helper.fails, form)(*arguments_of(form, living, given, staking=alice), value=1) == (
        "PKPNFT: not the staking contract of this network"
    )
    pkp = claimed(living, KEY_ID)
    assert getattr(helper.call, form)(*arguments_of(form, living, given, staking=ZERO), value=1) == pkp.token
    for form in CLAIMS[:2]:
        given = data(alice, bob, kind=7)
        receipt = getattr(helper.call, form)(*arguments_of(form, living, given), value=1)
        assert receipt == pkp.token, "only the claim's key type counts"


def test_a_contract_that_mints_to_itself_must_take_the_token(living, alice, bob):
    from test_pkp_tokens import receiver

    helper, given = living.PKPHelper, data(alice, bob, (True, False))
    call = helper.encode.mintNextAndAddAuthMethodsWithTypes(2, *given[1:])
    refusing, willing = receiver(living, 2), receiver(living, 0)
    assert refusing.fails.act(helper, call, value=1) == "not today"
    pkp = coming(living)
    logs = willing.act(helper, call, value=1).logs
    assert logs == [
        *all_logs(living, pkp, given, willing),
        willing.log.Received(helper, helper, pkp.token, b""),
    ]


def test_names_addresses_and_interfaces(living, alice):
    helper = living.PKPHelper
    assert helper.contractResolver() == living.ContractResolver.address and helper.env() == living.env
    assert helper.owner() == living.owner
    views = {
        "PKPNFT": helper.getPkpNftAddress,
        "PKPPermissions": helper.getPkpPermissionsAddress,
        "PKPNFTMetadata": helper.getPKPNftMetdataAddress,
        "Staking": helper.getStakingAddress,
    }
    for name, view in views.items():
        assert view() == getattr(living, name).address
        living.register(name, alice)
        assert view() == alice
    for known in ("01ffc9a7", "150b7a02"):
        assert helper.supportsInterface(bytes.fromhex(known))
    for unknown in ("ffffffff", "80ac58cd"):
        assert not helper.supportsInterface(bytes.fromhex(unknown))
    assert helper.onERC721Received(ZERO, ZERO, 0, b"", sender=alice) == bytes.fromhex("150b7a02")
    assert helper.deployment.logs == [
        helper.log.OwnershipTransferred(ZERO, living.owner),
        helper.log.ContractResolverAddressSet(living.ContractResolver),
    ]


def test_refusals_of_its_owner_are_words(network, alice):
    helper = network.PKPHelper
    assert helper.fails.transferOwnership(alice, sender=alice) == "Ownable: caller is not the owner"
    assert helper.fails.transferOwnership(ZERO) == "Ownable: new owner is the zero address"
    assert helper.transferOwnership(alice).logs == [helper.log.OwnershipTransferred(network.owner, alice)]
    made = artifact("PKPHelper")
    assert network.chain.deploy_fails(made["abi"], made["bytecode"], alice, 0, ZERO) == (
        "Ownable: new owner is the zero address"
    )
