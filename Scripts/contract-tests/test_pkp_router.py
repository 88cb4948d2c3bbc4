"""PubkeyRouter: the vote for root keys, routing data, and signatures of nodes."""

from pathlib import Path

import pytest
from contract import NO_REASON, ZERO
from derivation import N, compressed, eth_address, point_of, secret_of, token_of, uncompressed
from eth_utils import keccak, to_checksum_address
from network import (
    BLS,
    BLS_ROOT,
    ENV_PROD,
    ENV_STAGING,
    SECP256K1,
    Network,
    Validator,
    artifact,
    root_keys,
    root_secret,
)

HERE = Path(__file__).parent
KEYS = root_keys(3)
MESSAGE = keccak(text="a key id")
NOT_ACTIVE = "PubkeyRouter: txn sender is not active validator"
CLOSED = "PubkeyRouter: root keys already set for this staking contract"
VOTED = "PubkeyRouter: validator has already voted for this root key"
TOO_FEW = "PubkeyRouter: incorrect number of signatures on a given root key"
EMPTY = (b"", 0, bytes(32))


@pytest.fixture
def voting(chain):
    """Three validators in the second epoch, who have not voted."""
    return Network(chain).deploy().live(root_keys=0)


def nodes(network):
    return [validator.node for validator in network.validators]


def set_logs(network, keys):
    return [network.PubkeyRouter.log.RootKeySet(network.Staking, key) for key in keys]


# Construction.


def test_the_constructor_tells_owner_and_resolver(network):
    router, resolver = network.PubkeyRouter, network.ContractResolver
    assert router.deployment.logs == [
        router.log.OwnershipTransferred(ZERO, network.owner),
        router.log.ContractResolverAddressSet(resolver),
    ]
    assert router.owner() == network.owner and router.getPkpNftAddress() == network.PKPNFT.address


def test_the_constructor_refuses_what_cannot_be(network, alice):
    made = artifact("PubkeyRouter")
    for arguments, reason in (
        ((ZERO, 0, alice), "Resolver: the resolver is the zero address"),
        ((alice, 3, alice), "Resolver: unknown environment"),
        ((alice, 0, ZERO), "Ownable: new owner is the zero address"),
    ):
        assert network.chain.deploy_fails(made["abi"], made["bytecode"], *arguments) == reason


# The vote.


