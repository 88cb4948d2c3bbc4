"""PKPNFT: mints, claims, and what its owner may do. Its life as an ERC-721 is in test_pkp_tokens.py."""

from pathlib import Path

import pytest
from contract import NO_REASON, ZERO
from derivation import N
from eth_utils import keccak
from network import Validator
from pkp import PKP, claimed, coming, mint, mint_logs

HERE = Path(__file__).parent
COST = "You must pay exactly mint cost"
CLAIM = "claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[])"
CLAIM_FROM = "claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[],address)"
KEY_ID = keccak(text="12345:app")
ROUTED = "PubkeyRouter: pubkey already has routing data"


def signatures(network, key_id, count=None):
    return [validator.node.sign(key_id) for validator in network.validators[:count]]


# Mints.


@pytest.mark.parametrize("roots", range(2, 11))
def test_mints_for_every_number_of_roots(network, bob, roots):
    """The keys are those that validators voted for; the derived ones are known beforehand."""
    network.live(root_keys=roots)
    nft, helper = network.PKPNFT, network.PKPHelper
    pkp = coming(network)
    assert nft.mintNext(2, sender=bob, value=1).logs == mint_logs(network, pkp, bob)
    pkp = coming(network)
    receipt = helper.mintNextAndAddAuthMethods(2, [4], [KEY_ID], [b""], [[1]], True, True, sender=bob, value=1)
    assert receipt.logs[:3] == mint_logs(network, pkp, helper) and nft.ownerOf(pkp.token) == pkp.address
    pkp = claimed(network, KEY_ID)
    assert nft[CLAIM](2, KEY_ID, signatures(network, KEY_ID), sender=bob, value=1).logs == mint_logs(network, pkp, bob)


def test_a_mint_derives_routes_and_gives_the_token(living, bob):
    network = living
    nft, router = network.PKPNFT, network.PubkeyRouter
    for kind in (2, 1, 2**256 - 1):
        pkp = coming(network)
        assert nft.call.mintNext(kind, sender=bob, value=1) == pkp.token
        assert nft.call.getNextDerivedKeyId() == pkp.key_id
        receipt = nft.mintNext(kind, sender=bob, value=1)
        assert receipt.logs == mint_logs(network, pkp, bob, kind)
        assert router.pubkeys(pkp.token) == (pkp.pubkey, kind, pkp.key_id) and router.isRouted(pkp.token)
        assert router.ethAddressToPkpId(pkp.address) == pkp.token
        assert nft.getPubkey(pkp.token) == pkp.pubkey and nft.getEthAddress(pkp.token) == pkp.address
        assert nft.ownerOf(pkp.token) == bob and nft.exists(pkp.token)
    assert network.chain.balance(nft) == 3


def test_two_mints_in_one_block_give_two_keys(living):
    churn = living.helper(HERE / "contracts/Churn.vy")
    receipt = churn.churn(living.PKPNFT, True, value=2)
    assert len({log.args.tokenId for log in receipt.logs if log.event == "PKPMinted"}) == 2


def test_mint_burn_mint_in_one_block_repeats_the_key_and_is_refused(living):
    churn = living.helper(HERE / "contracts/Churn.vy")
    assert churn.fails.churn(living.PKPNFT, False, value=2) == ROUTED


def test_the_cost_must_be_paid_exactly(living, bob):
    nft = living.PKPNFT
    given = signatures(living, KEY_ID)

    def refused(*values):
        for value in values:
            assert nft.fails.mintNext(2, sender=bob, value=value) == COST
            assert nft.fails.mintGrantAndBurnNext(2, b"\x12", sender=bob, value=value) == COST
            assert nft.fails[CLAIM](2, KEY_ID, given, sender=bob, value=value) == COST
            assert nft.fails[CLAIM_FROM](2, KEY_ID, given, living.Staking, sender=bob, value=value) == COST

    assert nft.mintCost() == 1
    refused(0, 2, 10**18)
    assert nft.setMintCost(10**15).logs == [nft.log.MintCostSet(10**15)]
    refused(0, 1, 10**15 - 1, 10**15 + 1)
    nft.mintNext(2, sender=bob, value=10**15)
    nft.setMintCost(0)
    nft.mintNext(2, sender=bob)
    refused(1)


