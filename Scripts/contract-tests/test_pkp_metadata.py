"""PKPNFTMetadata: JSON that is JSON, a picture that is XML, and both made of the key and nothing else."""

import base64
import json
import random
import re
import xml.etree.ElementTree as xml

import pytest
from contract import NO_REASON
from derivation import point_of, token_of, uncompressed
from eth_utils import to_checksum_address
from pkp import mint

PREFIX = "data:application/json;base64,"
IMAGE = "data:image/svg+xml;base64,"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def metadata(network):
    return network.PKPNFTMetadata


def opened(uri):
    assert uri.startswith(PREFIX)
    return json.loads(base64.b64decode(uri.removeprefix(PREFIX), validate=True))


def ring(index, seed, hue):
    """Radius, colour, dashes and turn of a ring, by its description."""
    first, second, third, turn = seed
    parts = [10 + second % 64, 24 + first // 8 % 16, 10 + third % 64, 24 + second // 64 * 5 + third // 64]
    radius = 500 + 195 * index
    around, whole = radius * 6283185 // 1000000, (3 + first % 5) * sum(parts)
    return (
        str(radius),
        f"hsl({(hue + 18 * index) % 360},85%,66%)",
        " ".join(str(part * around // whole) for part in parts),
        f"rotate({turn})",
    )


def check(uri, token, pubkey, address):
    fields = opened(uri)
    assert list(fields) == ["name", "description", "image_data", "image", "attributes"]
    assert fields["name"] == f"Lit PKP #{token}" and len(fields["description"]) > 40
    assert fields["attributes"] == [
        {"trait_type": "Public Key", "value": "0x" + pubkey.hex()},
        {"trait_type": "ETH Wallet Address", "value": address.lower()},
        {"trait_type": "Token ID", "value": str(token)},
    ]
    picture = fields["image_data"]
    assert fields["image"].startswith(IMAGE)
    assert base64.b64decode(fields["image"].removeprefix(IMAGE), validate=True).decode() == picture
    root = xml.fromstring(picture)
    assert root.tag == SVG + "svg" and root.get("viewBox") == "0 0 400 400"
    seed, hue = token.to_bytes(32, "big"), token % 65536 % 360
    drawn = [
        (each.get("r"), each.get("stroke"), each.get("stroke-dasharray"), each.get("transform"))
        for each in root.iter(SVG + "circle")
    ]
    assert drawn == [ring(index, seed[4 * index : 4 * index + 4], hue) for index in range(5)]
    assert [each.text for each in root.iter(SVG + "text")] == [address.lower(), f"0x{token:064x}"]
    assert [each.get("stop-color") for each in root.iter(SVG + "stop")] == [
        f"hsl({hue},55%,24%)",
        f"hsl({(hue + 40) % 360},60%,7%)",
    ]
    # Nothing is loaded from elsewhere, and nothing runs.
    assert not re.search(r"script|href|url\((?!#b\))|foreignObject|on\w+=|@import|<!", picture)
    return picture


def test_a_token_shows_its_key(living, bob):
    pkp = mint(living, bob)
    uri = living.PKPNFT.tokenURI(pkp.token)
    check(uri, pkp.token, pkp.pubkey, pkp.address)
    assert uri == living.PKPNFTMetadata.tokenURI(pkp.token, pkp.pubkey, pkp.address)
    living.PKPNFT.burn(pkp.token, sender=bob)
    assert living.PKPNFT.fails.tokenURI(pkp.token) == "ERC721: invalid token ID"


def test_pictures_of_many_keys(metadata):
    draw, seen = random.Random("pictures"), set()
    for _ in range(40):
        pubkey = uncompressed(point_of(draw.getrandbits(250) + 1))
        address = to_checksum_address(draw.randbytes(20))
        seen.add(check(metadata.tokenURI(token_of(pubkey), pubkey, address), token_of(pubkey), pubkey, address))
    assert len(seen) == 40


@pytest.mark.parametrize("token", [0, 1, 9, 10, 2**256 - 1, 10**77, 10**77 - 1, 2**255, 359, 360, 65535, 65536])
def test_shortest_and_longest_texts(metadata, token):
    for pubkey, account in ((b"", bytes(20)), (b"\xff" * 65, b"\xff" * 20), (b"\x00", bytes(19) + b"\x01")):
        address = to_checksum_address(account)
        check(metadata.tokenURI(token, pubkey, address), token, pubkey, address)


def test_a_longer_key_is_refused(metadata):
    assert metadata.fails.tokenURI(1, bytes(66), "0x" + "00" * 20) == NO_REASON


def test_bytes_as_digits(metadata):
    draw = random.Random("digits")
    for length in (0, 1, 15, 16, 17, 31, 32, 33, 65, 255, 1023, 1024):
        data = draw.randbytes(length)
        assert metadata.bytesToHex(data) == "0x" + data.hex()
    assert metadata.bytesToHex(bytes(range(256))) == "0x" + bytes(range(256)).hex()
    assert metadata.fails.bytesToHex(bytes(1025)) == NO_REASON


def test_where_it_looks_contracts_up(metadata, network):
    assert metadata.contractResolver() == network.ContractResolver.address and metadata.env() == network.env
    assert metadata.deployment.logs == [metadata.log.ContractResolverAddressSet(network.ContractResolver)]


def test_wallets_can_ask_without_much_gas(living, bob):
    pkp = mint(living, bob)
    assert living.PKPNFT.estimate.tokenURI(pkp.token) < 1_000_000
