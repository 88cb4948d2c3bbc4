"""EIP-191 `personal_sign`: signing, and recovering the signer's address."""

from random import Random

from eth_account import Account
from eth_account.messages import encode_defunct

from kinds import curve
from kinds.common import Cases, Kind, edge_length, must_equal, must_refuse, rounds, text

ORACLES = {"independent": "eth-account, eth-keys, coincurve"}


def fill_sign(cases: Cases, rng: Random, count: int) -> None:
    """Texts in many scripts, and bytes that are no text."""
    for index in rounds(count):
        key = curve.private_key(rng)
        if index % 2:
            message = text(rng, rng.choice([0, 1, 9, 10, 99, 100, 300]))
            signed = Account.sign_message(encode_defunct(text=message), key)
            input = {"message": message.encode().hex(), "text": message, "privateKey": key.hex()}
        else:
            data = rng.randbytes(edge_length(rng, [0, 9, 10, 32, 99, 100, 136, 999], 400))
            signed = Account.sign_message(encode_defunct(data), key)
            input = {"message": data.hex(), "privateKey": key.hex()}
        r, s, recovery_id = curve.sign(key, bytes(signed.message_hash))
        must_equal("signature", (signed.r, signed.s, signed.v), (r, s, recovery_id + 27))
        cases.add(
            "text" if "text" in input else "bytes",
            input,
            {
                "hash": signed.message_hash.hex(),
                "signature": signed.signature.hex(),
                "address": Account.from_key(key).address,
            },
        )


def fill_recover(cases: Cases, rng: Random, count: int) -> None:
    """Good signatures, each with a variant that recovers to another address, and one that must be refused."""
    for index in rounds(count):
        key = curve.private_key(rng)
        data = rng.randbytes(rng.randint(0, 80))
        signed = Account.sign_message(encode_defunct(data), key)
        _accepted(cases, index, data, signed, Account.from_key(key).address)
        _refused(cases, rng, index, data, signed)


def _accepted(cases: Cases, index: int, data: bytes, signed, address: str) -> None:
    r, s, v = signed.r, signed.s, signed.v
    good = _signature(r, s, v)
    cases.add("accept", _input(data, good), {"address": address})
    match index % 4:
        case 0:
            cases.add("accept", _input(data, _signature(r, s, v - 27)), {"address": address}, label="v-0-1")
        case 1:
            _other(cases, data, _signature(r, s, 55 - v), address, "v-flipped")
        case 2:
            _other(cases, data + b"\x00", good, address, "message-changed")
        case 3:
            mirrored = _signature(r, curve.N - s, 55 - v)
            must_equal("high s", _recover(data, mirrored), address)
            cases.add(
                "high-s",
                _input(data, mirrored),
                {"address": address, "canonical": False},
                label="high-s",
                note="same address, non-canonical: recover accepts, strict verification refuses",
            )


def _other(cases: Cases, data: bytes, signature: bytes, address: str, label: str) -> None:
    expect = {"address": _recover(data, signature), "notAddress": address}
    cases.add("other-address", _input(data, signature), expect, label=label)


def _refused(cases: Cases, rng: Random, index: int, data: bytes, signed) -> None:
    r, s, v = signed.r, signed.s, signed.v
    beyond = rng.choice([0, 1, rng.randrange(2**128)]) + curve.N
    variants = [
        ("r-zero", _signature(0, s, v)),
        ("s-zero", _signature(r, 0, v)),
        ("r-beyond-order", _signature(beyond, s, v)),
        ("s-beyond-order", _signature(r, beyond, v)),
        ("v", _signature(r, s, rng.choice([2, 3, 4, 25, 26, 29, 30, 34]))),
        ("short", _signature(r, s, v)[:-1]),
        ("long", _signature(r, s, v) + b"\x00"),
        ("empty", b""),
        ("r-no-point", _signature(curve.x_of_no_point(rng), s, v)),
    ]
    label, signature = variants[index % len(variants)]
    must_refuse(label, lambda: _recover(data, signature))
    cases.refuse("refuse", _input(data, signature), "invalidSignatureEncoding", label=label)


def _recover(data: bytes, signature: bytes) -> str:
    if len(signature) != 65:  # eth-account reads the first 65 bytes of anything longer.
        raise ValueError("length")
    return Account.recover_message(encode_defunct(data), signature=signature)


def _signature(r: int, s: int, v: int) -> bytes:
    return curve.word(r) + curve.word(s) + bytes([v])


def _input(data: bytes, signature: bytes) -> dict[str, str]:
    return {"message": data.hex(), "signature": signature.hex()}


SIGN = Kind(
    "eip191_sign",
    "personal_sign: keccak256(0x19 'Ethereum Signed Message:' LF decimal-length message), "
    "RFC 6979 deterministic signature r s v",
    ORACLES,
    fill_sign,
)
RECOVER = Kind("eip191_recover", "Recover the address of a personal_sign signature", ORACLES, fill_recover)
