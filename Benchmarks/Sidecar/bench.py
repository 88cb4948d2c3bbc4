"""Compares lit-sidecar with the original polyglot server, on one machine and one network, and prints a table.

    python bench.py --lit LIT --sidecar LIT_SIDECAR [--calls 1000] [--signatures 300] [--starts 5] [--only NAME…]

`Scripts/sidecar-bench` runs it with what it needs. The servers take turns by the hundred calls, so that what else the
machine does meets all of them.
"""

import argparse
import datetime
import json
import math
import os
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from callers import NativeCaller, Plain, Published
from lit_python_sdk import LitClient
from servers import BUNDLE, Compatible, Native, Original, node

CLIENTS = 16
GOALS = {"start": 0.1, "memory": 0.2, "latency": 0.5, "cpu": 0.25}


def scene(server, status, state):
    """A session and a PKP, made through the compatible server; the session signatures serve all."""
    client = LitClient(port=server.port)
    key = status["accounts"][2]["privateKey"]
    end = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def grant(prefix, ability):
        return {"resource": {"resource": "*", "resourcePrefix": prefix}, "ability": ability}

    client.set_auth_token(key)
    sigs = client.get_session_sigs(
        "ethereum", end, [grant("lit-litaction", "lit-action-execution"), grant("lit-pkp", "pkp-signing")])
    auth = client.generate_auth_sig("bench")["authSig"]
    pkp = client.mint_with_auth({"authMethodType": 1, "accessToken": auth}, [1])["pkp"]
    return {"sigs": sigs["sessionSigs"], "pkp": pkp, "key": key, "state": state}


