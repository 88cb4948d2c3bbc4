"""What is made of answers: results, or errors. No input or output happens here."""

from __future__ import annotations

import json
from typing import Any, Optional, Tuple, TypeVar

from ._calls import Call
from ._steps import Answer
from .errors import InvalidAnswer, LitError

T = TypeVar("T")


def parsed(call: Call[T], answer: Answer) -> T:
    if answer.status == 204:
        return call.parse({})
    if answer.status >= 400:
        raise _error(call, answer)
    try:
        return call.parse(json.loads(answer.body))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise unreadable(call, answer, error) from error


def event(call: Call[T], line: bytes) -> Tuple[str, Any]:
    """A line of a stream: the event's name, and its value: text, the parsed result, or a raised LitError."""
    try:
        value = json.loads(line)
        name = str(value["event"])
        if name == "result":
            return name, call.parse(value["result"])
        if name == "error":
            raise LitError.from_json(value["error"], operation=call.operation)
        return name, value.get("logs", value.get("network"))
    except LitError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidAnswer(
            f"A line of the sidecar's answer cannot be read ({what_is_wrong(error)}).", operation=call.operation
        ) from error


def refusal(answer: Answer) -> Optional[str]:
    """The code of an answer that says that nothing was done because this sidecar cannot."""
    if answer.status not in (404, 503):
        return None
    try:
        code = json.loads(answer.body)["error"]["code"]
    except (KeyError, TypeError, ValueError):
        return None
    return code if code in ("shuttingDown", "unknownClient") else None


def _error(call: Call[Any], answer: Answer) -> LitError:
    try:
        value = json.loads(answer.body)["error"]
        if isinstance(value, dict):
            return LitError.from_json(value, operation=call.operation, status=answer.status)
    except (KeyError, TypeError, ValueError):
        pass
    return unreadable(call, answer)


def unreadable(call: Call[Any], answer: Answer, error: Optional[Exception] = None) -> LitError:
    reason = "" if error is None else f" ({what_is_wrong(error)})"
    return InvalidAnswer(
        f"The sidecar's answer, of status {answer.status}, cannot be read{reason}.",
        operation=call.operation,
        request_id=answer.headers.get("x-request-id"),
        status=answer.status,
        hint="Are this package and lit-sidecar of the same version?",
    )


def what_is_wrong(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
