"""Fixtures for tests that need a Lit network: `lit_network`, `lit_client`, `lit_client_factory`.

The network is what `lit up` starts, in a temporary folder: a chain, contracts and nodes on this machine, once for all
tests (and for all workers of pytest-xdist). `lit` is taken from $LIT or from the PATH. Where it is missing, tests that
ask for a network are skipped, and in continuous integration (CI is set) they fail.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, List, Mapping, Tuple

import pytest

if TYPE_CHECKING:
    from .client import Lit
    from .networks import Network

START_LIMIT = 180


@dataclass(frozen=True)
class PublicAccount:
    """An account of a local network. Everybody has its key."""

    address: str
    private_key: str = field(repr=False)


@dataclass(frozen=True)
class LocalNetwork:
    """A network that runs on this machine. `status` is all that `lit status --json` says."""

    state: Path
    rpc_url: str
    chain_id: int
    accounts: Tuple[PublicAccount, ...]
    status: Mapping[str, Any] = field(repr=False)

    @property
    def network(self) -> Network:
        """What `Lit.connect` takes."""
        from .networks import Network

        return Network.local(self.state)


@pytest.fixture(scope="session")
def lit_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalNetwork]:
    """A running local network; ended after the last test that uses it."""
    program = _program()
    base = tmp_path_factory.getbasetemp()
    # Workers of pytest-xdist have folders below one that they share.
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    state = shared / "lit-network"
    with _locked(shared / "lit-network.lock"):
        users = _users(shared, 1)
        try:
            if users == 1:
                _run(program, "up", "--detach", "--quiet", "--state", str(state))
            status: Dict[str, Any] = json.loads(_run(program, "status", "--json", "--state", str(state)))
        except BaseException:
            _leave(program, state, shared)
            raise
    try:
        yield LocalNetwork(
            state=state,
            rpc_url=status["rpcUrl"],
            chain_id=int(status["chainId"]),
            accounts=tuple(PublicAccount(one["address"], one["privateKey"]) for one in status["accounts"]),
            status=status,
        )
    finally:
        with _locked(shared / "lit-network.lock"):
            _leave(program, state, shared)


@pytest.fixture
def lit_client_factory(lit_network: LocalNetwork) -> Iterator[Callable[..., Lit]]:
    """Makes clients of the network, with the arguments of `Lit.connect`; closes them after the test.

    A client that is given no wallet gets one of its own, with ether, when it first needs it.
    """
    from .client import Lit

    with contextlib.ExitStack() as stack:
        yield lambda **arguments: stack.enter_context(Lit.connect(lit_network.network, **arguments))


@pytest.fixture
def lit_client(lit_client_factory: Callable[..., Lit]) -> Lit:
    """A client of the network."""
    return lit_client_factory()


def _program() -> str:
    given = os.environ.get("LIT")
    found = shutil.which(given or "lit")
    if found is not None:
        return found
    missing = f"$LIT names {given!r}, which is no program" if given else "there is no `lit` on the PATH"
    text = f"No Lit network can be started: {missing}. Install it (make install), or set LIT to its path."
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        pytest.fail(text, pytrace=False)
    pytest.skip(text)


def _run(program: str, *words: str) -> str:
    # Standard error goes to a file: a network that lives on would keep a pipe open.
    with open(os.devnull) as nothing:
        done = subprocess.run(
            [program, *words],
            stdin=nothing,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if words[0] != "up" else None,
            timeout=START_LIMIT,
            check=False,
        )
    if done.returncode != 0:
        said = (done.stderr or b"").decode("utf-8", "replace").strip() or "see its standard error"
        pytest.fail(f"`lit {' '.join(words)}` ended with status {done.returncode}: {said}", pytrace=False)
    return done.stdout.decode("utf-8")


def _leave(program: str, state: Path, shared: Path) -> None:
    if _users(shared, -1) == 0:
        subprocess.run([program, "down", "--state", str(state)], capture_output=True, timeout=60, check=False)
        shutil.rmtree(state, ignore_errors=True)


def _users(shared: Path, change: int) -> int:
    """How many sessions use the network, after a change."""
    path = shared / "lit-network.users"
    count = (int(path.read_text()) if path.exists() else 0) + change
    path.write_text(str(count))
    return count


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with open(path, "w") as file:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


__all__: List[str] = ["LocalNetwork", "PublicAccount", "lit_client", "lit_client_factory", "lit_network"]
