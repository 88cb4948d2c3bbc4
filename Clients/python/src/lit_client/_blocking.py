"""Connections that block, and what takes a client's steps with them. Any thread may use it."""

from __future__ import annotations

import socket
import threading
import time
from collections import defaultdict
from typing import Any, Callable, DefaultDict, Generator, List, Optional, Tuple, TypeVar

from ._steps import Answer, AnswerLate, ConnectionLost, Effect, Exchange, Guarded, LookAfter, NeedLine, Pause
from ._wire import AnswerReader, GarbledAnswer
from .sidecar import Line, Sidecar
from .sidecar._forks import watch_forks

T = TypeVar("T")
_IDLE = 16


class Connection:
    """One connection to a sidecar, for one request at a time."""

    def __init__(self, line: Line, deadline: float) -> None:
        self.generation = line.generation
        self._line = line
        try:
            if line.socket is not None:
                self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                try:
                    self._socket.settimeout(_left(deadline))
                    self._socket.connect(line.socket)
                except BaseException:
                    self._socket.close()
                    raise
            else:
                self._socket = socket.create_connection((line.host.strip("[]"), line.port), _left(deadline))
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise ConnectionLost(f"no connection: {error}", sent=False) from error

    def close(self) -> None:
        self._socket.close()

    def begin(self, exchange: Exchange) -> AnswerReader:
        """Sends a request, and reads until the head of the answer is there."""
        reader = AnswerReader(exchange.request.method)
        data = exchange.request.encoded(self._line.host_header, self._line.token)
        broken: Optional[OSError] = None
        try:
            self._socket.settimeout(_left(exchange.deadline))
            self._socket.sendall(data)
        except socket.timeout:
            raise AnswerLate from None
        except OSError as error:
            # A server that refuses a request before it has read all of it has still answered.
            broken = error
        while reader.status is None:
            self._read(reader, exchange.deadline, broken)
        return reader

    def finish(self, reader: AnswerReader, deadline: float) -> bytes:
        """Reads until the answer is complete."""
        while not reader.is_done:
            self._read(reader, deadline)
        return reader.take()

    def _read(self, reader: AnswerReader, deadline: float, broken: Optional[OSError] = None) -> None:
        try:
            self._socket.settimeout(_left(deadline))
            data = self._socket.recv(65536)
        except socket.timeout:
            raise AnswerLate from None
        except OSError as error:
            raise ConnectionLost(str(broken or error), sent=True) from error
        try:
            reader.feed(data)
        except GarbledAnswer as error:
            raise ConnectionLost(str(error), sent=True) from error


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.001)


class Lines:
    """The open stream of an answer: its lines, as they come."""

    def __init__(self, connection: Connection, reader: AnswerReader, deadline: float) -> None:
        self._connection = connection
        self._reader = reader
        self._deadline = deadline
        self._rest = b""

    def line(self) -> Optional[bytes]:
        """The next line; None at the end. Raises ConnectionLost and AnswerLate."""
        while b"\n" not in self._rest:
            piece = self._reader.take()
            if piece:
                self._rest += piece
            elif self._reader.is_done:
                rest, self._rest = self._rest, b""
                return rest or None
            else:
                self._connection._read(self._reader, self._deadline)
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def close(self) -> None:
        self._connection.close()


class Blocking:
    """Takes steps, with connections that are kept for the next request."""

    def __init__(self, sidecar: Sidecar) -> None:
        self.sidecar = sidecar
        self._begin()
        watch_forks(self)

    def _begin(self) -> None:
        self._idle: List[Connection] = []
        self._locks: DefaultDict[str, threading.Lock] = defaultdict(threading.Lock)

    def after_fork_in_child(self) -> None:
        for connection in self._idle:
            connection.close()
        self._begin()

    def run(self, steps: Generator[Effect, Any, T]) -> T:
        """Takes steps to their end. Raises what they raise."""
        act: Callable[[], Effect] = lambda: next(steps)  # noqa: E731
        while True:
            try:
                effect = act()
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            try:
                result = self._do(effect)
            except BaseException as error:
                act = _throwing(steps, error)
            else:
                act = _sending(steps, result)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _do(self, effect: Effect) -> Any:
        if isinstance(effect, NeedLine):
            return self.sidecar.line()
        if isinstance(effect, Exchange):
            return self._exchange(effect)
        if isinstance(effect, LookAfter):
            return self.sidecar.lost(effect.line, refuses=effect.refuses)
        if isinstance(effect, Pause):
            time.sleep(effect.seconds)
            return None
        assert isinstance(effect, Guarded)
        with self._locks[effect.lock]:
            return self.run(effect.steps)

    def _exchange(self, exchange: Exchange) -> Answer:
        connection, is_used = self._connection(exchange)
        try:
            try:
                reader = connection.begin(exchange)
            except ConnectionLost:
                # A connection that has lain idle may have been closed by the other side just now.
                if not is_used or exchange.fresh:
                    raise
                connection.close()
                connection = Connection(exchange.line, exchange.deadline)
                reader = connection.begin(exchange)
            assert reader.status is not None
            if exchange.streams and reader.headers.get("content-type", "").startswith("application/x-ndjson"):
                lines = Lines(connection, reader, exchange.deadline)
                return Answer(reader.status, reader.headers, stream=lines)
            body = connection.finish(reader, exchange.deadline)
        except BaseException:
            # Hanging up tells the sidecar to stop, also when it was Control-C.
            connection.close()
            raise
        if reader.keeps_alive and len(self._idle) < _IDLE:
            self._idle.append(connection)
        else:
            connection.close()
        return Answer(reader.status, reader.headers, body)

    def _connection(self, exchange: Exchange) -> Tuple[Connection, bool]:
        while not exchange.fresh:
            try:
                connection = self._idle.pop()
            except IndexError:
                break
            if connection.generation == exchange.line.generation:
                return connection, True
            connection.close()
        return Connection(exchange.line, exchange.deadline), False


def _sending(steps: Generator[Effect, Any, Any], result: Any) -> Callable[[], Effect]:
    return lambda: steps.send(result)


def _throwing(steps: Generator[Effect, Any, Any], error: BaseException) -> Callable[[], Effect]:
    return lambda: steps.throw(error)
