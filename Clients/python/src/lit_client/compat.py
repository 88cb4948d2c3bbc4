"""The names and the results of the package lit-python-sdk, over this one: change the import, and keep the program.

    from lit_client.compat import connect

    client = connect()
    client.set_auth_token(private_key)
    client.new(lit_network="datil-dev")

Where results differ: numbers in `tx` of mint_with_auth are numbers, but for gasUsed; get_property knows the properties
that programs ask for. As in the old package, calls return dictionaries, also for failures:
`{"success": False, "error": text}` where something was not set up, `{"error": {"message": …}}` otherwise. Each client
has its own wallet and network.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, TypeVar

from . import _calls
from ._calls import Call
from .client import Lit
from .constants import AuthMethodType
from .errors import InvalidArgument, LitError
from .networks import Network
from .permissions import AuthMethod, Conditions, Permission
from .results import PKP, Encrypted, NetworkInfo, Signature, time
from .sidecar import Sidecar

__all__ = ["LitClient", "connect"]

_NAMES = {"localhost": "local", "custom": "local"}
F = TypeVar("F", bound=Callable[..., Dict[str, Any]])


class _NotReady(Exception):
    """Something has to be called first."""


def _answering(method: F) -> F:
    @functools.wraps(method)
    def answered(*arguments: Any, **named: Any) -> Dict[str, Any]:
        try:
            return method(*arguments, **named)
        except _NotReady as missing:
            return {"success": False, "error": str(missing)}
        except LitError as error:
            return {"error": {"message": str(error), "code": error.code, "requestId": error.request_id}}

    return answered  # type: ignore[return-value]


def connect(**options: Any) -> LitClient:
    """Makes a LitClient; options are its own."""
    return LitClient(**options)


class LitClient:
    """A client with the methods of the old package.

    - port: taken and ignored: no port is opened
    - network: where to connect, whatever network `new` names: a local one for tests, for example
    - sidecar: another than the one that clients of this process share
    """

    def __init__(
        self, port: int = 3092, *, network: Optional[Network] = None, sidecar: Optional[Sidecar] = None
    ) -> None:
        self.port = port
        self._fixed = network
        self._sidecar = sidecar
        self._network = network
        self._lit: Optional[Lit] = None
        self._key: Optional[str] = None
        self._has_contracts = False

    def __enter__(self) -> LitClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.disconnect()

    def __repr__(self) -> str:
        return f"LitClient({'connected' if self._lit else 'not connected'})"

    # The node client

    @_answering
    def new(
        self,
        lit_network: str,
        alert_when_unauthorized: Optional[bool] = None,
        check_node_attestation: Optional[bool] = None,
        connect_timeout: Optional[int] = None,
        contract_context: Optional[Dict[str, Any]] = None,
        debug: Optional[bool] = None,
        default_auth_callback: Any = None,
        min_node_count: Optional[int] = None,
        rpc_url: Optional[str] = None,
        storage_provider: Any = None,
    ) -> Dict[str, Any]:
        """Makes a client of a network and connects it. As before, only the network's name and rpc_url count."""
        chosen = self._fixed or Network.named(_NAMES.get(lit_network, lit_network))
        if rpc_url is not None and not chosen.is_local:
            chosen = Network(chosen.name, {**chosen.options, "rpcUrl": rpc_url})
        self._close()
        self._network = chosen
        self._open()
        return {"success": True}

    @_answering
    def connect(self) -> Dict[str, Any]:
        """Connects, if it is not connected."""
        if self._lit is None:
            self._open()
        return {"success": True}

    @_answering
    def disconnect(self) -> Dict[str, Any]:
        """Ends the connection."""
        self._close()
        return {"success": True}

    @_answering
    def get_property(self, property_name: str) -> Dict[str, Any]:
        """A property of the node client: ready, connectedNodes, latestBlockhash, networkPubKey and a few others."""
        if self._network is None:
            raise _NotReady("LitNodeClient not initialized")
        lit = self._lit
        if lit is None:
            return {"success": True, "property": False} if property_name == "ready" else {"success": True}
        read = _PROPERTIES.get(property_name)
        if property_name == "latestBlockhash":
            return {"success": True, "property": lit.blockhash()}
        if read is None:
            return {"success": True}
        return {"success": True, "property": read(lit.network)}

    @_answering
    def execute_js(
        self,
        code: Optional[str] = None,
        ipfs_id: Optional[str] = None,
        js_params: Optional[Dict[str, Any]] = None,
        session_sigs: Optional[Dict[str, Any]] = None,
    ) -> Dict[str, Any]:
        """Runs an action by its code or its CID. Raises ValueError unless exactly one is given."""
        if code is None and ipfs_id is None:
            raise ValueError("Must provide either code or ipfs_id")
        if code is not None and ipfs_id is not None:
            raise ValueError("Cannot provide both code and ipfs_id - use one or the other")
        result = self._client().execute(code, cid=ipfs_id, parameters=js_params or {}, session=_sigs(session_sigs))
        return {
            "success": True,
            "claims": {
                name: {"derivedKeyId": claim.key_id, "publicKey": claim.public_key}
                for name, claim in result.claims.items()
            },
            "signatures": {name: _signature(one) for name, one in result.signatures.items()},
            "response": result.response,
            "logs": result.logs,
        }

    @_answering
    def get_session_sigs(self, chain: str, expiration: str, resource_ability_requests: List[Any]) -> Dict[str, Any]:
        """Session signatures of the wallet, to be handed to the other calls as they are."""
        lit = self._client()
        if self._key is None:
            raise _NotReady("Ethers wallet not initialized - Please set a Lit auth token.")
        allowing = [_permission(request) for request in resource_ability_requests]
        session = lit.session(allowing, until=time(expiration), renew=False)
        try:
            return {"success": True, "sessionSigs": lit.session_sigs(session)}
        finally:
            lit.end_session(session)

    @_answering
    def pkp_sign(self, pub_key: str, to_sign: Sequence[int], session_sigs: Dict[str, Any]) -> Dict[str, Any]:
        """Signs 32 bytes, given as numbers, with a PKP."""
        signature = self._client().sign(bytes(to_sign), _prefixed(pub_key), _sigs(session_sigs))
        return {"signature": _signature(signature)}

    @_answering
    def encrypt_string(
        self,
        data_to_encrypt: str,
        access_control_conditions: Optional[List[Dict[str, Any]]] = None,
        evm_contract_conditions: Optional[List[Dict[str, Any]]] = None,
        sol_rpc_conditions: Optional[List[Dict[str, Any]]] = None,
        unified_access_control_conditions: Optional[List[Dict[str, Any]]] = None,
    ) -> Dict[str, Any]:
        """Encrypts a text for whoever meets the conditions."""
        conditions = _conditions(
            access_control_conditions,
            evm_contract_conditions,
            sol_rpc_conditions,
            unified_access_control_conditions,
        )
        encrypted = self._client().encrypt(data_to_encrypt, conditions)
        return {"ciphertext": encrypted.ciphertext, "dataToEncryptHash": encrypted.data_to_encrypt_hash}

    @_answering
    def decrypt_string(
        self,
        ciphertext: str,
        data_to_encrypt_hash: str,
        chain: str,
        access_control_conditions: Optional[List[Dict[str, Any]]] = None,
        evm_contract_conditions: Optional[List[Dict[str, Any]]] = None,
        sol_rpc_conditions: Optional[List[Dict[str, Any]]] = None,
        unified_access_control_conditions: Optional[List[Dict[str, Any]]] = None,
        auth_sig: Optional[Dict[str, Any]] = None,
        session_sigs: Optional[Dict[str, Any]] = None,
    ) -> Dict[str, Any]:
        """Decrypts a text."""
        conditions = _conditions(
            access_control_conditions,
            evm_contract_conditions,
            sol_rpc_conditions,
            unified_access_control_conditions,
        )
        data = self._client().decrypt(
            Encrypted(ciphertext, data_to_encrypt_hash),
            conditions,
            chain=chain,
            session=session_sigs or None,
            auth_sig=None if session_sigs else auth_sig,
        )
        return {"decryptedString": data.decode("utf-8")}

    # The wallet and its contracts

    @_answering
    def set_auth_token(self, auth_token: str) -> Dict[str, Any]:
        """Sets the wallet, by its private key."""
        self._use_wallet(auth_token)
        return {"success": True}

    @_answering
    def new_lit_contracts_client(self, private_key: str, network: str, debug: bool = False) -> Dict[str, Any]:
        """Sets the wallet that mints."""
        if self._network is None:
            self._network = self._fixed or Network.named(_NAMES.get(network, network))
        self._use_wallet(private_key)
        return {"success": True}

    @_answering
    def mint_with_auth(self, auth_method: Dict[str, Any], scopes: List[int]) -> Dict[str, Any]:
        """Mints a PKP that an auth method may use."""
        if self._key is None:
            raise _NotReady("LitContractsClient not initialized")
        call = _whole(_calls.mint_pkp(list(scopes), _method(auth_method), None, None, None))
        answer = self._client()._perform(call, None)
        pkp, transaction = PKP.from_json(answer), answer.get("transactionHash")
        return {
            "pkp": {
                "tokenId": pkp.token_id,
                "publicKey": pkp.public_key[2:],
                "ethAddress": pkp.address,
            },
            "tx": {} if transaction is None else self._receipt(transaction),
        }

    @_answering
    def create_siwe_message(
        self, uri: str, expiration: str, resources: List[Any], wallet_address: str
    ) -> Dict[str, Any]:
        """A sign-in message for an address."""
        message = self._client().siwe_message(
            uri,
            until=expiration,
            allowing=[_permission(request) for request in resources],
            address=wallet_address,
        )
        return {"success": True, "siweMessage": message}

    @_answering
    def generate_auth_sig(self, to_sign: str) -> Dict[str, Any]:
        """A message signed by the wallet."""
        if self._key is None:
            raise _NotReady("Ethers wallet not initialized")
        return {"success": True, "authSig": self._client().auth_sig(to_sign)}

    # What is behind it

    def _receipt(self, transaction: str) -> Dict[str, Any]:
        receipt = self._client()._perform(_whole(_calls.receipt(transaction)), None).get("receipt")
        if not isinstance(receipt, dict):
            return {"transactionHash": transaction}
        return {**receipt, "gasUsed": {"type": "BigNumber", "hex": hex(int(receipt["gasUsed"]))}}

    def _client(self) -> Lit:
        if self._lit is None:
            if self._network is None or self._key is None:
                raise _NotReady("LitNodeClient not initialized")
            self._open()
        assert self._lit is not None
        return self._lit

    def _open(self) -> None:
        if self._network is None:
            raise _NotReady("LitNodeClient not initialized")
        self._lit = Lit.connect(self._network, wallet=self._key, sidecar=self._sidecar)

    def _close(self) -> None:
        lit, self._lit = self._lit, None
        if lit is not None:
            lit.close()

    def _use_wallet(self, key: str) -> None:
        lit, old = self._lit, [] if self._lit is None else self._lit.wallets
        if lit is not None:
            added = lit.add_wallet(key)
            for wallet in old:
                if wallet != added:
                    lit.remove_wallet(wallet)
        self._key = key


