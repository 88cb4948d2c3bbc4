"""Writes the programs that engines are timed with: Benchmarks/Vectors/evm.json.

    python -m evm.bench_programs FILE

To be run in Scripts/peers. Each program takes a number of rounds from the first word of its calldata, so that
how many instructions a long run executes follows from three short ones, which are traced.
"""

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from evm.bench_loops import give, rounds
from evm.bench_run import execute
from evm.bench_token import erc20
from evm.opcodes import Assembler

GAS_TARGET = 20_000_000
GAS_LIMIT = 30_000_000


def arithmetic() -> bytes:
    """A congruential generator and comparisons that count."""
    a = Assembler()
    a.op("PUSH0")
    a.push(1)

    def body() -> None:  # count, x, rounds
        a.op("SWAP1")
        a.push(6364136223846793005)
        a.op("MUL")
        a.push(1442695040888963407)
        a.op("ADD", "SWAP1", "DUP1", "DUP3", "LT", "DUP4", "ADD", "SWAP3", "POP")

    rounds(a, body)
    a.op("ADD")
    give(a)
    return a.finish()


def keccak() -> bytes:
    """Hashes of 32 to 256 bytes, each put into what the next one hashes."""
    a = Assembler()

    def body() -> None:
        a.op("DUP1")
        a.push(7)
        a.op("AND")
        a.push(1)
        a.op("ADD")
        a.push(5)
        a.op("SHL", "PUSH0", "KECCAK256", "PUSH0", "MSTORE")

    rounds(a, body)
    a.op("PUSH0", "MLOAD")
    give(a)
    return a.finish()


def storage() -> bytes:
    """Adds to one of 256 slots in each round."""
    a = Assembler()

    def body() -> None:
        a.op("DUP1")
        a.push(255)
        a.op("AND", "DUP1", "SLOAD", "DUP3", "ADD", "SWAP1", "SSTORE")

    rounds(a, body)
    a.push(17)
    a.op("SLOAD")
    give(a)
    return a.finish()


def memory() -> bytes:
    """Words written and read across 16 KiB, and 256 bytes copied."""
    a = Assembler()

    def body() -> None:
        a.op("DUP1")
        a.push(511)
        a.op("AND")
        a.push(5)
        a.op("SHL", "DUP2", "DUP2", "MSTORE", "DUP1", "MLOAD", "DUP2")
        a.push(32)
        a.op("ADD", "MSTORE")
        a.push(256)
        a.op("SWAP1")
        a.push(0x4100)
        a.op("MCOPY")

    rounds(a, body)
    a.push(0x4100)
    a.op("MLOAD")
    give(a)
    return a.finish()


def stack() -> bytes:
    """PUSH, POP, DUP and SWAP of several widths and depths."""
    a = Assembler()
    for n in range(8):
        a.push(0x1111 * (n + 1))

    def body() -> None:
        a.push(0xFF)
        a.push(1 << 63)
        a.push((1 << 256) - 12345)
        a.op("DUP1", "DUP3", "DUP6", "DUP10", "SWAP1", "SWAP4", "SWAP2")
        a.op("POP", "POP", "POP", "POP", "POP", "POP", "POP")
        a.op("SWAP1", "SWAP8", "SWAP2", "SWAP5", "SWAP1", "DUP4", "PUSH0", "POP", "POP")
        # Every SWAP back again, so that the count is on top.
        a.op("SWAP1", "SWAP5", "SWAP2", "SWAP8", "SWAP1")

    rounds(a, body)
    give(a)
    return a.finish()


def modular() -> bytes:
    """MULMOD, ADDMOD, EXP, and divisions of wide numbers."""
    a = Assembler()
    prime = (1 << 255) - 19
    a.push(0x1234567890ABCDEF << 180)

    def body() -> None:  # x, rounds
        a.op("SWAP1")
        a.push(prime)
        a.op("DUP2", "DUP1", "MULMOD")  # rounds, x, y = x² mod p
        a.push(prime)
        a.op("SWAP2", "DUP2", "ADDMOD")  # rounds, p, (y + x) mod y
        a.push(0x10001)
        a.op("SWAP1", "EXP", "XOR")
        a.push((1 << 130) + 7)
        a.op("DUP2", "MOD", "ADD")
        a.push((1 << 70) + 3)
        a.op("DUP2", "DIV", "XOR", "SWAP1")

    rounds(a, body)
    give(a)
    return a.finish()


