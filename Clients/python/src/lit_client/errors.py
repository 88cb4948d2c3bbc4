"""What goes wrong: a code to decide by, a message and a hint for people, and where it happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple, Type


@dataclass(frozen=True)
class Report:
    """What one node said."""

    node: str
    message: str
    code: Optional[str] = None
    status: Optional[int] = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Report:
        status = value.get("status")
        return cls(
            str(value.get("node", "")),
            str(value.get("message", "")),
            value.get("code"),
            status if isinstance(status, int) else None,
        )


class LitError(Exception):
    """Any failure. Decide by `code` or by the class; printing it gives a paragraph that says it all.

    - code: one word, such as `sessionExpired`; the codes are those of the Swift client and of the sidecar
    - message, hint: what failed and why, and what to do about it
    - node: the node that it happened at, where it was one
    - request_id: the id by which the sidecar and the nodes know the request; it stands in their logs
    - operation: the call that failed
    - logs: what an action had logged
    - reports: what each node said
    - status: the status of the sidecar's answer, where there was one
    """

    default_code = "internalError"

    def __init__(
        self,
        message: str,
        *,
        code: Optional[str] = None,
        hint: Optional[str] = None,
        node: Optional[str] = None,
        request_id: Optional[str] = None,
        operation: Optional[str] = None,
        logs: Optional[str] = None,
        reason: Optional[str] = None,
        reports: Sequence[Report] = (),
        status: Optional[int] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.hint = hint
        self.node = node
        self.request_id = request_id
        self.operation = operation
        self.logs = logs
        self.reason = reason
        self.reports: Tuple[Report, ...] = tuple(reports)
        self.status = status

    def __str__(self) -> str:
        parts = [f"{self.operation}: {self.message}" if self.operation else self.message]
        if self.hint and self.hint not in self.message:
            parts.append(self.hint)
        parts.extend(
            f"{report.node}: {report.message}" for report in self.reports if report.message not in self.message
        )
        marks = [self.code]
        if self.node:
            marks.append(f"node {self.node}")
        if self.request_id:
            marks.append(f"request {self.request_id}")
        parts.append(f"[{', '.join(marks)}]")
        return " ".join(parts)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> Tuple[Any, ...]:
        # Processes of a pool hand their exceptions over by pickling.
        return (_restored, (type(self), self.args, dict(self.__dict__)))

    @classmethod
    def from_json(cls, value: Mapping[str, Any], *, operation: str, status: Optional[int] = None) -> LitError:
        """The error of an answer's `error` member, as the class of its code."""
        code = str(value.get("code", "internalError"))
        reports = value.get("reports")
        reason = value.get("cause")
        return _CLASSES.get(code, LitError)(
            str(value.get("message", "The sidecar gave no message.")),
            code=code,
            hint=value.get("hint"),
            node=value.get("node"),
            request_id=value.get("requestId"),
            operation=value.get("operation") or operation,
            logs=value.get("logs"),
            reason=None if reason is None else str(reason),
            reports=[Report.from_json(report) for report in reports] if isinstance(reports, list) else (),
            status=status,
        )


def _restored(kind: Type[LitError], args: Tuple[Any, ...], state: Dict[str, Any]) -> LitError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class InvalidArgument(LitError, ValueError):
    """An argument cannot be what is meant; nothing was done."""

    default_code = "invalidArgument"


class Unsupported(LitError):
    """This network, platform or version cannot do that."""

    default_code = "unsupported"


class UnknownNetwork(LitError):
    """No network has the name, or it was retired."""

    default_code = "unknownNetwork"


class NetworkNotRunning(LitError):
    """No local network runs in the state folder: start it with `lit up`."""

    default_code = "networkNotRunning"


class ChainUnreachable(LitError):
    """The chain's endpoint does not answer, or answers nonsense."""

    default_code = "chainUnreachable"


class NodeUnreachable(LitError):
    """A node does not answer, and it was needed."""

    default_code = "nodeUnreachable"