def test_a_key_is_set_when_every_validator_has_voted_for_it(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    first, second, last = nodes(voting)
    for node in (first, second):
        assert router.voteForRootKeys(staking, KEYS, sender=node).logs == []
        assert router.getRootKeys(staking) == []
    assert router.fails.getDerivedPubkey(staking, MESSAGE) == "PubkeyRouter: Failed public key calculation"
    assert router.voteForRootKeys(staking, KEYS, sender=last).logs == set_logs(voting, KEYS)
    assert router.getRootKeys(staking) == KEYS
    for node in nodes(voting):
        assert router.fails.voteForRootKeys(staking, KEYS, sender=node) == CLOSED
        assert router.fails.voteForRootKeys(staking, [], sender=node) == CLOSED


def test_the_order_is_that_of_the_last_vote(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    first, second, last = nodes(voting)
    router.voteForRootKeys(staking, KEYS, sender=first)
    router.voteForRootKeys(staking, KEYS[::-1], sender=second)
    order = [KEYS[2], KEYS[0], KEYS[3], KEYS[1]]
    assert router.voteForRootKeys(staking, order, sender=last).logs == set_logs(voting, order)
    assert router.getRootKeys(staking) == order


def test_votes_may_come_one_by_one_but_the_first_key_closes_the_list(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    first, second, last = nodes(voting)
    for key in KEYS:
        router.voteForRootKeys(staking, [key], sender=first)
    router.voteForRootKeys(staking, KEYS, sender=second)
    assert router.voteForRootKeys(staking, KEYS[1:2], sender=last).logs == set_logs(voting, KEYS[1:2])
    assert router.fails.voteForRootKeys(staking, KEYS[2:], sender=last) == CLOSED


def test_keys_without_unanimity_are_not_set(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    first, second, last = nodes(voting)
    other = (compressed(point_of(99)), SECP256K1)
    router.voteForRootKeys(staking, KEYS, sender=first)
    router.voteForRootKeys(staking, [KEYS[0], other, KEYS[2]], sender=second)
    assert router.voteForRootKeys(staking, KEYS, sender=last).logs == set_logs(voting, [KEYS[0], KEYS[2]])


def test_a_vote_is_for_a_key_with_its_type(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    first, second, last = nodes(voting)
    key = KEYS[1][0]
    router.voteForRootKeys(staking, [(key, SECP256K1)], sender=first)
    router.voteForRootKeys(staking, [(key, SECP256K1)], sender=second)
    assert router.voteForRootKeys(staking, [(key, BLS)], sender=last).logs == []
    assert router.voteForRootKeys(staking, [(key, SECP256K1)], sender=last).logs == set_logs(voting, [(key, SECP256K1)])


def test_nobody_votes_twice_for_a_key(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    node = nodes(voting)[0]
    assert router.fails.voteForRootKeys(staking, [KEYS[0], KEYS[1], KEYS[0]], sender=node) == VOTED
    router.voteForRootKeys(staking, KEYS[:2], sender=node)
    assert router.fails.voteForRootKeys(staking, KEYS, sender=node) == VOTED
    assert router.fails.voteForRootKeys(staking, KEYS[1:], sender=node) == VOTED
    assert router.voteForRootKeys(staking, KEYS[2:], sender=node).logs == []


def test_a_validator_does_not_vote_again_with_another_node_address(voting, account):
    router, staking = voting.PubkeyRouter, voting.Staking
    validator, other = voting.validators[0], account("another node")
    router.voteForRootKeys(staking, KEYS, sender=validator.node)
    ip, ipv6, port, _, sender, receiver = validator.record
    staking.setIpPortNodeAddressAndCommunicationPubKeys(
        ip, ipv6, port, other, sender, receiver, sender=validator.staker
    )
    assert staking.isActiveValidatorByNodeAddress(other)
    assert router.fails.voteForRootKeys(staking, KEYS, sender=other) == VOTED


def test_only_nodes_of_current_validators_vote(voting, alice):
    router, staking = voting.PubkeyRouter, voting.Staking
    coming = Validator(3)
    voting.join(coming)
    for stranger in (alice, voting.owner, coming.node, voting.validators[0].staker, staking, ZERO):
        assert router.fails.voteForRootKeys(staking, KEYS, sender=stranger) == NOT_ACTIVE
    voting.next_epoch()
    assert router.voteForRootKeys(staking, KEYS, sender=coming.node).logs == []


def test_nobody_votes_before_the_first_epoch_ends(network):
    network.join(Validator(0))
    assert network.PubkeyRouter.fails.voteForRootKeys(network.Staking, KEYS, sender=Validator(0).node) == NOT_ACTIVE


def test_a_foreign_staking_contract_sets_only_its_own_keys(voting, alice, bob):
    router, staking = voting.PubkeyRouter, voting.Staking
    foreign = voting.helper(HERE / "contracts/OneValidator.vy", alice)
    keys = root_keys(2)
    assert router.voteForRootKeys(foreign, keys, sender=alice).logs == [
        router.log.RootKeySet(foreign, key) for key in keys
    ]
    assert router.getRootKeys(foreign) == keys and router.getRootKeys(staking) == []
    assert router.fails.voteForRootKeys(staking, keys, sender=alice) == NOT_ACTIVE
    assert router.fails.voteForRootKeys(bob, keys, sender=alice) == NO_REASON, "an account is no staking contract"
    assert voting.PKPNFT.fails.mintNext(2, value=1) == "PubkeyRouter: Failed public key calculation"


def test_bounds_of_root_keys(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    many = [(compressed(point_of(1 + index)), SECP256K1) for index in range(24)]
    longest = [(b"\x01" * 96, 255)]
    first, second, last = nodes(voting)
    assert router.fails.voteForRootKeys(staking, many + KEYS[:1], sender=first) == NO_REASON
    assert router.fails.voteForRootKeys(staking, [(bytes(97), 1)], sender=first) == NO_REASON
    for kind in (256, 2**256 - 1):
        assert router.fails.voteForRootKeys(staking, [(b"", kind)], sender=first) == "PubkeyRouter: unknown key type"
    for node in (first, second, last):
        router.voteForRootKeys(staking, many[:23] + longest, sender=node)
    assert router.getRootKeys(staking) == many[:23] + longest


# The reset.


def test_a_reset_clears_keys_and_votes(voting, alice):
    router, staking = voting.PubkeyRouter, voting.Staking
    router.voteForRootKeys(staking, KEYS, sender=nodes(voting)[0])
    assert router.fails.adminResetRootKeys(staking, sender=alice) == router.error.CallerNotOwner()
    assert router.adminResetRootKeys(staking).logs == [router.log.RootKeysReset(staking)]
    for node in nodes(voting)[:2]:
        assert router.voteForRootKeys(staking, KEYS, sender=node).logs == [], "a vote from before the reset counted"
    assert router.voteForRootKeys(staking, KEYS, sender=nodes(voting)[2]).logs == set_logs(voting, KEYS)
    router.adminResetRootKeys(staking)
    assert router.getRootKeys(staking) == []
    other = root_keys(5)
    voting.vote_root_keys(other)
    assert router.getRootKeys(staking) == other


def test_a_reset_concerns_one_staking_contract(living, alice):
    router = living.PubkeyRouter
    router.adminResetRootKeys(alice)
    assert router.getRootKeys(living.Staking) == KEYS


@pytest.mark.parametrize("env", [ENV_STAGING, ENV_PROD])
def test_there_is_no_reset_outside_development(start_network, env, alice):
    router = start_network(env=env).deploy("ContractResolver", "PubkeyRouter").PubkeyRouter
    assert router.fails.adminResetRootKeys(alice) == "PubkeyRouter: root keys can be reset in development only"
    assert router.fails.adminResetRootKeys(alice, sender=alice) == router.error.CallerNotOwner()


# Derived keys and routing data.


def test_keys_derive_from_the_secp256k1_roots_in_their_order(living):
    secrets = [root_secret(index) for index in range(3)]
    expected = uncompressed(point_of(secret_of(MESSAGE, secrets)))
    assert living.PubkeyRouter.getDerivedPubkey(living.Staking, MESSAGE) == expected


def test_a_missing_deriver_is_told(living):
    living.register("KeyDeriver", ZERO)
    assert living.PubkeyRouter.fails.getDerivedPubkey(living.Staking, MESSAGE) == "Resolver: contract is not set"
    assert living.PKPNFT.fails.mintNext(2, value=1) == "Resolver: contract is not set"


def test_routing_data_comes_from_the_nft_contract_only(living, alice):
    router, nft, staking = living.PubkeyRouter, living.PKPNFT, living.Staking
    pubkey = uncompressed(point_of(77))
    token, address = token_of(pubkey), to_checksum_address(eth_address(pubkey))
    for stranger in (alice, living.owner, staking, router, living.PKPHelper, ZERO):
        assert router.fails.setRoutingData(token, pubkey, staking, 2, MESSAGE, sender=stranger) == (
            "setRoutingData must be called by PKPNFT contract"
        )
    for wrong in (0, token ^ 1, 2**256 - 1):
        assert router.fails.setRoutingData(wrong, pubkey, staking, 2, MESSAGE, sender=nft) == (
            "tokenId does not match hashed pubkey"
        )
    for wrong in (b"", b"\x04", compressed(point_of(77)), b"\x05" + pubkey[1:], pubkey[:64]):
        assert router.fails.setRoutingData(token_of(wrong), wrong, staking, 2, MESSAGE, sender=nft) == (
            "PubkeyRouter: not an uncompressed pubkey"
        )
    assert router.fails.setRoutingData(token, pubkey + b"\x00", staking, 2, MESSAGE, sender=nft) == NO_REASON
    assert router.setRoutingData(token, pubkey, staking, 2, MESSAGE, sender=nft).logs == [
        router.log.PubkeyRoutingDataSet(token, pubkey, staking, 2, MESSAGE)
    ]
    assert router.fails.setRoutingData(token, pubkey, staking, 2, MESSAGE, sender=nft) == (
        "PubkeyRouter: pubkey already has routing data"
    )
    assert router.pubkeys(token) == router.getRoutingData(token) == (pubkey, 2, MESSAGE)
    assert router.getPubkey(token) == pubkey and router.isRouted(token)
    assert router.getEthAddress(token) == address and router.ethAddressToPkpId(address) == token


@pytest.mark.parametrize(("kind", "key_id"), [(0, MESSAGE), (2, bytes(32)), (0, bytes(32))])
def test_a_route_without_type_or_id_is_none(living, kind, key_id):
    router, pubkey = living.PubkeyRouter, uncompressed(point_of(78))
    router.setRoutingData(token_of(pubkey), pubkey, living.Staking, kind, key_id, sender=living.PKPNFT)
    assert not router.isRouted(token_of(pubkey)) and router.pubkeys(token_of(pubkey)) == (pubkey, kind, key_id)


def test_what_is_said_of_unknown_tokens(living, alice):
    router = living.PubkeyRouter
    for token in (0, 1, 2**256 - 1):
        assert router.pubkeys(token) == router.getRoutingData(token) == EMPTY
        assert router.getPubkey(token) == b"" and not router.isRouted(token)
        assert router.fails.getEthAddress(token) == "slice_outOfBounds"
    assert router.ethAddressToPkpId(alice) == 0


def test_addresses_of_keys(network):
    router = network.PubkeyRouter
    for secret in (1, 2, N - 1, 2**255):
        pubkey = uncompressed(point_of(secret))
        address = to_checksum_address(eth_address(pubkey))
        assert router.deriveEthAddressFromPubkey(pubkey) == address
        assert router.deriveEthAddressFromPubkey(pubkey + b"more") == address
        for length in (0, 33, 64):
            assert router.fails.deriveEthAddressFromPubkey(pubkey[:length]) == "slice_outOfBounds"
    assert router.fails.deriveEthAddressFromPubkey(bytes(129)) == NO_REASON


# Signatures of nodes.


def test_enough_signatures_of_different_validators_are_accepted(living):
    router, staking = living.PubkeyRouter, living.Staking
    signatures = [node.sign(MESSAGE) for node in nodes(living)]
    assert staking.currentValidatorCountForConsensus() == 2
    assert router.checkNodeSignatures(signatures, MESSAGE, staking)
    assert router.checkNodeSignatures(signatures[::-1], MESSAGE, staking)
    for pair in (signatures[:2], signatures[1:], [signatures[2], signatures[0]]):
        assert router.checkNodeSignatures(pair, MESSAGE, staking)
    for few in ([], signatures[:1]):
        assert router.fails.checkNodeSignatures(few, MESSAGE, staking) == TOO_FEW


@pytest.mark.parametrize("length", [0, 1, 9, 10, 31, 99, 100, 1000, 1024])
def test_messages_of_any_length_are_prefixed_as_wallets_do(living, length):
    message = bytes(range(256)) * 4
    signatures = [node.sign(message[:length]) for node in nodes(living)]
    assert living.PubkeyRouter.checkNodeSignatures(signatures, message[:length], living.Staking)
    assert living.PubkeyRouter.fails.checkNodeSignatures(signatures, message + b"1", living.Staking) == NO_REASON


def test_a_signer_counts_once(living):
    router, staking = living.PubkeyRouter, living.Staking
    first, second, _ = (node.sign(MESSAGE) for node in nodes(living))
    for repeated in ([first, first], [first, second, first], [second, first, first]):
        assert router.fails.checkNodeSignatures(repeated, MESSAGE, staking) == "PubkeyRouter: signer has already signed"


def test_the_higher_s_is_refused(living):
    router, staking = living.PubkeyRouter, living.Staking
    first, second, _ = (node.sign(MESSAGE) for node in nodes(living))
    r, s, v = second
    mirrored = (r, (N - int.from_bytes(s, "big")).to_bytes(32, "big"), 55 - v)
    assert router.fails.checkNodeSignatures([first, mirrored], MESSAGE, staking) == "ECDSA: invalid signature 's' value"
    half = N // 2
    for s, reason in (
        (half + 1, "ECDSA: invalid signature 's' value"),
        (half, "PubkeyRouter: signer is not active validator"),
    ):
        made = (r, s.to_bytes(32, "big"), v)
        assert router.fails.checkNodeSignatures([first, made], MESSAGE, staking) == reason


def test_signatures_that_are_none_are_refused(living):
    router, staking = living.PubkeyRouter, living.Staking
    first, second, _ = (node.sign(MESSAGE) for node in nodes(living))
    r, s, _ = second
    for wrong in [(r, s, v) for v in (0, 1, 26, 29, 255)] + [
        (bytes(32), s, 27),
        (r, bytes(32), 28),
        (b"\xff" * 32, s, 27),
    ]:
        assert router.fails.checkNodeSignatures([first, wrong], MESSAGE, staking) == "ECDSA: invalid signature"


def test_only_active_validators_sign_and_every_signature_counts(living, alice):
    router, staking = living.PubkeyRouter, living.Staking
    good = [node.sign(MESSAGE) for node in nodes(living)]
    coming = Validator(3)
    living.join(coming)
    strangers = [alice.sign(MESSAGE), coming.node.sign(MESSAGE), living.validators[0].staker.sign(MESSAGE)]
    strangers += [nodes(living)[0].sign(bytes(32)), nodes(living)[0].sign_hash(MESSAGE)]
    for wrong in strangers:
        for signatures in ([wrong, good[1]], [good[1], wrong], [*good, wrong]):
            assert router.fails.checkNodeSignatures(signatures, MESSAGE, staking) == (
                "PubkeyRouter: signer is not active validator"
            )


def test_one_validator_alone_must_sign_too(chain, account):
    """Its staking contract counts a threshold of none."""
    network = Network(chain).deploy()
    node = account("alone")
    foreign = network.helper(HERE / "contracts/OneValidator.vy", node)
    router = network.PubkeyRouter
    assert foreign.currentValidatorCountForConsensus() == 0
    assert router.fails.checkNodeSignatures([], MESSAGE, foreign) == TOO_FEW
    assert router.checkNodeSignatures([node.sign(MESSAGE)], MESSAGE, foreign)


def test_the_bound_of_signatures(living):
    signature = nodes(living)[0].sign(MESSAGE)
    assert living.PubkeyRouter.fails.checkNodeSignatures([signature] * 129, MESSAGE, living.Staking) == NO_REASON
    assert living.PubkeyRouter.fails.checkNodeSignatures([signature] * 128, MESSAGE, living.Staking) == (
        "PubkeyRouter: signer has already signed"
    )


def test_keys_of_any_length_and_type_are_kept_as_they_are(voting):
    router, staking = voting.PubkeyRouter, voting.Staking
    keys = [
        (bytes(range(length)), kind)
        for length, kind in ((0, 0), (1, 1), (31, 2), (32, 3), (33, 0), (48, 1), (65, 2), (95, 8))
    ]
    voting.vote_root_keys(keys)
    assert router.getRootKeys(staking) == keys


def test_a_bls_key_is_no_root_of_pkps(living):
    assert living.PubkeyRouter.getRootKeys(living.Staking)[0] == (BLS_ROOT, BLS)