class Subject:
    """A server, who calls it, and what came of it."""

    def __init__(self, server, caller):
        self.server, self.caller = server, caller
        self.found, self.times, self.cpu = {}, {}, {}

    def block(self, what, count, caller):
        call = getattr(caller, what)
        before = self.server.cpu()
        for _ in range(count):
            begin = time.perf_counter()
            call()
            self.times.setdefault(what, []).append(time.perf_counter() - begin)
        self.cpu[what] = self.cpu.get(what, 0) + self.server.cpu() - before

    def crowded(self, what, count, scene):
        """Calls a second by many clients at once."""
        callers = [self.caller(self.server, scene) for _ in range(CLIENTS)]
        failures = []

        def run(caller):
            try:
                for _ in range(count // CLIENTS):
                    getattr(caller, what)()
            except Exception as error:  # Told below: a thread has nobody to tell.
                failures.append(error)

        threads = [threading.Thread(target=run, args=[caller]) for caller in callers]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return count // CLIENTS * CLIENTS / (time.perf_counter() - begin)


def turns(subjects, what, count, callers):
    size = min(100, count)
    for _ in range(count // size):
        for subject in subjects:
            subject.block(what, size, callers[subject])


def measure(subjects, scene, options):
    for subject in subjects:
        starts = []
        for _ in range(options.starts):
            subject.server.stop()
            starts.append(subject.server.start())
        subject.found["start"] = statistics.median(starts)
    callers = {subject: subject.caller(subject.server, scene) for subject in subjects}
    for subject in subjects:
        # As quiet as a user can have it.
        if subject.caller is Plain:
            told = LitClient(port=subject.server.port).new("datil-dev", debug=False)
            assert told == {"success": True}, told
    time.sleep(2)
    for subject in subjects:
        subject.found["idle"] = subject.server.memory()
    for subject in subjects:
        for what in ("execute_js", "pkp_sign"):
            for _ in range(10):
                getattr(callers[subject], what)()
    turns(subjects, "execute_js", options.calls, callers)
    for subject in subjects:
        subject.found["after"] = subject.server.memory()
    turns(subjects, "pkp_sign", options.signatures, callers)
    for subject in subjects:
        if subject.caller is Plain:
            subject.found["published"] = through_published(subject, scene)
    for what in ("execute_js", "pkp_sign"):
        rates = {subject: [] for subject in subjects}
        for _ in range(3):
            for subject in subjects:
                rates[subject].append(subject.crowded(what, 160, scene))
        for subject in subjects:
            subject.found[f"rate {what}"] = statistics.median(rates[subject])


def through_published(subject, scene):
    """The median as a user of the published client has it, whose own time is in it."""
    caller = Published(subject.server, scene)
    times = []
    for _ in range(60):
        begin = time.perf_counter()
        caller.pkp_sign()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def table(subjects):
    rows = []

    def row(label, unit, value, goal=None):
        rows.append((label, unit, [value(subject) for subject in subjects], goal))

    row("start to ready", "ms", lambda s: s.found["start"] * 1e3, GOALS["start"])
    for label, name in (("idle", "idle"), ("after the calls", "after")):
        row(f"memory {label}, resident", "MB", lambda s: s.found[name][0], GOALS["memory"])
        row(f"memory {label}, private", "MB", lambda s: s.found[name][1], GOALS["memory"])
    for what in ("execute_js", "pkp_sign"):
        row(f"{what} p50", "ms", lambda s: statistics.median(s.times[what]) * 1e3, GOALS["latency"])
        row(f"{what} p99", "ms", lambda s: statistics.quantiles(s.times[what], n=100)[98] * 1e3, GOALS["latency"])
        row(f"{what} CPU of the server", "ms", lambda s: s.cpu[what] / len(s.times[what]) * 1e3, GOALS["cpu"])
        row(f"{what} by {CLIENTS} at once", "1/s", lambda s: s.found[f"rate {what}"])
    row("pkp_sign by lit-python-sdk p50", "ms", lambda s: s.found.get("published", math.nan) * 1e3)
    names = [subject.server.name for subject in subjects]
    print(f"{'':33}{'':5}" + "".join(f"{name:>11}{'ratio' if place else '':>8}" for place, name in enumerate(names)))
    for label, unit, values, goal in rows:
        line = f"{label:33}{unit:5}{values[0]:11.1f}{'':8}"
        for value in values[1:]:
            line += " " * 19 if math.isnan(value) else f"{value:11.1f}{value / values[0]:8.2f}"
        print(line + (f"   goal {goal}" if goal else ""))


def sizes(options):
    program = Path(options.sidecar).stat().st_size
    original = BUNDLE.stat().st_size + Path(os.path.realpath(node())).stat().st_size
    print(f"\nprogram: {program / 1e6:.1f} MB; the original's bundle and Node.js: {original / 1e6:.1f} MB")


def lit(options, *arguments):
    """What the program has written, or why it failed."""
    ended = subprocess.run([options.lit, *arguments], capture_output=True)
    if ended.returncode != 0:
        raise RuntimeError(f"lit {' '.join(arguments)}: {ended.stderr.decode()}")
    return ended.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lit", required=True)
    parser.add_argument("--sidecar", required=True)
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--signatures", type=int, default=300)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=["original", "compatible", "native"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lit-bench-") as folder:
        state = f"{folder}/network"
        lit(options, "up", "--detach", "--state", state)
        servers = []
        try:
            told = lit(options, "status", "--json", "--state", state)
            (Path(folder) / "status.json").write_bytes(told)
            compatible = Compatible(options.sidecar, state)
            every = [
                Subject(Original(f"{folder}/status.json"), Plain),
                Subject(compatible, Plain),
                Subject(Native(options.sidecar), NativeCaller),
            ]
            servers = [subject.server for subject in every]
            compatible.start()
            made = scene(compatible, json.loads(told), state)
            subjects = [subject for subject in every if subject.server.name in options.only]
            measure(subjects, made, options)
            load = os.getloadavg()[1]
            print(f"{options.calls} calls of execute_js, {options.signatures} of pkp_sign; load {load:.1f}\n")
            table(subjects)
            sizes(options)
        finally:
            for server in servers:
                server.stop()
            lit(options, "down", "--state", state)


main()
