"""What both clients share: how a call is made, what a client has, and how it gets it back after a crash.

It is written as generators that yield what they need (`Line`, an exchange, a lock) and are sent what came of it, so
that a blocking client and an asyncio client run the same steps.
"""

from __future__ import annotations

import dataclasses
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union
from urllib.parse import quote, urlencode

from . import _calls, _steps
from ._answers import parsed, refusal, unreadable, what_is_wrong
from ._calls import Call, DefaultWallet, SessionReference
from ._keys import new_private_key
from ._steps import (
    ATTEMPTS,
    SETBACKS,
    Answer,
    AnswerLate,
    ConnectionLost,
    Exchange,
    Guarded,
    LookAfter,
    NeedLine,
    Opened,
    Pause,
    Steps,
)
from ._wire import Request
from .errors import (
    Disconnected,
    InvalidAnswer,
    InvalidArgument,
    InvalidSession,
    LitError,
    OutcomeUnknown,
    SidecarError,
    TimedOut,
    TransactionFailed,
)
from .networks import Network
from .results import PKP, NetworkInfo, SentTransaction, Session, Wallet
from .sidecar import Line, Sidecar

T = TypeVar("T")


Mark = Tuple[int, int]


@dataclass
class _Kept:
    """A session as it was exported, and its id at a sidecar; and how it was opened, where wallets can do that again."""

    session: Session = field(repr=False)
    export: str = field(repr=False)
    current: str = field(repr=False)
    mark: Mark = (0, 0)
    opening: Optional[Call[Session]] = None


