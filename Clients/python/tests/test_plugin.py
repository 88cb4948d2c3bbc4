"""The fixtures that the package brings."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

USES = "def test_uses_it(lit_network):\n    assert lit_network.chain_id == 31337\n"
# Stands for lit: says what lit says, and notes what it was asked.
PROGRAM = """#!{python}
import json, os, sys
with open({log!r}, "a") as log:
    print(sys.argv[1], file=log)
if sys.argv[1] == "up" and {fails!r}:
    print("no such luck", file=sys.stderr)
    sys.exit(1)
if sys.argv[1] == "status":
    accounts = [{{"address": "0x1", "privateKey": "0x2"}}]
    print(json.dumps({{"rpcUrl": "http://127.0.0.1:1", "chainId": 31337, "accounts": accounts}}))
"""


def make_lit(folder: Path, *, fails: bool = False) -> Path:
    program, log = folder / "lit", folder / "log"
    program.write_text(PROGRAM.format(python=sys.executable, log=str(log), fails=fails))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return log


def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *arguments: str, **environment: str) -> Any:
    source = Path(__file__).parent.parent / "src"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(source), os.environ.get("PYTHONPATH", "")]))
    for name in ("LIT", "CI", "PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(pytester.path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return pytester.runpytest_subprocess("-p", "lit_client.pytest_plugin", "-p", "no:cacheprovider", "-rs", *arguments)


def test_without_lit_tests_are_skipped(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(USES)
    result = run(pytester, monkeypatch)
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*no `lit` on the PATH*make install*"])


def test_in_continuous_integration_they_fail(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(USES)
    run(pytester, monkeypatch, CI="true").assert_outcomes(errors=1)
    result = run(pytester, monkeypatch, CI="1", LIT="/nowhere/lit")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*/nowhere/lit*no program*"])


def test_a_network_is_started_once_and_taken_down(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    log = make_lit(pytester.path)
    pytester.makepyfile(USES, test_other=USES)
    run(pytester, monkeypatch).assert_outcomes(passed=2)
    assert log.read_text().split() == ["up", "status", "down"]


def test_workers_share_a_network(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xdist")
    log = make_lit(pytester.path)
    # Each worker holds the network until the other has it too.
    body = (
        "import os, pathlib, time\n"
        "def test_uses_it(lit_network):\n"
        f"    here = pathlib.Path({str(pytester.path)!r})\n"
        "    (here / ('seen-' + os.environ['PYTEST_XDIST_WORKER'])).touch()\n"
        "    ends = time.monotonic() + 30\n"
        "    while len(list(here.glob('seen-*'))) < 2 and time.monotonic() < ends:\n"
        "        time.sleep(0.01)\n"
    )
    pytester.makepyfile(test_one=body, test_two=body)
    run(pytester, monkeypatch, "-p", "xdist", "-n", "2", "--dist", "loadfile").assert_outcomes(passed=2)
    assert sorted(log.read_text().split()) == ["down", "status", "status", "up"]


def test_a_network_that_does_not_start_is_named(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    make_lit(pytester.path, fails=True)
    pytester.makepyfile(USES)
    result = run(pytester, monkeypatch)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*`lit up *status 1*"])