def test_a_mint_without_key_type_is_refused(living, bob):
    nft = living.PKPNFT
    assert nft.fails.mintNext(0, sender=bob, value=1) == "This PKP has not been routed yet"
    assert nft.fails.mintGrantAndBurnNext(0, b"\x12", value=1) == "This PKP has not been routed yet"
    assert nft.fails[CLAIM](0, KEY_ID, signatures(living, KEY_ID), value=1) == "This PKP has not been routed yet"


def test_there_is_no_mint_without_root_keys(network):
    assert network.PKPNFT.fails.mintNext(2, value=1) == "PubkeyRouter: Failed public key calculation"


@pytest.mark.parametrize("name", ["PubkeyRouter", "Staking", "KeyDeriver"])
def test_a_missing_contract_is_told(living, name):
    living.register(name, ZERO)
    assert living.PKPNFT.fails.mintNext(2, value=1) == "Resolver: contract is not set"


def test_mint_to_a_contract_asks_it(living):
    nft = living.PKPNFT
    data = nft.encode.mintNext(2)
    pkp = coming(living)
    refusing = living.helper(HERE / "contracts/Receiver.vy", 2)
    assert refusing.fails.act(nft, data, value=1) == "not today"
    deaf = living.helper(HERE / "contracts/Receiver.vy", 3)
    assert deaf.fails.act(nft, data, value=1) == "ERC721: transfer to non ERC721Receiver implementer"
    willing = living.helper(HERE / "contracts/Receiver.vy", 0)
    pkp = coming(living)
    assert willing.act(nft, data, value=1).logs == [
        *mint_logs(living, pkp, willing),
        willing.log.Received(willing, ZERO, pkp.token, b""),
    ]


# Claims.


@pytest.mark.parametrize("form", [CLAIM, CLAIM_FROM])
def test_a_claim_mints_the_predicted_key(living, bob, form):
    nft, pkp = living.PKPNFT, claimed(living, KEY_ID)
    more = () if form == CLAIM else (living.Staking,)
    assert nft.call[form](2, KEY_ID, signatures(living, KEY_ID, 2), *more, sender=bob, value=1) == pkp.token
    receipt = nft[form](2, KEY_ID, signatures(living, KEY_ID, 2), *more, sender=bob, value=1)
    assert receipt.logs == mint_logs(living, pkp, bob)
    assert nft.ownerOf(pkp.token) == bob
    assert nft.fails[form](2, KEY_ID, signatures(living, KEY_ID), *more, sender=bob, value=1) == ROUTED
    nft.burn(pkp.token, sender=bob)
    assert nft.fails[form](2, KEY_ID, signatures(living, KEY_ID), *more, sender=bob, value=1) == ROUTED


def test_the_second_log_of_a_claim_names_the_token(living):
    receipt = living.PKPNFT[CLAIM](2, KEY_ID, signatures(living, KEY_ID), value=1)
    token = claimed(living, KEY_ID).token.to_bytes(32, "big")
    assert receipt.logs[0].topics[1] == receipt.logs[1].topics[1] == token


def test_a_claim_names_no_staking_contract_but_the_networks_own(living, alice):
    nft, given = living.PKPNFT, signatures(living, KEY_ID)
    foreign = living.helper(HERE / "contracts/OneValidator.vy", alice)
    living.PubkeyRouter.voteForRootKeys(foreign, living.root_keys, sender=alice)
    for other in (foreign, alice, nft, living.StakingBalances):
        assert nft.fails[CLAIM_FROM](2, KEY_ID, [alice.sign(KEY_ID)], other, sender=alice, value=1) == (
            "PKPNFT: not the staking contract of this network"
        )
    pkp = claimed(living, KEY_ID)
    assert nft[CLAIM_FROM](2, KEY_ID, given, ZERO, sender=alice, value=1).logs == mint_logs(living, pkp, alice)


