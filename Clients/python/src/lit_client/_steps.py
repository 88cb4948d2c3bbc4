"""What the steps of a call need from whoever takes them, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generator, Mapping, Optional, TypeVar, Union

from ._wire import Request
from .sidecar import Line

T = TypeVar("T")
# How often a call is sent, and how often the sidecar may be lost under other calls before it can be sent.
ATTEMPTS = 4
SETBACKS = 16
# A little more than the sidecar has, so that its own answer about the time comes first.
GRACE = 5.0


@dataclass(frozen=True)
class NeedLine:
    """A way to the sidecar, which is started where it does not run. Gives a Line."""


@dataclass(frozen=True)
class LookAfter:
    """A connection was lost, or the sidecar refuses. Gives how it ended, or None where it goes on."""

    line: Line
    refuses: bool = False


@dataclass(frozen=True)
class Exchange:
    """A request and its answer. Gives an Answer; raises ConnectionLost or AnswerLate."""

    line: Line
    request: Request
    deadline: float
    fresh: bool = False
    streams: bool = False


@dataclass(frozen=True)
class Guarded:
    """Steps that no two threads or tasks take at once, by the name of their lock."""

    lock: str
    steps: Generator[Any, Any, Any]


@dataclass(frozen=True)
class Pause:
    """Some time in which nothing is done."""

    seconds: float


Effect = Union[NeedLine, LookAfter, Exchange, Guarded, Pause]
Steps = Generator[Effect, Any, T]


@dataclass(frozen=True)
class Answer:
    """An answer; `stream` is what reads on where the body comes line by line."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)
    stream: Any = None


class ConnectionLost(Exception):
    """The connection ended. `sent`: the request may have arrived."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


class AnswerLate(Exception):
    """The sidecar did not even say that there was no time left."""


@dataclass(frozen=True)
class Opened:
    """A stream that has begun, and what is needed where it breaks."""

    stream: Any
    line: Line
    nonce: Optional[int]
    request_id: str
