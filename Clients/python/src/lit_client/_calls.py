"""Every request that a client can make, as a value: what is sent, what is made of the answer, and whether it may be
sent again when the sidecar was lost. No input or output happens here; both clients use it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Callable, Dict, Generic, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

from .errors import InvalidArgument, Unsupported
from .permissions import Conditions, MethodLike, Permission, Proof, method_json
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
    time_text,
)

T = TypeVar("T")

PKPLike = Union[PKP, str]
SessionLike = Union[Session, Mapping[str, Any]]
WalletLike = Union[Wallet, str]


@dataclass(frozen=True)
class SessionReference:
    """Stands for a session's id: after a restart of the sidecar, the session has another."""

    id: str = field(repr=False)


Segment = Union[str, SessionReference]


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request. `repeatable`: it may be sent again although the first may have arrived.

    - payer: whose transaction it sends, for who has to look what became of it: `""` is the default wallet
    - needs_wallet: the default wallet does it
    - unknown: what is not known when the sidecar was lost, and what to do
    """

    operation: str
    method: str
    path: Tuple[Segment, ...]
    parse: Callable[[Any], T]
    body: Optional[Mapping[str, Any]] = field(default=None, repr=False)
    query: Tuple[Tuple[str, str], ...] = ()
    repeatable: bool = True
    payer: Optional[PKPLike] = None
    needs_wallet: bool = False
    unknown: str = ""


def nothing(_: Any) -> None:
    return None


def _body(**members: Any) -> Dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def pkp_text(pkp: PKPLike) -> str:
    if isinstance(pkp, PKP):
        return pkp.token_id
    if not isinstance(pkp, str) or not pkp or "/" in pkp:
        raise InvalidArgument("A PKP is given as it is, or by its token id, address or public key.")
    return pkp


def _wallet(wallet: Optional[WalletLike]) -> Optional[str]:
    return None if wallet is None else str(wallet)


def _data(data: Union[bytes, str, None]) -> Optional[str]:
    return data if data is None or isinstance(data, str) else "0x" + bytes(data).hex()


def _credential(session: SessionLike) -> Dict[str, Any]:
    if isinstance(session, Session):
        return {"session": SessionReference(session.id)}
    if isinstance(session, Mapping):
        return {"sessionSigs": dict(session)}
    raise InvalidArgument("Give a session, or somebody's session signatures (a dictionary by node).")


def _seconds(duration: Union[timedelta, float, int]) -> float:
    seconds = duration.total_seconds() if isinstance(duration, timedelta) else duration
    if not seconds > 0:
        raise InvalidArgument("A time span has to be longer than nothing.")
    return int(seconds) if float(seconds).is_integer() else float(seconds)


def _span(lasting: Any, until: Optional[datetime]) -> Dict[str, Any]:
    if until is not None:
        return {"expiration": time_text(until)}
    return {} if lasting is None else {"lifetime": _seconds(lasting)}


def _list(name: str, parse: Callable[[Any], T]) -> Callable[[Any], List[T]]:
    return lambda value: [parse(one) for one in value[name]]


# The network


def network() -> Call[NetworkInfo]:
    return Call("network", "GET", ("network",), NetworkInfo.from_json)


def blockhash() -> Call[str]:
    return Call("blockhash", "GET", ("blockhash",), lambda value: str(value["blockhash"]))


# Accounts


def add_wallet(private_key: str) -> Call[Wallet]:
    body = {"privateKey": private_key}
    return Call("add_wallet", "POST", ("wallets",), lambda value: Wallet(value["address"]), body)


def remove_wallet(wallet: WalletLike) -> Call[None]:
    return Call("remove_wallet", "DELETE", ("wallets", str(wallet)), nothing)


def wallets() -> Call[List[Wallet]]:
    return Call("wallets", "GET", ("wallets",), _list("wallets", lambda value: Wallet(value["address"])))


def account_state(address: str) -> Call[AccountState]:
    return Call("account_state", "GET", ("accounts", address), AccountState.from_json)


def fund(address: str, wei: Optional[int]) -> Call[Funding]:
    return Call(
        "fund",
        "POST",
        ("accounts", address, "funding"),
        Funding.from_json,
        _body(wei=None if wei is None else str(wei)),
        repeatable=False,
        unknown=f"whether the faucet has sent ether to {address}. Look at its balance: balance({address!r})",
    )


class DefaultWallet:
    """Stands for the address of the client's first wallet, until it is sent."""


