"""One running sidecar: started, heard, ended."""

from __future__ import annotations

import collections
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any, Deque, Dict, List, Mapping, Optional, Sequence

from ..errors import SidecarCrashed, SidecarError, SidecarNotFound
from ._line import Line, check_version

LOG_LINES = 50
_FOLDER = "lit-sidecar-"


def is_debugging() -> bool:
    """Whether a variable asks for the sidecar's log: set, and neither 0 nor false."""
    return any(
        os.environ.get(name, "").lower() not in ("", "0", "false")
        for name in ("LIT_DEBUG_SIDECAR", "LIT_DEBUG_JS_SDK_SERVER")
    )


class SidecarProcess:
    """A sidecar that this process has started, and that ends with it: it holds the sidecar's standard input."""

    def __init__(
        self,
        command: Sequence[str],
        generation: int,
        *,
        time_limit: float,
        environment: Optional[Mapping[str, str]] = None,
    ) -> None:
        self.owner = os.getpid()
        self._lines: Deque[str] = collections.deque(maxlen=LOG_LINES)
        self._folder: Optional[str] = None
        self._ready: "queue.SimpleQueue[Optional[bytes]]" = queue.SimpleQueue()
        self._process = self._start(command, environment)
        self._pumps = [
            threading.Thread(target=pump, daemon=True, name=f"lit-sidecar {what}")
            for what, pump in (("output", self._pump_output), ("log", self._pump_log))
        ]
        for pump in self._pumps:
            pump.start()
        try:
            self.line = self._await_ready(generation, time_limit)
        except BaseException:
            self.end(0)
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> List[str]:
        """The last lines that it has logged."""
        return list(self._lines)

    def has_ended(self, within: float = 0) -> bool:
        """Whether it has ended; a process that was killed may need a moment until that can be seen."""
        try:
            self._process.wait(within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def ending(self) -> str:
        """How it ended, for people; after this, `log` has its last lines."""
        code = self._process.poll()
        if code is not None:
            # What it said last may still be in the pipe.
            self._pumps[1].join(1)
        if code is None:
            return "still runs"
        if code < 0:
            try:
                return f"was ended by {signal.Signals(-code).name}"
            except ValueError:
                return f"was ended by signal {-code}"
        return f"ended with status {code}"

    def end(self, patience: float = 2) -> None:
        """Lets go of it, and kills it where it does not end in time. In the child of a fork it does nothing."""
        if self.owner != os.getpid():
            return
        self.release()
        if not self.has_ended(patience):
            self._process.kill()
            self._process.wait()
        for pump in self._pumps:
            if pump is not threading.current_thread():
                pump.join(1)
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def release(self) -> None:
        """Closes its standard input: it finishes what it does, for a second at most, and ends."""
        pipe = self._process.stdin
        if pipe is not None and not pipe.closed:
            try:
                pipe.close()
            except OSError:
                pass

    def disown(self) -> None:
        """In the child of a fork: closes what would hold the parent's sidecar, and lets it be."""
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    pass
        self._process.returncode = 0

    def _start(self, command: Sequence[str], environment: Optional[Mapping[str, str]]) -> "subprocess.Popen[bytes]":
        words = [*command]
        if hasattr(socket, "AF_UNIX") and sys.platform != "win32":
            self._folder = _private_folder()
            words += ["--socket", os.path.join(self._folder, "s")]
        else:
            words += ["--port", "0"]
        words += ["--exit-with-stdin", "--parent", str(self.owner)]
        try:
            # A session of its own: Control-C is for this program, which decides what becomes of the sidecar.
            return subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=None if environment is None else {**os.environ, **environment},
                start_new_session=True,
            )
        except OSError as error:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
            raise SidecarNotFound(
                f"{command[0]} could not be started: {error.strerror or error}.",
                hint="Is it a program for this platform?",
            ) from error

    def _await_ready(self, generation: int, time_limit: float) -> Line:
        try:
            line = self._ready.get(timeout=time_limit)
        except queue.Empty:
            raise SidecarError(
                f"lit-sidecar was not ready within {time_limit:g} seconds.",
                hint="Set LIT_DEBUG_SIDECAR=1 to see its log, or give it more time: Sidecar(start_timeout=…).",
                logs="\n".join(self.log),
            ) from None
        if line is None:
            self.has_ended(1)
            ending = self.ending()
            said = self._lines[-1] if self._lines else "It said nothing."
            raise SidecarCrashed(f"lit-sidecar {ending} before it was ready. {said}", logs="\n".join(self.log))
        return _line(line, generation, self.pid)

    def _pump_output(self) -> None:
        # Only the first line matters; the rest is read so that nobody waits for a full pipe.
        first = True
        for line in _lines(self._process.stdout):
            if first:
                self._ready.put(line)
                first = False
        if first:
            self._ready.put(None)

    def _pump_log(self) -> None:
        echo = is_debugging()
        for line in _lines(self._process.stderr):
            text = line.decode("utf-8", "replace")
            self._lines.append(text)
            if echo:
                try:
                    print(text, file=sys.stderr, flush=True)
                except (OSError, ValueError):
                    echo = False


def _line(text: bytes, generation: int, pid: int) -> Line:
    try:
        said: Dict[str, Any] = json.loads(text)
        if not isinstance(said, dict) or said.get("ready") is not True:
            raise ValueError
    except ValueError:
        shown = text[:200].decode("utf-8", "replace")
        raise SidecarError(
            f"lit-sidecar should have said that it is ready, and said {shown!r}.",
            hint="Is the program that was started lit-sidecar?",
        ) from None
    check_version(said.get("name"), said.get("version"), said.get("api"))
    version = str(said.get("version"))
    where = said.get("socket")
    if isinstance(where, str):
        return Line(generation, socket=where, pid=pid, version=version)
    try:
        line = Line.of_url(generation, str(said.get("url")), said.get("token"))
    except ValueError as error:
        raise SidecarError(f"lit-sidecar named no place to reach it: {error}.") from None
    return Line(generation, host=line.host, port=line.port, token=line.token, pid=pid, version=version)


def _lines(pipe: Any) -> Any:
    # Raw reads: objects with buffers have locks, which a fork could leave held for ever.
    rest = b""
    while True:
        try:
            data = os.read(pipe.fileno(), 65536)
        except (OSError, ValueError):
            data = b""
        if not data:
            if rest:
                yield rest
            return
        *whole, rest = (rest + data).split(b"\n")
        yield from whole
        if len(rest) > 1 << 20:
            yield rest
            rest = b""


def _private_folder() -> str:
    """A folder that only this user can enter, with a path that is short enough for a socket's."""
    place = tempfile.gettempdir()
    if len(os.fsencode(place)) > 60:
        place = "/tmp"
    _sweep(place)
    return tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=place)


def _sweep(place: str) -> None:
    """Removes folders of processes that were killed before they could."""
    try:
        entries = [entry for entry in os.scandir(place) if entry.name.startswith(_FOLDER)]
    except OSError:
        return
    for entry in entries:
        owner = entry.name[len(_FOLDER) :].partition("-")[0]
        try:
            details = entry.stat(follow_symlinks=False)
            # A fresh folder may belong to a process of another container that shares this place.
            old = time.time() - details.st_mtime > 60
            if owner.isdigit() and old and details.st_uid == os.getuid() and not _lives(int(owner)):
                shutil.rmtree(entry.path, ignore_errors=True)
        except OSError:
            continue


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
