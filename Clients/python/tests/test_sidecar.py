"""How the sidecar is found, started and ended; with the scripted one."""

from __future__ import annotations

import gc
import os
import signal
import stat
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import KEY, Fake, alive

from lit_client import (
    InvalidArgument,
    Lit,
    Network,
    Sidecar,
    SidecarCrashed,
    SidecarError,
    SidecarIncompatible,
    SidecarNotFound,
    TimedOut,
)
from lit_client.sidecar import _locate, _process


def program(path: Path) -> Path:
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    return path


def test_the_program_is_looked_for_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "bin" / "lit-sidecar"
    monkeypatch.setattr(_locate, "bundled", lambda: inside)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("LIT_SIDECAR", raising=False)
    with pytest.raises(SidecarNotFound) as caught:
        _locate.command()
    assert str(inside) in str(caught.value) and "PATH" in str(caught.value) and "LIT_SIDECAR" in str(caught.value)
    assert isinstance(caught.value, FileNotFoundError)
    lit = program(tmp_path / "lit")
    assert _locate.command() == [str(lit), "sidecar", "run"]
    alone = program(tmp_path / "lit-sidecar")
    assert _locate.command() == [str(alone)]
    inside.parent.mkdir()
    program(inside).chmod(0o644)
    assert _locate.command() == [str(inside)]
    assert inside.stat().st_mode & stat.S_IXUSR
    other = program(tmp_path / "other")
    monkeypatch.setenv("LIT_SIDECAR", str(other))
    assert _locate.command() == [str(other)]
    third = program(tmp_path / "third")
    assert _locate.command(third) == [str(third)]
    third.chmod(0o644)
    with pytest.raises(SidecarNotFound, match="not executable"):
        _locate.command(third)
    monkeypatch.setenv("LIT_SIDECAR", str(tmp_path / "gone"))
    with pytest.raises(SidecarNotFound, match=r"\$LIT_SIDECAR"):
        _locate.command()


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        (("--api", "2"), SidecarIncompatible, "version 2"),
        (("--name", "lit-other"), SidecarIncompatible, "lit-other"),
        (("--first", "nonsense"), SidecarError, "Usage: something else"),
        (("--first", "end"), SidecarCrashed, "no space"),
        (("--bogus",), SidecarCrashed, "status 2"),
    ],
)
def test_a_sidecar_that_does_not_start_well_is_named(
    fake: Fake, somewhere: Network, options: Any, kind: Any, says: str
) -> None:
    with pytest.raises(kind) as caught:
        Lit.connect(somewhere, sidecar=fake.sidecar(*options))
    assert says in str(caught.value)


def test_a_sidecar_has_to_be_ready_in_time(fake: Fake, somewhere: Network) -> None:
    begun = time.monotonic()
    with pytest.raises(SidecarError, match="not ready within"):
        Lit.connect(somewhere, sidecar=fake.sidecar("--first", "nothing", start_timeout=0.3))
    assert time.monotonic() - begun < 5


def test_a_program_of_another_kind_is_named(tmp_path: Path, somewhere: Network) -> None:
    binary = tmp_path / "lit-sidecar"
    binary.write_bytes(b"\x7fELF nothing that could run")
    binary.chmod(0o755)
    with pytest.raises((SidecarNotFound, SidecarCrashed)):
        Lit.connect(somewhere, sidecar=Sidecar(binary))


def test_clients_share_one_sidecar(fake: Fake, somewhere: Network) -> None:
    sidecar = fake.sidecar()
    with Lit.connect(somewhere, sidecar=sidecar), Lit.connect(somewhere, sidecar=sidecar):
        pids = {one["pid"] for one in fake.requests}
    assert len(pids) == 1
    assert Sidecar.shared() is Sidecar.shared()