def test_claims_with_bad_signatures_are_refused(living, alice, bob):
    nft = living.PKPNFT
    one, two, three = signatures(living, KEY_ID)
    r, s, v = two
    high = (r, (N - int.from_bytes(s, "big")).to_bytes(32, "big"), 55 - v)
    stranger = alice.sign(KEY_ID)
    cases = [
        ([], "PubkeyRouter: incorrect number of signatures on a given root key"),
        ([one], "PubkeyRouter: incorrect number of signatures on a given root key"),
        ([one, one], "PubkeyRouter: signer has already signed"),
        ([one, two, one], "PubkeyRouter: signer has already signed"),
        ([one, high], "ECDSA: invalid signature 's' value"),
        ([one, (r, s, 0)], "ECDSA: invalid signature"),
        ([one, stranger], "PubkeyRouter: signer is not active validator"),
        ([one, two, stranger], "PubkeyRouter: signer is not active validator"),
        ([one, living.validators[1].node.sign(keccak(KEY_ID))], "PubkeyRouter: signer is not active validator"),
        ([one, two] * 65, NO_REASON),
    ]
    for given, reason in cases:
        assert nft.fails[CLAIM](2, KEY_ID, given, sender=bob, value=1) == reason
        assert nft.fails[CLAIM_FROM](2, KEY_ID, given, living.Staking, sender=bob, value=1) == reason
    assert nft.fails[CLAIM](2, keccak(KEY_ID), [one, two, three], sender=bob, value=1) == (
        "PubkeyRouter: signer is not active validator"
    )


def test_signatures_of_those_who_left_do_not_count(living, bob):
    leaving = living.validators[0]
    living.join(Validator(3))
    living.Staking.requestToLeave(sender=leaving.staker)
    living.next_epoch()
    assert not living.Staking.isActiveValidatorByNodeAddress(leaving.node)
    given = [leaving.node.sign(KEY_ID), living.validators[1].node.sign(KEY_ID)]
    assert living.PKPNFT.fails[CLAIM](2, KEY_ID, given, sender=bob, value=1) == (
        "PubkeyRouter: signer is not active validator"
    )


def test_a_claim_of_the_empty_id_is_refused(living):
    nothing = bytes(32)
    assert living.PKPNFT.fails[CLAIM](2, nothing, signatures(living, nothing), value=1) == (
        "This PKP has not been routed yet"
    )


# Mint, grant and burn.


def test_grant_and_burn_leaves_an_action_that_nobody_can_change(living, bob):
    nft, permissions = living.PKPNFT, living.PKPPermissions
    cid = bytes.fromhex("1220") + keccak(text="code")
    pkp = coming(living)
    assert nft.call.mintGrantAndBurnNext(2, cid, sender=bob, value=1) == pkp.token
    method = permissions.getAuthMethodId(2, cid)
    assert nft.mintGrantAndBurnNext(2, cid, sender=bob, value=1).logs == [
        *mint_logs(living, pkp, nft),
        permissions.log.PermittedAuthMethodScopeAdded(pkp.token, method, cid, 1),
        permissions.log.PermittedAuthMethodAdded(pkp.token, 2, cid, b""),
        nft.log.Transfer(nft, ZERO, pkp.token),
    ]
    assert not nft.exists(pkp.token) and nft.totalSupply() == 0 and nft.balanceOf(nft) == 0
    assert nft.getPubkey(pkp.token) == pkp.pubkey
    assert permissions.getPermittedActions(pkp.token) == [cid]
    assert permissions.getPermittedAddresses(pkp.token) == []
    assert permissions.isPermittedAction(pkp.token, cid) and not permissions.isPermittedAddress(pkp.token, bob)
    assert permissions.getPermittedAuthMethodScopes(pkp.token, 2, cid, 3) == [False, True, False]
    for sender in (bob, living.owner, nft, living.PKPHelper):
        assert permissions.fails.removePermittedAction(pkp.token, cid, sender=sender) == "ERC721: invalid token ID"
    assert nft.fails.mintGrantAndBurnNext(2, bytes(513), value=1) == NO_REASON


# What is known, and what the owner may do.


