"""Connections of asyncio, and what takes a client's steps with them."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Awaitable, Callable, Dict, Generator, List, Optional, Tuple, TypeVar

from ._steps import Answer, AnswerLate, ConnectionLost, Effect, Exchange, Guarded, LookAfter, NeedLine, Pause
from ._wire import AnswerReader, GarbledAnswer
from .sidecar import Line, Sidecar
from .sidecar._forks import watch_forks

T = TypeVar("T")
_IDLE = 16
_inherited: List[Any] = []


async def _within(what: Awaitable[T], deadline: float) -> T:
    try:
        return await asyncio.wait_for(what, max(deadline - time.monotonic(), 0.001))
    except asyncio.TimeoutError:
        raise AnswerLate from None


class Connection:
    """One connection to a sidecar, for one request at a time."""

    def __init__(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.generation = line.generation
        self._line = line
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, line: Line, deadline: float) -> Connection:
        try:
            if line.socket is not None:
                opened = asyncio.open_unix_connection(line.socket)
            else:
                opened = asyncio.open_connection(line.host.strip("[]"), line.port)
            reader, writer = await _within(opened, deadline)
        except OSError as error:
            raise ConnectionLost(f"no connection: {error}", sent=False) from error
        return cls(line, reader, writer)

    def close(self) -> None:
        try:
            self._writer.transport.abort()
        except RuntimeError:
            pass  # its event loop is closed, and so is it

    async def begin(self, exchange: Exchange) -> AnswerReader:
        """Sends a request, and reads until the head of the answer is there."""
        reader = AnswerReader(exchange.request.method)
        data = exchange.request.encoded(self._line.host_header, self._line.token)
        try:
            self._writer.write(data)
            await _within(self._writer.drain(), exchange.deadline)
        except OSError:
            pass  # a server that refuses a request before it has read all of it has still answered
        while reader.status is None:
            await self.read(reader, exchange.deadline)
        return reader

    async def finish(self, reader: AnswerReader, deadline: float) -> bytes:
        """Reads until the answer is complete."""
        while not reader.is_done:
            await self.read(reader, deadline)
        return reader.take()

    async def read(self, reader: AnswerReader, deadline: float) -> None:
        try:
            data = await _within(self._reader.read(65536), deadline)
        except OSError as error:
            raise ConnectionLost(str(error), sent=True) from error
        try:
            reader.feed(data)
        except GarbledAnswer as error:
            raise ConnectionLost(str(error), sent=True) from error


class Lines:
    """The open stream of an answer: its lines, as they come."""

    def __init__(self, connection: Connection, reader: AnswerReader, deadline: float) -> None:
        self._connection = connection
        self._reader = reader
        self._deadline = deadline
        self._rest = b""

    async def line(self) -> Optional[bytes]:
        """The next line; None at the end. Raises ConnectionLost and AnswerLate."""
        while b"\n" not in self._rest:
            piece = self._reader.take()
            if piece:
                self._rest += piece
            elif self._reader.is_done:
                rest, self._rest = self._rest, b""
                return rest or None
            else:
                await self._connection.read(self._reader, self._deadline)
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def close(self) -> None:
        self._connection.close()


class Waiting:
    """Takes steps in the event loop that runs; another loop may use it later."""

    def __init__(self, sidecar: Sidecar) -> None:
        self.sidecar = sidecar
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._idle: List[Connection] = []
        self._locks: Dict[str, asyncio.Lock] = {}
        watch_forks(self)

    def after_fork_in_child(self) -> None:
        # The transports belong to the parent's event loop, and so does its epoll: they are kept, so that nothing
        # closes them here.
        _inherited.append(self._idle)
        self._loop, self._idle, self._locks = None, [], {}

    async def run(self, steps: Generator[Effect, Any, T]) -> T:
        """Takes steps to their end. Raises what they raise."""
        self._enter()
        act: Callable[[], Effect] = lambda: next(steps)  # noqa: E731
        while True:
            try:
                effect = act()
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            try:
                result = await self._do(effect)
            except BaseException as error:
                act = _throwing(steps, error)
            else:
                act = _sending(steps, result)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _enter(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._idle, self._locks = loop, [], {}

    async def _do(self, effect: Effect) -> Any:
        if isinstance(effect, NeedLine):
            # Asking is quick unless it has to be started.
            return self.sidecar.ready_line() or await asyncio.to_thread(self.sidecar.line)
        if isinstance(effect, Exchange):
            return await self._exchange(effect)
        if isinstance(effect, LookAfter):
            return await asyncio.to_thread(self.sidecar.lost, effect.line, refuses=effect.refuses)
        if isinstance(effect, Pause):
            return await asyncio.sleep(effect.seconds)
        assert isinstance(effect, Guarded)
        lock = self._locks.setdefault(effect.lock, asyncio.Lock())
        async with lock:
            return await self.run(effect.steps)

    async def _exchange(self, exchange: Exchange) -> Answer:
        connection, is_used = await self._connection(exchange)
        try:
            try:
                reader = await connection.begin(exchange)
            except ConnectionLost:
                # A connection that has lain idle may have been closed by the other side just now.
                if not is_used or exchange.fresh:
                    raise
                connection.close()
                connection = await Connection.open(exchange.line, exchange.deadline)
                reader = await connection.begin(exchange)
            assert reader.status is not None
            if exchange.streams and reader.headers.get("content-type", "").startswith("application/x-ndjson"):
                lines = Lines(connection, reader, exchange.deadline)
                return Answer(reader.status, reader.headers, stream=lines)
            body = await connection.finish(reader, exchange.deadline)
        except BaseException:
            # Hanging up tells the sidecar to stop, also when the task was cancelled.
            connection.close()
            raise
        if reader.keeps_alive and len(self._idle) < _IDLE:
            self._idle.append(connection)
        else:
            connection.close()
        return Answer(reader.status, reader.headers, body)

    async def _connection(self, exchange: Exchange) -> Tuple[Connection, bool]:
        while self._idle and not exchange.fresh:
            connection = self._idle.pop()
            if connection.generation == exchange.line.generation:
                return connection, True
            connection.close()
        return await Connection.open(exchange.line, exchange.deadline), False


def _sending(steps: Generator[Effect, Any, Any], result: Any) -> Callable[[], Effect]:
    return lambda: steps.send(result)


def _throwing(steps: Generator[Effect, Any, Any], error: BaseException) -> Callable[[], Effect]:
    return lambda: steps.throw(error)
