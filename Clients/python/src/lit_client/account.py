"""A PKP as an account of eth-account, which web3.py and whatever else takes such accounts use unmodified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union, cast

from . import _calls
from ._calls import SessionLike, Signer
from .errors import InvalidArgument, Unsupported
from .results import PKP, SentTransaction, Signature, SignedTransaction

if TYPE_CHECKING:
    from .aio import AsyncLit
    from .client import Lit

try:
    from eth_account.datastructures import SignedMessage as EthSignedMessage
    from eth_account.datastructures import SignedTransaction as EthSignedTransaction
    from eth_account.messages import SignableMessage, encode_typed_data
    from eth_account.signers.local import LocalAccount
    from eth_utils.address import to_checksum_address
    from eth_utils.crypto import keccak
    from hexbytes import HexBytes
except ImportError as error:
    raise ImportError(
        "PKPs as accounts need the package eth-account: pip install 'lit-client[eth]' (or 'lit-client[web3]')"
    ) from error


class _Account:
    """What both kinds share: which PKP it is, and the forms of eth-account."""

    def __init__(self, pkp: PKP, session: SessionLike) -> None:
        if not isinstance(pkp, PKP):
            raise InvalidArgument("An account is made of a PKP as mint_pkp, pkps or pkp return it.")
        self._pkp = pkp
        self._session = session
        self._checksummed = to_checksum_address(pkp.address)

    @property
    def pkp(self) -> PKP:
        """The PKP that signs."""
        return self._pkp

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._checksummed})"

    @property
    def _signer(self) -> Signer:
        return Signer(pkp=self._pkp, session=self._session)

    def _digest(self, message: SignableMessage) -> bytes:
        # EIP-191: 0x19, the version, what is particular to it, the data.
        return keccak(b"\x19" + message.version + message.header + message.body)

    def _members(self, transaction: Mapping[str, Any]) -> Dict[str, Any]:
        sender = transaction.get("from")
        if sender is not None and to_checksum_address(sender) != self._checksummed:
            raise TypeError(f"the transaction is from {sender}, and this account is {self._checksummed}")
        members = dict(transaction)
        members.setdefault("value", 0)
        if "chainId" not in members and "gasPrice" not in members:
            raise TypeError("the transaction has no chainId")
        return members


def _typed(
    domain_data: Optional[Dict[str, Any]],
    message_types: Optional[Dict[str, Any]],
    message_data: Optional[Dict[str, Any]],
    full_message: Optional[Dict[str, Any]],
) -> SignableMessage:
    return encode_typed_data(
        domain_data=domain_data,
        message_types=message_types,
        message_data=message_data,
        full_message=full_message,
    )


def _signed_message(signature: Signature) -> EthSignedMessage:
    return EthSignedMessage(
        HexBytes(signature.digest), signature.r, signature.s, signature.v, HexBytes(bytes(signature))
    )


def _signed_transaction(signed: SignedTransaction, chain_id: Optional[int]) -> EthSignedTransaction:
    signature = signed.signature
    # Typed transactions begin with their type; others have an RLP list, and v with the chain's id (EIP-155).
    if signed.raw[0] < 0x7F:
        v = signature.y_parity
    else:
        v = signature.v if chain_id is None else signature.y_parity + 35 + 2 * chain_id
    return EthSignedTransaction(HexBytes(signed.raw), HexBytes(signed.hash), signature.r, signature.s, v)


def _number(value: Any) -> Optional[int]:
    if isinstance(value, str):
        return int(value, 16 if value[:2] in ("0x", "0X") else 10)
    return None if value is None else int(value)


class PKPAccount(_Account, LocalAccount):
    """A PKP as an account of eth-account.

    It is a LocalAccount, because web3.py's middleware takes no other, but the key is nowhere: nodes sign together.
    What asks for the key (`key`, `encrypt`, `bytes(account)`) fails and says so.

        w3.middleware_onion.inject(SignAndSendRawMiddlewareBuilder.build(account), layer=0)
    """

    def __init__(self, lit: Lit, pkp: PKP, session: SessionLike) -> None:
        _Account.__init__(self, pkp, session)
        self._lit = lit

    @property
    def address(self) -> Any:
        """The address, with its checksum."""
        return self._checksummed

    @property
    def key(self) -> bytes:
        """There is none."""
        raise AttributeError("a PKP has no private key: no machine has it")

    def __bytes__(self) -> bytes:
        raise TypeError("a PKP has no private key: no machine has it")

    def encrypt(self, *_: Any, **__: Any) -> Dict[str, Any]:
        """A PKP has no key that could be kept."""
        raise AttributeError("a PKP has no private key: no machine has it")

    def unsafe_sign_hash(self, message_hash: Any) -> EthSignedMessage:
        """Signs 32 bytes. Whoever chooses them chooses what is signed: prefer the other methods."""
        digest = HexBytes(message_hash)
        return _signed_message(self._lit._perform(_calls.sign_digest(self._signer, bytes(digest)), None))

    # The name that eth-account had before 0.13.
    signHash = unsafe_sign_hash

    def sign_message(self, signable_message: SignableMessage) -> EthSignedMessage:
        """Signs an encoded message: `encode_defunct(text="…")`."""
        return self.unsafe_sign_hash(self._digest(signable_message))

    def sign_typed_data(
        self,
        domain_data: Optional[Dict[str, Any]] = None,
        message_types: Optional[Dict[str, Any]] = None,
        message_data: Optional[Dict[str, Any]] = None,
        full_message: Optional[Dict[str, Any]] = None,
    ) -> EthSignedMessage:
        """Signs typed data (EIP-712), given as eth-account takes it."""
        return self.sign_message(_typed(domain_data, message_types, message_data, full_message))

    def sign_transaction(self, transaction_dict: Any, blobs: Any = None) -> EthSignedTransaction:
        """Signs a complete transaction of type 0, 1 or 2."""
        if blobs is not None:
            raise Unsupported("Transactions with blobs cannot be signed here.")
        members = self._members(cast("Mapping[str, Any]", transaction_dict))
        signed = self._lit._perform(_calls.sign_transaction(self._signer, members), None)
        return _signed_transaction(signed, _number(members.get("chainId")))

    def sign_authorization(self, authorization: Any) -> Any:
        """Authorizations (EIP-7702) cannot be signed yet."""
        raise Unsupported("Authorizations cannot be signed here.")

    def send(self, to: Any = None, value: int = 0, **options: Any) -> SentTransaction:
        """Sends a transaction on the network's chain, as `Lit.send` does."""
        return self._lit.send(to, value, pkp=self._pkp, session=self._session, **options)

    __repr__ = _Account.__repr__


