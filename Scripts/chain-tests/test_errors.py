"""Every refusal that clients tell apart, by the code and the words under which they know it."""

import pytest
import rlp
from eth_account import Account
from harness import RPCFault
from test_transactions import GWEI, sign
from web3.exceptions import BlockNotFound, MethodUnavailable, TransactionNotFound, Web3RPCError

REFUSED = {
    "nonce too low: next nonce 1, tx nonce 0": {"nonce": 0},
    "insufficient funds for gas * price + value": {"value": 10**24},
    "intrinsic gas too low": {"gas": 20999},
    "exceeds block gas limit": {"gas": 30_000_001},
    "max fee per gas less than block base fee": {"maxFeePerGas": 1, "maxPriorityFeePerGas": 1},
    "max priority fee per gas higher than max fee per gas": {"maxPriorityFeePerGas": 6 * GWEI},
    "invalid chain id for signer: have 1 want 31337": {"chainId": 1},
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_signed_transaction_is_refused_in_these_words(chain, words):
    chain.w3.eth.send_raw_transaction(sign(chain, 8).raw_transaction)
    raw = sign(chain, 8, **REFUSED[words]).raw_transaction
    with pytest.raises(Web3RPCError) as caught:
        chain.w3.eth.send_raw_transaction(raw)
    error = caught.value.rpc_response["error"]
    assert error["code"] == -32000 and error["message"].startswith(words), error


def test_the_same_transaction_twice(chain):
    chain.rpc("evm_setAutomine", False)
    raw = sign(chain).raw_transaction
    chain.w3.eth.send_raw_transaction(raw)
    with pytest.raises(Web3RPCError, match="already known"):
        chain.w3.eth.send_raw_transaction(raw)


@pytest.mark.parametrize("raw", ["0x", "0xc0", "0x02", "0x02c0", "0xf8", "0xfbffffffffff", "0xc1c0"])
def test_what_is_not_a_transaction(chain, raw):
    fault = chain.fault("eth_sendRawTransaction", raw)
    assert fault.code == -32000 and fault.message.startswith("rlp: "), fault


def test_types_that_are_not_supported(chain):
    for raw in ("0x04c0", "0x05c0", "0x7fc0"):
        assert "transaction type not supported" in chain.fault("eth_sendRawTransaction", raw).message


def test_a_signature_that_cannot_be_is_refused(chain):
    raw = bytearray(sign(chain).raw_transaction)
    for where in (-1, -40):
        broken = bytes(raw[:where]) + bytes([raw[where] ^ 0xFF]) + bytes(raw[len(raw) + where + 1 :])
        fault = chain.fault("eth_sendRawTransaction", "0x" + broken.hex())
        # Either nobody signed it, or an account that has nothing did.
        assert fault.code == -32000, fault
    for r, s in ((0, 1), (1, 0), (2**256 - 1, 1), (1, 2**256 - 1)):
        fields = [31337, 0, 1, 10**10, 21000, b"\xab" * 20, 0, b"", [], 0, r, s]
        fault = chain.fault("eth_sendRawTransaction", "0x02" + rlp.encode(fields).hex())
        assert fault.code == -32000 and "insufficient" not in fault.message, fault


def test_things_that_do_not_exist(chain):
    w3 = chain.w3
    with pytest.raises(BlockNotFound):
        w3.eth.get_block(10**9)
    with pytest.raises(BlockNotFound):
        w3.eth.get_block("0x" + "12" * 32)
    with pytest.raises(TransactionNotFound):
        w3.eth.get_transaction("0x" + "12" * 32)
    with pytest.raises(TransactionNotFound):
        w3.eth.get_transaction_receipt("0x" + "12" * 32)
    with pytest.raises(Web3RPCError, match="header not found"):
        w3.eth.get_balance(chain.accounts[0], 10**9)
    with pytest.raises((MethodUnavailable, Web3RPCError), match="does not exist/is not available") as caught:
        w3.manager.request_blocking("eth_nothing", [])
    assert caught.value.rpc_response["error"]["code"] == -32601
    assert chain.rpc("eth_getBlockReceipts", hex(10**9)) is None
    assert chain.fault("eth_getFilterChanges", "0xfffffff").message == "filter not found"
    assert chain.fault("debug_traceTransaction", "0x" + "12" * 32).message == "transaction not found"
    assert chain.fault("debug_traceBlockByNumber", "0x0").message == "genesis is not traceable"


WRONG = [
    ("eth_getBalance", ["12"]),
    ("eth_getBalance", []),
    ("eth_getBalance", ["0x" + "1" * 39]),
    ("eth_getBalance", ["0x" + "11" * 20, "newest"]),
    ("eth_getBlockByNumber", ["12", False]),
    ("eth_getBlockByNumber", ["0x", False]),
    ("eth_getBlockByNumber", ["latest", "yes"]),
    ("eth_getStorageAt", ["0x" + "11" * 20, "0x" + "1" * 66, "latest"]),
    ("eth_getTransactionByHash", ["0x12"]),
    ("eth_getLogs", [{"fromBlock": "0x2", "toBlock": "0x1"}]),
    ("eth_getLogs", [{"topics": [None] * 5}]),
    ("eth_getLogs", [{"blockHash": "0x" + "00" * 32, "fromBlock": "0x0"}]),
    ("eth_feeHistory", ["0x5", "latest", [50, 20]]),
    ("eth_call", [{"to": "0x12"}, "latest"]),
    ("eth_call", [{"data": "0x123"}, "latest"]),
    ("eth_call", [7, "latest"]),
    ("eth_call", [{}, "latest", {"0x" + "11" * 20: {"state": {}, "stateDiff": {}}}]),
    ("evm_revert", []),
    ("anvil_setBalance", ["0x" + "11" * 20, "much"]),
]


@pytest.mark.parametrize("call", WRONG, ids=lambda call: f"{call[0]}{str(call[1])[:40]}")
def test_wrong_parameters_are_named(chain, call):
    fault = chain.fault(call[0], *call[1])
    assert fault.code == -32602 and len(fault.message) > 15, fault


def test_unknown_senders_are_refused(chain):
    stranger = Account.create().address
    assert chain.fault("eth_sendTransaction", {"from": stranger, "to": stranger}).message.startswith("unknown account")
    assert chain.fault("eth_sign", stranger, "0x00").message.startswith("unknown account")
    with pytest.raises(RPCFault):
        chain.rpc("eth_sendTransaction", {"to": stranger})
