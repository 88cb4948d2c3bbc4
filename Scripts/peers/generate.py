"""Writes fresh random cases, with the answers of independent implementations, as vector files.

    generate.py [--seed TEXT] [--count N] [--kinds NAME,NAME] FOLDER

One JSON file per kind, laid out as those in Tests/Vectors; `conformance ethereum FOLDER` runs them. The same
seed and count always give the same files. Each case has been put to its oracle, refusals included, so that a
failure is a disagreement between two implementations and not a slip of this program.
"""

import argparse
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from kinds import ALL
from kinds.common import Json


def main() -> int:
    """Writes the files, a line for each on the way."""
    names = [kind.name for kind in ALL]
    parser = argparse.ArgumentParser(description="Write random cases with the answers of independent peers.")
    parser.add_argument("folder", type=Path, help="where to write; made if missing")
    parser.add_argument("--seed", default="1", help="any text (default: 1)")
    parser.add_argument("--count", type=int, default=500, help="cases of each group (default: 500)")
    parser.add_argument("--kinds", default=",".join(names), help=f"some of {', '.join(names)}")
    arguments = parser.parse_args()

    chosen = arguments.kinds.split(",")
    if unknown := set(chosen) - set(names):
        parser.error(f"unknown kind: {', '.join(sorted(unknown))}")
    if arguments.count < 1:
        parser.error("--count must be at least 1")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for stale in arguments.folder.glob("*.json"):
        stale.unlink()

    total = 0
    start = time.monotonic()
    with ProcessPoolExecutor() as pool:
        # The slow ones first, so that no processor waits at the end.
        ordered = sorted(chosen, key=lambda name: name not in ("siwe", "hdwallet", "keystore"))
        jobs = [
            pool.submit(write, name, arguments.seed, arguments.count, arguments.folder) for name in ordered
        ]
        for name, job in zip(ordered, jobs, strict=True):
            cases, seconds = job.result()
            total += cases
            print(f"{name:16} {cases:7,} cases  {seconds:5.1f} s")
    print(f"{'total':16} {total:7,} cases  {time.monotonic() - start:5.1f} s  (seed {arguments.seed})")
    return 0


def write(name: str, seed: str, count: int, folder: Path) -> tuple[int, float]:
    """Writes one kind and reads it back; gives the number of cases and the seconds taken."""
    start = time.monotonic()
    kind = next(kind for kind in ALL if kind.name == name)
    document = kind.document(seed, count)
    path = folder / f"{name}.json"
    path.write_text(text(document), encoding="utf-8")
    check(json.loads(path.read_text(encoding="utf-8")), document)
    return len(document["cases"]), time.monotonic() - start


def text(document: dict[str, Json]) -> str:
    """JSON with a line for each case, so that a difference between two files can be read."""
    head = {key: value for key, value in document.items() if key != "cases"}
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    cases = ",\n".join(json.dumps(case, ensure_ascii=False) for case in document["cases"])
    return "{\n" + "\n".join(lines) + '\n"cases": [\n' + cases + "\n]\n}\n"


def check(read: dict[str, Json], written: dict[str, Json]) -> None:
    """What was read back is what was meant, and every case has the shape that the runner relies on."""
    if read != written:
        raise ValueError(f"{written['kind']}: reading the file back gives something else")
    names = [case["name"] for case in read["cases"]]
    if not names or len(set(names)) != len(names):
        raise ValueError(f"{written['kind']}: no cases, or two of one name")
    for case in read["cases"]:
        if not case["input"] or not case["expect"]:
            raise ValueError(f"{case['name']}: no input, or nothing expected")


if __name__ == "__main__":
    sys.exit(main())
