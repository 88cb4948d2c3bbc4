"""What is committed of a contract: its artifact and its Swift form, each as the one text that it can have."""

import json

import abi
import compiler

CODE_LIMIT = 24_576  # EIP-170
INITCODE_LIMIT = 49_152  # EIP-3860
DIGITS_A_LINE = 90

# The names that the static members of ContractArtifact have in Swift.
MEMBERS = {
    "ContractResolver": "contractResolver",
    "LITToken": "litToken",
    "StakingBalances": "stakingBalances",
    "Staking": "staking",
    "KeyDeriver": "keyDeriver",
    "PubkeyRouter": "pubkeyRouter",
    "PKPNFTMetadata": "pkpNFTMetadata",
    "PKPNFT": "pkpNFT",
    "PKPPermissions": "pkpPermissions",
    "PKPHelper": "pkpHelper",
    "RateLimitNFT": "rateLimitNFT",
    "PaymentDelegation": "paymentDelegation",
    "Allowlist": "allowlist",
    "Multisender": "multisender",
}


def artifact(places, name):
    """The artifact of a contract, compiled from its source now."""
    made = compiler.compile_now(places.source(name), places.sources)
    wanted = abi.protocol(name, places.protocol)
    raised = compiler.errors_in(path.read_text() for path in places.sources.rglob("*.vy"))
    return {
        "contractName": name,
        "compiler": made["compiler"],
        "sources": dict(sorted(made["sources"].items())),
        "abi": abi.published(made["abi"], made["errors"], wanted, raised),
        "bytecode": made["bytecode"],
        "deployedBytecode": made["deployedBytecode"],
        "immutables": made["immutables"],
    }


def rendered(made):
    """As JSON with one line for each member, ABI entry, source and immutable."""
    lines = []
    for key, value in made.items():
        begin = f"  {json.dumps(key)}: "
        if key in ("abi", "immutables") and value:
            lines.append(begin + "[\n" + ",\n".join(f"    {json.dumps(entry)}" for entry in value) + "\n  ]")
        elif key == "sources":
            pairs = (f"    {json.dumps(path)}: {json.dumps(digest)}" for path, digest in value.items())
            lines.append(begin + "{\n" + ",\n".join(pairs) + "\n  }")
        else:
            lines.append(begin + json.dumps(value))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def swift(made):
    """The Swift file with the same code."""
    name, settings = made["contractName"], made["compiler"]
    compiled_by = f"{settings['name']} {settings['version']}, {settings['evmVersion']}, {settings['optimize']}"
    code, runtime = made["bytecode"].removeprefix("0x"), made["deployedBytecode"].removeprefix("0x")
    begin = runtime_place(code, runtime)
    parts = [f'name: "{name}",', f'compiler: "{compiled_by}",']
    for label, entries in (
        ("constructor", [f'ABIParameter({swift_type(kind)}, name: "{key}")' for key, kind in constructor(made)]),
        ("immutables", [f'Immutable("{key}", {swift_type(kind)}, at: {at})' for key, kind, at in immutables(made)]),
    ):
        if len(entries) == 1:
            parts.append(f"{label}: [{entries[0]}],")
        elif entries:
            parts += [f"{label}: [", *(f"    {entry}," for entry in entries), "],"]
    parts += [f"runtime: {begin}..<{begin + len(runtime) // 2},", 'creationCode: """']
    parts += [f"    {code[at : at + DIGITS_A_LINE]}" for at in range(0, len(code), DIGITS_A_LINE)]
    body = "\n".join(f"        {part}" for part in parts)
    return f"""// Made by `make contracts` from Contracts/{name}.vy. Do not edit.

import Ethereum

extension ContractArtifact {{
    /// `Contracts/{name}.vy`.
    public static let {MEMBERS[name]} = ContractArtifact(
{body}
            \"\"\")
}}
"""


def runtime_place(code, runtime):
    """Where the runtime code begins in the creation code, in bytes."""
    at = code.find(runtime)
    while at % 2:  # between two digits of a byte
        at = code.find(runtime, at + 1)
    if at < 0 or code.find(runtime, at + 1) >= 0:
        raise ValueError("the runtime code is not in the creation code exactly once")
    return at // 2


def constructor(made):
    inputs = next((entry["inputs"] for entry in made["abi"] if entry["type"] == "constructor"), [])
    return [(parameter["name"], parameter["type"]) for parameter in inputs]


def immutables(made):
    """Name, type and place of each, where the name is that in the module or contract that has it."""
    return [(each["name"].rpartition(".")[2], each["type"], each["offset"]) for each in made["immutables"]]


def swift_type(kind):
    if kind.startswith("uint") and kind != "uint256":
        return f".uint(bits: {int(kind[4:])})"
    if kind in ("address", "uint256", "bytes32", "bool"):
        return f".{kind}"
    raise ValueError(f"no Swift form for {kind}")


def faults(made, wanted):
    """What is wrong with a contract whatever is committed, in words."""
    found = abi.differences(wanted, made["abi"])
    for what, code, limit in (("runtime", "deployedBytecode", CODE_LIMIT), ("creation", "bytecode", INITCODE_LIMIT)):
        size = len(made[code]) // 2 - 1
        if what == "runtime":
            size += 32 * len(made["immutables"])
        if size > limit:
            found.append(f"the {what} code has {size} bytes, {size - limit} more than a chain takes")
    # Deployment compares the code on chain, and can fill in an immutable only from an argument of the same name.
    arguments = {plain(key): kind for key, kind in constructor(made)}
    for key, kind, _ in immutables(made):
        if arguments.get(plain(key)) != kind:
            found.append(f"the immutable {key} is no argument of the constructor, which has {sorted(arguments)}")
    return found


def plain(name):
    return name.replace("_", "").lower()
