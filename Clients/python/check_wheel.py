#!/usr/bin/env python3
"""Checks a wheel of build_wheel.py: what its program links to, and that it runs in a root with next to nothing.

    python check_wheel.py WHEEL                      what it links to
    sudo python check_wheel.py WHEEL --root FOLDER   and runs it there; debootstrap makes FOLDER if missing

The root is a minimal Debian (debootstrap --variant=minbase) of --suite, without Swift, Python or any library that the
wheel does not bring.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import List

from build_wheel import PROGRAM, is_everywhere, programs_of


def foreign(wheel: Path) -> List[str]:
    """What the wheel's programs need and neither bring nor find on every system of its tag."""
    programs = dict(programs_of(wheel))
    brought = {os.path.basename(path) for path in programs}
    return sorted(
        f"{path} needs {name}"
        for path, program in programs.items()
        for name in program.needs
        if name not in brought and not is_everywhere(name, program.system)
    )


def run_in(root: Path, wheel: Path) -> str:
    """Starts the wheel's program in a root, asks it for its version, and ends it. Gives the version."""
    place = root / "tmp" / f"lit-wheel-{os.getpid()}"
    place.mkdir(mode=0o700)
    try:
        with zipfile.ZipFile(wheel) as archive:
            for path, _ in programs_of(wheel):
                (place / os.path.basename(path)).write_bytes(archive.read(path))
                (place / os.path.basename(path)).chmod(0o755)
        inside = f"/tmp/{place.name}"
        program = [f"{inside}/{os.path.basename(PROGRAM)}", "--socket", f"{inside}/s", "--exit-with-stdin"]
        # Without /proc, the loader does not know where a program lies and what lies beside it.
        script = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
        process = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", script, str(root), *program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
        try:
            assert process.stdout is not None and process.stdin is not None
            line = process.stdout.readline()
            if not line:
                sys.exit("check_wheel: the program does not run there; it says why above")
            ready = json.loads(line)
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(place / "s"))
                connection.sendall(b"GET /v1/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                answer = b"".join(iter(lambda: connection.recv(65536), b""))
            assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
            begun = time.monotonic()
            process.stdin.close()
            process.wait(5)
            return f"{ready['name']} {ready['version']}, which ended {time.monotonic() - begun:.2f} s after its parent"
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
    finally:
        shutil.rmtree(place)


def main() -> None:
    parser = argparse.ArgumentParser(description="Checks a wheel of lit-client.")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--root", type=Path, help="where to run the program")
    parser.add_argument("--suite", default="bookworm", help="the Debian that the root is made of (bookworm)")
    options = parser.parse_args()
    for path, program in programs_of(options.wheel):
        print(f"{path} needs {', '.join(program.needs)}")
    missing = foreign(options.wheel)
    if missing:
        sys.exit("check_wheel: not every system has what it needs: " + "; ".join(missing))
    if options.root is None:
        return
    if not options.root.exists():
        if shutil.which("debootstrap") is None:
            sys.exit("check_wheel: there is no debootstrap: apt-get install debootstrap")
        subprocess.run(["debootstrap", "--variant=minbase", options.suite, str(options.root)], check=True, stdout=2)
    print(f"runs in {options.root}: {run_in(options.root, options.wheel)}")


if __name__ == "__main__":
    main()