@dataclass(frozen=True)
class Signer:
    """Who signs: a wallet of this client, or a PKP with a session."""

    wallet: Optional[WalletLike] = None
    pkp: Optional[PKPLike] = None
    session: Optional[SessionLike] = None

    def to_json(self) -> Dict[str, Any]:
        if self.pkp is None:
            if self.session is not None:
                raise InvalidArgument("A session is there, but no PKP that signs.")
            return {"wallet": DefaultWallet() if self.wallet is None else str(self.wallet)}
        if self.wallet is not None or self.session is None:
            raise InvalidArgument("Either a wallet signs, or a PKP with a session.")
        return {"pkp": pkp_text(self.pkp), **_credential(self.session)}

    @property
    def is_default(self) -> bool:
        return self.pkp is None and self.wallet is None

    @property
    def account(self) -> PKPLike:
        return self.pkp if self.pkp is not None else str(self.wallet or "")


def sign_digest(signer: Signer, digest: Union[bytes, str]) -> Call[Signature]:
    text = _data(digest) or ""
    if len(text) != 66:
        raise InvalidArgument(
            "A digest has 32 bytes.",
            operation="sign",
            hint="Hash data first, or let sign_message or sign_typed_data do it.",
        )
    return _signature("sign", signer, {"digest": text}, Signature.from_json)


def sign_message(signer: Signer, message: Union[bytes, str]) -> Call[Signature]:
    what = {"message": message} if isinstance(message, str) else {"messageBytes": "0x" + bytes(message).hex()}
    return _signature("sign_message", signer, what, Signature.from_json)


def sign_typed_data(signer: Signer, typed_data: Mapping[str, Any]) -> Call[Signature]:
    return _signature("sign_typed_data", signer, {"typedData": typed_data}, Signature.from_json)


def sign_transaction(signer: Signer, transaction: Mapping[str, Any]) -> Call[SignedTransaction]:
    body = {"transaction": transaction_json(transaction)}
    return _signature("sign_transaction", signer, body, SignedTransaction.from_json)


def _signature(operation: str, signer: Signer, what: Dict[str, Any], parse: Callable[[Any], T]) -> Call[T]:
    body = {"signer": signer.to_json(), **what}
    return Call(operation, "POST", ("signatures",), parse, body, needs_wallet=signer.is_default)


_TRANSACTION_MEMBERS = {
    "type": "type",
    "chainId": "chainId",
    "nonce": "nonce",
    "to": "to",
    "value": "value",
    "data": "data",
    "input": "data",
    "gas": "gas",
    "gasPrice": "gasPrice",
    "maxFeePerGas": "maxFeePerGas",
    "maxPriorityFeePerGas": "maxPriorityFeePerGas",
    "accessList": "accessList",
}


def transaction_json(transaction: Mapping[str, Any]) -> Dict[str, Any]:
    """A transaction with the names of JSON-RPC and web3.py, in the sidecar's form. `from` is left out."""
    members: Dict[str, Any] = {}
    for name, value in transaction.items():
        if value is None or name == "from":
            continue
        if name not in _TRANSACTION_MEMBERS:
            raise Unsupported(
                f"A transaction with {name!r} is of a type that cannot be signed here.",
                operation="sign_transaction",
                hint="Types 0, 1 and 2 can be signed: legacy, EIP-2930 and EIP-1559.",
            )
        members[_TRANSACTION_MEMBERS[name]] = _plain(name, value)
    return members


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, int):
        # Beyond 53 bits, readers of JSON may lose digits.
        return str(value) if value > 1 << 53 else value
    if isinstance(value, (bytes, bytearray)):
        return None if name == "to" and not value else "0x" + bytes(value).hex()
    if name == "to" and value == "":
        return None
    if name == "accessList":
        return [
            {
                "address": _plain("address", entry["address"]),
                "storageKeys": [_storage_key(key) for key in entry["storageKeys"]],
            }
            for entry in value
        ]
    return value


def _storage_key(key: Any) -> str:
    if isinstance(key, int):
        return f"0x{key:064x}"
    return key if isinstance(key, str) else "0x" + bytes(key).hex()


