"""Writes random EVM programs with the answers of revm, as vector files.

    python -m evm.generate [--seed TEXT] [--count N] [--shard N] [--jobs N] [--plant A=B] [--trace SECONDS] FOLDER

To be run in Scripts/peers. Files of 1,000 cases each, laid out as those in Tests/Vectors. A case depends on
the seed and its number alone, so the same seed always gives the same. With --trace cases are also traced for
some seconds, and how often each instruction was reached is printed; pyrevm takes a millisecond for each, so
that this is a glimpse only.
"""

import argparse
import io
import json
import re
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path
from random import Random
from typing import Any

try:
    import pyrevm as _
except ModuleNotFoundError:
    sys.exit("evm.generate needs pyrevm: Python 3.10 to 3.12, on Linux x86-64 only")

from evm import programs
from evm.opcodes import OPCODES, disassembled
from evm.run_pyrevm import run
from evm.world import Account, World, world_json

TRACED_GAS = 8_000


def main() -> int:
    """Writes the files and says what is in them."""
    parser = argparse.ArgumentParser(description="Write random EVM programs with the answers of revm.")
    parser.add_argument("folder", type=Path, help="where to write; made if missing")
    parser.add_argument("--seed", default="1", help="any text (default: 1)")
    parser.add_argument(
        "--plant", metavar="NAME=NAME", help="let revm run the first instruction as if it were the second"
    )
    parser.add_argument("--count", type=int, default=1000, help="cases (default: 1000)")
    parser.add_argument("--shard", type=int, default=1000, help="cases of a file (default: 1000)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--trace", type=float, default=0, help="count instructions reached, so long")
    arguments = parser.parse_args()
    plant = tuple(arguments.plant.split("=")) if arguments.plant else None
    if plant and (len(plant) != 2 or not all(name in OPCODES for name in plant)):
        parser.error("--plant takes two instructions, such as SAR=SHR")
    if arguments.count < 1 or arguments.shard < 1 or arguments.jobs < 1:
        parser.error("--count, --shard and --jobs must be at least 1")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for stale in arguments.folder.glob("evm-program-*.json"):
        stale.unlink()

    start = time.monotonic()
    numbers = range(arguments.count)
    written: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    jobs = [
        (arguments.seed, numbers[first : first + arguments.shard], arguments.folder / file_name(index), plant)
        for index, first in enumerate(numbers[:: arguments.shard])
    ]
    if arguments.jobs == 1:
        results = map(shard, jobs)
    else:
        results = ProcessPoolExecutor(arguments.jobs).map(shard, jobs)
    for counts, opcodes in results:
        written += counts
        standing += opcodes
    seconds = time.monotonic() - start
    for key, number in sorted(written.items()):
        print(f"{key:24} {number:8,}")
    print(f"{arguments.count:,} cases in {seconds:.1f} s, {arguments.count / seconds:,.0f} a second")
    report("in the code of no case", standing)
    if arguments.trace:
        executed = trace(arguments.seed, arguments.count, arguments.trace)
        for name, number in sorted(executed.items(), key=lambda item: item[1]):
            print(f"{name:16} {number:10,}")
        report("reached by no traced case", executed)
    return 0


def file_name(index: int) -> str:
    """The name of a file."""
    return f"evm-program-{index:05}.json"


def report(what: str, counted: Counter[str]) -> None:
    """The instructions that were not met."""
    missing = [name for name in OPCODES if not counted[name]]
    print(f"instructions {what}: {', '.join(missing) or 'none'}")


def case(seed: str, number: int) -> tuple[str, World]:
    """Group and content of a case. Every fourth is the case before it with less gas."""
    rng = Random(f"evm-program:{seed}:{number - (number % 4 == 3)}")
    group, world = programs.world(rng)
    if number % 4 == 3 and group not in ("deep", "invalid"):
        used, least = int(run(world)["gasUsed"], 16), programs.intrinsic_gas(world.call)
        # With a refund, what is used may be less than the intrinsic gas alone.
        between = rng.randint(least, max(used, least))
        less = rng.choice((used, used - 1, between, between, between, between))
        return "gas", programs.with_gas(world, max(less, least))
    return group, world


def shard(job: tuple[str, range, Path, tuple[str, str] | None]) -> tuple[Counter[str], Counter[str]]:
    """Writes one file; gives how many cases of each group and outcome, and the instructions in their code."""
    seed, numbers, path, plant = job
    counts: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    lines = []
    for number in numbers:
        group, world = case(seed, number)
        expect = run(world) if plant is None else run_planted(world, *plant)
        if expect is None:
            continue
        counts[f"group {group}"] += 1
        counts[f"status {expect['status']}"] += 1
        if number % 4 == 0:
            for account in world.accounts.values():
                standing.update(disassembled(account.code))
        entry: dict[str, Any] = {"name": f"evm-program-{number + 1:07}", "group": group}
        lines.append(json.dumps({**entry, "input": world_json(world), "expect": expect}))
    oracle = '"oracles": {"independent": "revm 8.0.0 (pyrevm 0.3.7)"}'
    head = f'{{\n"kind": "evm-program",\n{oracle},\n"seed": {json.dumps(seed)},\n'
    path.write_text(head + '"cases": [\n' + ",\n".join(lines) + "\n]\n}\n", encoding="utf-8")
    return counts, standing


def run_planted(world: World, name: str, instead: str) -> dict[str, Any] | None:
    """What revm answers if it takes one instruction for another; None where code could see the difference.

    The other engine is right then, and must be found to disagree.
    """
    codes = [account.code for account in world.accounts.values()]
    if any(sees in disassembled(code) for code in codes for sees in SEEING_CODE):
        return None
    swapped = {replaced(code, OPCODES[name][0], OPCODES[instead][0]): code for code in codes}
    if all(changed == code for changed, code in swapped.items()):
        return None
    back = {code: changed for changed, code in swapped.items()}
    accounts = {
        address: Account(account.balance, account.nonce, back[account.code], account.storage)
        for address, account in world.accounts.items()
    }
    expect = run(World(world.block, accounts, world.call))
    for account in expect["accounts"].values():
        if account:
            code = bytes.fromhex(account["code"][2:])
            account["code"] = "0x" + swapped.get(code, code).hex()
    return expect


SEEING_CODE = ("CODECOPY", "EXTCODECOPY", "EXTCODEHASH")


def replaced(code: bytes, opcode: int, instead: int) -> bytes:
    """Code in which one instruction stands for another; operands stay."""
    changed = bytearray(code)
    position = 0
    while position < len(changed):
        found = changed[position]
        if found == opcode:
            changed[position] = instead
        position += found - 0x5E if 0x60 <= found <= 0x7F else 1
    return bytes(changed)


def trace(seed: str, count: int, seconds: float) -> Counter[str]:
    """How often each instruction is reached in the first cases, given little gas so that many are tried."""
    executed: Counter[str] = Counter()
    names = re.compile(r'"opName":"([A-Z0-9]+)"')
    end = time.monotonic() + seconds
    for number in range(count):
        if time.monotonic() > end:
            break
        group, world = case(seed, number)
        if group in ("invalid", "deep"):
            continue
        most = programs.intrinsic_gas(world.call) + TRACED_GAS
        stream = io.StringIO()
        with redirect_stdout(stream):
            run(programs.with_gas(world, min(world.call.gas_limit, most)), tracing=True)
        executed.update(names.findall(stream.getvalue()))
    return executed


if __name__ == "__main__":
    sys.exit(main())
