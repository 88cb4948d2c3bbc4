"""Wheels with the program inside."""

from __future__ import annotations

import base64
import hashlib
import os
import struct
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

import build_wheel
import check_wheel
from build_wheel import Program, Unsuitable, platform_tag

linux = pytest.mark.skipif(sys.platform != "linux", reason="takes programs of Linux")


@pytest.fixture(scope="module")
def pure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    return build_wheel.pure_wheel(tmp_path_factory.mktemp("pure"))


@linux
def test_a_program_says_what_it_needs() -> None:
    data = Path("/bin/ls").read_bytes()
    program = Program.read(data, "ls")
    assert "libc.so.6" in program.needs and program.system == "linux" and program.machine == os.uname().machine
    said = subprocess.run(["readelf", "-V", "/bin/ls"], capture_output=True, text=True).stdout
    if said:
        newest = max(int(part.split()[0]) for part in said.split("GLIBC_2.")[1:] if part.split()[0].isdigit())
        assert program.glibc == (2, max(17, newest))


def macho(version: int, library: str) -> bytes:
    path = library.encode() + b"\0" * (16 - len(library) % 8)
    load = struct.pack("<IIIIII", 0xC, 24 + len(path), 24, 0, 0, 0) + path
    built = struct.pack("<IIIIII", 0x32, 24, 1, version, version, 0)
    return struct.pack("<IIIIIIII", 0xFEEDFACF, 0x0100000C, 0, 2, 2, len(load) + 24, 0, 0) + built + load


def test_programs_of_macos_and_others() -> None:
    program = Program.read(macho(15 << 16, "/usr/lib/libSystem.B.dylib"), "x")
    assert (program.machine, program.macos, program.needs) == ("arm64", (15, 0), ["/usr/lib/libSystem.B.dylib"])
    assert platform_tag([program]) == "macosx_15_0_arm64"
    assert build_wheel.companions(program, Path("x")) == {}
    other = Program.read(macho(15 << 16, "/opt/homebrew/lib/libx.dylib"), "x")
    with pytest.raises(Unsuitable, match="libx"):
        build_wheel.companions(other, Path("x"))
    for data in (b"MZ\x90\x00", b"#!/bin/sh", b"", b"\x7fELF\x01\x01" + bytes(60), b"\x7fELF\x02\x01" + bytes(60)):
        with pytest.raises(Unsuitable):
            Program.read(data, "x")


@pytest.mark.parametrize(
    ("symbol", "glibc"),
    [("GLIBC_2.2.5", 2), ("GLIBC_2.35", 35), ("GLIBCXX_3.4.30", 35), ("GLIBCXX_3.4.99", 99), ("CXXABI_1.3", 17)],
)
def test_symbols_name_the_system(symbol: str, glibc: int) -> None:
    assert build_wheel._needed_glibc(symbol) == (2, glibc)


@linux
def test_the_wheel_is_whole_and_the_same_each_time(pure: Path, tmp_path: Path) -> None:
    first, second = (
        build_wheel.build(Path("/bin/true"), tmp_path / name, strip=False, wheel=pure) for name in ("a", "b")
    )
    assert first.read_bytes() == second.read_bytes()
    assert first.name.startswith("lit_client-") and "-py3-none-manylinux_2_" in first.name
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        assert {"lit_client/py.typed", "lit_client/bin/lit-sidecar", "lit_client/client.py"} <= set(names)
        mode = archive.getinfo("lit_client/bin/lit-sidecar").external_attr >> 16
        assert mode & 0o777 == 0o755
        record = next(name for name in names if name.endswith("/RECORD"))
        wheel = archive.read(record.replace("RECORD", "WHEEL")).decode()
        assert "Root-Is-Purelib: false" in wheel and wheel.count("Tag:") == 1
        listed = [line.split(",") for line in archive.read(record).decode().splitlines()]
        assert sorted(line[0] for line in listed) == sorted(names)
        for path, digest, size in listed:
            if digest:
                data = archive.read(path)
                assert int(size) == len(data)
                assert base64.urlsafe_b64decode(digest[7:] + "=") == hashlib.sha256(data).digest()
    assert check_wheel.foreign(first) == []


@linux
def test_an_installed_wheel_has_an_executable_program(pure: Path, tmp_path: Path) -> None:
    wheel = build_wheel.build(Path("/bin/true"), tmp_path, strip=False, wheel=pure)
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "LIT_SIDECAR")}
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", wheel], check=True, env=environment
    )
    code = (
        "import subprocess, lit_client.sidecar as s\n"
        "from lit_client.sidecar._locate import command\n"
        "assert command() == [str(s.bundled())], command()\n"
        "subprocess.run(command(), check=True)\n"
        "import lit_client\n"
        "try:\n    lit_client.PKPAccount\n"
        "except ImportError as error:\n    assert 'lit-client[eth]' in str(error)\n"
        "else:\n    raise AssertionError\n"
    )
    subprocess.run([python, "-I", "-c", code], check=True, env=environment)


@linux
def test_a_program_that_needs_what_few_have_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def program(**members: Any) -> Program:
        return Program("x86_64", "linux", **members)

    with pytest.raises(Unsuitable, match=r"libfoo\.so\.1"):
        build_wheel.companions(program(needs=["libfoo.so.1"]), Path("x"))
    monkeypatch.setattr(build_wheel, "_places", lambda _: {})
    with pytest.raises(Unsuitable, match="not on this machine"):
        build_wheel.companions(program(needs=["libfoo.so.1"], runpath=["$ORIGIN"]), Path("x"))
    monkeypatch.setattr(build_wheel, "_places", lambda _: {"libfoo.so.1": Path("/bin/ls")})
    monkeypatch.setattr(Program, "read", classmethod(lambda *_: program(needs=["libbar.so.2", "libc.so.6"])))
    with pytest.raises(Unsuitable, match=r"libbar\.so\.2.*static-swift-stdlib"):
        build_wheel.companions(program(needs=["libfoo.so.1"], runpath=["$ORIGIN"]), Path("x"))
