"""A PKP as an account of eth-account, and web3.py with it, unmodified."""

from __future__ import annotations

from typing import Any, Callable, Tuple

import pytest

pytest.importorskip("eth_account")

from eth_account import Account
from eth_account.messages import encode_defunct, encode_typed_data
from eth_account.signers.base import BaseAccount

from lit_client import PKP, AsyncLit, Lit, Permission, PKPAccount, Session, Unsupported, ether
from lit_client.pytest_plugin import LocalNetwork

pytestmark = pytest.mark.network

TYPED: Any = {
    "types": {
        "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "chainId", "type": "uint256"}],
        "Mail": [
            {"name": "to", "type": "address"},
            {"name": "amount", "type": "uint256"},
            {"name": "tags", "type": "string[]"},
        ],
    },
    "primaryType": "Mail",
    "domain": {"name": "Lit", "chainId": 31337},
    "message": {"to": "0x" + "22" * 20, "amount": 2**200, "tags": ["a", "ü"]},
}
ABI: Any = [
    {"name": "mintCost", "type": "function", "inputs": [], "outputs": [{"name": "", "type": "uint256"}]},
    {
        "name": "approve",
        "type": "function",
        "inputs": [{"name": "to", "type": "address"}, {"name": "tokenId", "type": "uint256"}],
        "outputs": [],
    },
]
ABI[0]["stateMutability"], ABI[1]["stateMutability"] = "view", "nonpayable"


@pytest.fixture
def funded(lit_client: Lit) -> Tuple[Lit, PKP, Session]:
    pkp = lit_client.mint_pkp()
    lit_client.send(pkp, ether("2"))
    return lit_client, pkp, lit_client.session([Permission.sign(pkp)])


def test_messages_and_typed_data_recover_to_the_pkp(lit_client: Lit) -> None:
    pkp = lit_client.mint_pkp()
    account = lit_client.account(pkp, lit_client.session([Permission.sign(pkp)]))
    assert isinstance(account, BaseAccount)
    for message in (encode_defunct(text="hällo"), encode_defunct(b"\x00\xff"), encode_typed_data(full_message=TYPED)):
        signed = account.sign_message(message)
        assert Account.recover_message(message, signature=signed.signature) == account.address
        assert Account.recover_message(message, vrs=(signed.v, signed.r, signed.s)) == account.address
    typed = account.sign_typed_data(full_message=TYPED)
    assert Account.recover_message(encode_typed_data(full_message=TYPED), signature=typed.signature) == account.address
    # The sidecar hashes the same.
    assert bytes(lit_client.sign_typed_data(TYPED, pkp, account._session).digest) == bytes(typed[0])
    assert lit_client.sign_message("hällo", pkp, account._session).digest == bytes(
        account.sign_message(encode_defunct(text="hällo"))[0]
    )


def test_the_key_is_nowhere(lit_client: Lit) -> None:
    pkp = lit_client.mint_pkp()
    account = lit_client.account(pkp, lit_client.session([Permission.sign(pkp)]))
    with pytest.raises(AttributeError, match="no private key"):
        account.key  # noqa: B018
    with pytest.raises(TypeError, match="no private key"):
        bytes(account)
    assert account == lit_client.account(pkp, account._session) and len({account, account}) == 1
    assert repr(account) == f"PKPAccount({account.address})"


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_transactions_of_every_type_recover_to_the_pkp(lit_client: Lit, kind: int) -> None:
    pkp = lit_client.mint_pkp()
    account = lit_client.account(pkp, lit_client.session([Permission.sign(pkp)]))
    fees = {"maxFeePerGas": 2 * 10**9, "maxPriorityFeePerGas": 10**9} if kind == 2 else {"gasPrice": 10**9}
    access = [{"address": "0x" + "44" * 20, "storageKeys": ["0x" + "01" * 32]}]
    transaction = {
        "type": kind,
        "chainId": 31337,
        "nonce": 7,
        "to": "0x" + "22" * 20,
        "value": 2**70,
        "data": b"\x01\x02",
        "gas": 50_000,
        **fees,
        **({"accessList": access} if kind else {}),
    }
    if kind == 0:
        del transaction["type"]
    signed = account.sign_transaction(transaction)
    raw = signed[0]
    assert Account.recover_transaction(raw) == account.address
    # A key of one's own gives the same form.
    ours = Account.from_key("0x" + "a1" * 32).sign_transaction(transaction)
    assert type(signed) is type(ours) and len(raw) in range(len(ours[0]) - 2, len(ours[0]) + 3)
    assert signed.v in ((0, 1) if kind else (31337 * 2 + 35, 31337 * 2 + 36))
    with pytest.raises(TypeError):
        account.sign_transaction({**transaction, "from": "0x" + "33" * 20})
    with pytest.raises(Unsupported):
        account.sign_transaction({**transaction, "blobVersionedHashes": ["0x" + "01" * 32]})


