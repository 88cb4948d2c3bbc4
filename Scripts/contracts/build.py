"""Makes what is committed of the contracts, or checks it.

    build.py            compiles Contracts/*.vy; writes Contracts/artifacts and Sources/LitContracts/Artifacts
    build.py --check    compiles into memory; fails when anything committed disagrees, when the ABI lacks an entry of
                        Tests/Vectors/contracts/abi, or when a contract is too large for a chain
"""

import argparse
import difflib
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import abi
import artifacts
import compiler
from places import HERE, Places

SHOWN_LINES = 24
SHOWN_COLUMNS = 160


def compile_one(places, name):
    """(artifact, None), or (None, the compiler's words)."""
    try:
        return artifacts.artifact(places, name), None
    except Exception as failure:
        return None, f"does not compile: {failure}"


def compile_all(places, names):
    if fault := compiler.version_fault():
        return {name: (None, fault) for name in names}
    if len(names) == 1:
        return {name: compile_one(places, name) for name in names}
    with ProcessPoolExecutor() as pool:
        return dict(zip(names, pool.map(compile_one, [places] * len(names), names), strict=True))


def expected(places, made):
    """The files that belong to an artifact, with their content."""
    name = made["contractName"]
    return {places.artifact(name): artifacts.rendered(made), places.swift_file(name): artifacts.swift(made)}


def strays(places, names):
    """Files of a contract that does not exist."""
    known = {places.artifact(name) for name in names} | {places.swift_file(name) for name in names}
    made = [*places.artifacts.glob("*.json"), *places.swift.glob("*Artifact.swift")]
    sources = [path for path in places.sources.glob("*.vy") if path.stem not in names]
    return sorted([path for path in made if path not in known and path.name != "ContractArtifact.swift"] + sources)


def shortened(line):
    return line if len(line) <= SHOWN_COLUMNS else f"{line[:SHOWN_COLUMNS]}… ({len(line)} characters)"


def difference(path, has, wants, root):
    """The first lines in which a file is not what it has to be."""
    name = path.relative_to(root)
    if has is None:
        return f"{name} is missing; run make contracts"
    sides = {"fromfile": f"committed {name}", "tofile": f"made {name}"}
    lines = difflib.unified_diff(has.splitlines(), wants.splitlines(), **sides, n=0, lineterm="")
    shown = [shortened(line) for line in lines]
    more = [f"… and {len(shown) - SHOWN_LINES} lines more"] if len(shown) > SHOWN_LINES else []
    return "\n".join([f"{name} does not agree with the source; run make contracts", *shown[:SHOWN_LINES], *more])


def read(path):
    return path.read_text() if path.exists() else None


def check(places, names=compiler.NAMES):
    """Everything that is wrong, in words; the sizes of the contracts."""
    found, sizes, used = [], {}, set()
    present = [name for name in names if places.source(name).exists()]
    found += [f"Contracts/{name}.vy is missing" for name in names if name not in present]
    for name, (made, failure) in compile_all(places, present).items():
        if failure:
            found.append(f"{name}: {failure}")
            continue
        used |= {places.sources / source for source in made["sources"]}
        sizes[name] = (len(made["deployedBytecode"]) // 2 - 1, made["compiler"]["optimize"])
        found += [f"{name}: {fault}" for fault in artifacts.faults(made, abi.protocol(name, places.protocol))]
        for path, wants in expected(places, made).items():
            has = read(path)
            if has != wants:
                found.append(difference(path, has, wants, places.root))
    found += [f"{path.relative_to(places.root)} belongs to no contract of the set" for path in strays(places, names)]
    if len(sizes) == len(names):
        modules = sorted({*places.sources.glob("*/**/*.vy"), *places.sources.glob("*/**/*.vyi")} - used)
        found += [f"{path.relative_to(places.root)} is imported by no contract" for path in modules]
    found += [
        f"{path.relative_to(places.root)} is missing"
        for path in (places.protocol / f"{name}.json" for name in present)
        if not path.exists()
    ]
    return found, sizes


def write(places, names=compiler.NAMES):
    """Writes every file that is not what it has to be; the names of those written, and what is wrong."""
    written, found = [], []
    present = [name for name in names if places.source(name).exists()]
    for name, (made, failure) in compile_all(places, present).items():
        if failure:
            found.append(f"{name}: {failure}")
            continue
        found += [f"{name}: {fault}" for fault in artifacts.faults(made, abi.protocol(name, places.protocol))]
        for path, wants in expected(places, made).items():
            if read(path) != wants:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(wants)
                written.append(str(path.relative_to(places.root)))
    return written, found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    parser.add_argument("--root", type=Path, help="another copy of the package")
    arguments = parser.parse_args()
    places = Places(arguments.root.resolve()) if arguments.root else HERE
    if arguments.check:
        found, sizes = check(places)
        for name, (size, optimize) in sizes.items():
            print(f"{name:18} {size:6} bytes, {optimize}")
        done = f"{len(sizes)} contracts agree with their artifacts and with the protocol's ABI"
    else:
        written, found = write(places)
        print("\n".join(f"wrote {path}" for path in written))
        done = f"{len(written)} files written"
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print(f"contracts: {len(found)} faults", file=sys.stderr)
        sys.exit(1)
    print(f"contracts: {done}")


if __name__ == "__main__":
    main()
