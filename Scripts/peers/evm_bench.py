"""Benchmark peer: revm, through pyrevm. Protocol: see bench_loop.py.

Operations: the names of the programs in Benchmarks/Vectors/evm.json, or in "file" of the command; and
`floor`, a program that ends at once. An answer has beside `ns` also `gas` (of the frame, without the
intrinsic gas) and `instructions` of a run. A run is everything from a fresh engine on, which `floor` measures
alone.
"""

import json
from pathlib import Path
from typing import Any

from bench_loop import Operation, serve
from evm.bench_run import SENDER, TARGET, engine, execute

FILE = Path(__file__).resolve().parents[2] / "Benchmarks" / "Vectors" / "evm.json"
FLOOR = {"name": "floor", "code": "0x00", "calldata": "0x", "gas": "0x1c9c380", "instructions": 1}


class Program:
    """A program ready to be run, with the facts of one run."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self.code = octets(entry["code"])
        self.calldata = octets(entry["calldata"])
        self.gas = int(entry["gas"], 16)
        run = execute(self.code, self.calldata, self.gas)
        if "output" in entry and run.output != octets(entry["output"]):
            raise ValueError(f"{entry['name']}: another output than the file's")
        self.facts = {"gas": run.gas, "instructions": entry["instructions"]}

    def __call__(self) -> object:
        # The extra gas is for the transaction around the call.
        return engine(self.code).message_call(SENDER, TARGET, self.calldata, None, self.gas + 30_000)


def octets(text: str) -> bytes:
    """The bytes of a hex string with 0x."""
    return bytes.fromhex(text.removeprefix("0x"))


def prepare(command: dict[str, Any]) -> Operation:
    """The program that a command names."""
    entries = [FLOOR, *json.loads(Path(command.get("file", FILE)).read_text(encoding="utf-8"))]
    return Program(next(entry for entry in entries if entry["name"] == command["op"]))


if __name__ == "__main__":
    names = ["floor", *(entry["name"] for entry in json.loads(FILE.read_text(encoding="utf-8")))]
    serve(dict.fromkeys(names, prepare))
