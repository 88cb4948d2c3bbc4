"""The client that blocks."""

from __future__ import annotations

import weakref
from datetime import datetime, timedelta
from types import TracebackType
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Type,
    Union,
)

from . import _calls
from ._answers import event
from ._blocking import Blocking, Lines
from ._calls import Call, PKPLike, SessionLike, Signer, WalletLike
from ._core import Core
from ._keys import private_key_text
from ._steps import AnswerLate, ConnectionLost, Opened
from .constants import Scope
from .errors import InvalidAnswer
from .networks import Network
from .permissions import MethodLike, Permission, Proof
from .results import (
    PKP,
    AccountState,
    ActionResult,
    AuthSig,
    Claim,
    Credit,
    Delegation,
    Encrypted,
    Funding,
    NetworkInfo,
    PKPDetails,
    Receipt,
    SentTransaction,
    Session,
    SessionSigs,
    Signature,
    SignedTransaction,
    Wallet,
)
from .sidecar import Sidecar

if TYPE_CHECKING:
    from .account import PKPAccount

Duration = Union[timedelta, float, int]
Scopes = Sequence[Union[Scope, int, str]]
Data = Union[bytes, str]


class Lit:
    """A client of a Lit network: `with Lit.connect("local") as lit:`.

    It may be used by any number of threads, and inside a running event loop (a notebook). Every call takes a
    `timeout` in seconds, and otherwise that of the client; every failure is a LitError.

    Its wallets and sessions live in this process and its sidecar, and no other client has them. When the sidecar is
    lost it is started again and gets them back; calls that may be made twice are made again, others raise
    OutcomeUnknown.
    """

    def __init__(self, core: Core) -> None:
        """Use `Lit.connect`."""
        self._core = core
        self._driver = Blocking(core.sidecar)
        self._finalizer = weakref.finalize(self, core.abandon)
        self._finalizer.atexit = False

    @classmethod
    def connect(
        cls,
        network: Union[Network, str] = "local",
        *,
        wallet: Any = None,
        sidecar: Optional[Sidecar] = None,
        timeout: float = 60,
    ) -> Lit:
        """Connects to a network.

        - network: a Network or a name: `local`, `datil`, `datil-test`, `datil-dev`
        - wallet: a private key (text, bytes, or an account of eth-account) that pays and signs where no other is
          named. On a local network, a client without one gets one with ether when it first needs it.
        - sidecar: another than the one that the clients of this process share
        - timeout: the seconds that a call may take unless it says otherwise
        """
        keys = [] if wallet is None else [private_key_text(wallet)]
        lit = cls(Core(Network.named(network), keys, sidecar or Sidecar.shared(), timeout))
        try:
            lit._driver.run(lit._core.connect())
        except BaseException:
            lit._driver.close()
            raise
        return lit

    def close(self) -> None:
        """Ends the client, with its wallets and sessions. The sidecar goes on for others."""
        self._finalizer.detach()
        self._driver.run(self._core.close())
        self._driver.close()

    def __enter__(self) -> Lit:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "closed" if self._core.is_closed else f"{len(self._core.wallets)} wallets"
        return f"{type(self).__name__}({self._core.network.name}, {state})"

    def _perform(self, call: Call[_calls.T], timeout: Optional[float]) -> _calls.T:
        return self._driver.run(self._core.perform(call, timeout))

    # The network

    @property
    def network(self) -> NetworkInfo:
        """The network as it was at the connection; `refresh` asks again."""
        assert self._core.info is not None
        return self._core.info

    @property
    def sidecar(self) -> Sidecar:
        """The sidecar that works for this client."""
        return self._core.sidecar

    def refresh(self, *, timeout: Optional[float] = None) -> NetworkInfo:
        """The network as it is now."""
        self._core.info = self._perform(_calls.network(), timeout)
        return self._core.info

    def blockhash(self, *, timeout: Optional[float] = None) -> str:
        """A recent block hash, as nodes want it in sign-in messages."""
        return self._perform(_calls.blockhash(), timeout)

    # Wallets and accounts

    @property
    def wallets(self) -> List[Wallet]:
        """The wallets of this client; the first is the default one."""
        return self._core.wallets

    def add_wallet(self, private_key: Any = None) -> Wallet:
        """Adds a wallet by its private key, or makes one with a new key."""
        key = None if private_key is None else private_key_text(private_key)
        return self._driver.run(self._core.add_wallet(key))

    def remove_wallet(self, wallet: WalletLike) -> None:
        """Forgets a wallet and its key."""
        self._driver.run(self._core.remove_wallet(str(wallet)))

    def account_state(self, address: Any = None, *, timeout: Optional[float] = None) -> AccountState:
        """What an address (or wallet, or PKP) has, and its next nonce; the default wallet unless told."""
        return self._perform(_calls.account_state(self._address(address)), timeout)

    def balance(self, address: Any = None, *, timeout: Optional[float] = None) -> int:
        """What an address (or wallet, or PKP) has, in wei."""
        return self.account_state(address, timeout=timeout).balance

    def fund(self, address: Any = None, wei: Optional[int] = None, *, timeout: Optional[float] = None) -> Funding:
        """Ether of a local network's faucet: at least `wei`, 100 ether unless told."""
        return self._perform(_calls.fund(self._address(address), wei), timeout)

    def _address(self, address: Any) -> str:
        if address is None:
            return self._core.default_wallet()
        return str(getattr(address, "address", address))

    # Signatures and transactions

    def sign(
        self,
        digest: Data,
        pkp: Optional[PKPLike] = None,
        session: Optional[SessionLike] = None,
        *,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> Signature:
        """Signs 32 bytes: with a PKP and a session that allows it, or else with a wallet of this client."""
        return self._perform(_calls.sign_digest(Signer(wallet, pkp, session), digest), timeout)

    def sign_message(
        self,
        message: Data,
        pkp: Optional[PKPLike] = None,
        session: Optional[SessionLike] = None,
        *,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> Signature:
        """Signs a text or bytes as a personal message (EIP-191)."""
        return self._perform(_calls.sign_message(Signer(wallet, pkp, session), message), timeout)

    def sign_typed_data(
        self,
        typed_data: Mapping[str, Any],
        pkp: Optional[PKPLike] = None,
        session: Optional[SessionLike] = None,
        *,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> Signature:
        """Signs typed data (EIP-712): `types`, `primaryType`, `domain`, `message`."""
        return self._perform(_calls.sign_typed_data(Signer(wallet, pkp, session), typed_data), timeout)

    def sign_transaction(
        self,
        transaction: Mapping[str, Any],
        pkp: Optional[PKPLike] = None,
        session: Optional[SessionLike] = None,
        *,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> SignedTransaction:
        """Signs a complete transaction with the members of JSON-RPC; nothing is filled in, and nothing sent."""
        return self._perform(_calls.sign_transaction(Signer(wallet, pkp, session), transaction), timeout)

    def send(
        self,
        to: Any = None,
        value: int = 0,
        *,
        data: Optional[Data] = None,
        pkp: Optional[PKPLike] = None,
        session: Optional[SessionLike] = None,
        wallet: Optional[WalletLike] = None,
        gas: Optional[int] = None,
        nonce: Optional[int] = None,
        max_fee_per_gas: Optional[int] = None,
        max_priority_fee_per_gas: Optional[int] = None,
        wait: bool = True,
        timeout: Optional[float] = None,
    ) -> SentTransaction:
        """Sends a transaction on the network's chain, and waits for its receipt unless `wait` is false.

        What is left out is filled in; `value` is in wei: `ether("0.01")`. Without `to` it makes a contract. The same
        account may send from many threads at once.
        """
        target = None if to is None else str(getattr(to, "address", to))
        call = _calls.send(
            Signer(wallet, pkp, session), target, value, data, gas, nonce, max_fee_per_gas, max_priority_fee_per_gas
        )
        return self._driver.run(self._core.send(call, wait, timeout))

    def receipt(self, transaction_hash: str, *, timeout: Optional[float] = None) -> Optional[Receipt]:
        """The receipt of a transaction; None while it has none."""
        return self._perform(_calls.receipt(transaction_hash), timeout)

    def account(self, pkp: PKP, session: SessionLike) -> PKPAccount:
        """A PKP as an account of eth-account, for web3.py. Needs the package eth-account."""
        from .account import PKPAccount

        return PKPAccount(self, pkp, session)

    # PKPs

    def mint_pkp(
        self,
        scopes: Scopes = (Scope.SIGN_ANYTHING,),
        *,
        auth_method: Optional[MethodLike] = None,
        owns_itself: Optional[bool] = None,
        claim: Optional[Proof] = None,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> PKP:
        """Mints a PKP that an auth method (the wallet, unless told) may use for what the scopes say.

        With `claim`, mints the key that a proof has claimed. `owns_itself=False` leaves it the wallet's, which may
        then change who may use it.
        """
        return self._perform(_calls.mint_pkp(scopes, auth_method, owns_itself, claim, wallet), timeout)

    def pkps(
        self,
        owner: Any = None,
        *,
        type: Optional[int] = None,
        id: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> List[PKP]:
        """The PKPs of an owner (the default wallet, unless told), or those that an auth method may use."""
        found = self._address(owner) if type is None and id is None else owner
        return self._perform(_calls.pkps(found, type, id), timeout)

    def pkp(self, pkp: PKPLike, *, timeout: Optional[float] = None) -> PKPDetails:
        """A PKP by its token id, address or public key, with its owner and with who may use it."""
        return self._perform(_calls.pkp(pkp), timeout)

    def permit(
        self,
        pkp: PKPLike,
        method: MethodLike,
        scopes: Scopes = (Scope.SIGN_ANYTHING,),
        *,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Lets somebody use a PKP: an address, the CID of an action, or any AuthMethod."""
        self._perform(_calls.permit(pkp, method, scopes, wallet), timeout)

    def revoke(
        self,
        pkp: PKPLike,
        method: MethodLike,
        *,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Takes that leave back; nodes know of it with the next block that they see."""
        self._perform(_calls.revoke(pkp, method, wallet), timeout)

    def claim(self, proof: Proof, *, timeout: Optional[float] = None) -> Claim:
        """The key that belongs to whom a proof names, before it is minted."""
        return self._perform(_calls.claim(proof), timeout)

    # Sessions

    def session(
        self,
        allowing: Union[Permission, Sequence[Permission]],
        *,
        lasting: Duration = timedelta(hours=24),
        until: Optional[datetime] = None,
        wallet: Optional[WalletLike] = None,
        pkp: Optional[PKPLike] = None,
        proofs: Sequence[Proof] = (),
        code: Optional[str] = None,
        cid: Optional[str] = None,
        parameters: Optional[Mapping[str, Any]] = None,
        domain: Optional[str] = None,
        statement: Optional[str] = None,
        capacity: Sequence[AuthSig] = (),
        renew: bool = True,
        timeout: Optional[float] = None,
    ) -> Session:
        """Opens a session of a wallet, or of a PKP by proofs, or of a PKP by an action that decides.

        - allowing: what it may do: `[Permission.execute_actions(), Permission.sign(pkp)]`
        - lasting, until: how long; sessions of wallets renew themselves unless `renew` is false
        - capacity: delegations of capacity credits that pay
        """
        call = _calls.open_session(
            allowing,
            lasting,
            until,
            wallet,
            pkp,
            proofs,
            code,
            cid,
            parameters,
            domain,
            statement,
            capacity,
            renew,
        )
        return self._driver.run(self._core.open_session(call, timeout))

    @property
    def sessions(self) -> List[Session]:
        """The sessions that this client has opened or imported and not ended."""
        return self._core.sessions

    def renew_session(self, session: Session) -> Session:
        """The same session with a new end; only those that can."""
        return self._driver.run(self._core.renew_session(session))

    def end_session(self, session: Session) -> None:
        """Forgets a session. Nodes go on taking what was signed with it until it expires."""
        self._driver.run(self._core.end_session(session))

    def export_session(self, session: Session, *, timeout: Optional[float] = None) -> str:
        """The session as text. It is a secret: who has it has the session."""
        return self._perform(_calls.export_session(session.id), timeout)

    def import_session(self, text: str) -> Session:
        """A session that was exported."""
        return self._driver.run(self._core.import_session(text))

    def session_sigs(self, session: Session, *, timeout: Optional[float] = None) -> SessionSigs:
        """Session signatures by node, as the JavaScript SDK has them. They are secrets until they expire."""
        return self._perform(_calls.session_sigs(session), timeout)

    # Actions

    def execute(
        self,
        code: Optional[str] = None,
        *,
        cid: Optional[str] = None,
        parameters: Optional[Mapping[str, Any]] = None,
        session: SessionLike,
        strategy: Optional[str] = None,
        single_node: bool = False,
        repeatable: bool = False,
        on_logs: Optional[Callable[[str], None]] = None,
        timeout: Optional[float] = None,
    ) -> ActionResult:
        """Runs a Lit Action on the nodes, by its code or its CID.

        - parameters: its global variables; bytes become lists of numbers
        - strategy: `mostCommon` (the default) or `leastCommon`: which response counts where nodes differ
        - repeatable: it may run twice, so it is sent again when the sidecar is lost
        - on_logs: called with what each node has logged, as soon as it answers
        """
        call = _calls.execute(code, cid, parameters, session, strategy, single_node, repeatable)
        if on_logs is None:
            return self._perform(call, timeout)
        with ActionRun(self, call, timeout) as run:
            for text in run:
                on_logs(text)
            return run.result

    def stream_action(
        self,
        code: Optional[str] = None,
        *,
        cid: Optional[str] = None,
        parameters: Optional[Mapping[str, Any]] = None,
        session: SessionLike,
        strategy: Optional[str] = None,
        single_node: bool = False,
        repeatable: bool = False,
        timeout: Optional[float] = None,
    ) -> ActionRun:
        """Runs a Lit Action, and gives what nodes log while it runs: `for text in run`, then `run.result`."""
        call = _calls.execute(code, cid, parameters, session, strategy, single_node, repeatable)
        return ActionRun(self, call, timeout)

    # Data

    def encrypt(self, data: Data, conditions: Any, *, timeout: Optional[float] = None) -> Encrypted:
        """Encrypts text or bytes for whoever meets the conditions. No node is asked."""
        return self._perform(_calls.encrypt(data, conditions), timeout)

    def decrypt(
        self,
        encrypted: Encrypted,
        conditions: Any,
        *,
        chain: Optional[str] = None,
        session: Optional[SessionLike] = None,
        auth_sig: Optional[AuthSig] = None,
        timeout: Optional[float] = None,
    ) -> bytes:
        """Decrypts, if the account of the session (or of the auth sig) meets the conditions."""
        return self._perform(_calls.decrypt(encrypted, conditions, chain, session, auth_sig), timeout)

    # Capacity and messages

    def mint_credit(
        self,
        requests_per_kilosecond: int,
        days: int,
        *,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> Credit:
        """Mints a capacity credit, which pays for requests until midnight UTC after so many days."""
        return self._perform(_calls.mint_credit(requests_per_kilosecond, days, wallet), timeout)

    def credits(self, owner: Any = None, *, timeout: Optional[float] = None) -> List[Credit]:
        """The capacity credits of an owner: the default wallet, unless told."""
        return self._perform(_calls.credits(self._address(owner)), timeout)

    def delegate_credit(
        self,
        users: Optional[Sequence[str]] = None,
        *,
        uses: Optional[int] = None,
        credit: Union[Credit, str, int, None] = None,
        lasting: Optional[Duration] = None,
        wallet: Optional[WalletLike] = None,
        timeout: Optional[float] = None,
    ) -> Delegation:
        """Leave for some addresses (for all, unless told) to use a wallet's capacity credits."""
        return self._perform(_calls.delegate_credit(users, uses, credit, lasting, wallet), timeout)

    def siwe_message(
        self,
        uri: str,
        *,
        lasting: Optional[Duration] = timedelta(hours=24),
        until: Union[datetime, str, None] = None,
        allowing: Sequence[Permission] = (),
        wallet: Optional[WalletLike] = None,
        address: Optional[str] = None,
        domain: Optional[str] = None,
        statement: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> str:
        """A sign-in message (EIP-4361) for a wallet or any address, with a recent block hash."""
        call = _calls.siwe_message(uri, lasting, until, allowing, wallet, address, domain, statement)
        return self._perform(call, timeout)

    def auth_sig(
        self, message: str, *, wallet: Optional[WalletLike] = None, timeout: Optional[float] = None
    ) -> AuthSig:
        """A message signed by a wallet, in the form that nodes take."""
        return self._perform(_calls.auth_sig(message, wallet), timeout)


class ActionRun:
    """An action that runs: iterate over it for what nodes log, and then read `result`."""

    def __init__(self, lit: Lit, call: Call[ActionResult], timeout: Optional[float]) -> None:
        self._lit = lit
        self._call = call
        self._timeout = timeout
        self._opened: Optional[Opened] = None
        self._result: Optional[ActionResult] = None
        self._is_closed = False

    @property
    def result(self) -> ActionResult:
        """What the action gave; reads what is left of its logs first."""
        for _ in self:
            pass
        if self._result is None:
            why = "The run was closed before its end." if self._is_closed else "The answer ended without a result."
            raise InvalidAnswer(why, operation="execute")
        return self._result

    def close(self) -> None:
        """Hangs up, which tells the sidecar to stop."""
        self._is_closed = True
        if self._opened is not None:
            self._opened.stream.close()

    def __enter__(self) -> ActionRun:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[str]:
        while self._result is None and not self._is_closed:
            line = self._line()
            if line is None:
                return
            name, value = self._event(line)
            if name == "result":
                self._result = value
                self.close()
            elif name == "logs":
                yield value

    def _event(self, line: bytes) -> Any:
        try:
            return event(self._call, line)
        except BaseException:
            self.close()
            raise

    def _line(self) -> Optional[bytes]:
        while True:
            driver, core = self._lit._driver, self._lit._core
            if self._opened is None:
                self._opened = driver.run(core.open(self._call, self._timeout))
            lines: Lines = self._opened.stream
            try:
                return lines.line()
            except (ConnectionLost, AnswerLate) as lost:
                opened, self._opened = self._opened, None
                lines.close()
                driver.run(core.broken(self._call, opened, lost))
            except BaseException:
                self.close()
                raise
