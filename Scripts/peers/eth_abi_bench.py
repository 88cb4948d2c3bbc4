"""Benchmark peer: eth-abi and pyrlp. Protocol: see bench_loop.py.

Operations:
- abi_encode, abi_decode with "types" and "values" (as in the vector files: integers as decimal strings,
  byte strings with 0x, tuples and arrays as arrays);
- rlp_encode, rlp_decode with "item" (nested arrays of hex strings).
"""

from typing import Any

import rlp
from eth_abi import decode, encode

from bench_loop import Operation, serve


def abi_encode(command: dict[str, Any]) -> Operation:
    """Encoding of the command's values."""
    types, values = arguments(command)
    return lambda: encode(types, values)


def abi_decode(command: dict[str, Any]) -> Operation:
    """Decoding of what the command's values encode to."""
    types, values = arguments(command)
    data = encode(types, values)
    return lambda: decode(types, data)


def rlp_encode(command: dict[str, Any]) -> Operation:
    """Encoding of the command's item."""
    item = nested(command["item"])
    return lambda: rlp.encode(item)


def rlp_decode(command: dict[str, Any]) -> Operation:
    """Strict decoding of what the command's item encodes to."""
    data = rlp.encode(nested(command["item"]))
    return lambda: rlp.decode(data)


def arguments(command: dict[str, Any]) -> tuple[list[str], list[Any]]:
    """Types and native values of a command."""
    types = command["types"]
    return types, [native(type, value) for type, value in zip(types, command["values"], strict=True)]


def native(type: str, value: Any) -> Any:
    """A value of the vector files as eth-abi takes it."""
    if type.endswith("]"):
        return [native(type[: type.rindex("[")], item) for item in value]
    if type.startswith("("):
        return tuple(native(member, item) for member, item in zip(members(type), value, strict=True))
    if type.startswith("bytes"):
        return bytes.fromhex(value.removeprefix("0x"))
    if type.startswith(("uint", "int")):
        return int(value)
    return value


def members(tuple_type: str) -> list[str]:
    """The member types of a tuple type, split at the commas of its own level."""
    found, depth, start = [], 0, 1
    for index, character in enumerate(tuple_type):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if (character == "," and depth == 1) or depth == 0:
            found.append(tuple_type[start:index])
            start = index + 1
    return found


def nested(item: Any) -> Any:
    """Nested arrays of hex strings as nested lists of bytes."""
    return bytes.fromhex(item) if isinstance(item, str) else [nested(child) for child in item]


OPERATIONS = {
    "abi_encode": abi_encode,
    "abi_decode": abi_decode,
    "rlp_encode": rlp_encode,
    "rlp_decode": rlp_decode,
}

if __name__ == "__main__":
    serve(OPERATIONS)
