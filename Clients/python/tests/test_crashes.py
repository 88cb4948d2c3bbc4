"""The real sidecar, killed while it works; programs that end in every way; processes beside each other."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest
from conftest import alive

from lit_client import InvalidSession, Lit, OutcomeUnknown, Permission, Sidecar
from lit_client.pytest_plugin import LocalNetwork

pytestmark = pytest.mark.network


@pytest.fixture
def own(lit_network: LocalNetwork) -> Any:
    """A client with a sidecar that no other test uses."""
    with Sidecar() as sidecar, Lit.connect(lit_network.network, sidecar=sidecar) as lit:
        yield lit


def kill(sidecar: Sidecar) -> int:
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        pid = sidecar.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            return pid
        time.sleep(0.01)
    pytest.fail("the sidecar was not started again")


def test_a_killed_sidecar_comes_back_with_wallets_and_sessions(own: Lit) -> None:
    pkp = own.mint_pkp()
    session = own.session([Permission.sign(pkp), Permission.execute_actions()])
    other = own.add_wallet()
    first = kill(own.sidecar)
    assert own.sign(b"\x01" * 32, pkp, session).public_key == pkp.public_key
    assert own.sidecar.pid not in (None, first)
    assert own.sign_message("hello", wallet=other).address == other.address
    assert own.renew_session(session).can_renew
    kill(own.sidecar)
    # Also for what must not be done twice: it was not begun.
    assert own.send(other, 1).receipt is not None


def kills(sidecar: Sidecar, times: int, progress: Callable[[], int], stop: threading.Event) -> int:
    """Kills the sidecar again and again, each time when calls have come through since the last; gives how often."""
    for time_ in range(times):
        seen = progress()
        while progress() < seen + 2:
            if stop.wait(0.002):
                return time_
        # At another point of a call each time.
        stop.wait(time_ * 0.003)
        kill(sidecar)
    return times


def test_calls_that_may_be_made_twice_survive_kills(own: Lit) -> None:
    pkp = own.mint_pkp()
    session = own.session([Permission.sign(pkp)])
    stop = threading.Event()
    counts = [0] * 4

    def signs(number: int) -> None:
        try:
            while not stop.is_set():
                digest = bytes([1 + number]) + counts[number].to_bytes(31, "big")
                assert own.sign(digest, pkp, session).digest == digest
                counts[number] += 1
        finally:
            stop.set()

    with ThreadPoolExecutor(4) as pool:
        signing = [pool.submit(signs, number) for number in range(4)]
        killed = kills(own.sidecar, 5, lambda: sum(counts), stop)
        stop.set()
        for one in signing:
            one.result()
    assert killed == 5 and all(counts)


def test_transactions_under_kills_are_done_once_or_reported(own: Lit) -> None:
    own.add_wallet()
    own.fund()
    address = own.wallets[0].address
    target = "0x" + os.urandom(20).hex()
    stop = threading.Event()
    sent: List[str] = []
    unknown: List[OutcomeUnknown] = []
    with ThreadPoolExecutor(1) as pool:
        killing = pool.submit(kills, own.sidecar, 8, lambda: len(sent), stop)
        try:
            while not killing.done():
                try:
                    sent.append(own.send(target, 1).hash)
                except OutcomeUnknown as error:
                    unknown.append(error)
        finally:
            stop.set()
        assert killing.result() == 8
    # Each call is on the chain at most once: the target has what was reported, and what is unknown at most.
    received = own.balance(target)
    assert len(set(sent)) == len(sent) <= received <= len(sent) + len(unknown)
    assert own.account_state().nonce == received
    for one in unknown:
        assert one.signer == address and one.nonce_before is not None and "SIGKILL" in one.message
        assert one.nonce_now in (one.nonce_before, one.nonce_before + 1)


def test_an_action_in_progress_is_reported_as_unknown(own: Lit) -> None:
    session = own.session([Permission.execute_actions()])
    code = (
        "(async () => { await new Promise((go) => setTimeout(go, 1500)); Lit.Actions.setResponse({response: 'x'}); })()"
    )
    timer = threading.Timer(0.5, kill, [own.sidecar])
    timer.start()
    with pytest.raises(OutcomeUnknown) as caught:
        own.execute(code, session=session)
    timer.join()
    assert "whether the action ran" in caught.value.message
    timer = threading.Timer(0.5, kill, [own.sidecar])
    timer.start()
    assert own.execute(code, session=session, repeatable=True).response == "x"


# Processes

PROGRAM = """
import json, os, sys, time
from lit_client import Lit, Network, Permission
lit = Lit.connect(Network.local(sys.argv[1]))
wallet = lit.add_wallet()
session = lit.session(Permission.execute_actions(), wallet=wallet)
print(json.dumps({"sidecar": lit.sidecar.pid, "wallet": wallet.address, "session": session.id,
    "client": lit._core._client, "socket": lit.sidecar.line().socket}), flush=True)
"""


def start(state: Path, ending: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM + ending, str(state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(process: "subprocess.Popen[str]") -> Dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        pytest.fail(process.communicate()[1])
    said: Dict[str, Any] = json.loads(line)
    return said


def gone_within(pid: int, seconds: float) -> bool:
    # A second is what is promised; a machine that has no time to run anything gets more.
    if os.getloadavg()[0] > 4 * (os.cpu_count() or 1):
        seconds *= 10
    ends = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > ends:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.parametrize(
    "ending",
    ["sys.exit(3)", "os._exit(3)", "raise RuntimeError", "lit.close()", "os.kill(os.getpid(), 9)", "os.abort()"],
)
def test_no_sidecar_is_left_behind(lit_network: LocalNetwork, ending: str) -> None:
    process = start(lit_network.state, ending)
    said = told(process)
    process.communicate(timeout=20)
    assert gone_within(said["sidecar"], 1)
    if ending in ("sys.exit(3)", "lit.close()", "raise RuntimeError"):
        assert not os.path.exists(os.path.dirname(said["socket"]))


def test_a_killed_parent_takes_a_busy_sidecar_with_it(lit_network: LocalNetwork) -> None:
    ending = "lit.execute('(async () => { await new Promise((go) => setTimeout(go, 20000)) })()', session=session)"
    process = start(lit_network.state, ending)
    said = told(process)
    time.sleep(0.3)
    process.kill()
    process.communicate(timeout=20)
    assert gone_within(said["sidecar"], 1)


def test_control_c_ends_a_call_and_leaves_the_sidecar(lit_network: LocalNetwork) -> None:
    ending = """
