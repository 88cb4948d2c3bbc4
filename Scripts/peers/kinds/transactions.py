"""Transactions: legacy with and without EIP-155, EIP-2930, EIP-1559; and raw bytes that must be refused."""

from random import Random

import rlp
from eth_account import Account
from eth_utils import keccak, to_checksum_address

from kinds import curve
from kinds.common import Cases, Json, Kind, edge_length, must_equal, rounds, word_of_bits

Transaction = dict[str, Json]
CHAINS = [1, 10, 8453, 31337, 175188, 11155111, 2**31, 2**50]


def fill(cases: Cases, rng: Random, count: int) -> None:
    """`count` signed transactions of each type, then `count` spoiled ones."""
    for group, make in [("legacy", _legacy), ("eip2930", _eip2930), ("eip1559", _eip1559)]:
        for _ in rounds(count):
            _signed(cases, group, make(rng), curve.private_key(rng))
    for index in rounds(count):
        _refused(cases, rng, index)


# Making transactions.


def _legacy(rng: Random) -> Transaction:
    transaction = {"nonce": _nonce(rng), "gasPrice": _price(rng), **_common(rng)}
    if rng.random() < 0.8:
        transaction["chainId"] = hex(rng.choice(CHAINS))
    return transaction


def _eip2930(rng: Random) -> Transaction:
    return {
        "type": "0x1",
        "nonce": _nonce(rng),
        "gasPrice": _price(rng),
        **_common(rng),
        "chainId": hex(rng.choice(CHAINS)),
        "accessList": _access_list(rng),
    }


def _eip1559(rng: Random) -> Transaction:
    priority, ceiling = sorted([word_of_bits(rng, 80), word_of_bits(rng, 80)])
    return {
        "type": "0x2",
        "nonce": _nonce(rng),
        "maxFeePerGas": hex(ceiling),
        "maxPriorityFeePerGas": hex(priority),
        **_common(rng),
        "chainId": hex(rng.choice(CHAINS)),
        "accessList": _access_list(rng),
    }


def _common(rng: Random) -> Transaction:
    creates = rng.random() < 0.1
    return {
        "gas": hex(word_of_bits(rng, 63)),
        "to": "" if creates else to_checksum_address(rng.randbytes(20)),
        "value": hex(word_of_bits(rng, rng.choice([64, 128, 256]))),
        "data": "0x" + rng.randbytes(edge_length(rng, [0, 1, 4, 36, 55, 56, 68, 256], 300)).hex(),
    }


def _nonce(rng: Random) -> str:
    return hex(word_of_bits(rng, 63))


def _price(rng: Random) -> str:
    return hex(word_of_bits(rng, 80))


def _access_list(rng: Random) -> list[Json]:
    if rng.random() < 0.4:
        return []
    return [
        {
            "address": to_checksum_address(rng.randbytes(20)),
            "storageKeys": ["0x" + rng.randbytes(32).hex() for _ in range(rng.randint(0, 3))],
        }
        for _ in range(rng.randint(1, 3))
    ]


# Signing them.


def _signed(cases: Cases, group: str, transaction: Transaction, key: bytes) -> None:
    signed = Account.sign_transaction(transaction, key)
    raw = bytes(signed.raw_transaction)
    payload = _signing_payload(transaction, raw)
    expect: dict[str, Json] = {
        "signingHash": keccak(payload).hex(),
        "raw": raw.hex(),
        "hash": signed.hash.hex(),
        "r": curve.word(signed.r).hex(),
        "s": curve.word(signed.s).hex(),
        "v": signed.v,
        "from": Account.from_key(key).address,
    }
    if "type" not in transaction:
        expect["signingPayload"] = payload.hex()
    must_equal("signature", (signed.r, signed.s), curve.sign(key, keccak(payload))[:2])
    must_equal("sender", Account.recover_transaction(raw), expect["from"])
    label = "create" if transaction["to"] == "" else ""
    cases.add(group, {"transaction": transaction, "privateKey": key.hex()}, expect, label=label)


def _signing_payload(transaction: Transaction, raw: bytes) -> bytes:
    """What is hashed to be signed, taken from the raw bytes rather than from eth-account."""
    if "type" in transaction:
        return raw[:1] + rlp.encode(rlp.decode(raw[1:])[:-3])
    fields = rlp.decode(raw)[:-3]
    if "chainId" in transaction:
        fields += [_integer(int(transaction["chainId"], 16)), b"", b""]
    return rlp.encode(fields)


# Spoiling them. eth-account decodes leniently, so these follow the specifications instead of its verdict.


