"""A stranger can do nothing that an owner may: every function that changes state, by every caller without a right.

The functions are those of the ABIs; one that is not named here fails the first test.
"""

import pytest
from batch import gather
from contract import ZERO
from eth_utils import keccak
from network import artifact
from pkp import claimed, mint

CID = bytes.fromhex("1220") + keccak(text="an action")
KEY_ID = keccak(text="strangers:app")
CONTRACTS = ("KeyDeriver", "PubkeyRouter", "PKPNFT", "PKPPermissions", "PKPHelper", "PKPNFTMetadata")
NOT_APPROVED = "ERC721: caller is not token owner or approved"
NOT_OWNER = "Not PKP NFT owner"
CALLER_NOT_OWNER = object()

# What a stranger is told. Arguments are made by `given`, below.
REFUSED = {
    "PubkeyRouter": {
        "transferOwnership": CALLER_NOT_OWNER,
        "adminResetRootKeys": CALLER_NOT_OWNER,
        "voteForRootKeys": "PubkeyRouter: txn sender is not active validator",
        "setRoutingData": "setRoutingData must be called by PKPNFT contract",
    },
    "PKPNFT": {
        "transferOwnership": CALLER_NOT_OWNER,
        "setMintCost": CALLER_NOT_OWNER,
        "withdraw": CALLER_NOT_OWNER,
        "approve": "ERC721: approve caller is not token owner or approved for all",
        "burn": NOT_APPROVED,
        "safeTransferFrom": NOT_APPROVED,
        "transferFrom": NOT_APPROVED,
    },
    "PKPPermissions": {
        "transferOwnership": CALLER_NOT_OWNER,
        "addPermittedAction": NOT_OWNER,
        "addPermittedAddress": NOT_OWNER,
        "addPermittedAuthMethod": NOT_OWNER,
        "addPermittedAuthMethodScope": NOT_OWNER,
        "batchAddRemoveAuthMethods": NOT_OWNER,
        "removePermittedAction": NOT_OWNER,
        "removePermittedAddress": NOT_OWNER,
        "removePermittedAuthMethod": NOT_OWNER,
        "removePermittedAuthMethodScope": NOT_OWNER,
        "setRootHash": NOT_OWNER,
    },
    "PKPHelper": {"transferOwnership": "Ownable: caller is not the owner"},
    "KeyDeriver": {},
    "PKPNFTMetadata": {},
}
# What anybody may do for himself, and only for himself.
OPEN = {
    "PKPNFT": {"mintNext", "mintGrantAndBurnNext", "claimAndMint", "setApprovalForAll"},
    "PKPHelper": {
        "mintNextAndAddAuthMethods",
        "mintNextAndAddAuthMethodsWithTypes",
        "claimAndMintNextAndAddAuthMethods",
        "claimAndMintNextAndAddAuthMethodsWithTypes",
        "claimAndMintNextAndAddAuthMethodsWithTypesV2",
    },
}


def changing(name):
    return {
        entry["name"]
        for entry in artifact(name)["abi"]
        if entry["type"] == "function" and entry["stateMutability"] not in ("view", "pure")
    }


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_function_that_changes_state_is_looked_at(name):
    assert changing(name) == set(REFUSED[name]) | OPEN.get(name, set())


def test_nothing_is_payable_but_mints():
    payable = {
        (name, entry["name"])
        for name in CONTRACTS
        for entry in artifact(name)["abi"]
        if entry.get("stateMutability") == "payable"
    }
    assert payable == {(name, each) for name, all in OPEN.items() for each in all} - {("PKPNFT", "setApprovalForAll")}


def given(network, pkp, owner, stranger):
    """Arguments that the rightful caller could use, by function."""
    routed = claimed(network, KEY_ID)
    return {
        "transferOwnership": (stranger,),
        "adminResetRootKeys": (network.Staking,),
        "voteForRootKeys": (network.Staking, network.root_keys),
        "setRoutingData": (routed.token, routed.pubkey, network.Staking, 2, KEY_ID),
        "setMintCost": (0,),
        "withdraw": (),
        "approve": (stranger, pkp.token),
        "burn": (pkp.token,),
        "safeTransferFrom": (owner, stranger, pkp.token),
        "transferFrom": (owner, stranger, pkp.token),
        "addPermittedAction": (pkp.token, CID, [1]),
        "addPermittedAddress": (pkp.token, stranger, [1]),
        "addPermittedAuthMethod": (pkp.token, (4, CID, b""), [1]),
        "addPermittedAuthMethodScope": (pkp.token, 2, CID, 1),
        "batchAddRemoveAuthMethods": (pkp.token, [2], [CID], [b""], [[1]], [], []),
        "removePermittedAction": (pkp.token, CID),
        "removePermittedAddress": (pkp.token, owner),
        "removePermittedAuthMethod": (pkp.token, 2, CID),
        "removePermittedAuthMethodScope": (pkp.token, 2, CID, 1),
        "setRootHash": (pkp.token, 0, CID[:32]),
    }


