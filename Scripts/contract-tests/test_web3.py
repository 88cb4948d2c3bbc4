"""The life of a PKP as an application meets it: web3.py with the published ABIs, for every number of root keys.

WEB3_IDS   key ids derived for each number of root keys (default 125)
"""

import os
import random

import pytest
from derivation import eth_address, next_key_id, point_of, secret_of, token_of, uncompressed
from eth_utils import keccak
from network import artifact, root_keys, root_secret
from web3.exceptions import ContractCustomError, ContractLogicError
from web3.logs import DISCARD

IDS = int(os.environ.get("WEB3_IDS", "125"))
COUNTS = range(2, 11)
SIGN_ANYTHING = 1


@pytest.fixture
def deployed(living):
    """The contracts of a living network as web3.py has them, by name."""
    w3 = living.chain.w3
    made = {
        name: w3.eth.contract(address=w3.to_checksum_address(contract.address), abi=artifact(name)["abi"])
        for name, contract in living.contracts.items()
    }
    return lambda name: made[name]


def with_roots(living, count):
    """The network with other root keys, for which its validators have voted."""
    living.PubkeyRouter.adminResetRootKeys(living.Staking, sender=living.owner)
    living.vote_root_keys(root_keys(count))
    return [root_secret(index) for index in range(count)]


def derived(key_id, secrets):
    return uncompressed(point_of(secret_of(key_id, secrets)))


def expected_key(w3, receipt, supply, secrets):
    """The key of a PKP that was minted as the next after `supply` others."""
    parent = w3.eth.get_block(receipt["blockNumber"])["parentHash"]
    return derived(next_key_id(supply, bytes(parent)), secrets)


@pytest.mark.parametrize("count", COUNTS)
def test_keys_on_chain_are_those_derived_off_it(living, deployed, alice, count):
    secrets, w3 = with_roots(living, count), living.chain.w3
    nft, helper, router = deployed("PKPNFT"), deployed("PKPHelper"), deployed("PubkeyRouter")
    cost = nft.functions.mintCost().call()

    supply = nft.functions.totalSupply().call()
    sent = nft.functions.mintNext(2).transact({"from": alice, "value": cost})
    receipt = w3.eth.get_transaction_receipt(sent)
    pubkey = expected_key(w3, receipt, supply, secrets)
    (minted,) = nft.events.PKPMinted().process_receipt(receipt, errors=DISCARD)
    assert minted["args"]["tokenId"] == token_of(pubkey) and minted["args"]["pubkey"] == pubkey
    assert int.from_bytes(receipt["logs"][0]["topics"][1], "big") == token_of(pubkey)
    assert nft.functions.ownerOf(token_of(pubkey)).call() == alice

    method = keccak(text="user:app")
    sent = helper.functions.mintNextAndAddAuthMethods(
        2, [6], [method], [b""], [[SIGN_ANYTHING]], True, True
    ).transact({"from": alice, "value": cost})
    receipt = w3.eth.get_transaction_receipt(sent)
    pubkey = expected_key(w3, receipt, supply + 1, secrets)
    token = token_of(pubkey)
    assert int.from_bytes(receipt["logs"][0]["topics"][1], "big") == token
    assert nft.functions.getPubkey(token).call() == pubkey
    assert nft.functions.ownerOf(token).call().lower() == eth_address(pubkey)
    permissions = deployed("PKPPermissions").functions
    assert permissions.getTokenIdsForAuthMethod(6, method).call() == [token]
    assert permissions.getPermittedAuthMethodScopes(token, 6, method, 4).call() == [False, True, False, False]

    draw = random.Random(f"ids {count}")
    staking = deployed("Staking").address
    for key_id in (draw.randbytes(32) for _ in range(IDS)):
        assert router.functions.getDerivedPubkey(staking, key_id).call() == derived(key_id, secrets)


def test_refusals_reach_web3_as_words_and_as_custom_errors(deployed, alice, bob):
    nft, permissions = deployed("PKPNFT"), deployed("PKPPermissions")
    cost = nft.functions.mintCost().call()
    with pytest.raises(ContractLogicError, match="You must pay exactly mint cost"):
        nft.functions.mintNext(2).call({"from": alice, "value": cost + 1})
    with pytest.raises(ContractCustomError) as refused:
        nft.functions.setMintCost(5).call({"from": bob})
    assert refused.value.data == "0x" + keccak(text="CallerNotOwner()")[:4].hex()
    nft.functions.mintNext(2).transact({"from": alice, "value": cost})
    token = nft.functions.tokenOfOwnerByIndex(alice, 0).call()
    with pytest.raises(ContractLogicError, match="Not PKP NFT owner"):
        permissions.functions.addPermittedAddress(token, bob, [SIGN_ANYTHING]).transact({"from": bob})


def test_a_credit_is_bought_and_read(living, deployed, alice):
    w3, nft = living.chain.w3, deployed("RateLimitNFT").functions
    midnight = (w3.eth.get_block("latest")["timestamp"] // 86400 + 3) * 86400
    cost = nft.calculateCost(500, midnight).call()
    w3.eth.get_transaction_receipt(nft.mint(midnight).transact({"from": alice, "value": cost}))
    credit = nft.tokenOfOwnerByIndex(alice, 0).call()
    capacity = nft.capacity(credit).call()
    assert capacity[0] >= 500 and capacity[1] == midnight
    assert nft.isExpired(credit).call() is False and nft.ownerOf(credit).call() == alice