def _refused(cases: Cases, rng: Random, index: int) -> None:
    legacy = index % 2 == 0
    transaction = _legacy(rng) if legacy else rng.choice([_eip2930, _eip1559])(rng)
    if transaction["to"] == "":
        transaction["to"] = to_checksum_address(rng.randbytes(20))
    raw = bytes(Account.sign_transaction(transaction, curve.private_key(rng)).raw_transaction)
    spoil = _SPOILS[index // 2 % len(_SPOILS)]
    label, error, spoiled = spoil(rng, raw, legacy)
    prefix = "" if legacy else "typed-"
    cases.refuse("decode-refuse", {"raw": spoiled.hex()}, error, label=prefix + label)


def _rebuilt(raw: bytes, legacy: bool, change) -> bytes:
    """The transaction with its list of fields changed in place by `change`."""
    prefix, body = (b"", raw) if legacy else (raw[:1], raw[1:])
    fields = [*rlp.decode(body)]
    change(fields)
    return prefix + rlp.encode(fields)


def _to_index(raw: bytes, legacy: bool) -> int:
    return 3 if legacy else {1: 4, 2: 5}[raw[0]]


def _set(index: int, value):
    def change(fields: list) -> None:
        fields[index] = value

    return change


def _truncated(rng: Random, raw: bytes, legacy: bool):
    return "truncated", "truncated", raw[: rng.randrange(1, len(raw))]


def _trailing(rng: Random, raw: bytes, legacy: bool):
    return "trailing", "trailingBytes", raw + rng.randbytes(rng.randint(1, 40))


def _leading_zero(rng: Random, raw: bytes, legacy: bool):
    to = _to_index(raw, legacy)
    index = rng.choice([to - 2, to - 1, to + 1, -2, -1] if legacy else [0, to - 2, to - 1, to + 1, -2, -1])

    def change(fields: list) -> None:
        fields[index] = b"\x00" + fields[index]

    return "leading-zero", "nonCanonicalInteger", _rebuilt(raw, legacy, change)


def _too_few(rng: Random, raw: bytes, legacy: bool):
    return "too-few-fields", "wrongFieldCount", _rebuilt(raw, legacy, lambda fields: fields.pop())


def _too_many(rng: Random, raw: bytes, legacy: bool):
    return "too-many-fields", "wrongFieldCount", _rebuilt(raw, legacy, lambda fields: fields.append(b"\x01"))


def _address_length(rng: Random, raw: bytes, legacy: bool):
    to = rng.randbytes(rng.choice([1, 19, 21, 32]))
    return "to-length", "badAddressLength", _rebuilt(raw, legacy, _set(_to_index(raw, legacy), to))


def _high_s(rng: Random, raw: bytes, legacy: bool):
    def change(fields: list) -> None:
        fields[-1] = _integer(curve.N - int.from_bytes(fields[-1], "big"))

    return "high-s", "highS", _rebuilt(raw, legacy, change)


def _zero(rng: Random, raw: bytes, legacy: bool):
    return "zero-r-or-s", "invalidSignature", _rebuilt(raw, legacy, _set(rng.choice([-1, -2]), b""))


def _beyond_order(rng: Random, raw: bytes, legacy: bool):
    value = _integer(curve.N + rng.choice([0, 1, rng.getrandbits(120)]))
    return "r-or-s-beyond-order", "invalidSignature", _rebuilt(raw, legacy, _set(rng.choice([-1, -2]), value))


def _bad_v(rng: Random, raw: bytes, legacy: bool):
    v = rng.choice([2, 26, 29, 34] if legacy else [2, 3, 27, 28])
    return "v", "invalidSignature", _rebuilt(raw, legacy, _set(-3, _integer(v)))


def _oversized(rng: Random, raw: bytes, legacy: bool):
    value = b"\x01" + rng.randbytes(32)
    return "value-33-bytes", "integerOverflow", _rebuilt(raw, legacy, _set(_to_index(raw, legacy) + 1, value))


def _list_for_bytes(rng: Random, raw: bytes, legacy: bool):
    to = _to_index(raw, legacy)
    index = rng.choice([to - 1, to, to + 1, to + 2, -1, -3])
    return "list-for-bytes", "unexpectedList", _rebuilt(raw, legacy, _set(index, [b"\x01"]))


def _long_form(rng: Random, raw: bytes, legacy: bool):
    prefix, body = (b"", raw) if legacy else (raw[:1], raw[1:])
    size = body[0] - 0xF7
    spoiled = bytes([body[0] + 1, 0]) + body[1 : 1 + size] + body[1 + size :]
    return "length-leading-zero", "nonCanonicalLength", prefix + spoiled


def _type(rng: Random, raw: bytes, legacy: bool):
    if legacy:
        return "type-zero", "unknownType", b"\x00" + raw
    return "unknown", "unknownType", bytes([rng.choice([0x00, 0x05, 0x40, 0x7F, 0x80, 0xBF])]) + raw[1:]


def _access(rng: Random, raw: bytes, legacy: bool):
    if legacy:
        return "empty", "truncated", b""
    address, key = rng.randbytes(20), rng.randbytes(32)
    spoiled = rng.choice(
        [
            [[address[:19], [key]]],
            [[address, [key[:31]]]],
            [[address, [key + b"\x00"]]],
            [[address, key]],
            [[address]],
            [[address, [key], b""]],
            [address],
            b"\x01",
        ]
    )
    return "access-list", "badAccessList", _rebuilt(raw, legacy, _set(-4, spoiled))


_SPOILS = [
    _truncated,
    _trailing,
    _leading_zero,
    _too_few,
    _too_many,
    _address_length,
    _high_s,
    _zero,
    _beyond_order,
    _bad_v,
    _oversized,
    _list_for_bytes,
    _long_form,
    _type,
    _access,
]


def _integer(value: int) -> bytes:
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


KIND = Kind(
    "ethereum_tx",
    "Transaction signing (legacy with and without EIP-155, EIP-2930, EIP-1559) and refusals on decoding. "
    "Integers are 0x-hex, to may be empty",
    {"independent": "eth-account, pyrlp, coincurve; refusals by the specifications"},
    fill,
)