try:
    lit.execute('(async () => { await new Promise((go) => setTimeout(go, 20000)) })()', session=session)
except KeyboardInterrupt:
    print(json.dumps({"pid": lit.sidecar.pid, "blockhash": lit.blockhash()}), flush=True)
"""
    process = start(lit_network.state, ending)
    said = told(process)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    after = told(process)
    process.communicate(timeout=20)
    assert after["pid"] == said["sidecar"] and len(after["blockhash"]) == 66


def test_processes_do_not_see_each_others_keys(lit_network: LocalNetwork) -> None:
    first, second = (start(lit_network.state, "sys.stdin.read()") for _ in range(2))
    one, other = told(first), told(second)
    try:
        assert one["sidecar"] != other["sidecar"] and one["wallet"] != other["wallet"]
        # What a process knows of its own client means nothing to the other's sidecar.
        with (
            Sidecar.attach(socket=other["socket"]) as attached,
            Lit.connect(lit_network.network, sidecar=attached) as lit,
        ):
            stranger = lit.session(Permission.execute_actions(), wallet=lit.add_wallet())
            with pytest.raises(InvalidSession):
                lit.execute("1", session=type(stranger)(**{**vars(stranger), "id": one["session"]}))
            with pytest.raises(InvalidSession):
                lit.execute("1", session=type(stranger)(**{**vars(stranger), "id": other["session"]}))
            lit._core._client = one["client"]
            assert lit.wallets[0].address not in (one["wallet"], other["wallet"])
            lit.blockhash()
            assert lit._core._client != one["client"]
        folder = os.path.dirname(one["socket"])
        assert os.stat(folder).st_mode & 0o077 == 0 and os.stat(one["socket"]).st_mode & 0o177 == 0
    finally:
        for process in (first, second):
            process.communicate("", timeout=20)


def in_child(lit: Lit, session: Any, answers: Any) -> None:
    try:
        signed = lit.sign_message("from the child").address
        answers.put(
            (lit.sidecar.pid, signed, lit.execute("Lit.Actions.setResponse({response: '1'})", session=session).response)
        )
    except BaseException as error:
        answers.put(repr(error))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_the_child_of_a_fork_has_a_sidecar_of_its_own(own: Lit) -> None:
    wallet = own.add_wallet()
    session = own.session(Permission.execute_actions())
    parents = own.sidecar.pid
    context = multiprocessing.get_context("fork")
    answers: Any = context.SimpleQueue()
    stop = threading.Event()

    def keeps_busy() -> None:
        while not stop.is_set():
            own.sign_message("from the parent")

    with ThreadPoolExecutor(4) as pool:
        busy = [pool.submit(keeps_busy) for _ in range(4)]
        child = context.Process(target=in_child, args=(own, session, answers))
        child.start()
        said = answers.get()
        child.join(10)
        stop.set()
        for one in busy:
            one.result()
    assert not isinstance(said, str), said
    childs, signer, response = said
    assert childs != parents and signer == wallet.address and response == "1"
    assert own.sidecar.pid == parents and len(own.blockhash()) == 66
    assert gone_within(childs, 1)


def sends(state: str, key: str, count: int, answers: Any) -> None:
    from lit_client import Network

    try:
        with Lit.connect(Network.local(state), wallet=key) as lit, ThreadPoolExecutor(count) as pool:
            hashes = list(pool.map(lambda _: lit.send("0x" + "d2" * 20, 1).hash, range(count)))
        answers.put(hashes)
    except BaseException as error:
        answers.put(repr(error))


def test_two_processes_send_from_one_wallet(lit_network: LocalNetwork, lit_client_factory: Callable[..., Lit]) -> None:
    key = "0x" + os.urandom(32).hex()
    lit = lit_client_factory(wallet=key)
    lit.fund()
    context = multiprocessing.get_context("spawn")
    answers: Any = context.SimpleQueue()
    processes = [context.Process(target=sends, args=(str(lit_network.state), key, 10, answers)) for _ in range(2)]
    for process in processes:
        process.start()
    said = [answers.get() for _ in processes]
    for process in processes:
        process.join(20)
    assert all(isinstance(hashes, list) for hashes in said), said
    assert len({one for hashes in said for one in hashes}) == 20
    assert lit.account_state().nonce == 20


def test_a_port_with_a_token_serves_as_well(lit_network: LocalNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    # As where there are no Unix sockets.
    monkeypatch.setattr("lit_client.sidecar._process.sys.platform", "win32")
    with Sidecar() as sidecar, Lit.connect(lit_network.network, sidecar=sidecar) as lit:
        line = sidecar.line()
        assert line.socket is None and line.port and line.token and line.token not in repr(line)
        assert len(lit.blockhash()) == 66
        monkeypatch.undo()
        wrong = Sidecar.attach(url=f"http://127.0.0.1:{line.port}", token="00" * 32)
        with pytest.raises(Exception, match="unauthorized"):
            Lit.connect(lit_network.network, sidecar=wrong)
