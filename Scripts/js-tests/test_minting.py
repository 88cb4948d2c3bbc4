"""PKPs made by the SDK: who owns them, what they permit, and whether their keys are the ones of the root keys."""

import json

import pytest
from derivation import eth_address, next_key_id, point_of, secret_of, token_of, uncompressed
from eth_account import Account
from eth_account.messages import encode_defunct
from eth_utils import keccak, to_checksum_address
from network import root_secret
from sdk import in_bytes

SECRETS = [root_secret(index) for index in range(3)]
ROUTED = "0651cc1852188054ab1dc1f39e0a543b236620b2d303cdcf5ca15adc97c272be"


def public_key_of(key_id):
    return uncompressed(point_of(secret_of(key_id, SECRETS)))


def address_of(public_key):
    return to_checksum_address(eth_address(public_key))


def check_pkp(network, read, receipt, pkp, key_id=None):
    """That the answer names the token of this transaction, and that its key comes from the root keys."""
    if key_id is None:
        parent = network.chain.w3.eth.get_block(receipt["blockNumber"] - 1)["hash"]
        key_id = next_key_id(read("PKPNFT").functions.totalSupply().call() - 1, bytes(parent))
    public_key = public_key_of(key_id)
    assert bytes.fromhex(pkp["publicKey"]) == public_key
    assert int(pkp["tokenId"], 16) == token_of(public_key) and pkp["ethAddress"] == address_of(public_key)
    assert receipt["logs"][0]["topics"][0] == "0x" + ROUTED
    assert read("PKPNFT").functions.getPubkey(token_of(public_key)).call() == public_key
    assert read("PubkeyRouter").functions.getRoutingData(token_of(public_key)).call() == (public_key, 2, key_id)
    return token_of(public_key), address_of(public_key)


def permitted(read, token):
    return read("PKPPermissions").functions.getPermittedAuthMethods(token).call()


def scopes(read, token, kind, id):
    flags = read("PKPPermissions").functions.getPermittedAuthMethodScopes(token, kind, id, 4).call()
    return [scope for scope, set in enumerate(flags) if set]


def test_mint_with_a_wallet_as_auth_method(contracts, network, read, user):
    before = network.chain.balance(network.PKPNFT)
    method = {"authMethodType": 1, "accessToken": json.dumps({"address": user.address, "sig": "0x"})}
    made = contracts.call("mintWithAuth", {"authMethod": method, "scopes": [1, 2]})
    token, address = check_pkp(network, read, made["tx"], made["pkp"])
    # The PKP owns itself, and permits itself without scopes.
    assert read("PKPNFT").functions.ownerOf(token).call() == address
    id = keccak(text=f"{user.address}:lit")
    assert permitted(read, token) == [(1, id, b""), (1, bytes.fromhex(address[2:]), b"")]
    assert scopes(read, token, 1, id) == [1, 2] and scopes(read, token, 1, bytes.fromhex(address[2:])) == []
    assert network.chain.balance(network.PKPNFT) == before + 1
    assert read("PKPPermissions").functions.getTokenIdsForAuthMethod(1, id).call() == [token]


@pytest.mark.parametrize("form", ["text", "bytes"])
def test_mint_with_an_auth_method_of_ones_own(contracts, network, read, form):
    id = "app:alice" if form == "text" else in_bytes(b"app:alice")
    made = contracts.call("mintWithCustomAuth", {"authMethodId": id, "authMethodType": 696969, "scopes": [2]})
    token, address = check_pkp(network, read, made["tx"], made["pkp"])
    assert permitted(read, token)[0] == (696969, b"app:alice", b"")
    assert scopes(read, token, 696969, b"app:alice") == [2]


def test_mint_with_a_public_key_and_scopes_in_other_forms(contracts, network, read):
    key = bytes(range(77))
    made = contracts.call(
        "mintWithAuth",
        {
            "authMethod": {"authMethodType": 3, "accessToken": "unused"},
            "authMethodId": in_bytes(keccak(b"credential")),
            "pubkey": "0x" + key.hex(),
            "scopes": ["1", {"$number": "0x2"}],
        },
    )
    token, _ = check_pkp(network, read, made["tx"], made["pkp"])
    assert permitted(read, token)[0] == (3, keccak(b"credential"), key)
    assert scopes(read, token, 3, keccak(b"credential")) == [1, 2]


def test_mint_for_oneself_and_list_what_one_has(contracts, network, read, user, stranger):
    tokens = []
    for _ in range(3):
        made = contracts.call("pkpNftContractUtils.write.mint")
        assert made["tokenId"] == made["pkp"]["tokenId"]
        token, address = check_pkp(network, read, made["res"], made["pkp"])
        assert read("PKPNFT").functions.ownerOf(token).call() == user.address and permitted(read, token) == []
        tokens.append((token, address))
    assert contracts.call("pkpNftContractUtils.read.getTokensByAddress", user.address) == [
        str(token) for token, _ in tokens
    ]
    assert contracts.call("pkpNftContractUtils.read.getTokensByAddress", stranger.address) == []
    assert contracts.call("pkpNftContractUtils.read.getTokens", 2) == [str(token) for token, _ in tokens[:2]]
    assert len(contracts.call("pkpNftContractUtils.read.getTokens", 100)) == 3
    found = contracts.call("pkpNftContractUtils.read.getTokensInfoByAddress", user.address)
    assert [(int(each["tokenId"]), each["ethAddress"]) for each in found] == tokens


