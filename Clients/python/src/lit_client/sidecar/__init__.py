"""The sidecar: found, started, watched, started again after a crash, ended with this process."""

from __future__ import annotations

import atexit
import collections
import os
import threading
import time
import weakref
from typing import Deque, List, Mapping, Optional, Tuple, Union

from ..errors import Disconnected, InvalidArgument, SidecarCrashed
from ._forks import watch_forks
from ._line import Line, check_version
from ._locate import bundled, command
from ._process import SidecarProcess, is_debugging

__all__ = ["Line", "Sidecar", "bundled", "check_version", "is_debugging"]

_RESTARTS = 10
_RESTARTS_WITHIN = 60.0


class Sidecar:
    """A sidecar of this process. Clients share `Sidecar.shared()` unless they are given another.

    - binary: the program; else `$LIT_SIDECAR`, the one in this package, `lit-sidecar` or `lit` on the PATH
    - options: more options for it, such as `["--max-body", "1048576"]`
    - environment: variables that it gets beside those of this process
    - start_timeout: the seconds in which it has to be ready

    It starts with the first call, may be used by any thread, and in the child of a fork is started anew.
    """

    def __init__(
        self,
        binary: Union[str, "os.PathLike[str]", None] = None,
        *,
        options: Tuple[str, ...] = (),
        environment: Optional[Mapping[str, str]] = None,
        start_timeout: float = 30,
    ) -> None:
        self._binary = binary
        self._options = tuple(options)
        self._environment = environment
        self._start_timeout = start_timeout
        self._attached: Optional[Line] = None
        self._generation = 0
        self._begin()
        watch_forks(self)
        _all.add(self)

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._process: Optional[SidecarProcess] = None
        self._ended: Optional[SidecarProcess] = None
        self._retired: List[SidecarProcess] = []
        self._starts: Deque[float] = collections.deque(maxlen=_RESTARTS)
        self._is_closed = False
        self._abandoned: Deque[Tuple[int, str]] = collections.deque(maxlen=1024)

    @classmethod
    def shared(cls) -> Sidecar:
        """The one that clients of this process share."""
        global _shared
        with _shared_lock:
            if _shared is None or _shared._is_closed:
                _shared = cls()
            return _shared

    @classmethod
    def attach(cls, *, socket: Optional[str] = None, url: Optional[str] = None, token: Optional[str] = None) -> Sidecar:
        """One that runs already and is somebody else's to start and end, by its socket or its URL and token."""
        if (socket is None) == (url is None):
            raise InvalidArgument("A running sidecar is reached by its socket or by its URL: give one.")
        sidecar = cls()
        if url is None:
            sidecar._attached = Line(1, socket=socket)
        else:
            try:
                sidecar._attached = Line.of_url(1, url, token)
            except ValueError as error:
                raise InvalidArgument(f"{error}.") from None
        return sidecar

    @property
    def pid(self) -> Optional[int]:
        """The number of its process; None where it does not run, or is somebody else's."""
        process = self._process
        return None if process is None or process.has_ended() else process.pid

    @property
    def log(self) -> List[str]:
        """The last 50 lines that it has logged."""
        process = self._process or self._ended
        return [] if process is None else process.log

    def line(self) -> Line:
        """A way to it. Starts it where it does not run; raises SidecarError."""
        with self._lock:
            if self._is_closed:
                raise Disconnected("The sidecar of this client was closed.")
            if self._attached is not None:
                return self._attached
            process = self._process
            if process is not None and not process.has_ended():
                return process.line
            return self._started().line

    def ready_line(self) -> Optional[Line]:
        """What `line` gives, if it can be given without waiting."""
        process = self._process
        if self._is_closed or self._lock.locked():
            return None
        if self._attached is not None:
            return self._attached
        return None if process is None or process.has_ended() else process.line

    def current(self, generation: int) -> Optional[Line]:
        """The line of a generation, if its sidecar still runs. Starts nothing."""
        with self._lock:
            line = self._attached
            if line is None and self._process is not None and not self._process.has_ended():
                line = self._process.line
            return line if line is not None and line.generation == generation else None

    def lost(self, line: Line, *, refuses: bool = False) -> Optional[str]:
        """Looks after a connection was lost, or after a refusal because it ends.

        Gives how it ended, or None where it still runs and takes requests.
        """
        with self._lock:
            process = self._process
            if self._attached is not None:
                return None
            if process is None or process.line.generation != line.generation:
                return "has ended"
            # The connections of a killed process are closed a moment before its end can be seen.
            if process.has_ended(0.5):
                return process.ending()
            if refuses:
                process.release()
                self._retired.append(process)
                self._process = None
                return "is ending"
            return None

    def crashed(self, how: str) -> SidecarCrashed:
        """The error of calls that a restart does not help."""
        return SidecarCrashed(
            f"lit-sidecar {how}, again and again.",
            hint="Its last lines are in the error's logs; please report them.",
            logs="\n".join(self.log),
        )

    def close(self) -> None:
        """Ends it, unless it is somebody else's. Clients that use it fail from then on."""
        with self._lock:
            self._is_closed = True
            processes = [*self._retired, *([] if self._process is None else [self._process])]
            self._ended = self._process or self._ended
            self._retired, self._process = [], None
        for process in processes:
            process.release()
        for process in processes:
            process.end()

    def abandon(self, generation: int, client: str) -> None:
        """Notes a client that was collected without being closed; the next connection ends it."""
        self._abandoned.append((generation, client))

    def abandoned(self, line: Line) -> List[str]:
        """The clients of a line that nobody has any more; each is named once."""
        clients: List[str] = []
        while True:
            try:
                generation, client = self._abandoned.popleft()
            except IndexError:
                return clients
            if generation == line.generation:
                clients.append(client)

    def __enter__(self) -> Sidecar:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._attached is not None:
            return "Sidecar(attached)"
        pid = self.pid
        return f"Sidecar(pid={pid})" if pid else "Sidecar(not running)"

    def after_fork_in_child(self) -> None:
        for process in [*self._retired, *([] if self._process is None else [self._process])]:
            process.disown()
        closed = self._is_closed
        self._begin()
        self._is_closed = closed

    def _started(self) -> SidecarProcess:
        ended, now = self._process, time.monotonic()
        if len(self._starts) == _RESTARTS and now - self._starts[0] < _RESTARTS_WITHIN:
            raise self.crashed("has ended" if ended is None else ended.ending())
        words = [*command(self._binary), *self._options]
        self._generation += 1
        self._starts.append(now)
        process = SidecarProcess(words, self._generation, time_limit=self._start_timeout, environment=self._environment)
        if ended is not None:
            ended.end(0)
        for old in [one for one in self._retired if one.has_ended()]:
            old.end()
            self._retired.remove(old)
        self._process = process
        return process


_all: "weakref.WeakSet[Sidecar]" = weakref.WeakSet()
_shared: Optional[Sidecar] = None
_shared_lock = threading.Lock()


class _SharedLock:
    def after_fork_in_child(self) -> None:
        global _shared_lock
        _shared_lock = threading.Lock()


_shared_lock_keeper = _SharedLock()
watch_forks(_shared_lock_keeper)


@atexit.register
def _end_all() -> None:
    for sidecar in list(_all):
        if sidecar._attached is None:
            sidecar.close()
