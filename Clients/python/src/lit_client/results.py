"""What calls return. All of it is immutable; what is secret is not printed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Callable, Dict, Mapping, Optional, Tuple, TypeVar

from .errors import InvalidAnswer, LitError, Report

if TYPE_CHECKING:
    from .permissions import Permission

T = TypeVar("T")
AuthSig = Dict[str, Any]
SessionSigs = Dict[str, AuthSig]


def time(text: str) -> datetime:
    """A time as it stands on the wire: RFC 3339."""
    moment = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
    return moment.astimezone(timezone.utc)


def time_text(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds; a time without a zone is one of this machine's."""
    text = moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def unhex(text: str) -> bytes:
    if text[:2] != "0x":
        raise ValueError("bytes are written with 0x in front")
    return bytes.fromhex(text[2:])


def _each(values: Mapping[str, Any], parse: Callable[[Any], T]) -> Mapping[str, T]:
    return MappingProxyType({str(name): parse(value) for name, value in values.items()})


@dataclass(frozen=True)
class NetworkInfo:
    """A network as the client is connected to it."""

    name: str
    chain_id: int
    nodes: Tuple[str, ...]
    threshold: int
    epoch: int
    network_key: str
    root_keys: Tuple[str, ...]
    rpc_url: str
    contracts: Mapping[str, str]
    has_faucet: bool
    dissenters: Tuple[Report, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> NetworkInfo:
        return cls(
            name=value["name"],
            chain_id=int(value["chainId"]),
            nodes=tuple(value["nodes"]),
            threshold=int(value["threshold"]),
            epoch=int(value["epoch"]),
            network_key=value["networkKey"],
            root_keys=tuple(value["rootKeys"]),
            rpc_url=value["rpcUrl"],
            contracts=MappingProxyType(dict(value["contracts"])),
            has_faucet=bool(value["faucet"]),
            dissenters=tuple(Report.from_json(report) for report in value.get("dissenters", ())),
        )


@dataclass(frozen=True)
class Wallet:
    """A wallet of this client, by its address. Its key is known to this process and its sidecar."""

    address: str

    def __str__(self) -> str:
        return self.address


@dataclass(frozen=True)
class AccountState:
    """What an account has: wei, and the nonce of its next transaction."""

    address: str
    balance: int
    nonce: int

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> AccountState:
        return cls(value["address"], int(value["balance"]), int(value["nonce"]))


@dataclass(frozen=True)
class Funding:
    """A gift of the faucet: its transaction, and what the account has now."""

    transaction_hash: str
    balance: int

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Funding:
        return cls(value["transactionHash"], int(value["balance"]))


@dataclass(frozen=True)
class Signature:
    """An ECDSA signature over secp256k1, with the key that it recovers to."""

    r: int
    s: int
    y_parity: int
    public_key: str
    address: str
    digest: bytes

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Signature:
        return cls(
            r=int(value["r"], 16),
            s=int(value["s"], 16),
            y_parity=int(value["yParity"]),
            public_key=value["publicKey"],
            address=value["address"],
            digest=unhex(value["digest"]),
        )

    @property
    def v(self) -> int:
        """27 or 28, as in signatures of messages."""
        return 27 + self.y_parity

    def __bytes__(self) -> bytes:
        return self.r.to_bytes(32, "big") + self.s.to_bytes(32, "big") + bytes([self.v])

    def hex(self) -> str:
        """65 bytes, r, s and v, as `0x` and 130 digits."""
        return "0x" + bytes(self).hex()


@dataclass(frozen=True)
class SignedTransaction:
    """A transaction with its signature: `raw` is what `eth_sendRawTransaction` takes."""

    raw: bytes
    hash: str
    signature: Signature

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SignedTransaction:
        return cls(unhex(value["rawTransaction"]), value["transactionHash"], Signature.from_json(value))


@dataclass(frozen=True)
class Receipt:
    """The receipt of a transaction; `logs` has the members that JSON-RPC gives them."""

    transaction_hash: str
    block_number: int
    block_hash: str
    succeeded: bool
    gas_used: int
    sender: str
    to: Optional[str]
    contract_address: Optional[str]
    logs: Tuple[Mapping[str, Any], ...]

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Receipt:
        return cls(
            transaction_hash=value["transactionHash"],
            block_number=int(value["blockNumber"]),
            block_hash=value["blockHash"],
            succeeded=int(value["status"]) == 1,
            gas_used=int(value["gasUsed"]),
            sender=value["from"],
            to=value.get("to"),
            contract_address=value.get("contractAddress"),
            logs=tuple(value.get("logs", ())),
        )


@dataclass(frozen=True)
class SentTransaction:
    """A transaction that was sent, with its receipt where it was waited for."""

    hash: str
    receipt: Optional[Receipt] = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SentTransaction:
        receipt = value.get("receipt")
        return cls(value["transactionHash"], None if receipt is None else Receipt.from_json(receipt))


@dataclass(frozen=True)
class PKP:
    """A programmable key pair: a key that no machine has."""

    token_id: str
    public_key: str
    address: str

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> PKP:
        return cls(value["tokenId"], value["publicKey"], value["address"])


@dataclass(frozen=True)
class Permitted:
    """Who may use a PKP, and for what: the auth method's number, the `0x` digits of its id, and scopes."""

    type: int
    id: str
    scopes: Tuple[int, ...]
    public_key: Optional[str] = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Permitted:
        method = value["authMethod"]
        return cls(int(method["type"]), method["id"], _scopes(value["scopes"]), method.get("publicKey"))


def _scopes(values: Any) -> Tuple[int, ...]:
    names = {"signAnything": 1, "personalSign": 2}
    return tuple(names[value] if isinstance(value, str) and value in names else int(value) for value in values)


@dataclass(frozen=True)
class PKPDetails(PKP):
    """A PKP with its owner and with those who may use it."""

    owner: str
    permissions: Tuple[Permitted, ...]

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> PKPDetails:
        return cls(
            value["tokenId"],
            value["publicKey"],
            value["address"],
            value["owner"],
            tuple(Permitted.from_json(permitted) for permitted in value["permissions"]),
        )


@dataclass(frozen=True)
class Claim:
    """A key that belongs to somebody before it is minted."""

    key_id: str
    public_key: str
    address: str

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Claim:
        return cls(value["keyId"], value["publicKey"], value["address"])


@dataclass(frozen=True)
class Session:
    """A session: an account has allowed it some things for some time. Its id is a secret of this client."""

    id: str = field(repr=False)
    account: str
    is_pkp: bool
    allowing: Tuple[Permission, ...]
    issued_at: datetime
    expiration: datetime
    can_renew: bool

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Session:
        from .permissions import Permission

        return cls(
            id=value["session"],
            account=value["account"],
            is_pkp=bool(value["isPkp"]),
            allowing=tuple(Permission.from_json(permission) for permission in value["allowing"]),
            issued_at=time(value["issuedAt"]),
            expiration=time(value["expiration"]),
            can_renew=bool(value["canRenew"]),
        )


@dataclass(frozen=True)
class ActionResult:
    """What an action responded, logged, signed and claimed.

    `differing` names the nodes that responded something else, `reports` those that failed.
    """

    response: str
    logs: str
    signatures: Mapping[str, Signature]
    claims: Mapping[str, Claim]
    differing: Tuple[Tuple[str, str], ...] = ()
    reports: Tuple[Report, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ActionResult:
        return cls(
            response=value["response"],
            logs=value["logs"],
            signatures=_each(value["signatures"], Signature.from_json),
            claims=_each(value["claims"], Claim.from_json),
            differing=tuple((other["node"], other["response"]) for other in value.get("differing", ())),
            reports=tuple(Report.from_json(report) for report in value.get("reports", ())),
        )

    def json(self) -> Any:
        """The response, decoded. Raises InvalidAnswer where it is no JSON."""
        try:
            return json.loads(self.response)
        except ValueError:
            shown = self.response if len(self.response) <= 80 else self.response[:80] + "…"
            raise InvalidAnswer(
                f"The action's response is no JSON: {shown!r}.",
                operation="execute",
                hint="Set it with Lit.Actions.setResponse({ response: JSON.stringify(value) }).",
            ) from None

    def signature(self, name: str) -> Signature:
        """The signature that the action made under a name (`sigName`)."""
        try:
            return self.signatures[name]
        except KeyError:
            names = ", ".join(sorted(self.signatures)) or "none"
            raise LitError(
                f"The action made no signature {name!r}; it made: {names}.",
                code="signatureMissing",
                operation="execute",
                hint="Await Lit.Actions.signEcdsa with that sigName.",
            ) from None


@dataclass(frozen=True)
class Encrypted:
    """What was encrypted: base64, and the SHA-256 of the data in hexadecimal digits."""

    ciphertext: str
    data_to_encrypt_hash: str

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Encrypted:
        return cls(value["ciphertext"], value["dataToEncryptHash"])


@dataclass(frozen=True)
class Credit:
    """A capacity credit: it pays for requests until it expires."""

    token_id: str
    requests_per_kilosecond: Optional[int] = None
    expires_at: Optional[datetime] = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Credit:
        per, until = value.get("requestsPerKilosecond"), value.get("expiresAt")
        return cls(str(value["tokenId"]), None if per is None else int(per), None if until is None else time(until))


@dataclass(frozen=True)
class Delegation:
    """Leave to use somebody's capacity credits: give `auth_sig` to `session(capacity=[…])`."""

    auth_sig: AuthSig = field(repr=False)
    expiration: datetime

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Delegation:
        return cls(dict(value["delegation"]), time(value["expiration"]))