def test_a_changed_price_is_paid(contracts, network, read, user):
    network.PKPNFT.setMintCost(12345, sender=network.owner)
    assert contracts.call("pkpNftContract.read.mintCost") == 12345
    contracts.call("pkpNftContractUtils.write.mint")
    assert network.chain.balance(network.PKPNFT) == 12345


def signatures(network, key_id, count=2):
    made = []
    for validator in network.validators[:count]:
        r, s, v = validator.node.sign(key_id)
        made.append({"r": "0x" + r.hex(), "s": "0x" + s.hex(), "v": v})
    return made


def test_claim_a_key_that_nodes_signed_for(contracts, network, read, user):
    key_id = keccak(b"user id:app id")
    arguments = ("0x" + key_id.hex(), signatures(network, key_id))
    made = contracts.call("pkpNftContractUtils.write.claimAndMint", *arguments)
    public_key = public_key_of(key_id)
    pkp = {"tokenId": made["tokenId"], "publicKey": public_key.hex(), "ethAddress": address_of(public_key)}
    token, _ = check_pkp(network, read, made["res"], pkp, key_id)
    assert read("PKPNFT").functions.ownerOf(token).call() == user.address
    again = contracts.fails("pkpNftContractUtils.write.claimAndMint", *arguments)
    assert (again.kind, again.message) == ("TransactionError", "claimAndMint failed")
    assert "PubkeyRouter: pubkey already has routing data" in again.causes


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("too few", "PubkeyRouter: incorrect number of signatures on a given root key"),
        ("of a stranger", "PubkeyRouter: signer is not active validator"),
        ("for another key", "PubkeyRouter: signer is not active validator"),
    ],
)
def test_claims_are_refused_with(contracts, network, stranger, case, reason):
    key_id = keccak(b"user id:app id")
    given = signatures(network, key_id, 1 if case == "too few" else 2)
    if case == "of a stranger":
        signed = Account.sign_message(encode_defunct(primitive=key_id), stranger.key)
        given[1] = {"r": hex(signed.r), "s": hex(signed.s), "v": signed.v}
    wanted = keccak(b"another") if case == "for another key" else key_id
    error = contracts.fails("pkpNftContractUtils.write.claimAndMint", "0x" + wanted.hex(), given)
    assert error.message == "claimAndMint failed" and reason in error.causes


def test_one_node_signing_twice_is_one_signer(contracts, network):
    key_id = keccak(b"user id:app id")
    (one,) = signatures(network, key_id, 1)
    error = contracts.fails("pkpNftContractUtils.write.claimAndMint", "0x" + key_id.hex(), [one, one])
    assert error.message == "claimAndMint failed" and "PubkeyRouter: signer has already signed" in error.causes


@pytest.mark.parametrize("to_itself", [False, True])
def test_mint_by_the_helper_with_several_methods(contracts, network, read, user, to_itself):
    methods = [
        (2, bytes.fromhex("1220") + keccak(b"code"), b"", [1]),
        (6, keccak(b"mail"), b"", []),
        (3, b"\1", b"\2", [1, 2]),
    ]
    receipt = contracts.sent(
        "pkpHelperContractUtil.write.mintNextAndAddAuthMethods",
        {
            "keyType": 2,
            "permittedAuthMethodTypes": [str(kind) for kind, *_ in methods],
            "permittedAuthMethodIds": [in_bytes(id) for _, id, *_ in methods],
            "permittedAuthMethodPubkeys": [in_bytes(key) for _, _, key, _ in methods],
            "permittedAuthMethodScopes": [[str(scope) for scope in each] for *_, each in methods],
            "addPkpEthAddressAsPermittedAddress": False,
            "sendPkpToItself": to_itself,
        },
    )
    token = int(receipt["logs"][0]["topics"][1], 16)
    assert permitted(read, token) == [(kind, id, key) for kind, id, key, _ in methods]
    for kind, id, _, each in methods:
        assert scopes(read, token, kind, id) == each
    owner = read("PKPNFT").functions.getEthAddress(token).call() if to_itself else user.address
    assert read("PKPNFT").functions.ownerOf(token).call() == owner


def test_minting_is_refused_with_words(contracts, network):
    error = contracts.fails("mintWithCustomAuth", {"authMethodId": "x", "authMethodType": 1, "scopes": []})
    assert error.kind == "InvalidArgumentException" and "Permission scopes are required" in error.message
    error = contracts.fails("pkpNftContractUtils.write.mint", {"value": 2})
    assert "You must pay exactly mint cost" in error.causes and error.fields["code"] == "UNPREDICTABLE_GAS_LIMIT"
    error = contracts.fails("mintWithCustomAuth", {"authMethodId": "x" * 100_000, "authMethodType": 9, "scopes": [1]})
    assert error.fields["code"] == "UNPREDICTABLE_GAS_LIMIT"
