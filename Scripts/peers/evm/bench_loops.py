"""What the benchmark programs share: their loop and their end."""

from collections.abc import Callable

from evm.opcodes import Assembler


def rounds(a: Assembler, body: Callable[[], None], offset: int = 0) -> None:
    """Runs `body` as often as the word of calldata at `offset` says.

    In the body the rounds left are on top of whatever was on the stack; it leaves the stack so.
    """
    a.push(offset)
    a.op("CALLDATALOAD")
    top = a.label()
    a.place(top)
    depth = a.depth
    body()
    if a.depth != depth:
        raise ValueError("the body of a loop does not balance")
    a.push(1)
    a.op("SWAP1", "SUB", "DUP1")
    a.push_label(top)
    a.op("JUMPI", "POP")


def give(a: Assembler) -> None:
    """Ends with the word on top of the stack as output."""
    a.op("PUSH0", "MSTORE")
    a.push(32)
    a.op("PUSH0", "RETURN")