def identity_calls() -> bytes:
    """Calls of the precompile 0x04 with 64 bytes."""
    a = Assembler()

    def body() -> None:
        a.op("DUP1", "PUSH0", "MSTORE")
        for n in (64, 64, 64):
            a.push(n)
        a.op("PUSH0")
        a.push(4)
        a.op("GAS", "STATICCALL", "POP")

    rounds(a, body)
    a.push(64)
    a.op("MLOAD")
    give(a)
    return a.finish()


def self_calls() -> bytes:
    """Calls of itself, eight deep; what stands second in calldata is how deep to go."""
    a = Assembler()
    leaf, outer = a.label(), a.label()
    a.push(32)
    a.op("CALLDATALOAD", "DUP1")
    a.push_label(outer)
    a.op("JUMPI", "POP")
    # The driver: rounds, with nothing behind them in calldata.

    def body() -> None:
        a.push(9)
        a.push(32)
        a.op("MSTORE")
        _call_self(a)
        a.op("PUSH0", "MLOAD", "POP")

    rounds(a, body)
    a.op("PUSH0", "MLOAD")
    give(a)
    a.place(outer)
    a.depth = 1
    a.push(1)
    a.op("SWAP1", "SUB", "DUP1", "ISZERO")
    a.push_label(leaf)
    a.op("JUMPI")
    a.push(32)
    a.op("MSTORE")
    _call_self(a)
    a.op("PUSH0", "MLOAD")
    a.push(1)
    a.op("ADD")
    give(a)
    a.place(leaf)
    a.push(1)
    give(a)
    return a.finish()


def _call_self(a: Assembler) -> None:
    a.push(32)
    a.op("PUSH0")
    a.push(64)
    a.op("PUSH0", "PUSH0", "ADDRESS", "GAS", "CALL", "POP")


PROGRAMS = {
    "arithmetic": arithmetic,
    "keccak": keccak,
    "erc20": erc20,
    "storage": storage,
    "calls-identity": identity_calls,
    "calls-self": self_calls,
    "memory": memory,
    "stack": stack,
    "modular": modular,
}


def calldata(count: int) -> bytes:
    """The rounds to make."""
    return count.to_bytes(32, "big")


def instructions(code: bytes, count: int) -> int:
    """How many instructions a run of so many rounds executes, from three short ones."""
    short = []
    for few in (1, 2, 3):
        stream = io.StringIO()
        with redirect_stdout(stream):
            execute(code, calldata(few), GAS_LIMIT, tracing=True)
        short.append(stream.getvalue().count('"opName":'))
    each = short[1] - short[0]
    if short[2] - short[1] != each:
        raise ValueError(f"the rounds are not alike: {short}")
    return short[0] + (count - 1) * each


def main() -> int:
    """Writes the file, a line for each program."""
    if len(sys.argv) != 2:
        print("usage: python -m evm.bench_programs FILE", file=sys.stderr)
        return 64
    lines = []
    for name, make in PROGRAMS.items():
        code = make()
        # The first rounds of those that store cost more; a few steps find the number for the target.
        count = 1000
        for _ in range(6):
            count = max(1, count * GAS_TARGET // execute(code, calldata(count), 10 * GAS_LIMIT).gas)
        run = execute(code, calldata(count), GAS_LIMIT)
        entry = {
            "name": name,
            "gas": hex(GAS_LIMIT),
            "gasUsed": hex(run.gas),
            "instructions": instructions(code, count),
            "calldata": "0x" + calldata(count).hex(),
            "output": "0x" + run.output.hex(),
            "code": "0x" + code.hex(),
        }
        lines.append(json.dumps(entry))
        print(f"{name:16} {count:9,} rounds  {run.gas:11,} gas  {entry['instructions']:11,} instructions")
    Path(sys.argv[1]).write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
