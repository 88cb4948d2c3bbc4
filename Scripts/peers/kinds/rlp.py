"""RLP: items as nested arrays of hex strings."""

from random import Random

import rlp

from kinds.common import Cases, Kind, edge_length, must_equal, must_refuse, rounds

Item = bytes | list["Item"]


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Random trees, then encodings that are not canonical or not whole."""
    for _ in rounds(count):
        item = _item(rng, depth=rng.randint(0, 6))
        encoded = rlp.encode(item)
        must_equal("decoding", rlp.decode(encoded), item)
        cases.add("encode", {"item": _json(item)}, {"rlp": encoded.hex()})
    large = rng.randbytes(70_000)
    cases.add("encode", {"item": large.hex()}, {"rlp": rlp.encode(large).hex()}, label="three-length-bytes")
    for index in rounds(count):
        _refused(cases, *_spoiled(rng, index))


def _refused(cases: Cases, label: str, encoded: bytes) -> None:
    must_refuse(f"{label} {encoded.hex()}", lambda: rlp.decode(encoded, strict=True))
    cases.refuse("decode-refuse", {"rlp": encoded.hex()}, "invalidRLP", label=label)


def _item(rng: Random, depth: int) -> Item:
    if depth == 0 or rng.random() < 0.3:
        return rng.randbytes(edge_length(rng, [0, 1, 2, 55, 56, 255, 256], 80))
    return [_item(rng, depth - 1) for _ in range(rng.randint(0, 5))]


def _spoiled(rng: Random, index: int) -> tuple[str, bytes]:
    short = rng.randbytes(rng.randint(1, 55))
    long = rng.randbytes(rng.randint(56, 400))
    length = len(long).to_bytes(2, "big").lstrip(b"\x00")
    tree = rlp.encode([_item(rng, 3), long])
    wrap = rng.choice([lambda e: e, lambda e: _list(e), lambda e: _list(_list(e) + b"\x80")])
    variants = [
        ("single-byte-long", wrap(bytes([0x81, rng.randrange(0x80)]))),
        ("long-form-short", wrap(b"\xb8" + bytes([len(short)]) + short)),
        ("length-leading-zero", wrap(bytes([0xB8 + len(length), 0]) + length + long)),
        ("list-long-form-short", wrap(b"\xf8" + bytes([len(short)]) + b"\x05" * len(short))),
        ("list-length-leading-zero", wrap(bytes([0xF8 + len(length), 0]) + length + b"\x05" * len(long))),
        ("truncated", tree[: rng.randrange(1, len(tree))]),
        ("trailing", tree + rng.randbytes(rng.randint(1, 9))),
        ("list-overrun", bytes([0xC0 + 2, 0x83]) + rng.randbytes(2)),
        ("item-beyond-list", _list(bytes([0xB7]) + rng.randbytes(rng.randint(0, 54)))),
        (
            "length-overflow",
            bytes([rng.choice([0xBF, 0xFF])]) + b"\xff" * 8 + rng.randbytes(rng.randint(0, 9)),
        ),
        ("length-missing", bytes([rng.choice([0xB9, 0xBA, 0xBF, 0xF9, 0xFF]), rng.randint(1, 255)])),
    ]
    return variants[index % len(variants)]


def _list(payload: bytes) -> bytes:
    """A list around bytes that need not be well formed."""
    if len(payload) <= 55:
        return bytes([0xC0 + len(payload)]) + payload
    length = len(payload).to_bytes(8, "big").lstrip(b"\x00")
    return bytes([0xF7 + len(length)]) + length + payload


def _json(item: Item) -> object:
    return item.hex() if isinstance(item, bytes) else [_json(child) for child in item]


KIND = Kind(
    "rlp",
    "RLP items as nested arrays of hex strings; strict decoding",
    {"independent": "pyrlp"},
    fill,
)
