from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
import uuid
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest

from lit_client import AsyncLit, Lit, Network, Sidecar

pytest_plugins = ["lit_client.pytest_plugin", "pytester"]

HERE = Path(__file__).parent
KEY = "0x" + "a1" * 32
OTHER_KEY = "0x" + "b2" * 32


class Fake:
    """The scripted sidecar of a test, with what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.binary = folder / "lit-sidecar"
        self.binary.write_text(
            f'#!/bin/sh\nFAKE_FOLDER="{folder}" exec "{sys.executable}" -I "{HERE / "fake_sidecar.py"}" "$@"\n'
        )
        self.binary.chmod(0o755)
        self._sidecars: List[Sidecar] = []

    def sidecar(self, *options: str, **arguments: Any) -> Sidecar:
        sidecar = Sidecar(self.binary, options=options, **{"start_timeout": 120, **arguments})
        self._sidecars.append(sidecar)
        return sidecar

    def plan(self, *rules: Dict[str, Any]) -> None:
        (self.folder / "fired.txt").unlink(missing_ok=True)
        (self.folder / "plan.json").write_text(json.dumps(rules))

    @property
    def requests(self) -> List[Dict[str, Any]]:
        path = self.folder / "requests.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def asked(self, method: str, ending: str) -> List[Dict[str, Any]]:
        return [one for one in self.requests if one["method"] == method and one["path"].endswith(ending)]

    def close(self) -> None:
        for sidecar in self._sidecars:
            sidecar.close()


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Fake]:
    fake = Fake(tmp_path)
    yield fake
    fake.close()


class Driven:
    """A client of either kind, called the same way: what is awaited is run to its end."""

    def __init__(self, lit: Any, run: Callable[[Any], Any]) -> None:
        self.lit = lit
        self._run = run

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.lit, name)
        if not callable(value):
            return value
        return lambda *arguments, **named: self._run(value(*arguments, **named))


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest) -> Iterator[Callable[..., Driven]]:
    """Connects clients, which are closed in the end; each test runs for both kinds."""
    loop = asyncio.new_event_loop()
    opened: List[Driven] = []

    def run(value: Any) -> Any:
        return loop.run_until_complete(value) if inspect.isawaitable(value) else value

    async def awaited(connecting: Any) -> Any:
        return await connecting

    def make(*arguments: Any, **named: Any) -> Driven:
        if request.param == "sync":
            lit: Any = Lit.connect(*arguments, **named)
        else:
            lit = loop.run_until_complete(awaited(AsyncLit.connect(*arguments, **named)))
        opened.append(Driven(lit, run))
        return opened[-1]

    yield make
    for driven in opened:
        driven.close()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


@pytest.fixture
def somewhere() -> Network:
    """A network that only the scripted sidecar is asked for."""
    return Network.local(f"/nowhere/{uuid.uuid4()}")


def alive(pid: int) -> bool:
    """Whether a process lives; one that has ended and was not waited for does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in ("Z", "X")
    except FileNotFoundError:
        if sys.platform == "linux":
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