class Core:
    """A client: its network, its wallets, its sessions, and their names at the sidecar that runs now."""

    def __init__(self, network: Network, keys: Sequence[str], sidecar: Sidecar, timeout: float) -> None:
        self.network = network
        self.sidecar = sidecar
        self.timeout = timeout
        self.info: Optional[NetworkInfo] = None
        self.is_closed = False
        self._keys: List[str] = list(keys)
        self._addresses: Dict[str, str] = {}
        self._sessions: Dict[str, _Kept] = {}
        self._client: Optional[str] = None
        self._generation = 0
        self._epoch = 0
        self._is_funding = False

    def __repr__(self) -> str:
        return f"Core({self.network.name})"

    # What it has

    @property
    def wallets(self) -> List[Wallet]:
        return [Wallet(self._addresses[key]) for key in list(self._keys) if key in self._addresses]

    @property
    def sessions(self) -> List[Session]:
        return [kept.session for kept in list(self._sessions.values())]

    def default_wallet(self) -> str:
        """The first wallet's address. Raises InvalidArgument where there is none."""
        for wallet in self.wallets:
            return wallet.address
        raise InvalidArgument(
            "This client has no wallet.", hint="Give one: connect(…, wallet=private_key), or add_wallet()."
        )

    # Calls

    def connect(self) -> Steps[NetworkInfo]:
        """Makes the client at the sidecar."""

        def once(line: Line, deadline: float) -> Steps[NetworkInfo]:
            yield from self._present(line)
            assert self.info is not None
            return self.info

        info: NetworkInfo = yield from self._tried("connect", once, time.monotonic() + self.timeout + _steps.GRACE)
        return info

    def perform(self, call: Call[T], timeout: Optional[float] = None) -> Steps[T]:
        """One call, sent again where that is safe. Raises LitError."""
        answer, _ = yield from self._answered(call, timeout, streams=False)
        return parsed(call, answer)

    def open(self, call: Call[T], timeout: Optional[float] = None) -> Steps[Opened]:
        """One call whose answer comes line by line."""
        answer, opened = yield from self._answered(call, timeout, streams=True)
        if answer.stream is None:
            raise unreadable(call, answer)
        return opened

    def broken(self, call: Call[T], opened: Opened, lost: Exception) -> Steps[None]:
        """After a stream broke: returns where it may be opened again, and raises otherwise."""
        if isinstance(lost, AnswerLate):
            raise self._late(call, opened.request_id)
        how = yield LookAfter(opened.line)
        if not call.repeatable:
            raise (yield from self._outcome(call, opened.nonce, how, opened.request_id))

    def send(self, call: Call[SentTransaction], wait: bool, timeout: Optional[float]) -> Steps[SentTransaction]:
        """Sends a transaction, and then asks for its receipt, which may be asked for again and again."""
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        sent = yield from self.perform(call, timeout)
        pause = 0.005
        while wait:
            left = max(deadline - time.monotonic(), 0.001)
            try:
                receipt = yield from self.perform(_calls.receipt(sent.hash), left)
            except TimedOut:
                receipt = None
            if receipt is not None:
                if not receipt.succeeded:
                    raise TransactionFailed(
                        f"The transaction {sent.hash} failed in block {receipt.block_number}.", operation=call.operation
                    )
                return SentTransaction(sent.hash, receipt)
            if time.monotonic() >= deadline:
                raise TimedOut(
                    f"The transaction {sent.hash} was sent, and is in no block yet.",
                    operation=call.operation,
                    hint=f"Ask for it later: receipt({sent.hash!r}).",
                )
            yield Pause(pause)
            pause = min(pause * 2, 1)
        return sent

    # Wallets

    def add_wallet(self, key: Optional[str]) -> Steps[Wallet]:
        key = key or new_private_key()
        known = key in self._keys
        if not known:
            # Known before it is sent: if the sidecar is lost now, the next one is told of it.
            self._keys.append(key)
        try:
            wallet = yield from self.perform(_calls.add_wallet(key))
        except BaseException:
            if not known and key in self._keys:
                self._keys.remove(key)
            raise
        self._addresses[key] = wallet.address
        return wallet

    def remove_wallet(self, address: str) -> Steps[None]:
        yield from self.perform(_calls.remove_wallet(address))
        for key, known in list(self._addresses.items()):
            if known.lower() == address.lower():
                self._addresses.pop(key, None)
                self._keys.remove(key)

    def _funded_wallet(self) -> Steps[None]:
        """A client of a local network gets a wallet with ether when it first needs one."""
        if self.wallets:
            return
        self._is_funding = True
        try:
            wallet = yield from self.add_wallet(None)
            fund = dataclasses.replace(_calls.fund(wallet.address, None), repeatable=True)
            yield from self.perform(fund)
        finally:
            self._is_funding = False

    # Sessions

    def open_session(self, call: Call[Session], timeout: Optional[float]) -> Steps[Session]:
        """Opens a session, and keeps what brings it back after a crash."""
        for _ in range(ATTEMPTS):
            session = yield from self.perform(call, timeout)
            try:
                return (yield from self._keep(session, call if call.repeatable and session.can_renew else None))
            except InvalidSession:
                # The sidecar was lost between the two requests, and the session with it.
                if not call.repeatable:
                    raise OutcomeUnknown(
                        "The sidecar was lost as soon as the session was open, and the session with it.",
                        operation=call.operation,
                        hint="Open another one; nobody else can have this one.",
                    ) from None
        raise self.sidecar.crashed("ends whenever a session was opened")

    def import_session(self, text: str) -> Steps[Session]:
        session = yield from self.perform(_calls.import_session(text))
        mark = self._mark
        self._sessions[session.id] = _Kept(session, text, session.id, mark)
        return session

    def renew_session(self, session: Session) -> Steps[Session]:
        renewed = yield from self.perform(_calls.renew_session(session))
        export = yield from self.perform(_calls.export_session(session.id))
        renewed = dataclasses.replace(renewed, id=session.id)
        kept = self._sessions.get(session.id)
        if kept is not None:
            kept.session, kept.export = renewed, export
        return renewed

    def end_session(self, session: Session) -> Steps[None]:
        yield from self.perform(_calls.end_session(session))
        self._sessions.pop(session.id, None)

    def _keep(self, session: Session, opening: Optional[Call[Session]]) -> Steps[Session]:
        mark = self._mark
        export = yield from self.perform(_calls.export_session(session.id))
        self._sessions[session.id] = _Kept(session, export, session.id, mark, opening)
        return session

    def _sessions_present(self, call: Call[Any]) -> Steps[None]:
        for id in _references(call):
            kept = self._sessions.get(id)
            if kept is not None and kept.mark != self._mark:
                yield Guarded("session", self._session_restored(kept))

    def _session_restored(self, kept: _Kept) -> Steps[None]:
        mark = self._mark
        if kept.mark == mark:
            return
        session: Optional[Session] = None
        if kept.opening is not None:
            # What is imported cannot renew itself, so a session that could is opened anew.
            try:
                session = yield from self.perform(kept.opening)
            except LitError:
                session = None
        if session is None:
            session = yield from self.perform(_calls.import_session(kept.export))
        kept.current, kept.mark = session.id, mark

    # The end

    def close(self) -> Steps[None]:
        """Ends the client at the sidecar, if that runs; never fails."""
        if self.is_closed:
            return
        self.is_closed = True
        client, self._client = self._client, None
        self._keys.clear()
        self._sessions.clear()
        line = self.sidecar.current(self._generation)
        if client is None or line is None:
            return
        request = Request("DELETE", f"/v1/clients/{client}")
        try:
            yield Exchange(line, request, time.monotonic() + 2)
        except (ConnectionLost, AnswerLate, SidecarError):
            return

    def abandon(self) -> None:
        """For clients that nobody closed: the next connection of this process ends them."""
        if self._client is not None and not self.is_closed:
            self.sidecar.abandon(self._generation, self._client)

    # How a call is made

    @property
    def _mark(self) -> Mark:
        return self._generation, self._epoch

    def _tried(self, operation: str, once: Any, deadline: float) -> Steps[Any]:
        """Takes steps that may be taken again, until they succeed with one and the same sidecar."""
        how: Optional[str] = None
        why = ""
        for _ in range(SETBACKS):
            line = yield NeedLine()
            try:
                return (yield from once(line, deadline))
            except ConnectionLost as lost:
                how, why = (yield LookAfter(line)), str(lost)
            except AnswerLate:
                raise TimedOut("The sidecar did not answer in time.", operation=operation) from None
        raise self._hopeless(operation, how, why)

    def _answered(self, call: Call[Any], timeout: Optional[float], *, streams: bool) -> Steps[Tuple[Answer, Opened]]:
        allowed = self.timeout if timeout is None else timeout
        if not allowed > 0:
            raise InvalidArgument("A timeout is a number of seconds above 0.", operation=call.operation)
        if call.needs_wallet and self.network.is_local and (self._is_funding or not self.wallets):
            yield Guarded("wallet", self._funded_wallet())
        nonce = yield from self._nonce_before(call)
        deadline = time.monotonic() + allowed
        request_id = f"py_{secrets.token_hex(16)}"
        how: Optional[str] = None
        why = ""
        losses = setbacks = 0
        while losses < ATTEMPTS and setbacks < SETBACKS:
            if self.is_closed:
                raise Disconnected("This client was closed.", operation=call.operation, hint="Connect again.")
            line = yield NeedLine()
            try:
                yield from self._present(line)
                yield from self._sessions_present(call)
            except ConnectionLost as lost:
                how, why = (yield LookAfter(line)), str(lost)
                setbacks += 1
                continue
            if self._generation != line.generation:
                setbacks += 1
                continue
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimedOut("There was no time left.", operation=call.operation, request_id=request_id)
            client = self._client
            request = self._request(call, left, request_id, streams)
            try:
                answer: Answer = yield Exchange(
                    line, request, time.monotonic() + left + _steps.GRACE, not call.repeatable, streams
                )
            except AnswerLate:
                if call.repeatable:
                    raise self._late(call, request_id) from None
                raise (yield from self._outcome(call, nonce, "does not answer", request_id)) from None
            except ConnectionLost as lost:
                how, why = (yield LookAfter(line)), str(lost)
                if lost.sent and not call.repeatable:
                    raise (yield from self._outcome(call, nonce, how, request_id)) from None
                losses += 1
                continue
            refused = refusal(answer)
            if refused == "shuttingDown":
                how = yield LookAfter(line, refuses=True)
            elif refused == "unknownClient":
                how = "does not know this client any more"
                self._forget(client)
            else:
                return answer, Opened(answer.stream, line, nonce, request_id)
            losses += 1
        raise self._hopeless(call.operation, how, why)

    def _request(self, call: Call[Any], left: float, request_id: str, streams: bool) -> Request:
        segments = [quote(self._text(segment), safe="") for segment in call.path]
        target = "/".join(["/v1/clients", self._client or "", *segments])
        if call.query:
            target += "?" + urlencode(call.query)
        headers = [("Lit-Timeout", f"{left:.3f}"), ("X-Request-Id", request_id)]
        if streams:
            headers.append(("Accept", "application/x-ndjson"))
        return Request(call.method, target, tuple(headers), self._encoded(call))

    def _encoded(self, call: Call[Any]) -> bytes:
        if call.body is None:
            return b""
        try:
            text = json.dumps(call.body, default=self._text, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            return text.encode("utf-8")
        except LitError:
            raise
        except (TypeError, ValueError) as error:
            raise InvalidArgument(f"This cannot be sent as JSON: {error}.", operation=call.operation) from None

    def _text(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, SessionReference):
            kept = self._sessions.get(value.id)
            return value.id if kept is None else kept.current
        if isinstance(value, DefaultWallet):
            return self.default_wallet()
        raise TypeError(f"{type(value).__name__} is no value of JSON")

    # What a new sidecar has to be told

    def _present(self, line: Line) -> Steps[None]:
        if self._client is None or self._generation != line.generation:
            yield Guarded("client", self._restored(line))

    def _restored(self, line: Line) -> Steps[None]:
        if self.is_closed:
            raise Disconnected("This client was closed.", hint="Connect again.")
        if self._client is not None and self._generation == line.generation:
            return
        for client in self.sidecar.abandoned(line):
            yield from self._asked(line, "close", "DELETE", f"/v1/clients/{client}", None)
        keys = list(self._keys)
        body: Dict[str, Any] = {"network": self.network.to_json()}
        if keys:
            body["wallet"] = {"privateKey": keys[0]}
        made = yield from self._asked(line, "connect", "POST", "/v1/clients", body)
        try:
            client = str(made["client"])
            info = NetworkInfo.from_json(made["network"])
            if keys:
                self._addresses[keys[0]] = str(made["wallets"][0])
            for key in keys[1:]:
                wallet = yield from self._asked(
                    line, "add_wallet", "POST", f"/v1/clients/{client}/wallets", {"privateKey": key}
                )
                self._addresses[key] = str(wallet["address"])
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise InvalidAnswer(
                f"The sidecar's answer cannot be read ({what_is_wrong(error)}).", operation="connect"
            ) from error
        self.info = info
        self._generation, self._client = line.generation, client

    def _asked(
        self, line: Line, operation: str, method: str, target: str, body: Optional[Dict[str, Any]]
    ) -> Steps[Any]:
        call: Call[Any] = Call(operation, method, (), lambda value: value)
        headers = (("Lit-Timeout", f"{self.timeout:.3f}"),)
        text = b"" if body is None else json.dumps(body).encode("utf-8")
        deadline = time.monotonic() + self.timeout + _steps.GRACE
        try:
            answer = yield Exchange(line, Request(method, target, headers, text), deadline)
        except AnswerLate:
            raise TimedOut("The sidecar did not answer in time.", operation=operation) from None
        if refusal(answer) == "shuttingDown":
            yield LookAfter(line, refuses=True)
            raise ConnectionLost("the sidecar is ending", sent=False)
        if method == "DELETE":
            return None
        return parsed(call, answer)

    def _forget(self, client: Optional[str]) -> None:
        if self._client == client:
            self._client = None
            self._epoch += 1

    # What is not known

    def _nonce_before(self, call: Call[Any]) -> Steps[Optional[int]]:
        if call.payer is None:
            return None
        given = (call.body or {}).get("nonce")
        if isinstance(given, int):
            return given
        return (yield from self._nonce(call.payer))

    def _nonce(self, payer: Union[PKP, str]) -> Steps[Optional[int]]:
        try:
            address = yield from self._payer(payer)
            if address is None:
                return None
            state = yield from self.perform(_calls.account_state(address), min(self.timeout, 10))
            return state.nonce
        except LitError:
            return None

    def _payer(self, payer: Union[PKP, str]) -> Steps[Optional[str]]:
        if isinstance(payer, PKP):
            return payer.address
        if not payer:
            wallets = self.wallets
            return wallets[0].address if wallets else None
        if len(payer) == 42 and payer[:2] == "0x":
            return payer
        details = yield from self.perform(_calls.pkp(payer), min(self.timeout, 10))
        return details.address

    def _outcome(
        self, call: Call[Any], before: Optional[int], how: Optional[str], request_id: str
    ) -> Steps[OutcomeUnknown]:
        """The error of a call that must not be sent again. It looks what the chain knows, if that can be asked."""
        message = f"The sidecar {how or 'closed the connection'} during this call. Unknown is {call.unknown}."
        # What the lost one has logged, before another is asked.
        log = self.sidecar.log
        signer: Optional[str] = None
        now: Optional[int] = None
        if call.payer is not None:
            try:
                signer = yield from self._payer(call.payer)
            except LitError:
                signer = None
            now = yield from self._nonce(call.payer)
            message += " " + _advice(signer, before, now)
        return OutcomeUnknown(
            message,
            operation=call.operation,
            request_id=request_id,
            hint="It was not sent again.",
            logs="\n".join(log) or None,
            signer=signer,
            nonce_before=before,
            nonce_now=now,
        )

    def _late(self, call: Call[Any], request_id: str) -> LitError:
        return TimedOut(
            "The sidecar did not answer in time.",
            operation=call.operation,
            request_id=request_id,
            hint="Allow more time: timeout=…",
        )

    def _hopeless(self, operation: str, how: Optional[str], why: str) -> LitError:
        error: LitError = (
            SidecarError(f"lit-sidecar runs, and gives no answer that can be read: {why}.")
            if how is None
            else self.sidecar.crashed(how)
        )
        error.operation = operation
        return error


def _references(call: Call[Any]) -> List[str]:
    body = call.body or {}
    signer = body.get("signer")
    places = [*call.path, body.get("session"), signer.get("session") if isinstance(signer, Mapping) else None]
    return [place.id for place in places if isinstance(place, SessionReference)]


def _advice(signer: Optional[str], before: Optional[int], now: Optional[int]) -> str:
    if signer is None:
        return "Look at the signer's transactions before doing it again."
    if before is None or now is None:
        nonce = f" with nonce {before} or above" if before is not None else ""
        return f"Look for a transaction of {signer}{nonce} before doing it again."
    if now <= before:
        return (
            f"The signer is {signer}, and its next nonce is still {before}: the chain knows of no transaction of "
            f"this call. If one does come, it has nonce {before}."
        )
    sent = f"nonce {before}" if now == before + 1 else f"nonces {before} to {now - 1}"
    return f"The signer is {signer}, which has sent {sent} since: look whether this call's is among them."
