"""What a session allows, who may use a PKP, and how somebody proves who they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Union

from .constants import Ability, AuthMethodType, ResourcePrefix
from .errors import InvalidArgument
from .results import PKP


@dataclass(frozen=True)
class Permission:
    """An ability on a resource: what a session is asked to allow."""

    ability: str
    resource: str

    @classmethod
    def execute_actions(cls) -> Permission:
        """To run any Lit Action."""
        return cls.execute_action("*")

    @classmethod
    def execute_action(cls, cid: str) -> Permission:
        """To run the Lit Action of a CID."""
        return cls(Ability.EXECUTE_ACTION.value, ResourcePrefix.ACTION.of(cid))

    @classmethod
    def sign(cls, pkp: Union[PKP, str, int] = "*") -> Permission:
        """To sign with a PKP, given as it is or by its token id, or with any that the user may use."""
        return cls(Ability.SIGN_WITH_PKP.value, ResourcePrefix.PKP.of(_token_digits(pkp)))

    @classmethod
    def decrypt(cls, resource: str = "*") -> Permission:
        """To decrypt: `HASH OF CONDITIONS/HASH OF DATA`, or anything whose conditions are met."""
        return cls(Ability.DECRYPT.value, ResourcePrefix.CONDITION.of(resource))

    @classmethod
    def sign_condition(cls, resource: str = "*") -> Permission:
        """To have nodes sign that access conditions are met."""
        return cls(Ability.SIGN_CONDITION.value, ResourcePrefix.CONDITION.of(resource))

    @classmethod
    def use_credit(cls, token_id: Union[int, str] = "*") -> Permission:
        """To pay with a capacity credit."""
        return cls(Ability.USE_CREDIT.value, ResourcePrefix.CREDIT.of(str(token_id)))

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Permission:
        return cls(str(value["ability"]), str(value["resource"]))

    def to_json(self) -> Dict[str, Any]:
        return {"ability": str(self.ability), "resource": str(self.resource)}


def _token_digits(pkp: Union[PKP, str, int]) -> str:
    if isinstance(pkp, PKP):
        pkp = pkp.token_id
    if isinstance(pkp, int):
        return f"{pkp:064x}"
    if pkp == "*":
        return pkp
    digits = pkp[2:] if pkp[:2] in ("0x", "0X") else pkp
    if len(digits) != 64 or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
        raise InvalidArgument(
            f"{pkp!r} is no token id, which has 64 hexadecimal digits.",
            hint="Give the PKP itself, as mint_pkp, pkps and pkp return it.",
        )
    return digits


@dataclass(frozen=True)
class AuthMethod:
    """Somebody or something that may be permitted to use a PKP."""

    members: Mapping[str, Any]

    @classmethod
    def wallet(cls, address: Any) -> AuthMethod:
        """A wallet, as the JavaScript SDK names it when it mints."""
        return cls({"wallet": str(address)})

    @classmethod
    def address(cls, address: Any) -> AuthMethod:
        """An Ethereum address."""
        return cls({"address": str(address)})

    @classmethod
    def action(cls, cid: str) -> AuthMethod:
        """A Lit Action, by its CID."""
        return cls({"action": cid})

    @classmethod
    def user(cls, type: Union[AuthMethodType, int], user_id: str, app_id: str) -> AuthMethod:
        """A user of another service, as an app there knows them: of Google, for example, `sub` and `aud`."""
        return cls({"type": int(type), "userId": user_id, "appId": app_id})

    @classmethod
    def custom(cls, type: Union[AuthMethodType, int], id: Union[bytes, str]) -> AuthMethod:
        """Any other, by its number and the bytes of its id (as bytes, or as `0x` and hexadecimal digits)."""
        return cls({"type": int(type), "id": id if isinstance(id, str) else "0x" + id.hex()})

    def to_json(self) -> Dict[str, Any]:
        return dict(self.members)


@dataclass(frozen=True)
class Proof:
    """How somebody proves who they are. Most proofs are secrets, so it is never printed."""

    members: Mapping[str, Any] = field(repr=False)

    @classmethod
    def wallet(cls, address: Any) -> Proof:
        """A wallet of this client, which signs a message for it."""
        return cls({"wallet": str(address)})

    @classmethod
    def auth_sig(cls, auth_sig: Mapping[str, Any]) -> Proof:
        """A wallet, by a message that it has signed already."""
        return cls({"authSig": dict(auth_sig)})

    @classmethod
    def token(cls, type: Union[AuthMethodType, int], access_token: str) -> Proof:
        """A user of another service, by what that service gave them: a JWT, an OAuth token, an assertion."""
        return cls({"type": int(type), "accessToken": access_token})

    def to_json(self) -> Dict[str, Any]:
        return dict(self.members)


_CONDITION_KINDS = (
    "accessControlConditions",
    "evmContractConditions",
    "solRpcConditions",
    "unifiedAccessControlConditions",
)


@dataclass(frozen=True)
class Conditions:
    """Who may decrypt: conditions as the JavaScript SDK writes them, of one kind."""

    kind: str
    items: Any

    @classmethod
    def access_control(cls, *items: Mapping[str, Any]) -> Conditions:
        return cls(_CONDITION_KINDS[0], list(items))

    @classmethod
    def evm_contract(cls, *items: Mapping[str, Any]) -> Conditions:
        return cls(_CONDITION_KINDS[1], list(items))

    @classmethod
    def sol_rpc(cls, *items: Mapping[str, Any]) -> Conditions:
        return cls(_CONDITION_KINDS[2], list(items))

    @classmethod
    def unified(cls, *items: Mapping[str, Any]) -> Conditions:
        return cls(_CONDITION_KINDS[3], list(items))

    @classmethod
    def only(cls, address: Any, chain: str = "ethereum") -> Conditions:
        """Only the account of an address."""
        return cls.access_control(
            {
                "contractAddress": "",
                "standardContractType": "",
                "chain": chain,
                "method": "",
                "parameters": [":userAddress"],
                "returnValueTest": {"comparator": "=", "value": str(address)},
            }
        )

    @classmethod
    def given(cls, conditions: Any) -> Conditions:
        """Conditions as they are, or a list: unified where its members have a `conditionType`."""
        if isinstance(conditions, Conditions):
            return conditions
        if not isinstance(conditions, (list, tuple)) or not conditions:
            raise InvalidArgument(
                "Conditions are a list that is not empty, or made by Conditions.",
                hint="For example Conditions.only('0x…').",
            )
        unified = any(isinstance(item, Mapping) and "conditionType" in item for item in conditions)
        return cls(_CONDITION_KINDS[3 if unified else 0], list(conditions))

    def to_json(self) -> Dict[str, Any]:
        return {self.kind: self.items}


MethodLike = Union[AuthMethod, PKP, str]


def method_json(method: Optional[MethodLike]) -> Optional[Dict[str, Any]]:
    """An auth method; a text is an address (`0x…`) or else the CID of an action; a PKP is its address."""
    if method is None:
        return None
    if isinstance(method, AuthMethod):
        return method.to_json()
    if isinstance(method, PKP):
        return AuthMethod.address(method.address).to_json()
    chosen = AuthMethod.address(method) if method[:2] in ("0x", "0X") else AuthMethod.action(method)
    return chosen.to_json()
