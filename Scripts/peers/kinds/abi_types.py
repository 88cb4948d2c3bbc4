"""Random ABI types with values, and an encoder written from the specification as a second oracle.

eth-abi follows the length of an empty `bytes` or `string` with a word of zeros, which the specification does
not have. Where a value holds none of those, both encoders must agree; where it does, ours is what is written
and eth-abi must decode it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from eth_abi import decode, encode
from eth_utils import to_checksum_address

from kinds.common import Json, edge_length, must_equal, signed_of_bits, text, word_of_bits

DEPTH = 4
LARGEST = 6_000


@dataclass(frozen=True)
class Type:
    """A type by its canonical name; arrays have an element, tuples have members."""

    name: str
    element: "Type | None" = None
    length: int | None = None
    members: "tuple[Type, ...] | None" = None

    @property
    def is_dynamic(self) -> bool:
        """Whether the encoding stands in the tail, behind an offset."""
        if self.element:
            return self.length is None or self.element.is_dynamic
        if self.members is not None:
            return any(member.is_dynamic for member in self.members)
        return self.name in ("bytes", "string")


def random_type(rng: Random, depth: int) -> Type:
    """A type that nests at most `depth` deep."""
    choice = rng.random()
    if depth and choice < 0.18:
        element = random_type(rng, depth - 1)
        return Type(f"{element.name}[]", element=element)
    if depth and choice < 0.32:
        element, length = random_type(rng, depth - 1), rng.randint(1, 4)
        return Type(f"{element.name}[{length}]", element=element, length=length)
    if depth and choice < 0.5:
        members = tuple(random_type(rng, depth - 1) for _ in range(rng.randint(1, 4)))
        return Type("(" + ",".join(member.name for member in members) + ")", members=members)
    width = 8 * rng.randint(1, 32)
    names = ["string", "bytes", "bool", "address", "uint256"]
    return Type(rng.choice([*names, f"uint{width}", f"int{width}", f"bytes{width // 8}"]))


def random_value(rng: Random, type: Type) -> Json:
    """A value as the files write it."""
    name = type.name
    if type.element:
        length = type.length if type.length is not None else rng.choice([0, 1, 2, 3])
        return [random_value(rng, type.element) for _ in range(length)]
    if type.members is not None:
        return [random_value(rng, member) for member in type.members]
    if name == "string":
        return text(rng, rng.choice([0, 5, 40, 100]))
    if name == "bool":
        return rng.random() < 0.5
    if name == "address":
        return to_checksum_address(rng.randbytes(20))
    if name.startswith("bytes"):
        length = int(name[5:]) if name[5:] else edge_length(rng, [0, 1, 31, 32, 33, 64], 100)
        return "0x" + rng.randbytes(length).hex()
    if name.startswith("uint"):
        return str(word_of_bits(rng, int(name[4:])))
    return str(signed_of_bits(rng, int(name[3:])))


def encodings(rng: Random) -> Iterator[tuple[list[Type], list[Json], bytes]]:
    """Types, values and their encoding, of a size that keeps the files small."""
    while True:
        types = [random_type(rng, rng.randint(0, DEPTH)) for _ in range(rng.randint(1, 4))]
        values = [random_value(rng, type) for type in types]
        data = _sequence(types, values)
        if len(data) > LARGEST:
            continue
        names = [type.name for type in types]
        natives = tuple(_native(type, value) for type, value in zip(types, values, strict=True))
        must_equal(f"decoding of {names}", decode(names, data), natives)
        if not any(_holds_empty(type, value) for type, value in zip(types, values, strict=True)):
            must_equal(f"encoding of {names}", encode(names, natives), data)
        yield types, values, data


def _native(type: Type, value: Json) -> object:
    """The same value as eth-abi takes it and gives it back."""
    if type.element:
        return tuple(_native(type.element, item) for item in value)
    if type.members is not None:
        return tuple(_native(member, item) for member, item in zip(type.members, value, strict=True))
    if type.name.startswith("bytes"):
        return bytes.fromhex(value[2:])
    if type.name.startswith(("uint", "int")):
        return int(value)
    return value.lower() if type.name == "address" else value


def _holds_empty(type: Type, value: Json) -> bool:
    """Whether an empty `bytes` or `string` is somewhere in the value."""
    if type.element:
        return any(_holds_empty(type.element, item) for item in value)
    if type.members is not None:
        return any(_holds_empty(member, item) for member, item in zip(type.members, value, strict=True))
    return value in ("", "0x")


def _encoded(type: Type, value: Json) -> bytes:
    if type.element:
        items = _sequence([type.element] * len(value), value)
        return items if type.length is not None else _word(len(value)) + items
    if type.members is not None:
        return _sequence(list(type.members), value)
    if type.name in ("bytes", "string"):
        data = value.encode() if type.name == "string" else bytes.fromhex(value[2:])
        return _word(len(data)) + data + bytes(-len(data) % 32)
    if type.name.startswith("bytes"):
        return bytes.fromhex(value[2:]).ljust(32, b"\x00")
    if type.name == "address":
        return bytes.fromhex(value[2:]).rjust(32, b"\x00")
    return _word(int(value) % 2**256)


def _sequence(types: list[Type], values: list[Json]) -> bytes:
    """Heads, then tails; offsets count from the first head."""
    bodies = [_encoded(type, value) for type, value in zip(types, values, strict=True)]
    offset = sum(32 if type.is_dynamic else len(body) for type, body in zip(types, bodies, strict=True))
    head, tail = b"", b""
    for type, body in zip(types, bodies, strict=True):
        if type.is_dynamic:
            head += _word(offset + len(tail))
            tail += body
        else:
            head += body
    return head + tail


def _word(value: int) -> bytes:
    return value.to_bytes(32, "big")