_PROPERTIES: Mapping[str, Callable[[NetworkInfo], Any]] = {
    "ready": lambda info: True,
    "connectedNodes": lambda info: {},
    "networkPubKey": lambda info: info.network_key[2:],
    "subnetPubKey": lambda info: info.network_key[2:],
    "hdRootPubkeys": lambda info: [key[2:] for key in info.root_keys],
    "currentEpochNumber": lambda info: info.epoch,
}


def _whole(call: Call[Any]) -> Call[Dict[str, Any]]:
    """The call, with its answer as it is."""
    return dataclasses.replace(call, parse=lambda value: dict(value))


def _sigs(session_sigs: Optional[Mapping[str, Any]]) -> Mapping[str, Any]:
    if not session_sigs:
        raise InvalidArgument("Session signatures are missing.", hint="Pass session_sigs.")
    return session_sigs


def _prefixed(digits: str) -> str:
    return digits if digits.startswith("0x") else "0x" + digits


def _signature(signature: Signature) -> Dict[str, Any]:
    return {
        "r": f"{signature.r:064x}",
        "s": f"{signature.s:064x}",
        "recid": signature.y_parity,
        "signature": signature.hex(),
        "publicKey": signature.public_key[2:].upper(),
        "dataSigned": signature.digest.hex().upper(),
    }