def test_strangers_are_refused(living, alice, bob, account):
    """Also the operator, other PKPs' owners, the contracts, the PKP's address, validators and the zero address."""
    pkp = mint(living, alice)
    living.PKPPermissions.addPermittedAction(pkp.token, CID, [1], sender=alice)
    mint(living, bob)
    validator = living.validators[0]
    everybody = [bob, account("nobody"), living.owner, validator.node, validator.staker, pkp.address, ZERO]
    everybody += [getattr(living, name).address for name in CONTRACTS] + [living.Staking.address]
    allowed = {
        "PubkeyRouter": {living.owner, validator.node, living.PKPNFT.address},
        "PKPNFT": {living.owner},
        "PKPPermissions": {living.owner},
        "PKPHelper": {living.owner},
    }
    before = state(living, pkp)
    for name, functions in REFUSED.items():
        contract = getattr(living, name)
        for function, reason in functions.items():
            for caller in everybody:
                privileged = reason in (CALLER_NOT_OWNER, "Ownable: caller is not the owner") or name == "PubkeyRouter"
                if privileged and caller in allowed[name]:
                    continue
                expected = contract.error.CallerNotOwner() if reason is CALLER_NOT_OWNER else reason
                arguments = given(living, pkp, alice, caller)[function]
                forms = [arguments, (*arguments, b"data")] if function == "safeTransferFrom" else [arguments]
                for form in forms:
                    fails = getattr(contract.fails, function)
                    assert fails(*form, sender=caller) == expected, (name, function, caller)
    assert state(living, pkp) == before


def state(network, pkp):
    """What belongs to others and must not move."""
    nft, router, permissions = network.PKPNFT, network.PubkeyRouter, network.PKPPermissions
    return gather(
        (nft.owner,),
        (nft.mintCost,),
        (nft.ownerOf, pkp.token),
        (nft.getApproved, pkp.token),
        (nft.balanceOf, nft.ownerOf(pkp.token)),
        (router.owner,),
        (router.getRootKeys, network.Staking),
        (router.pubkeys, pkp.token),
        (router.ethAddressToPkpId, pkp.address),
        (permissions.owner,),
        (permissions.getPermittedAuthMethods, pkp.token),
        (permissions.getPermittedAddresses, pkp.token),
        (permissions.getPermittedAuthMethodScopes, pkp.token, 2, CID, 256),
        (permissions.getUserPubkeyForAuthMethod, 3, b"credential"),
        (permissions.verifyState, pkp.token, 0, [], keccak(b"state")),
        (network.PKPHelper.owner,),
    )


def test_what_anybody_may_do_concerns_only_himself(living, alice, bob):
    nft, helper, permissions = living.PKPNFT, living.PKPHelper, living.PKPPermissions
    pkp = mint(living, alice)
    permissions.addPermittedAction(pkp.token, CID, [1], sender=alice)
    permissions.addPermittedAuthMethod(pkp.token, (3, b"credential", b"cose"), [1], sender=alice)
    permissions.setRootHash(pkp.token, 0, keccak(b"state"), sender=alice)
    before = state(living, pkp)
    lists = ([2], [CID], [b""], [[1]], True, False)
    types = ([CID], [[1]], [alice], [[1]], *lists)
    ids = [keccak(KEY_ID + bytes([at])) for at in range(6)]
    signed = {key: [each.node.sign(key) for each in living.validators] for key in ids}
    calls = [
        (nft.setApprovalForAll, (alice, True), 0),
        (nft.mintNext, (2,), 1),
        (nft.mintGrantAndBurnNext, (2, CID), 1),
        (nft["claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[])"], (2, ids[0], signed[ids[0]]), 1),
        (
            nft["claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[],address)"],
            (2, ids[1], signed[ids[1]], living.Staking),
            1,
        ),
        (helper.mintNextAndAddAuthMethods, (2, *lists), 1),
        (helper.mintNextAndAddAuthMethodsWithTypes, (2, *types), 1),
        (helper.claimAndMintNextAndAddAuthMethods, ((2, ids[2], signed[ids[2]]), (2, *types)), 1),
        (helper.claimAndMintNextAndAddAuthMethodsWithTypes, ((2, ids[3], signed[ids[3]]), (2, *types)), 1),
        (helper.claimAndMintNextAndAddAuthMethodsWithTypesV2, ((2, ids[4], signed[ids[4]], ZERO), (2, *types)), 1),
    ]
    names = {call.entries[0]["name"] for call, _, _ in calls}
    assert names == set().union(*OPEN.values())
    for call, arguments, value in calls:
        for log in call(*arguments, sender=bob, value=value).logs:
            assert pkp.token.to_bytes(32, "big") not in log.topics
    assert state(living, pkp) == before
    assert nft.fails.transferFrom(alice, bob, pkp.token, sender=bob) == NOT_APPROVED


def test_an_owner_of_the_contracts_has_no_power_over_pkps(living, alice):
    """Root keys and routing data have no administrator either."""
    pkp = mint(living, alice)
    assert living.PKPNFT.fails.transferFrom(alice, living.owner, pkp.token, sender=living.owner) == NOT_APPROVED
    assert living.PKPPermissions.fails.addPermittedAddress(pkp.token, living.owner, [1]) == NOT_OWNER
    for name in CONTRACTS:
        words = {word.lower() for word in changing(name)}
        assert not any("admin" in word and word != "adminresetrootkeys" for word in words)
        assert not any("resolver" in word for word in words), "where the others are is fixed"