def test_web3_sends_what_a_pkp_signs(funded: Tuple[Lit, PKP, Session], lit_network: LocalNetwork) -> None:
    web3 = pytest.importorskip("web3")
    lit, pkp, session = funded
    account = lit.account(pkp, session)
    w3 = web3.Web3(web3.Web3.HTTPProvider(lit_network.rpc_url))
    signed = account.sign_transaction(
        {
            "chainId": 31337,
            "nonce": w3.eth.get_transaction_count(account.address),
            "to": "0x" + "55" * 20,
            "value": 3,
            "gas": 21000,
            "maxFeePerGas": 2 * w3.eth.gas_price,
            "maxPriorityFeePerGas": 0,
        }
    )
    receipt = w3.eth.wait_for_transaction_receipt(w3.eth.send_raw_transaction(signed[0]))
    assert receipt["status"] == 1 and receipt["from"] == account.address


def test_web3s_middleware_takes_a_pkp(funded: Tuple[Lit, PKP, Session], lit_network: LocalNetwork) -> None:
    web3 = pytest.importorskip("web3")
    lit, pkp, session = funded
    account = lit.account(pkp, session)
    w3 = web3.Web3(web3.Web3.HTTPProvider(lit_network.rpc_url))
    inject(w3, account)
    w3.eth.default_account = account.address
    target = w3.to_checksum_address("0x" + "56" * 20)
    sent = w3.eth.send_transaction({"from": account.address, "to": target, "value": 11})
    receipt = w3.eth.wait_for_transaction_receipt(sent)
    assert receipt["status"] == 1 and receipt["from"] == account.address
    # And contracts are called with it.
    token = lit.mint_pkp(owns_itself=False)
    nft = w3.eth.contract(address=w3.to_checksum_address(lit.network.contracts["PKPNFT"]), abi=ABI)
    assert nft.functions.mintCost().call() >= 0
    with pytest.raises(Exception, match=r"(?i)revert|owner|approve"):
        nft.functions.approve(target, int(token.token_id, 16)).transact()


def inject(w3: Any, account: Any) -> None:
    """The middleware by its name in web3.py 7 and later, or in 6."""
    middleware: Any = pytest.importorskip("web3.middleware")
    if hasattr(middleware, "SignAndSendRawMiddlewareBuilder"):
        w3.middleware_onion.inject(middleware.SignAndSendRawMiddlewareBuilder.build(account), layer=0)
    else:
        w3.middleware_onion.add(middleware.construct_sign_and_send_raw_middleware(account))


async def test_accounts_for_asyncio(lit_network: LocalNetwork) -> None:
    async with AsyncLit.connect(lit_network.network) as lit:
        pkp = await lit.mint_pkp()
        account = lit.account(pkp, await lit.session([Permission.sign(pkp)]))
        message = encode_defunct(text="hello")
        signed = await account.sign_message(message)
        assert Account.recover_message(message, signature=signed.signature) == account.address
        typed = await account.sign_typed_data(full_message=TYPED)
        assert (
            Account.recover_message(encode_typed_data(full_message=TYPED), signature=typed.signature) == account.address
        )
        await lit.send(pkp, ether("1"))
        sent = await account.send("0x" + "57" * 20, 1)
        assert (sent.receipt is not None and sent.receipt.sender == account.address.lower()) or sent.receipt


def test_a_wallet_of_eth_account_is_a_wallet(lit_client_factory: Callable[..., Lit]) -> None:
    key = Account.create()
    lit = lit_client_factory(wallet=key)
    assert lit.wallets[0].address == key.address
    message = encode_defunct(text="hello")
    assert bytes(lit.sign_message("hello")) == bytes(key.sign_message(message).signature)
    assert isinstance(PKPAccount, type)
