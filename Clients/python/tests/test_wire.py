"""HTTP/1.1 as a value."""

from __future__ import annotations

import itertools
from typing import Iterable, Optional, Tuple

import pytest

from lit_client import _wire
from lit_client._wire import AnswerReader, GarbledAnswer, Request

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\nhello world"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;name=value\r\n world\r\n0\r\n"
    b"Trailer: x\r\n\r\n"
)
CLOSED = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello world"


def read(pieces: Iterable[bytes], method: str = "GET") -> Tuple[Optional[int], bytes, bool, bool]:
    reader = AnswerReader(method)
    body = b""
    for piece in pieces:
        reader.feed(piece)
        body += reader.take()
    return reader.status, body, reader.is_done, reader.keeps_alive


@pytest.mark.parametrize("data", [PLAIN, CHUNKED])
def test_an_answer_is_the_same_however_it_is_cut(data: bytes) -> None:
    for first, second in itertools.combinations(range(1, len(data)), 2):
        pieces = data[:first], data[first:second], data[second:]
        assert read(pieces) == (200, b"hello world", True, True)
    assert read(bytes([byte]) for byte in data) == (200, b"hello world", True, True)


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    assert read([CLOSED]) == (200, b"hello world", False, False)
    assert read([CLOSED, b""]) == (200, b"hello world", True, False)


@pytest.mark.parametrize(
    ("head", "keeps_alive"),
    [
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        (b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", False),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", True),
    ],
)
def test_answers_without_a_body(head: bytes, keeps_alive: bool) -> None:
    status, body, is_done, keeps = read([head])
    assert status in (200, 204) and body == b"" and is_done and keeps is keeps_alive


def test_a_connection_that_says_more_than_was_asked_is_not_used_again() -> None:
    assert read([PLAIN + b"HTTP/1.1 200"]) == (200, b"hello world", True, False)


@pytest.mark.parametrize("data", [PLAIN, CHUNKED])
def test_every_answer_that_is_cut_off_is_refused(data: bytes) -> None:
    for length in range(len(data)):
        with pytest.raises(GarbledAnswer):
            read([data[:length], b""] if length else [b""])


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 2x0 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        b"x" * (_wire.HEAD_LIMIT + 1),
    ],
)
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(GarbledAnswer):
        read([data])


def test_a_request_has_what_it_needs() -> None:
    request = Request("POST", "/v1/clients", (("X-Request-Id", "py_1"),), b'{"a":"\xc3\xbc"}')
    assert request.encoded("localhost", None) == (
        b"POST /v1/clients HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b'Content-Length: 10\r\nX-Request-Id: py_1\r\n\r\n{"a":"\xc3\xbc"}'
    )
    assert b"Authorization: Bearer 00ff\r\n" in Request("GET", "/").encoded("127.0.0.1:1", "00ff")
    assert b"Content-Length: 0" in Request("POST", "/").encoded("localhost", None)
    assert b"Content-Length" not in Request("GET", "/").encoded("localhost", None)


@pytest.mark.parametrize("value", ["a\r\nX: y", "a\nb", "a\rb"])
def test_no_header_smuggles_another(value: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        Request("GET", "/", (("Name", value),)).encoded("localhost", None)