def _permission(request: Mapping[str, Any]) -> Permission:
    resource = request["resource"]
    return Permission(str(request["ability"]), f"{resource['resourcePrefix']}://{resource['resource']}")


def _conditions(*kinds: Optional[List[Dict[str, Any]]]) -> Conditions:
    makers = (Conditions.access_control, Conditions.evm_contract, Conditions.sol_rpc, Conditions.unified)
    for items, maker in zip(kinds, makers):
        if items is not None:
            return maker(*items)
    raise InvalidArgument(
        "You must pass either access_control_conditions, evm_contract_conditions, sol_rpc_conditions or "
        "unified_access_control_conditions."
    )


def _method(auth_method: Mapping[str, Any]) -> AuthMethod:
    """An auth method of the old form: its type, and what proves it."""
    kind, token = int(auth_method["authMethodType"]), auth_method["accessToken"]
    value = json.loads(token) if isinstance(token, str) and token[:1] == "{" else token
    if kind == AuthMethodType.WALLET and isinstance(value, Mapping):
        return AuthMethod.wallet(value["address"])
    if kind == AuthMethodType.WEB_AUTHN and isinstance(value, Mapping):
        return AuthMethod.user(kind, str(value["rawId"]), "lit")
    if kind in (AuthMethodType.GOOGLE_JWT, AuthMethodType.APPLE_JWT) and isinstance(value, str):
        claims = _claims(value)
        return AuthMethod.user(kind, str(claims["sub"]), str(claims["aud"]))
    raise InvalidArgument(f"Unsupported auth method type: {kind}", hint="Use Lit.mint_pkp(auth_method=…).")


def _claims(token: str) -> Mapping[str, Any]:
    import base64

    try:
        text = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return {"sub": claims["sub"], "aud": claims["aud"]}
    except (IndexError, KeyError, ValueError, TypeError):
        raise InvalidArgument("The access token is no JWT with sub and aud.") from None
