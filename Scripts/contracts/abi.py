"""ABI entries: their signatures, and Vyper's with the names of the protocol."""

import json
from functools import lru_cache

from eth_utils import keccak
from places import HERE

KINDS = ("constructor", "fallback", "receive", "error", "event", "function")
MEMBERS = ("type", "name", "inputs", "outputs", "stateMutability", "anonymous")


def type_of(parameter):
    """`(uint256,bytes)[]` for a tuple, the plain type otherwise."""
    kind = parameter["type"]
    if not kind.startswith("tuple"):
        return kind
    return "(" + ",".join(map(type_of, parameter["components"])) + ")" + kind[len("tuple") :]


def types_of(parameters):
    return [type_of(parameter) for parameter in parameters]


def signature(entry):
    return f"{entry['name']}({','.join(types_of(entry['inputs']))})"


@lru_cache(maxsize=4096)
def digest(text):
    return keccak(text=text)


def selector(entry):
    """The first four bytes that name a function or an error."""
    return digest(signature(entry))[:4]


def topic(entry):
    """Topic 0 of an event."""
    return digest(signature(entry))


def identity(entry):
    """What two entries for the same thing have in common."""
    return (entry["type"], signature(entry) if "name" in entry else "")


def protocol(name, folder=HERE.protocol):
    """The entries that the protocol asks of a contract; none for contracts that it does not know."""
    path = folder / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() else []


def error_entry(text):
    """The entry of an error given by its signature; its parameters have no names."""
    name, _, types = text.partition("(")
    types = types.removesuffix(")")
    inputs = [{"name": "", "type": kind} for kind in types.split(",")] if types else []
    return {"type": "error", "name": name, "inputs": inputs}


def published(vyper_abi, errors, wanted, raised=None):
    """Vyper's ABI in a fixed order, with the custom errors, and with the protocol's names.

    Vyper gives neither errors, nor the members' names of what a getter of a struct returns, nor an event's argument
    called `from`. Types, indexed flags and mutability stay Vyper's; `differences` compares them. Where the protocol
    has no name, underscores around Vyper's, which keep it apart from a module, are left out. What Vyper calls pure is
    a view when the protocol says so: it promises less.

    A contract also passes on the errors of those that it calls. So the protocol's errors count as its own when they
    are among `raised`, which are those of all sources; None stands for every error there can be.
    """
    known = {identity(entry): entry for entry in wanted}
    passed = [signature(entry) for entry in wanted if entry["type"] == "error"]
    passed = [text for text in passed if raised is None or text in raised]
    entries = [*vyper_abi, *map(error_entry, sorted({*errors, *passed}))]
    return sorted((_named(entry, known.get(identity(entry), {})) for entry in entries), key=_order)


def _order(entry):
    return (KINDS.index(entry["type"]), *identity(entry))


def _named(entry, source):
    made = {key: entry[key] for key in MEMBERS if key in entry}
    for side in ("inputs", "outputs"):
        if side in made:
            made[side] = _parameters(made[side], source.get(side, []))
    if (made.get("stateMutability"), source.get("stateMutability")) == ("pure", "view"):
        made["stateMutability"] = "view"
    return made


def _parameters(own, others):
    if types_of(own) != types_of(others):
        others = [{}] * len(own)
    made = []
    for mine, other in zip(own, others, strict=True):
        parameter = {"name": other.get("name", mine["name"].strip("_")), "type": mine["type"]}
        if "indexed" in mine:
            parameter["indexed"] = mine["indexed"]
        if "components" in mine:
            parameter["components"] = _parameters(mine["components"], other.get("components", []))
        made.append(parameter)
    return made


def differences(wanted, given):
    """What keeps `given` from having every entry of `wanted`, in words; nothing when it has them all."""
    known = {identity(entry): entry for entry in given}
    found = []
    for entry in wanted:
        what, own = f"{entry['type']} {signature(entry)}", known.get(identity(entry))
        if own is None:
            found.append(f"{what} is missing")
            continue
        for side in ("inputs", "outputs"):
            mine, theirs = own.get(side, []), entry.get(side, [])
            if types_of(mine) != types_of(theirs):
                found.append(f"{what} has {side} {types_of(mine)}, not {types_of(theirs)}")
            elif _names(mine) != _names(theirs):
                found.append(f"{what} names its {side} {_names(mine)}, not {_names(theirs)}")
        if own.get("stateMutability") != entry.get("stateMutability"):
            found.append(f"{what} is {own.get('stateMutability')}, not {entry.get('stateMutability')}")
        if _indexed(own) != _indexed(entry):
            found.append(f"{what} has the indexed arguments {_indexed(own)}, not {_indexed(entry)}")
    return found


def _names(parameters):
    """Names as they are nested: a struct is a list of its name and those of its members."""
    return [
        [each["name"], *_names(each["components"])] if "components" in each else each["name"] for each in parameters
    ]


def _indexed(entry):
    return [position for position, each in enumerate(entry["inputs"]) if each.get("indexed")]
