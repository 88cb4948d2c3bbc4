"""EIP-712 typed data of random types: nested structs, arrays of any shape, every width."""

from random import Random

from eth_account import Account
from eth_account._utils.encode_typed_data.encoding_and_hashing import hash_domain, hash_struct
from eth_account.messages import encode_typed_data
from eth_utils import keccak, to_checksum_address

from kinds import curve
from kinds.common import (
    Cases,
    Json,
    Kind,
    OracleDisagrees,
    identifier,
    must_equal,
    must_refuse,
    rounds,
    signed_of_bits,
    text,
    word_of_bits,
)

DOMAIN_TYPES = {
    "name": "string",
    "version": "string",
    "chainId": "uint256",
    "verifyingContract": "address",
    "salt": "bytes32",
}
Types = dict[str, list[dict[str, str]]]


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Random documents, some with recursive types; then documents with one thing wrong."""
    for index in rounds(count):
        data = _recursive(rng) if index % 10 == 0 else _document(rng)
        _signed(cases, data, curve.private_key(rng), "recursive" if index % 10 == 0 else "")
    for index in rounds(count):
        _refused(cases, rng, index)


# Documents.


def _document(rng: Random) -> dict[str, Json]:
    types: Types = {}
    names: list[str] = []
    for _ in range(rng.randint(1, 4)):
        name = identifier(rng, capital=True)
        if name in types or name == "EIP712Domain":
            continue
        # A struct may use those before it, so the last one is the root and there are no cycles.
        types[name] = _members(rng, names)
        names.append(name)
    root = names[-1]
    return _assembled(rng, types, root, {m["name"]: _value(rng, m["type"], types) for m in types[root]})


def _members(rng: Random, structs: list[str]) -> list[dict[str, str]]:
    members: dict[str, str] = {}
    for _ in range(rng.randint(0 if rng.random() < 0.05 else 1, 6)):
        base = rng.choice(structs) if structs and rng.random() < 0.4 else _atomic(rng)
        suffix = "".join(
            rng.choice(["[]", "[1]", "[2]", "[3]"]) for _ in range(rng.choice([0, 0, 0, 1, 1, 2]))
        )
        members[identifier(rng)] = base + suffix
    return [{"name": name, "type": type} for name, type in members.items()]


def _atomic(rng: Random) -> str:
    width = 8 * rng.randint(1, 32)
    return rng.choice(
        ["string", "bytes", "bool", "address", f"uint{width}", f"int{width}", f"bytes{width // 8}", "uint256"]
    )


def _recursive(rng: Random) -> dict[str, Json]:
    """A type that contains an array of itself, to a random depth."""
    types: Types = {
        "Node": [{"name": "label", "type": "string"}, {"name": "children", "type": "Node[]"}],
    }

    def node(depth: int) -> dict[str, Json]:
        children = [node(depth - 1) for _ in range(rng.randint(0, 3))] if depth else []
        return {"label": text(rng, 12), "children": children}

    return _assembled(rng, types, "Node", node(rng.randint(0, 4)))


def _assembled(rng: Random, types: Types, root: str, message: dict[str, Json]) -> dict[str, Json]:
    keys = [key for key in DOMAIN_TYPES if rng.random() < 0.75] or ["name"]
    domain_type = [{"name": key, "type": DOMAIN_TYPES[key]} for key in keys]
    domain = {key: _value(rng, DOMAIN_TYPES[key], types) for key in keys}
    if "chainId" in domain:
        domain["chainId"] = rng.choice([1, 10, 175188, 31337, "18446744073709551616"])
    return {
        "types": {"EIP712Domain": domain_type, **types},
        "primaryType": root,
        "domain": domain,
        "message": message,
    }


def _value(rng: Random, type: str, types: Types) -> Json:
    if type.endswith("]"):
        element, _, size = type[:-1].rpartition("[")
        length = int(size) if size else rng.choice([0, 1, 2, 3])
        return [_value(rng, element, types) for _ in range(length)]
    if type in types:
        return {member["name"]: _value(rng, member["type"], types) for member in types[type]}
    if type == "string":
        return text(rng, 40)
    if type == "bool":
        return rng.random() < 0.5
    if type == "address":
        return to_checksum_address(rng.randbytes(20))
    if type.startswith("bytes"):
        return "0x" + rng.randbytes(int(type[5:]) if type[5:] else rng.randint(0, 80)).hex()
    if type.startswith("uint"):
        return _integer(word_of_bits(rng, int(type[4:])))
    return _integer(signed_of_bits(rng, int(type[3:])))


def _integer(value: int) -> int | str:
    return value if abs(value) < 2**53 else str(value)


# Their hashes and signatures.


def _signed(cases: Cases, data: dict[str, Json], key: bytes, label: str) -> None:
    separator, struct = _hashes(data)
    digest = keccak(b"\x19\x01" + separator + struct)
    signature = Account.unsafe_sign_hash(digest, key)
    must_equal("signature", (signature.r, signature.s), curve.sign(key, digest)[:2])
    cases.add(
        "accept",
        {"typedData": data, "privateKey": key.hex()},
        {
            "domainSeparator": separator.hex(),
            "structHash": struct.hex(),
            "digest": digest.hex(),
            "signature": signature.signature.hex(),
            "address": Account.from_key(key).address,
        },
        label=label,
    )


def _hashes(data: dict[str, Json]) -> tuple[bytes, bytes]:
    """Domain separator and struct hash; raises where eth-account refuses the document."""
    types = {name: members for name, members in data["types"].items() if name != "EIP712Domain"}
    separator = hash_domain(data["domain"])
    struct = hash_struct(data["primaryType"], types, data["message"])
    try:
        message = encode_typed_data(full_message=data)
    except ValueError as error:
        # eth-account insists on finding the primary type itself; two candidates defeat it.
        if "primary type" not in str(error) and "primaryType" not in str(error):
            raise
    else:
        must_equal("separator and struct hash", (message.header, message.body), (separator, struct))
    return separator, struct


# Documents with one thing wrong.


def _refused(cases: Cases, rng: Random, index: int) -> None:
    width = 8 * rng.randint(1, 31)
    size = rng.randint(1, 31)
    high = 1 << width
    wrong: list[tuple[str, str, str, Json]] = [
        ("uint-negative", "outOfRange", f"uint{width}", -rng.randint(1, 9)),
        (
            "uint-overflow",
            "outOfRange",
            f"uint{width}",
            _integer(high + rng.choice([0, 1, rng.getrandbits(64)])),
        ),
        ("int-overflow", "outOfRange", f"int{width}", _integer(high // 2 + rng.choice([0, 1]))),
        ("int-underflow", "outOfRange", f"int{width}", _integer(-high // 2 - 1)),
        ("bad-address", "invalidAddress", "address", "0x" + rng.randbytes(rng.choice([2, 19, 21])).hex()),
        ("bytes-too-long", "badLength", f"bytes{size}", "0x" + rng.randbytes(size + 1).hex()),
        ("not-an-array", "typeMismatch", f"uint{width}[]", 1),
        ("missing-value", "missingValue", f"uint{width}", None),
        ("unknown-type", "unknownType", identifier(rng, capital=True) + "X", {"a": 1}),
        ("missing-primary", "unknownPrimaryType", "bool", True),
        ("array-length", "badLength", "uint8[2]", rng.choice([[], [1], [1, 2, 3]])),
        ("bytes-too-short", "badLength", f"bytes{size + 1}", "0x" + rng.randbytes(size).hex()),
    ]
    label, error, type, value = wrong[index % len(wrong)]
    member = identifier(rng)
    types: Types = {
        "Order": [
            {"name": "maker", "type": "address"},
            {"name": member, "type": type},
            {"name": "zzEnd", "type": "string"},
        ]
    }
    message = {"maker": to_checksum_address(rng.randbytes(20)), member: value, "zzEnd": "end"}
    if value is None:
        del message[member]
    data = _assembled(rng, types, "Order", message)
    if label == "missing-primary":
        data["primaryType"] = "Missing"
    if label in ("array-length", "bytes-too-short"):
        _hashes(data)
        note = "eth-account is lenient here"
        cases.refuse("refuse-strict", {"typedData": data}, error, label=label, note=note)
        return
    must_refuse(label, lambda: _hashes_or_disagreement(data))
    cases.refuse("refuse", {"typedData": data}, error, label=label)


def _hashes_or_disagreement(data: dict[str, Json]) -> tuple[bytes, bytes]:
    """The hashes, with a disagreement inside the oracle counted as acceptance."""
    try:
        return _hashes(data)
    except OracleDisagrees as disagreement:
        return disagreement.args


KIND = Kind(
    "eip712",
    "Typed data. Integers of 2^53 or more are given as decimal strings",
    {"independent": "eth-account, coincurve"},
    fill,
)
