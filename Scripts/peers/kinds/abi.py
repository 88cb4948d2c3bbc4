"""Contract ABI v2: values of random types, encodings that must be refused, selectors."""

from random import Random

from eth_abi import decode, encode
from eth_utils import function_signature_to_4byte_selector, keccak

from kinds.abi_types import encodings, random_type
from kinds.common import Cases, Kind, identifier, must_equal, must_refuse, rounds


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Round trips, refusals, selectors: `count` of each."""
    for _ in rounds(count):
        _round_trip(cases, rng)
    for index in rounds(count):
        _refused(cases, rng, index)
    for _ in rounds(max(1, count // 4)):
        _padding_refused(cases, rng)
        _utf8_refused(cases, rng)
    for _ in rounds(count):
        _selector(cases, rng)


def _round_trip(cases: Cases, rng: Random) -> None:
    types, values, data = next(encodings(rng))
    input = {"types": [type.name for type in types], "values": values}
    cases.add("roundtrip", input, {"encoded": data.hex()})


# Refusals. Each is of a kind that no strict decoder may let pass.


def _refused(cases: Cases, rng: Random, index: int) -> None:
    label, error, types, data = _SPOILS[index % len(_SPOILS)](rng)
    must_refuse(f"{label} {types}", lambda: decode(types, data))
    cases.refuse("decode-refuse", {"types": types, "encoded": data.hex()}, error, label=label)


def _truncated(rng: Random):
    types, _, data = next(encodings(rng))
    # Less than a word might take nothing but padding away.
    cut = data[: max(0, len(data) - rng.randint(32, 200))]
    return "truncated", "truncated", [type.name for type in types], cut


def _far(rng: Random, length: int) -> int:
    """A number of bytes or items that cannot be there."""
    return rng.choice([length + 1, length + 32, 2**31, 2**32, 2**63, 2**64 - 1, 2**64, 2**255, 2**256 - 1])


def _dynamic(rng: Random) -> tuple[str, object]:
    return rng.choice(
        [
            ("bytes", rng.randbytes(rng.randint(1, 70))),
            ("string", "x" * rng.randint(1, 70)),
            ("uint256[]", [1] * rng.randint(1, 4)),
            ("(uint8,bytes)", (1, rng.randbytes(5))),
            ("string[2]", ["a", "b"]),
            ("bytes[]", [b"a", b"bc"]),
        ]
    )


def _offset(rng: Random):
    type, value = _dynamic(rng)
    data = encode([type], [value])
    return "offset", "offsetOutOfBounds", [type], _word(_far(rng, len(data))) + data[32:]


def _inner_offset(rng: Random):
    type, value = rng.choice([("string[2]", ["a", "b"]), ("(uint8,bytes)", (1, b"a")), ("bytes[1]", [b"a"])])
    data = encode([type], [value])
    at = 64 if type.startswith("(") else 32
    return (
        "inner-offset",
        "offsetOutOfBounds",
        [type],
        data[:at] + _word(_far(rng, len(data))) + data[at + 32 :],
    )


def _length(rng: Random):
    type, value = rng.choice(
        [
            ("bytes", rng.randbytes(32 * rng.randint(0, 3))),
            ("string", "x" * 32 * rng.randint(0, 3)),
            ("uint256[]", [1] * rng.randint(0, 4)),
            ("bytes[]", [b"a", b"bc"][: rng.randint(0, 2)]),
            ("(bool,address)[]", []),
        ]
    )
    data = encode([type], [value])
    return "length", "lengthOutOfBounds", [type], data[:32] + _word(_far(rng, len(data))) + data[64:]


def _boolean(rng: Random):
    bad = rng.choice([2, 3, 255, 256, 1 << 255, 2**256 - 1])
    return "bool", "outOfRange", ["bool"], _word(bad)


def _address(rng: Random):
    dirt = rng.choice([1, 0xFF, rng.randrange(1, 2**96)]) << 160
    return "address", "outOfRange", ["address"], _word(dirt | rng.getrandbits(160))


def _unsigned(rng: Random):
    width = 8 * rng.randint(1, 31)
    value = rng.choice([1 << width, 1 << 255, (rng.randrange(1, 2**8) << width) | rng.getrandbits(width)])
    return "uint", "outOfRange", [f"uint{width}"], _word(value % 2**256)


def _signed(rng: Random):
    width = 8 * rng.randint(1, 31)
    negative = (1 << 256) - (1 << (width - 1)) - 1 - rng.choice([0, rng.getrandbits(width - 1)])
    value = rng.choice([1 << (width - 1), (1 << width) - 1, 1 << 255, negative])
    return "int", "outOfRange", [f"int{width}"], _word(value)


def _fixed_bytes(rng: Random):
    size = rng.randint(1, 31)
    tail = bytearray(32 - size)
    tail[rng.randrange(len(tail))] = rng.randrange(1, 256)
    return "bytesN", "nonZeroPadding", [f"bytes{size}"], rng.randbytes(size) + bytes(tail)


def _nested_range(rng: Random):
    data = encode(["(uint8,bool)[]"], [[(1, True), (2, False)]])
    at = 64 + 32 * rng.randrange(4)
    return (
        "nested",
        "outOfRange",
        ["(uint8,bool)[]"],
        data[:at] + _word(256 + rng.getrandbits(20)) + data[at + 32 :],
    )


def _nothing(rng: Random):
    types, _, _ = next(encodings(rng))
    return "empty", "truncated", [type.name for type in types], rng.choice([b"", rng.randbytes(31)])


_SPOILS = [
    _truncated,
    _offset,
    _inner_offset,
    _length,
    _boolean,
    _address,
    _unsigned,
    _signed,
    _fixed_bytes,
    _nested_range,
    _truncated,
    _nothing,
]


def _padding_refused(cases: Cases, rng: Random) -> None:
    """Bytes after the end of `bytes` or `string` that are not zero."""
    length = rng.choice([1, 5, 31, 33, 63])
    type, value = rng.choice([("bytes", rng.randbytes(length)), ("string", "y" * length)])
    data = bytearray(encode([type], [value]))
    data[64 + rng.randrange(length, len(data) - 64)] = rng.randrange(1, 256)
    must_refuse("padding", lambda: decode([type], bytes(data)))
    input = {"types": [type], "encoded": data.hex()}
    cases.refuse("decode-refuse-padding", input, "nonZeroPadding", label="padding")


def _utf8_refused(cases: Cases, rng: Random) -> None:
    """A string that is not UTF-8."""
    bad = rng.choice([b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"])
    data = encode(["bytes"], [b"text " + bad])
    must_refuse("utf-8", lambda: decode(["string"], data))
    input = {"types": ["string"], "encoded": data.hex()}
    cases.refuse("decode-refuse-utf8", input, "invalidUTF8", label="utf8")


def _word(value: int) -> bytes:
    return value.to_bytes(32, "big")


# Selectors.


def _selector(cases: Cases, rng: Random) -> None:
    types = ",".join(random_type(rng, rng.randint(0, 3)).name for _ in range(rng.randint(0, 5)))
    signature = f"{identifier(rng)}({types})"
    topic = keccak(text=signature)
    must_equal("selector", function_signature_to_4byte_selector(signature), topic[:4])
    cases.add("selector", {"signature": signature}, {"selector": topic[:4].hex(), "topic": topic.hex()})


KIND = Kind(
    "abi",
    "Contract ABI v2. Integers are decimal strings, byte strings have 0x, tuples and arrays are arrays; "
    "`encoded`, `selector` and `topic` are hex without 0x",
    {"independent": "eth-abi, eth-utils; an encoder of our own where eth-abi deviates (empty byte strings)"},
    fill,
)