def send(
    signer: Signer,
    to: Optional[str],
    value: int,
    data: Union[bytes, str, None],
    gas: Optional[int],
    nonce: Optional[int],
    max_fee_per_gas: Optional[int],
    max_priority_fee_per_gas: Optional[int],
) -> Call[SentTransaction]:
    body = _body(
        signer=signer.to_json(),
        to=to,
        value=str(value),
        data=_data(data),
        gas=gas,
        nonce=nonce,
        maxFeePerGas=None if max_fee_per_gas is None else str(max_fee_per_gas),
        maxPriorityFeePerGas=None if max_priority_fee_per_gas is None else str(max_priority_fee_per_gas),
        wait=False,
    )
    return Call(
        "send",
        "POST",
        ("transactions",),
        SentTransaction.from_json,
        body,
        repeatable=False,
        payer=signer.account,
        needs_wallet=signer.is_default,
        unknown="whether the transaction was sent",
    )


def receipt(hash: str) -> Call[Optional[Receipt]]:
    return Call(
        "receipt",
        "GET",
        ("transactions", hash),
        lambda value: None if value.get("receipt") is None else Receipt.from_json(value["receipt"]),
    )


# PKPs


def mint_pkp(
    scopes: Sequence[Union[int, str]],
    auth_method: Optional[MethodLike],
    owns_itself: Optional[bool],
    claim: Optional[Proof],
    wallet: Optional[WalletLike],
) -> Call[PKP]:
    if claim is not None:
        if auth_method is not None or owns_itself is not None:
            raise InvalidArgument(
                "A claimed key belongs to whom the proof names: leave auth_method and owns_itself out.",
                operation="mint_pkp",
            )
        body = _body(wallet=_wallet(wallet), claim=claim.to_json())
    else:
        body = _body(
            wallet=_wallet(wallet),
            authMethod=method_json(auth_method),
            scopes=scope_list(scopes),
            ownsItself=owns_itself,
        )
    return Call(
        "mint_pkp",
        "POST",
        ("pkps",),
        PKP.from_json,
        body,
        repeatable=False,
        payer=_wallet(wallet) or "",
        needs_wallet=wallet is None,
        unknown="whether a PKP was minted. Compare pkps(owner=…) with what was there before",
    )


def scope_list(scopes: Sequence[Union[int, str]]) -> List[Union[int, str]]:
    if isinstance(scopes, (str, int)):
        scopes = [scopes]
    return [int(scope) if isinstance(scope, int) else scope for scope in scopes]


def pkps(owner: Optional[str], type: Optional[int], id: Optional[str]) -> Call[List[PKP]]:
    by_method = type is not None and id is not None
    if (owner is None) != by_method or (owner is not None and (type is not None or id is not None)):
        raise InvalidArgument("PKPs are found by their owner, or by the type and id of an auth method.")
    query = (("owner", owner),) if owner is not None else (("type", str(int(type or 0))), ("id", id or ""))
    return Call("pkps", "GET", ("pkps",), _list("pkps", PKP.from_json), query=query)


def pkp(pkp: PKPLike) -> Call[PKPDetails]:
    return Call("pkp", "GET", ("pkps", pkp_text(pkp)), PKPDetails.from_json)


def permit(
    pkp: PKPLike, method: MethodLike, scopes: Sequence[Union[int, str]], wallet: Optional[WalletLike]
) -> Call[None]:
    body = _body(wallet=_wallet(wallet), authMethod=method_json(method), scopes=scope_list(scopes))
    return _permission("permit", "POST", pkp, body, wallet)


def revoke(pkp: PKPLike, method: MethodLike, wallet: Optional[WalletLike]) -> Call[None]:
    body = _body(wallet=_wallet(wallet), authMethod=method_json(method))
    return _permission("revoke", "DELETE", pkp, body, wallet)


def _permission(
    operation: str,
    method: str,
    pkp: PKPLike,
    body: Dict[str, Any],
    wallet: Optional[WalletLike],
) -> Call[None]:
    return Call(
        operation,
        method,
        ("pkps", pkp_text(pkp), "permissions"),
        nothing,
        body,
        repeatable=False,
        payer=_wallet(wallet) or "",
        needs_wallet=wallet is None,
        unknown="whether the permission was changed. Look at pkp(…).permissions; doing it again is harmless",
    )


