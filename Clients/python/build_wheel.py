#!/usr/bin/env python3
"""Builds a wheel for one platform, with lit-sidecar inside.

    python build_wheel.py --sidecar PATH [--out dist] [--no-strip]

The wheel's tag says what the program needs, as read from the program itself: `manylinux_2_N` where the newest symbol of
glibc that it asks for is of 2.N, `macosx_N_0` by its load commands. Libraries that not every such system has are put
beside the program, where it looks for them ($ORIGIN); a program that needs others is refused. Needs hatchling, and
`strip` unless told otherwise. The same input gives the same wheel, byte by byte.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Sequence, Tuple

HERE = Path(__file__).resolve().parent
PROGRAM = "lit_client/bin/lit-sidecar"
# What PEP 600 lets a manylinux wheel expect of the system.
EVERYWHERE = frozenset(
    """
    libc.so.6 libm.so.6 libdl.so.2 librt.so.1 libpthread.so.0 libutil.so.1 libnsl.so.1 libresolv.so.2 libgcc_s.so.1
    libstdc++.so.6 libz.so.1 libexpat.so.1 libatomic.so.1 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1
    """.split()
)
# The first glibc whose distributions have that libstdc++: GLIBCXX_3.4.x → 2.N.
LIBSTDCXX = ((19, 17), (22, 24), (24, 28), (28, 31), (29, 34), (30, 35), (31, 38), (33, 39))
MACHINES = {62: "x86_64", 183: "aarch64"}
MACH_MACHINES = {0x01000007: "x86_64", 0x0100000C: "arm64"}


class Unsuitable(Exception):
    """The program cannot be put into a wheel; the message says why."""


@dataclass
class Program:
    """What an executable or a library says about itself."""

    machine: str
    system: str
    needs: List[str] = field(default_factory=list)
    runpath: List[str] = field(default_factory=list)
    glibc: Tuple[int, int] = (2, 17)
    macos: Tuple[int, int] = (11, 0)

    @classmethod
    def read(cls, data: bytes, name: str) -> Program:
        if data[:4] == b"\x7fELF":
            return _elf(data, name)
        if data[:4] == b"\xcf\xfa\xed\xfe":
            return _macho(data, name)
        raise Unsuitable(f"{name} is no 64-bit program of Linux or macOS")

    @property
    def finds_neighbours(self) -> bool:
        return any(path in ("$ORIGIN", "${ORIGIN}", "@loader_path", "@executable_path") for path in self.runpath)


def _elf(data: bytes, name: str) -> Program:
    if data[4:6] != b"\x02\x01":
        raise Unsuitable(f"{name} is no 64-bit little-endian program")
    machine = struct.unpack_from("<H", data, 18)[0]
    if machine not in MACHINES:
        raise Unsuitable(f"{name} is for a machine of number {machine}, which is not known here")
    program = Program(MACHINES[machine], "linux")
    start, entry, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    segments = [struct.unpack_from("<IIQQQQQQ", data, start + index * entry) for index in range(count)]

    def offset(address: int) -> int:
        for kind, _, place, virtual, _, size, _, _ in segments:
            if kind == 1 and virtual <= address < virtual + size:
                return int(place + address - virtual)
        raise Unsuitable(f"{name} names a place that it does not have")

    def text(at: int) -> str:
        return data[at : data.index(b"\0", at)].decode()

    dynamic = [segment for segment in segments if segment[0] == 2]
    entries: List[Tuple[int, int]] = []
    for _, _, place, _, _, size, _, _ in dynamic:
        for at in range(place, place + size, 16):
            tag, value = struct.unpack_from("<QQ", data, at)
            if tag == 0:
                break
            entries.append((tag, value))
    known = dict(entries)
    if 5 not in known:
        return program
    strings = offset(known[5])
    program.needs = [text(strings + value) for tag, value in entries if tag == 1]
    for tag, value in entries:
        if tag in (15, 29):
            program.runpath += text(strings + value).split(":")
    at, left = (offset(known[0x6FFFFFFE]), known[0x6FFFFFFF]) if 0x6FFFFFFE in known else (0, 0)
    while left:
        _, versions, _, first, following = struct.unpack_from("<HHIII", data, at)
        version = at + first
        for _ in range(versions):
            _, _, _, label, step = struct.unpack_from("<IHHII", data, version)
            program.glibc = max(program.glibc, _needed_glibc(text(strings + label)))
            version += step
        at, left = at + following, left - 1
    return program


def _needed_glibc(symbol: str) -> Tuple[int, int]:
    found = re.fullmatch(r"GLIBC_2\.(\d+)(\.\d+)?", symbol)
    if found:
        return 2, int(found[1])
    found = re.fullmatch(r"GLIBCXX_3\.4\.(\d+)", symbol)
    if found:
        return 2, next((glibc for last, glibc in LIBSTDCXX if int(found[1]) <= last), 99)
    return 2, 17


def _macho(data: bytes, name: str) -> Program:
    machine, _, _, count = struct.unpack_from("<IIII", data, 4)
    if machine not in MACH_MACHINES:
        raise Unsuitable(f"{name} is for a machine of number {machine:#x}, which is not known here")
    program = Program(MACH_MACHINES[machine], "macos")
    at = 32
    for _ in range(count):
        command, size = struct.unpack_from("<II", data, at)
        if command in (0x32, 0x24):  # LC_BUILD_VERSION, LC_VERSION_MIN_MACOSX
            version = struct.unpack_from("<I", data, at + (12 if command == 0x32 else 8))[0]
            program.macos = max(program.macos, (version >> 16, version >> 8 & 0xFF))
        elif command in (0xC, 0x8000001C):  # LC_LOAD_DYLIB, LC_RPATH
            begin = at + struct.unpack_from("<I", data, at + 8)[0]
            value = data[begin : at + size].split(b"\0")[0].decode()
            (program.needs if command == 0xC else program.runpath).append(value)
        at += size
    return program


def is_everywhere(library: str, system: str) -> bool:
    """Whether every system of the wheel's tag has a library."""
    return library in EVERYWHERE if system == "linux" else library.startswith(("/usr/lib/", "/System/"))