class AsyncPKPAccount(_Account):
    """A PKP as an account with the methods of eth-account, to be awaited."""

    def __init__(self, lit: AsyncLit, pkp: PKP, session: SessionLike) -> None:
        super().__init__(pkp, session)
        self._lit = lit

    @property
    def address(self) -> str:
        """The address, with its checksum."""
        return str(self._checksummed)

    async def unsafe_sign_hash(self, message_hash: Union[bytes, str]) -> EthSignedMessage:
        """Signs 32 bytes. Whoever chooses them chooses what is signed: prefer the other methods."""
        digest = bytes(HexBytes(message_hash))
        return _signed_message(await self._lit._perform(_calls.sign_digest(self._signer, digest), None))

    async def sign_message(self, signable_message: SignableMessage) -> EthSignedMessage:
        """Signs an encoded message: `encode_defunct(text="…")`."""
        return await self.unsafe_sign_hash(self._digest(signable_message))

    async def sign_typed_data(
        self,
        domain_data: Optional[Dict[str, Any]] = None,
        message_types: Optional[Dict[str, Any]] = None,
        message_data: Optional[Dict[str, Any]] = None,
        full_message: Optional[Dict[str, Any]] = None,
    ) -> EthSignedMessage:
        """Signs typed data (EIP-712), given as eth-account takes it."""
        return await self.sign_message(_typed(domain_data, message_types, message_data, full_message))

    async def sign_transaction(self, transaction_dict: Mapping[str, Any]) -> EthSignedTransaction:
        """Signs a complete transaction of type 0, 1 or 2."""
        members = self._members(transaction_dict)
        signed = await self._lit._perform(_calls.sign_transaction(self._signer, members), None)
        return _signed_transaction(signed, _number(members.get("chainId")))

    async def send(self, to: Any = None, value: int = 0, **options: Any) -> SentTransaction:
        """Sends a transaction on the network's chain, as `AsyncLit.send` does."""
        return await self._lit.send(to, value, pkp=self._pkp, session=self._session, **options)