def claim(proof: Proof) -> Call[Claim]:
    return Call("claim", "POST", ("claims",), Claim.from_json, {"proof": proof.to_json()})


# Sessions


def open_session(
    allowing: Union[Permission, Sequence[Permission]],
    lasting: Any,
    until: Optional[datetime],
    wallet: Optional[WalletLike],
    pkp: Optional[PKPLike],
    proofs: Sequence[Proof],
    code: Optional[str],
    cid: Optional[str],
    parameters: Optional[Mapping[str, Any]],
    domain: Optional[str],
    statement: Optional[str],
    capacity: Sequence[AuthSig],
    renew: bool,
) -> Call[Session]:
    by_action = code is not None or cid is not None
    if pkp is None and (by_action or proofs):
        raise InvalidArgument("Proofs and actions open sessions of a PKP: name it.", operation="session")
    if pkp is not None and wallet is not None:
        raise InvalidArgument("A session is a wallet's or a PKP's.", operation="session")
    if pkp is not None and not by_action and not proofs:
        raise InvalidArgument(
            "Who allows the session of the PKP?",
            operation="session",
            hint="Give proofs=[Proof.wallet(address)], or the action that decides: code= or cid=.",
        )
    body = _body(
        allowing=[permission.to_json() for permission in _permissions(allowing)],
        **_span(lasting, until),
        domain=domain,
        statement=statement,
        capacity=[dict(auth_sig) for auth_sig in capacity] or None,
        renew=None if renew else False,
        wallet=_wallet(wallet),
        pkp=None if pkp is None else pkp_text(pkp),
        proofs=[proof.to_json() for proof in proofs] or None,
        action=_code(code, cid) if by_action else None,
        parameters=None if parameters is None else plain_parameters(parameters),
    )
    return Call(
        "session",
        "POST",
        ("sessions",),
        Session.from_json,
        body,
        # Wallets may sign in again; tokens of other services and actions may have had their only chance.
        repeatable=not by_action and all("wallet" in proof.members for proof in proofs),
        needs_wallet=pkp is None and wallet is None,
        unknown="whether the session was opened. Nobody else can have it: open another one"
        + (", if the action may run once more" if by_action else ", with fresh proofs where they hold once only"),
    )


def _permissions(allowing: Union[Permission, Sequence[Permission]]) -> Sequence[Permission]:
    chosen = [allowing] if isinstance(allowing, Permission) else list(allowing)
    if not chosen or not all(isinstance(permission, Permission) for permission in chosen):
        raise InvalidArgument(
            "A session allows something: a list of Permission.",
            operation="session",
            hint="For example [Permission.execute_actions(), Permission.sign(pkp)].",
        )
    return chosen


def session_state(session: Session) -> Call[Session]:
    return Call("session_state", "GET", ("sessions", SessionReference(session.id)), Session.from_json)


def end_session(session: Session) -> Call[None]:
    return Call("end_session", "DELETE", ("sessions", SessionReference(session.id)), nothing)


def renew_session(session: Session) -> Call[Session]:
    return Call("renew_session", "POST", ("sessions", SessionReference(session.id), "renewal"), Session.from_json)


def export_session(id: str) -> Call[str]:
    path: Tuple[Segment, ...] = ("sessions", SessionReference(id), "export")
    return Call("export_session", "GET", path, lambda value: str(value["export"]))


def import_session(text: str) -> Call[Session]:
    return Call("import_session", "POST", ("sessions", "import"), Session.from_json, {"export": text})


def session_sigs(session: Session) -> Call[SessionSigs]:
    path: Tuple[Segment, ...] = ("sessions", SessionReference(session.id), "signatures")
    return Call("session_sigs", "GET", path, lambda value: dict(value["sessionSigs"]))


# Actions


def execute(
    code: Optional[str],
    cid: Optional[str],
    parameters: Optional[Mapping[str, Any]],
    session: SessionLike,
    strategy: Optional[str],
    single_node: bool,
    repeatable: bool,
) -> Call[ActionResult]:
    body = _body(
        **_code(code, cid),
        parameters=None if parameters is None else plain_parameters(parameters),
        **_credential(session),
        strategy=strategy,
        singleNode=True if single_node else None,
    )
    return Call(
        "execute",
        "POST",
        ("actions",),
        ActionResult.from_json,
        body,
        repeatable=repeatable,
        unknown="whether the action ran, and what it has done. If it may run twice, run it again, "
        "and give repeatable=True the next time",
    )