def companions(program: Program, binary: Path) -> Dict[str, Path]:
    """The libraries that go beside the program. Raises Unsuitable where that would not do."""
    needed = [name for name in program.needs if not is_everywhere(name, program.system)]
    if not needed:
        return {}
    if program.system != "linux" or not program.finds_neighbours:
        raise Unsuitable(f"{binary.name} needs {', '.join(needed)}, and does not look for it beside itself")
    places = _places(binary)
    chosen: Dict[str, Path] = {}
    for name in needed:
        if name not in places:
            raise Unsuitable(f"{binary.name} needs {name}, which is not on this machine")
        library = Program.read(places[name].read_bytes(), name)
        missing = [one for one in library.needs if not is_everywhere(one, "linux") and one not in needed]
        if missing:
            raise Unsuitable(
                f"{binary.name} needs {name}, which needs {', '.join(missing)}: link the program with the standard "
                "library of Swift inside (swift build --static-swift-stdlib)"
            )
        chosen[name] = places[name]
    return chosen


def _places(binary: Path) -> Dict[str, Path]:
    """Where the loader of this machine finds the libraries of a program."""
    said = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^\s*(\S+) => (/\S+)", said, re.MULTILINE)
    return {name: Path(path) for name, path in found}


def platform_tag(programs: Sequence[Program]) -> str:
    """The tag of a wheel with these programs."""
    first = programs[0]
    if first.system == "macos":
        major, minor = max(program.macos for program in programs)
        return f"macosx_{major}_{minor if major < 11 else 0}_{first.machine}"
    major, minor = max(program.glibc for program in programs)
    return f"manylinux_{major}_{minor}_{first.machine}"


def pure_wheel(folder: Path) -> Path:
    """The wheel without the program."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Unsuitable(f"hatchling could not build the package: {done.stderr.strip()}")
    (wheel,) = folder.glob("*.whl")
    return wheel


def with_files(wheel: Path, files: Dict[str, bytes], tag: str, out: Path) -> Path:
    """A wheel of another tag, with more files, all of them executable."""
    name, version, *_ = wheel.name.split("-")
    target = out / f"{name}-{version}-py3-none-{tag}.whl"
    info = f"{name}-{version}.dist-info"
    contents: List[Tuple[str, bytes, int]] = []
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.filename != f"{info}/RECORD":
                contents.append((entry.filename, archive.read(entry), 0o644))
    contents = [(path, _tagged(data, tag) if path == f"{info}/WHEEL" else data, mode) for path, data, mode in contents]
    contents += [(path, data, 0o755) for path, data in sorted(files.items())]
    contents.append((f"{info}/RECORD", _record(contents, info), 0o644))
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data, mode in contents:
            entry = zipfile.ZipInfo(path, date_time=(2020, 1, 1, 0, 0, 0))
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target


def _tagged(text: bytes, tag: str) -> bytes:
    lines = [line for line in text.decode().splitlines() if not line.startswith(("Tag:", "Root-Is-Purelib:"))]
    lines = [line for line in lines if line] + ["Root-Is-Purelib: false", f"Tag: py3-none-{tag}", ""]
    return "\n".join(lines).encode()


def _record(contents: Sequence[Tuple[str, bytes, int]], info: str) -> bytes:
    lines = []
    for path, data, _ in contents:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(data)}")
    return "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()


def stripped(path: Path, folder: Path) -> bytes:
    """A program without its symbols for debuggers."""
    copy = folder / path.name
    shutil.copyfile(path, copy)
    subprocess.run(["strip", str(copy)], check=True)
    return copy.read_bytes()


def build(sidecar: Path, out: Path, *, strip: bool = True, wheel: Optional[Path] = None) -> Path:
    """Builds the wheel; gives its path."""
    program = Program.read(sidecar.read_bytes(), sidecar.name)
    libraries = companions(program, sidecar)
    programs = [program, *(Program.read(path.read_bytes(), name) for name, path in libraries.items())]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "wheel").mkdir()
        source = wheel or pure_wheel(folder / "wheel")
        files = {PROGRAM: stripped(sidecar, folder) if strip else sidecar.read_bytes()}
        for name, path in libraries.items():
            files[f"{os.path.dirname(PROGRAM)}/{name}"] = path.read_bytes()
        return with_files(source, files, platform_tag(programs), out)


def programs_of(wheel: Path) -> Iterator[Tuple[str, Program]]:
    """The program of a wheel and the libraries beside it."""
    with zipfile.ZipFile(wheel) as archive:
        for path in archive.namelist():
            if path.startswith(os.path.dirname(PROGRAM) + "/"):
                yield path, Program.read(archive.read(path), path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds a wheel of lit-client with lit-sidecar inside.")
    parser.add_argument("--sidecar", type=Path, required=True, help="the program")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="where the wheel is put (dist)")
    parser.add_argument("--no-strip", action="store_true", help="keep the program's symbols")
    options = parser.parse_args()
    try:
        wheel = build(options.sidecar, options.out, strip=not options.no_strip)
    except Unsuitable as error:
        sys.exit(f"build_wheel: {error}")
    print(f"{wheel} ({wheel.stat().st_size / 1e6:.1f} MB)")
    for path, program in programs_of(wheel):
        print(f"  {path} needs {', '.join(program.needs)}")


if __name__ == "__main__":
    main()
