"""What every kind shares: the shape of a case, random material, and the check that an oracle refuses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

Json = Any
"""A JSON value. Python's type system has no practical name for it."""


@dataclass
class Cases:
    """Collects the cases of one kind and numbers them."""

    kind: str
    items: list[dict[str, Json]] = field(default_factory=list)

    def add(
        self,
        group: str | None,
        input: dict[str, Json],
        expect: dict[str, Json],
        *,
        label: str = "",
        note: str = "",
    ) -> None:
        """Appends a case; `label` ends its name and says what is particular about it."""
        name = f"{self.kind}-{len(self.items) + 1:05}"
        case: dict[str, Json] = {"name": f"{name}-{label}" if label else name}
        if group:
            case["group"] = group
        if note:
            case["note"] = note
        case["input"] = input
        case["expect"] = expect
        self.items.append(case)

    def refuse(self, group: str, input: dict[str, Json], error: str, *, label: str, note: str = "") -> None:
        """Appends a case that must be refused; `error` is a suggested category."""
        self.add(group, input, {"error": error}, label=label, note=note)


@dataclass(frozen=True)
class Kind:
    """One vector file: its head, and the function that fills it."""

    name: str
    description: str
    oracles: dict[str, str]
    fill: Callable[[Cases, Random, int], None]

    def document(self, seed: str, count: int) -> dict[str, Json]:
        """The whole file for a seed; the same seed and count always give the same file."""
        cases = Cases(self.name)
        self.fill(cases, Random(f"{self.name}:{seed}"), count)
        return {
            "kind": self.name,
            "description": self.description,
            "oracles": self.oracles,
            "seed": seed,
            "cases": cases.items,
        }


class OracleDisagrees(Exception):
    """The oracle did not do what the generator expected; the generator is wrong, or the oracle changed."""


def must_refuse(what: str, action: Callable[[], object]) -> None:
    """Checks that the oracle itself refuses an input before a case demands it of others."""
    try:
        result = action()
    except Exception:  # Oracles raise a great variety of types, some of them bare.
        return
    raise OracleDisagrees(f"{what}: accepted, with result {result!r}")


def must_equal(what: str, left: object, right: object) -> None:
    """Checks two independent computations of one value against each other."""
    if left != right:
        raise OracleDisagrees(f"{what}: {left!r} is not {right!r}")


def edge_length(rng: Random, edges: list[int], longest: int) -> int:
    """A length: half the time one of the edges (or beside it), otherwise anything up to `longest`."""
    if rng.random() < 0.5:
        return max(0, rng.choice(edges) + rng.choice([-1, 0, 0, 1]))
    return rng.randint(0, longest)


def word_of_bits(rng: Random, bits: int) -> int:
    """An unsigned integer of at most `bits` bits whose size is itself random, with the extremes among them."""
    match rng.randrange(8):
        case 0:
            return 0
        case 1:
            return (1 << bits) - 1
        case 2:
            return 1 << rng.randrange(bits)
        case _:
            return rng.getrandbits(rng.randint(1, bits))


def signed_of_bits(rng: Random, bits: int) -> int:
    """A two's complement integer of `bits` bits, the extremes among them."""
    match rng.randrange(8):
        case 0:
            return -(1 << (bits - 1))
        case 1:
            return (1 << (bits - 1)) - 1
        case 2:
            return -1
        case _:
            value = rng.getrandbits(rng.randint(1, bits - 1))
            return -value if rng.random() < 0.5 else value


_ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 .,:;!?-_'\"\\/<>&%",
    "äöüßéèêñçøåÆŒłżő ěščřž",
    "漢字仮名交じり文 中文测试 한국어",
    "Ωμέγα кириллица עברית العربية",
    "✓∑∞≠→\u200b\u00a0\u2028",
    "🦊🔥👩‍🔬🏳️‍🌈𝔘𝔫𝔦",
    "\n\r\t",
]


def text(rng: Random, longest: int) -> str:
    """Well-formed Unicode text of at most `longest` scalars, from one or more scripts."""
    alphabets = rng.sample(_ALPHABETS, rng.randint(1, 3)) if rng.random() < 0.4 else _ALPHABETS[:1]
    pool = "".join(alphabets)
    return "".join(rng.choice(pool) for _ in range(rng.randint(0, longest)))


def identifier(rng: Random, *, capital: bool = False) -> str:
    """A name as Solidity allows it."""
    first = rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ" if capital else "abcdefghijklmnopqrstuvwxyz_")
    rest = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    return first + "".join(rng.choice(rest) for _ in range(rng.randint(2, 10)))


def rounds(count: int) -> Iterator[int]:
    """`count` turns; reads better than a bare range where the number itself is not used."""
    return iter(range(count))