class TooFewNodes(LitError):
    """Fewer nodes than the threshold have answered; `reports` has what each said."""

    default_code = "tooFewNodes"


class NotAuthorized(LitError):
    """Nodes refused: the session's user, or the action, may not do that with that key."""

    default_code = "notAuthorized"


class AuthMethodRefused(LitError):
    """Nodes did not believe an auth method, or the PKP does not permit it."""

    default_code = "authMethodRefused"


class RateLimited(LitError):
    """The network wants to be paid, and nobody pays, or what was paid for is used up."""

    default_code = "rateLimited"


class SessionExpired(LitError):
    """The session is over and cannot renew itself."""

    default_code = "sessionExpired"


class SessionLacksPermission(LitError):
    """The session does not allow what was asked for; nothing was sent."""

    default_code = "sessionLacksPermission"


class InvalidSession(LitError):
    """The session is of another network or client, or is not there any more."""

    default_code = "invalidSession"


class ActionFailed(LitError):
    """The action threw an error; `logs` has what it had logged."""

    default_code = "actionFailed"


class ActionTimedOut(LitError):
    """The action ran longer than nodes allow."""

    default_code = "actionTimedOut"


class InsufficientFunds(LitError):
    """The account has too little for what it sends and its gas."""

    default_code = "insufficientFunds"


class PKPNotFound(LitError):
    """There is no PKP of that token, address or key."""

    default_code = "pkpNotFound"


class TransactionFailed(LitError):
    """A transaction would fail, failed, or its outcome is not known; the message says which."""

    default_code = "transactionFailed"


class InvalidAnswer(LitError):
    """An answer does not have the form that is needed."""

    default_code = "invalidAnswer"


class TimedOut(LitError, TimeoutError):
    """There was no answer in time."""

    default_code = "timedOut"


class Disconnected(LitError):
    """The client was closed."""

    default_code = "disconnected"


class SidecarError(LitError):
    """Something is wrong with the sidecar, the program that does the work."""

    default_code = "sidecarFailed"


class SidecarNotFound(SidecarError, FileNotFoundError):
    """There is no `lit-sidecar`; the message says where it was looked for."""

    default_code = "sidecarNotFound"


class SidecarIncompatible(SidecarError):
    """The sidecar speaks another version of the interface."""

    default_code = "sidecarIncompatible"


class SidecarCrashed(SidecarError):
    """The sidecar ended, and starting it again did not help; `logs` has its last 50 lines."""

    default_code = "sidecarCrashed"


class OutcomeUnknown(LitError):
    """The sidecar was lost while it did what must not be done twice, so it was not sent again.

    - signer: the account whose transaction it may have sent, where it is one
    - nonce_before, nonce_now: the signer's next nonce before the call and after it. Where they are equal, the
      chain knows of no transaction; where they differ, the transactions of the nonces between are to be looked at.
    """

    default_code = "outcomeUnknown"

    def __init__(
        self,
        message: str,
        *,
        signer: Optional[str] = None,
        nonce_before: Optional[int] = None,
        nonce_now: Optional[int] = None,
        **rest: Any,
    ) -> None:
        super().__init__(message, **rest)
        self.signer = signer
        self.nonce_before = nonce_before
        self.nonce_now = nonce_now


_CLASSES: Dict[str, Type[LitError]] = {
    kind.default_code: kind
    for kind in (
        InvalidArgument,
        Unsupported,
        UnknownNetwork,
        NetworkNotRunning,
        ChainUnreachable,
        NodeUnreachable,
        TooFewNodes,
        NotAuthorized,
        AuthMethodRefused,
        RateLimited,
        SessionExpired,
        SessionLacksPermission,
        InvalidSession,
        ActionFailed,
        ActionTimedOut,
        InsufficientFunds,
        PKPNotFound,
        TransactionFailed,
        InvalidAnswer,
        TimedOut,
        Disconnected,
    )
}
_CLASSES.update(
    malformedRequest=InvalidArgument,
    retiredNetwork=UnknownNetwork,
    unknownSession=InvalidSession,
    unknownWallet=InvalidArgument,
)
