"""The writer of one contract: an assembler with random operands and a floor under its stack."""

from collections.abc import Callable
from random import Random

from evm import values
from evm.opcodes import Assembler


class Writer(Assembler):
    """Writes one contract. `addresses` are encoded PUSHes; `init` makes init code for CREATE."""

    def __init__(
        self, rng: Random, addresses: list[bytes], number: int, init: Callable[[Random], bytes] | None
    ) -> None:
        super().__init__()
        self.rng = rng
        self.addresses = addresses
        self.number = number
        self.init = init
        self.floor = 0
        self.nesting = 0

    @property
    def free(self) -> int:
        """Words that a piece may take from the stack."""
        return self.depth - self.floor

    def operand(self) -> None:
        """Another operand: a new word, rarely something already on the stack."""
        if self.depth and self.rng.random() < 0.2:
            self.op(f"DUP{self.rng.randint(1, min(self.depth, 16))}")
        else:
            self.raw(values.word(self.rng))

    def write(self, count: int, pieces: "Pieces") -> None:
        """A number of pieces, the stack kept from growing."""
        for piece in self.rng.choices(pieces[0], cum_weights=pieces[1], k=count):
            piece(self)
            while self.free > 14:
                self.op("POP")


Piece = Callable[[Writer], None]
Pieces = tuple[list[Piece], list[int]]
"""Pieces and the sums of their weights."""


def weighted(pieces: dict[Piece, int]) -> Pieces:
    """Pieces in the form in which they are chosen from quickly."""
    sums, total = [], 0
    for weight in pieces.values():
        total += weight
        sums.append(total)
    return list(pieces), sums