def test_names_and_addresses(living):
    nft = living.PKPNFT
    assert (nft.name(), nft.symbol(), nft.owner()) == ("Programmable Keypair", "PKP", living.owner)
    assert nft.getRouterAddress() == living.PubkeyRouter.address
    assert nft.getPkpPermissionsAddress() == living.PKPPermissions.address
    assert nft.getPkpNftMetadataAddress() == living.PKPNFTMetadata.address
    assert nft.getStakingAddress() == living.Staking.address
    assert nft.prefixed(KEY_ID) == keccak(b"\x19Ethereum Signed Message:\n32" + KEY_ID)
    assert nft.deployment.logs == [
        nft.log.OwnershipTransferred(ZERO, living.owner),
        nft.log.ContractResolverAddressSet(living.ContractResolver),
    ]
    for known in ("01ffc9a7", "80ac58cd", "5b5e139f", "780e9d63"):
        assert nft.supportsInterface(bytes.fromhex(known))
    for unknown in ("ffffffff", "00000000", "150b7a02", "7965db0b"):
        assert not nft.supportsInterface(bytes.fromhex(unknown))


def test_contracts_are_looked_up_at_each_call(living, alice):
    nft = living.PKPNFT
    for name, view in (
        ("PubkeyRouter", nft.getRouterAddress),
        ("PKPPermissions", nft.getPkpPermissionsAddress),
        ("PKPNFTMetadata", nft.getPkpNftMetadataAddress),
        ("Staking", nft.getStakingAddress),
    ):
        living.register(name, alice)
        assert view() == alice


def test_unknown_tokens(living):
    nft = living.PKPNFT
    for token in (0, 1, 2**256 - 1):
        assert nft.getPubkey(token) == b"" and not nft.exists(token)
        assert nft.fails.getEthAddress(token) == "slice_outOfBounds"
        assert nft.fails.tokenURI(token) == "ERC721: invalid token ID"


def test_the_next_key_id_depends_on_supply_and_block(living, bob):
    nft = living.PKPNFT
    seen = set()
    for _ in range(3):
        seen.add(nft.call.getNextDerivedKeyId())
        mint(living, bob)
    living.chain.mine()
    seen.add(nft.call.getNextDerivedKeyId())
    assert len(seen) == 4 and nft.call.getNextDerivedKeyId() == coming(living).key_id


def test_the_owner_withdraws_what_was_paid(living, alice, bob):
    nft, chain = living.PKPNFT, living.chain
    nft.setMintCost(10**18)
    for _ in range(3):
        mint(living, bob)
    assert nft.fails.withdraw(sender=bob) == nft.error.CallerNotOwner()
    nft.transferOwnership(alice)
    before = chain.balance(alice)
    assert nft.withdraw(sender=alice).logs == [nft.log.Withdrew(3 * 10**18)]
    assert chain.balance(alice) == before + 3 * 10**18 and chain.balance(nft) == 0
    assert nft.withdraw(sender=alice).logs == [nft.log.Withdrew(0)]


def test_a_withdrawal_that_its_receiver_refuses_is_undone(living, bob):
    nft = living.PKPNFT
    mint(living, bob)
    refusing = living.helper(HERE / "contracts/Receiver.vy", 3)
    nft.transferOwnership(refusing)
    assert nft.fails.withdraw(sender=refusing) == NO_REASON
    assert living.chain.balance(nft) == 1


def test_ownership_moves(living, alice, bob):
    nft = living.PKPNFT
    assert nft.fails.transferOwnership(alice, sender=alice) == nft.error.CallerNotOwner()
    assert nft.fails.transferOwnership(ZERO) == "Ownable: new owner is the zero address"
    assert nft.transferOwnership(alice).logs == [nft.log.OwnershipTransferred(living.owner, alice)]
    assert nft.owner() == alice
    assert nft.fails.setMintCost(5) == nft.error.CallerNotOwner()
    nft.setMintCost(5, sender=alice)


def test_ether_is_taken_for_mints_only(living, bob):
    nft = living.PKPNFT
    assert nft.raw_fails(b"", value=1) == NO_REASON
    assert nft.raw_fails(nft.encode.setMintCost(1), sender=living.owner, value=1) == NO_REASON
    assert nft.raw_fails(bytes.fromhex("deadbeef")) == NO_REASON


def test_the_example_of_a_claim_needs_no_chain_to_know_its_key(living):
    assert claimed(living, KEY_ID) == PKP(KEY_ID, living.PubkeyRouter.getDerivedPubkey(living.Staking, KEY_ID))
