"""EIP-55: addresses with a checksum in their capitals."""

from random import Random

from eth_keys import keys
from eth_utils import is_checksum_address, to_checksum_address

from kinds import curve
from kinds.common import Cases, Kind, must_equal, rounds


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Addresses of random bytes and of private keys; then checksums spoiled in one place."""
    for index in rounds(count):
        if index % 2:
            _of_private_key(cases, rng)
        else:
            address = "0x" + rng.randbytes(20).hex()
            cases.add("accept", {"address": address}, {"checksum": to_checksum_address(address)})
    for index in rounds(count):
        _refused(cases, rng, index)


def _of_private_key(cases: Cases, rng: Random) -> None:
    key = keys.PrivateKey(curve.private_key(rng))
    public = b"\x04" + key.public_key.to_bytes()
    must_equal("public key", public, curve.public_key(key.to_bytes()))
    cases.add(
        "accept",
        {"privateKey": key.to_bytes().hex(), "address": key.public_key.to_address()},
        {"publicKey": public.hex(), "checksum": key.public_key.to_checksum_address()},
    )


def _refused(cases: Cases, rng: Random, index: int) -> None:
    good = _mixed_case_address(rng)
    match index % 8:
        case 0:
            text, error, label = good[:-1], "badLength", "short"
        case 1:
            text, error, label = good + rng.choice("0123456789abcdef"), "badLength", "long"
        case 2:
            text, error, label = good[2:], "missingPrefix", "no-prefix"
        case 3:
            at = rng.randrange(2, 42)
            text, error, label = (
                good[:at] + rng.choice("gG zЖ-") + good[at + 1 :],
                "badCharacter",
                "character",
            )
        case 4:
            text, error, label = good.lower(), "badChecksum", "all-lower"
        case _:
            text, error, label = _with_one_capital_changed(rng, good), "badChecksum", ""
    must_equal(f"verdict on {text}", is_checksum_address(text), False)
    cases.refuse("refuse", {"checksummed": text}, error, label=label)


def _mixed_case_address(rng: Random) -> str:
    """A checksummed address that has several letters of either case."""
    while True:
        address = to_checksum_address(rng.randbytes(20))
        if sum(c.islower() for c in address[2:]) > 2 and sum(c.isupper() for c in address[2:]) > 2:
            return address


def _with_one_capital_changed(rng: Random, address: str) -> str:
    at = rng.choice([i for i in range(2, 42) if address[i].isalpha()])
    return address[:at] + address[at].swapcase() + address[at + 1 :]


KIND = Kind(
    "eip55",
    "Checksum addresses, and address of a private key",
    {"independent": "eth-utils, eth-keys, coincurve"},
    fill,
)
