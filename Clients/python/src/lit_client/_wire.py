"""HTTP/1.1 as a value: requests become bytes, and bytes become an answer. No input or output happens here.

Only what a local server and its client need: no redirects, no compression, no upgrades.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Mapping, Optional, Tuple

HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 256 * 1024 * 1024


class GarbledAnswer(Exception):
    """What came is no answer of HTTP/1.1."""


@dataclass(frozen=True)
class Request:
    """A request; `body` is JSON text, or empty for none."""

    method: str
    target: str = field(repr=False)
    headers: Tuple[Tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)

    def encoded(self, host: str, token: Optional[str]) -> bytes:
        lines = [f"{self.method} {self.target} HTTP/1.1", f"Host: {host}"]
        if token is not None:
            lines.append(f"Authorization: Bearer {token}")
        if self.body:
            lines.append("Content-Type: application/json")
        if self.body or self.method not in ("GET", "DELETE"):
            lines.append(f"Content-Length: {len(self.body)}")
        lines.extend(f"{name}: {value}" for name, value in self.headers)
        head = "\r\n".join(lines)
        if head.count("\r") != len(lines) - 1 or head.count("\n") != len(lines) - 1:
            raise ValueError("a header must not contain a line break")
        return head.encode("latin-1") + b"\r\n\r\n" + self.body


class AnswerReader:
    """Takes what a connection gives, piece by piece.

    `status` is None until the head is complete; `take` gives what has come of the body; `is_done` says that the
    answer is complete, and `keeps_alive` whether another request may follow on the connection.
    """

    def __init__(self, method: str = "GET") -> None:
        self.status: Optional[int] = None
        self.headers: Mapping[str, str] = {}
        self.is_done = False
        self.keeps_alive = False
        self._method = method
        self._input = bytearray()
        self._body: List[bytes] = []
        self._size = 0
        self._left: Optional[int] = 0
        self._chunked = False
        self._in_trailers = False
        self._chunk_ends = False

    @property
    def has_begun(self) -> bool:
        return self.status is not None or bool(self._input)

    def feed(self, data: bytes) -> None:
        """What was received; nothing means that the other side has closed. Raises GarbledAnswer."""
        if not data:
            self._close()
            return
        self._input += data
        while not self.is_done and self._step():
            pass
        if self.is_done and self._input:
            self.keeps_alive = False

    def take(self) -> bytes:
        """What has come of the body since the last time."""
        body = b"".join(self._body)
        self._body.clear()
        return body

    def _close(self) -> None:
        if self.is_done:
            return
        if self.status is None or self._chunked or self._left is not None:
            raise GarbledAnswer("the connection ended in the middle of an answer")
        self.is_done = True

    def _step(self) -> bool:
        if self.status is None:
            return self._read_head()
        if not self._chunked:
            return self._read_plain()
        if self._left:
            return self._read_plain()
        return self._read_chunk_line()

    def _read_head(self) -> bool:
        end = self._input.find(b"\r\n\r\n")
        if end < 0:
            if len(self._input) > HEAD_LIMIT:
                raise GarbledAnswer("the head of an answer has no end")
            return False
        lines = bytes(self._input[:end]).decode("latin-1").split("\r\n")
        del self._input[: end + 4]
        version, _, rest = lines[0].partition(" ")
        code = rest[:3]
        if version not in ("HTTP/1.1", "HTTP/1.0") or not (code.isascii() and code.isdigit() and len(code) == 3):
            raise GarbledAnswer("this is no answer of HTTP/1.1")
        if code.startswith("1"):
            return True
        headers: Dict[str, str] = {}
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            if not colon or not name or name != name.strip():
                raise GarbledAnswer("a header has no name")
            headers[name.lower()] = value.strip()
        self.headers, self.status = headers, int(code)
        connection = headers.get("connection", "").lower()
        self.keeps_alive = "close" not in connection and (version == "HTTP/1.1" or "keep-alive" in connection)
        self._frame()
        return True

    def _frame(self) -> None:
        length = self.headers.get("content-length")
        encoding = self.headers.get("transfer-encoding")
        if self.status in (204, 304) or self._method == "HEAD":
            self.is_done = True
        elif encoding is not None:
            if encoding.lower() != "chunked":
                raise GarbledAnswer("the body comes in an unknown encoding")
            self._chunked = True
        elif length is not None:
            if not (length.isascii() and length.isdigit()):
                raise GarbledAnswer("the length of a body is no number")
            self._left = int(length)
            self._bound(self._left)
            self.is_done = self._left == 0
        else:
            self._left, self.keeps_alive = None, False

    def _read_plain(self) -> bool:
        count = len(self._input) if self._left is None else min(self._left, len(self._input))
        if count == 0:
            return False
        self._body.append(bytes(self._input[:count]))
        del self._input[:count]
        if self._left is None:
            self._bound(count)
            return False
        self._left -= count
        if self._left == 0 and not self._chunked:
            self.is_done = True
        return True

    def _read_chunk_line(self) -> bool:
        end = self._input.find(b"\r\n")
        if end < 0:
            if len(self._input) > HEAD_LIMIT:
                raise GarbledAnswer("a line between chunks has no end")
            return False
        line = bytes(self._input[:end])
        del self._input[: end + 2]
        if self._in_trailers:
            self.is_done = not line
        elif self._chunk_ends:
            if line:
                raise GarbledAnswer("a chunk is longer than it says")
            self._chunk_ends = False
        else:
            digits = line.partition(b";")[0].strip()
            if not digits or any(digit not in b"0123456789abcdefABCDEF" for digit in digits) or len(digits) > 8:
                raise GarbledAnswer("the size of a chunk is no number")
            self._left = int(digits, 16)
            self._bound(self._left)
            self._in_trailers, self._chunk_ends = self._left == 0, self._left != 0
        return True

    def _bound(self, count: int) -> None:
        self._size += count
        if self._size > BODY_LIMIT:
            raise GarbledAnswer("the body of an answer is too long")