def test_a_client_that_nobody_closed_is_ended_with_the_next_connection(fake: Fake, somewhere: Network) -> None:
    sidecar = fake.sidecar()
    lost = Lit.connect(somewhere, sidecar=sidecar)
    client = lost._core._client
    lost._driver.close()
    del lost
    gc.collect()
    with Lit.connect(somewhere, sidecar=sidecar):
        assert [one["path"] for one in fake.asked("DELETE", "")] == [f"/v1/clients/{client}"]


def test_a_sidecar_of_somebody_else_is_used_and_not_ended(fake: Fake, somewhere: Network) -> None:
    owner = fake.sidecar()
    line = owner.line()
    with Sidecar.attach(socket=line.socket) as attached:
        with Lit.connect(somewhere, wallet=KEY, sidecar=attached) as lit:
            assert lit.blockhash() == "0x" + "0b" * 32
        assert attached.pid is None and repr(attached) == "Sidecar(attached)"
    assert owner.pid is not None and alive(owner.pid)
    for url in ("https://127.0.0.1:1", "http://example.org:80", "http://127.0.0.1", "nothing"):
        with pytest.raises(InvalidArgument):
            Sidecar.attach(url=url, token="x")
    with pytest.raises(InvalidArgument):
        Sidecar.attach()


def test_closing_ends_it_and_removes_its_folder(fake: Fake, somewhere: Network) -> None:
    sidecar = fake.sidecar()
    line = sidecar.line()
    assert line.pid is not None and line.socket is not None
    folder = Path(line.socket).parent
    assert folder.stat().st_mode & 0o077 == 0
    sidecar.close()
    assert not alive(line.pid) and not folder.exists()
    with pytest.raises(Exception, match="closed"):
        sidecar.line()


def test_one_that_does_not_end_is_ended(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    sidecar = fake.sidecar()
    line = sidecar.line()
    assert line.pid is not None
    os.kill(line.pid, signal.SIGSTOP)
    begun = time.monotonic()
    sidecar.close()
    assert not alive(line.pid) and time.monotonic() - begun < 5


def test_its_log_is_shown_where_a_variable_asks(
    fake: Fake, somewhere: Network, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value, shown in [
        ("LIT_DEBUG_SIDECAR", "1", True),
        ("LIT_DEBUG_JS_SDK_SERVER", "true", True),
        ("LIT_DEBUG_SIDECAR", "0", False),
        ("LIT_DEBUG_SIDECAR", "False", False),
    ]:
        monkeypatch.delenv("LIT_DEBUG_SIDECAR", raising=False)
        monkeypatch.delenv("LIT_DEBUG_JS_SDK_SERVER", raising=False)
        monkeypatch.setenv(name, value)
        sidecar = fake.sidecar()
        with Lit.connect(somewhere, sidecar=sidecar):
            pass
        sidecar.close()
        assert any("POST /v1/clients" in line for line in sidecar.log)
        assert ("POST /v1/clients" in capfd.readouterr().err) is shown


def test_folders_of_killed_processes_are_removed(tmp_path: Path) -> None:
    dead, living, fresh = (tmp_path / f"lit-sidecar-{pid}-x" for pid in (2**22 + 1, os.getpid(), 2**22 + 2))
    for folder in (dead, living, fresh):
        folder.mkdir()
    old = time.time() - 3600
    os.utime(dead, (old, old))
    os.utime(living, (old, old))
    _process._sweep(str(tmp_path))
    assert not dead.exists() and living.exists() and fresh.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no Unix sockets there")
def test_a_long_temporary_folder_does_not_matter(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    sidecar = fake.sidecar()
    socket = sidecar.line().socket
    sidecar.close()
    assert socket is not None and len(socket) < 100


def test_a_deadline_holds_while_the_body_comes_drop_by_drop(
    fake: Fake, somewhere: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lit_client._steps.GRACE", 0.1)
    with Lit.connect(somewhere, sidecar=fake.sidecar()) as lit:
        fake.plan({"match": "GET .*/blockhash", "do": "drip", "times": 1})
        begun = time.monotonic()
        with pytest.raises(TimedOut):
            lit.blockhash(timeout=0.3)
        assert time.monotonic() - begun < 2