def _code(code: Optional[str], cid: Optional[str]) -> Dict[str, Any]:
    if (code is None) == (cid is None):
        raise InvalidArgument("Give either the code of an action or its CID.", operation="execute")
    return {"code": code} if cid is None else {"cid": cid}


def plain_parameters(value: Any) -> Any:
    """Parameters as JSON. Bytes become lists of numbers, which is what actions take for them."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return list(bytes(value))
    if isinstance(value, Mapping):
        return {str(name): plain_parameters(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_parameters(one) for one in value]
    return value


# Data


def encrypt(data: Union[str, bytes], conditions: Any) -> Call[Encrypted]:
    what = {"text": data} if isinstance(data, str) else {"data": base64.b64encode(data).decode("ascii")}
    body = {**what, **Conditions.given(conditions).to_json()}
    return Call("encrypt", "POST", ("encryptions",), Encrypted.from_json, body)


def decrypt(
    encrypted: Encrypted,
    conditions: Any,
    chain: Optional[str],
    session: Optional[SessionLike],
    auth_sig: Optional[AuthSig],
) -> Call[bytes]:
    if (session is None) == (auth_sig is None):
        raise InvalidArgument("Give either a session or an auth sig.", operation="decrypt")
    body = _body(
        ciphertext=encrypted.ciphertext,
        dataToEncryptHash=encrypted.data_to_encrypt_hash,
        chain=chain,
        **Conditions.given(conditions).to_json(),
        **(_credential(session) if session is not None else {"authSig": dict(auth_sig or {})}),
    )
    return Call(
        "decrypt",
        "POST",
        ("decryptions",),
        lambda value: base64.b64decode(value["data"], validate=True),
        body,
    )


# Capacity and messages


def mint_credit(requests_per_kilosecond: int, days: int, wallet: Optional[WalletLike]) -> Call[Credit]:
    body = _body(wallet=_wallet(wallet), requestsPerKilosecond=requests_per_kilosecond, days=days)
    return Call(
        "mint_credit",
        "POST",
        ("capacity", "credits"),
        Credit.from_json,
        body,
        repeatable=False,
        payer=_wallet(wallet) or "",
        needs_wallet=wallet is None,
        unknown="whether a capacity credit was minted. Compare credits(owner=…) with what was there before",
    )


def credits(owner: str) -> Call[List[Credit]]:
    path = ("capacity", "credits")
    return Call("credits", "GET", path, _list("credits", Credit.from_json), query=(("owner", owner),))


def delegate_credit(
    users: Optional[Sequence[str]],
    uses: Optional[int],
    credit: Union[Credit, str, int, None],
    lasting: Any,
    wallet: Optional[WalletLike],
) -> Call[Delegation]:
    body = _body(
        wallet=_wallet(wallet),
        users=None if users is None else [str(user) for user in users],
        uses=uses,
        credit=None if credit is None else str(credit.token_id if isinstance(credit, Credit) else credit),
        lifetime=None if lasting is None else _seconds(lasting),
    )
    path = ("capacity", "delegations")
    return Call("delegate_credit", "POST", path, Delegation.from_json, body, needs_wallet=wallet is None)


def siwe_message(
    uri: str,
    lasting: Any,
    until: Union[datetime, str, None],
    allowing: Sequence[Permission],
    wallet: Optional[WalletLike],
    address: Optional[str],
    domain: Optional[str],
    statement: Optional[str],
) -> Call[str]:
    span = {"expiration": until} if isinstance(until, str) else _span(lasting, until)
    body = _body(
        wallet=_wallet(wallet),
        address=address,
        uri=uri,
        **span,
        allowing=[permission.to_json() for permission in allowing] or None,
        domain=domain,
        statement=statement,
    )
    return Call(
        "siwe_message",
        "POST",
        ("siwe",),
        lambda value: str(value["message"]),
        body,
        needs_wallet=wallet is None and address is None,
    )


def auth_sig(message: str, wallet: Optional[WalletLike]) -> Call[AuthSig]:
    body = _body(wallet=_wallet(wallet), message=message)
    return Call(
        "auth_sig",
        "POST",
        ("auth-sigs",),
        lambda value: dict(value["authSig"]),
        body,
        needs_wallet=wallet is None,
    )
