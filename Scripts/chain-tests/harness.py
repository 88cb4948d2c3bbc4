"""Starts chains, and waits for conditions with a deadline."""

import json
import os
import select
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import requests
from web3 import HTTPProvider, Web3

LIT = os.environ.get("LIT") or str(Path(__file__).parents[2] / ".build/release/lit")
READY_SECONDS = 20
running: set = set()


def until(condition, what, seconds=15.0):
    """The first true answer of `condition`; fails when there is none in time."""
    end = time.monotonic() + seconds
    pause = 0.002
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


@dataclass
class RPCFault(Exception):
    """The `error` member of an answer."""

    code: int
    message: str
    data: object = None


class Chain:
    """One `lit chain run` with a web3.py client on it."""

    def __init__(self, *arguments, state=None):
        command = [LIT, "chain", "run", "--port", "0", "--json", *map(str, arguments)]
        if state is not None:
            command += ["--state", str(state)]
        began = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        running.add(self)
        try:
            self.banner = self._banner()
        except BaseException:
            self.kill()
            raise
        self.session = requests.Session()
        self.url, self.ws = self.banner["http"], self.banner["ws"]
        self.rpc("eth_blockNumber")
        self.started_in = time.monotonic() - began
        self.w3 = Web3(HTTPProvider(self.url, request_kwargs={"timeout": 60}))
        self.accounts = [account["address"] for account in self.banner["accounts"]]
        self.keys = [account["privateKey"] for account in self.banner["accounts"]]

    def _banner(self):
        line, end = b"", time.monotonic() + READY_SECONDS
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            chunk = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not chunk:
                status = self.process.wait(READY_SECONDS) if ready else "none in time"
                words = self.process.stderr.read().decode() if ready else ""
                raise AssertionError(f"no banner, exit status {status}: {words}")
            line += chunk
        return json.loads(line)

    def rpc(self, method, *params):
        """The result of one call, by nothing but HTTP; an error of JSON-RPC is raised."""
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        answer = self.session.post(self.url, json=body, timeout=60).json()
        if "error" in answer:
            raise RPCFault(**answer["error"])
        return answer["result"]

    def fault(self, method, *params):
        """The error with which a call must end."""
        try:
            result = self.rpc(method, *params)
        except RPCFault as fault:
            return fault
        raise AssertionError(f"{method}{params} was accepted: {str(result)[:200]}")

    @property
    def alive(self):
        return self.process.poll() is None

    def stop(self):
        """Asks it to end, as a person does; it has to, and without complaint."""
        if self.alive:
            self.process.send_signal(signal.SIGTERM)
        try:
            _, errors = self.process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("it did not stop within 15 s of SIGTERM") from None
        running.discard(self)
        assert self.process.returncode == 0, (self.process.returncode, errors.decode())
        return errors.decode()

    def kill(self):
        """Takes the process away, without a chance to write anything."""
        if self.alive:
            self.process.kill()
        self.process.wait(15)
        running.discard(self)


def refused(state, *arguments):
    """Exit status and words of a chain that must not start."""
    command = [LIT, "chain", "run", "--port", "0", "--json", "--state", str(state), *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=READY_SECONDS)
    return done.returncode, done.stderr.decode() + done.stdout.decode()
