"""What a PKP permits, changed and asked through the SDK."""

import pytest
from eth_utils import keccak
from sdk import in_bytes


def base58(data):
    digits, number = "", int.from_bytes(data, "big")
    while number:
        number, digit = divmod(number, 58)
        digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + digits
    return digits


# SHA-256 in 32 bytes, as an action is named on IPFS.
CID_BYTES = b"\x12\x20" + keccak(b"code of an action")
CID = base58(CID_BYTES)


@pytest.fixture
def token(network, user):
    """A PKP of the user, minted without the SDK."""
    receipt = network.PKPNFT.mintNext(2, sender=user.address, value=1)
    return receipt.only("PKPMinted").tokenId


def flags(read, token, kind, id):
    return read("PKPPermissions").functions.getPermittedAuthMethodScopes(token, kind, id, 4).call()


@pytest.mark.parametrize("form", ["text", "bytes"])
def test_add_an_auth_method(contracts, read, token, form):
    id = "someone" if form == "text" else in_bytes(b"someone")
    receipt = contracts.call(
        "addPermittedAuthMethod",
        {
            "pkpTokenId": hex(token),
            "authMethodType": 1234,
            "authMethodId": id,
            "authMethodScopes": [1, 3],
            "webAuthnPubkey": "0xc0de",
        },
    )
    assert receipt["status"] == 1
    assert read("PKPPermissions").functions.getPermittedAuthMethods(token).call() == [(1234, b"someone", b"\xc0\xde")]
    assert flags(read, token, 1234, b"someone") == [False, True, False, True]
    asked = contracts.call(
        "pkpPermissionsContract.read.getPermittedAuthMethodScopes", hex(token), 1234, in_bytes(b"someone"), 5
    )
    assert asked == [False, True, False, True, False]
    (method,) = contracts.call("pkpPermissionsContract.read.getPermittedAuthMethods", hex(token))
    assert (method["authMethodType"], method["id"], method["userPubkey"]) == (1234, "0x" + b"someone".hex(), "0xc0de")


@pytest.mark.parametrize(("given", "scopes"), [({}, []), ({"authMethodScopes": [1]}, [1])])
def test_add_an_action(contracts, read, token, given, scopes):
    contracts.call("addPermittedAction", {"ipfsId": CID, "pkpTokenId": hex(token), **given})
    assert read("PKPPermissions").functions.getPermittedActions(token).call() == [CID_BYTES]
    assert flags(read, token, 2, CID_BYTES) == [scope in scopes for scope in range(4)]


def test_names_on_ipfs_are_converted_both_ways(contracts):
    assert CID.startswith("Qm") and contracts.call("utils.getBytesFromMultihash", CID) == "0x" + CID_BYTES.hex()
    assert contracts.call("utils.getMultihashFromBytes", "0x" + CID_BYTES.hex()) == CID


def test_actions_by_the_utilities(contracts, read, token):
    utils = "pkpPermissionsContractUtils"
    contracts.sent(f"{utils}.write.addPermittedAction", hex(token), CID)
    assert contracts.call(f"{utils}.read.getPermittedActions", hex(token)) == ["0x" + CID_BYTES.hex()]
    assert contracts.call(f"{utils}.read.isPermittedAction", hex(token), CID) is True
    assert flags(read, token, 2, CID_BYTES) == [False, True, False, False]
    contracts.sent(f"{utils}.write.revokePermittedAction", hex(token), CID)
    assert contracts.call(f"{utils}.read.isPermittedAction", hex(token), CID) is False
    assert read("PKPPermissions").functions.getPermittedActions(token).call() == []


def test_addresses_by_the_utilities(contracts, read, token, user, stranger):
    utils = "pkpPermissionsContractUtils"
    decimal = str(token)
    assert contracts.call(f"{utils}.read.getPermittedAddresses", decimal) == [user.address]
    assert contracts.call(f"{utils}.read.isPermittedAddress", decimal, user.address) is True
    assert contracts.call(f"{utils}.read.isPermittedAddress", decimal, stranger.address) is False
    contracts.sent(f"{utils}.write.addPermittedAddress", decimal, stranger.address)
    assert contracts.call(f"{utils}.read.isPermittedAddress", decimal, stranger.address) is True
    assert contracts.call(f"{utils}.read.getPermittedAddresses", decimal) == [user.address, stranger.address]
    assert flags(read, token, 1, bytes.fromhex(stranger.address[2:])) == [False, True, False, False]
    contracts.sent("pkpPermissionsContract.write.removePermittedAddress", decimal, stranger.address)
    assert contracts.call(f"{utils}.read.getPermittedAddresses", decimal) == [user.address]


def test_the_contracts_themselves(contracts, read, network, token, user):
    method = (7, in_bytes(keccak(b"phone")))
    contracts.call(
        "addPermittedAuthMethod",
        {"pkpTokenId": hex(token), "authMethodType": 7, "authMethodId": method[1], "authMethodScopes": [2]},
    )
    assert contracts.call("pkpPermissionsContract.read.getTokenIdsForAuthMethod", *method) == [token]
    assert contracts.call("pkpPermissionsContract.read.getPubkey", hex(token)) == (
        "0x" + read("PubkeyRouter").functions.getPubkey(token).call().hex()
    )
    contracts.sent("pkpPermissionsContract.write.removePermittedAuthMethod", hex(token), *method)
    assert contracts.call("pkpPermissionsContract.read.isPermittedAuthMethod", hex(token), *method) is False
    roots = contracts.call("pubkeyRouterContract.read.getRootKeys", network.Staking.address)
    assert [(each["pubkey"], each["keyType"]) for each in roots] == [
        ("0x" + key.hex(), kind) for key, kind in network.root_keys
    ]


def test_only_the_owner_may(connect, stranger, context, token):
    contracts = connect(stranger, context)
    error = contracts.fails("addPermittedAction", {"ipfsId": CID, "pkpTokenId": hex(token)})
    assert (error.kind, error.message) == ("TransactionError", "Adding permitted action failed")
    assert "Not PKP NFT owner" in error.causes
    fields = {"pkpTokenId": hex(token), "authMethodType": 1, "authMethodId": "x", "authMethodScopes": []}
    error = contracts.fails("addPermittedAuthMethod", fields)
    assert error.message == "Adding permitted action failed" and "Not PKP NFT owner" in error.causes
    error = contracts.fails("pkpPermissionsContractUtils.write.addPermittedAddress", hex(token), stranger.address)
    assert "Not PKP NFT owner" in error.causes
    assert "Not PKP NFT owner" in contracts.fails(
        "pkpPermissionsContractUtils.write.revokePermittedAction", hex(token), CID
    ).causes


def test_a_token_that_is_not_there(contracts):
    error = contracts.fails("addPermittedAction", {"ipfsId": CID, "pkpTokenId": "0x99"})
    assert error.message == "Adding permitted action failed" and "ERC721: invalid token ID" in error.causes
    assert contracts.call("pkpNftContract.read.getPubkey", "0x99") == "0x"
