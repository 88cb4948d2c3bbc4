"""Transactions of every type, nonces, gas: signed by eth-account, sent by web3.py."""

import json

import pytest
import rlp
from eth_account import Account
from eth_account.messages import encode_defunct, encode_typed_data
from web3 import Web3
from web3.exceptions import TransactionNotFound, Web3RPCError

GWEI = 10**9
RECEIVER = Web3.to_checksum_address("0x" + "ab" * 20)


def sign(chain, key=0, **fields):
    transaction = {
        "to": RECEIVER,
        "value": 7,
        "gas": 21000,
        "chainId": 31337,
        "nonce": chain.w3.eth.get_transaction_count(chain.accounts[key], "pending"),
        **fields,
    }
    if "gasPrice" not in transaction:
        transaction = {"maxFeePerGas": 5 * GWEI, "maxPriorityFeePerGas": GWEI, **transaction}
    return Account.sign_transaction(transaction, chain.keys[key])


FEES = {
    "legacy": (0, {"gasPrice": 3 * GWEI}),
    "2930": (
        1,
        {
            "type": 1,
            "gasPrice": 3 * GWEI,
            "gas": 30000,
            "accessList": [{"address": RECEIVER, "storageKeys": ["0x" + "05" * 32]}],
        },
    ),
    "1559": (2, {"maxFeePerGas": 4 * GWEI, "maxPriorityFeePerGas": GWEI}),
}


@pytest.mark.parametrize("kind", FEES)
def test_a_signed_transaction_of_each_type_is_mined_and_paid_for(chain, kind):
    number, fees = FEES[kind]
    w3, sender = chain.w3, chain.accounts[0]
    before = w3.eth.get_balance(sender), w3.eth.get_balance(RECEIVER)
    signed = sign(chain, **fees)
    sent = w3.eth.send_raw_transaction(signed.raw_transaction)
    assert sent == signed.hash
    receipt = w3.eth.wait_for_transaction_receipt(sent, timeout=5, poll_latency=0.01)
    block = w3.eth.get_block(receipt["blockNumber"])
    price = receipt["effectiveGasPrice"]
    expected = min(4 * GWEI, block["baseFeePerGas"] + GWEI) if kind == "1559" else 3 * GWEI
    assert (receipt["status"], receipt["type"], price) == (1, number, expected)
    assert receipt["gasUsed"] == 21000 + (2400 + 1900 if kind == "2930" else 0)
    assert receipt["from"] == sender and block["transactions"] == [sent]
    assert w3.eth.get_balance(sender) == before[0] - 7 - receipt["gasUsed"] * price
    assert w3.eth.get_balance(RECEIVER) == before[1] + 7
    seen = w3.eth.get_transaction(sent)
    assert (seen["type"], seen["nonce"], seen["value"]) == (number, w3.eth.get_transaction_count(sender) - 1, 7)
    assert [int.from_bytes(seen[name], "big") for name in "rs"] == [signed.r, signed.s]
    assert w3.eth.get_raw_transaction(sent) == signed.raw_transaction
    assert Account.recover_transaction(signed.raw_transaction) == sender


def test_the_block_says_what_its_header_hashes_to(chain):
    """The hash of a block is keccak256 of the RLP of its header, from the members that were answered."""
    chain.w3.eth.send_raw_transaction(sign(chain).raw_transaction)
    block = chain.rpc("eth_getBlockByNumber", "latest", False)
    data = lambda name: bytes.fromhex(block[name][2:])
    number = lambda name: int(block[name], 16)
    header = [
        *map(data, ["parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"]),
        *map(number, ["difficulty", "number", "gasLimit", "gasUsed", "timestamp"]),
        *map(data, ["extraData", "mixHash", "nonce"]),
        number("baseFeePerGas"),
        data("withdrawalsRoot"),
        *map(number, ["blobGasUsed", "excessBlobGas"]),
        data("parentBeaconBlockRoot"),
    ]
    assert Web3.keccak(rlp.encode(header)).to_0x_hex() == block["hash"]


def test_nonces_gaps_wait_and_are_mined_when_they_close(chain):
    w3, sender = chain.w3, chain.accounts[3]
    first = w3.eth.get_transaction_count(sender)
    height = w3.eth.block_number
    late = [w3.eth.send_raw_transaction(sign(chain, 3, nonce=first + n).raw_transaction) for n in (2, 1)]
    assert w3.eth.block_number == height
    assert w3.eth.get_transaction_count(sender, "pending") == first
    for sent in late:
        with pytest.raises(TransactionNotFound):
            w3.eth.get_transaction_receipt(sent)
        assert w3.eth.get_transaction(sent)["blockNumber"] is None
    assert chain.rpc("txpool_status") == {"pending": "0x0", "queued": "0x2"}
    w3.eth.send_raw_transaction(sign(chain, 3, nonce=first).raw_transaction)
    assert w3.eth.get_transaction_count(sender) == first + 3
    assert {w3.eth.get_transaction_receipt(sent)["blockNumber"] for sent in late} == {height + 1}
    assert chain.rpc("txpool_status") == {"pending": "0x0", "queued": "0x0"}


def test_a_waiting_transaction_is_replaced_only_for_a_tenth_more(chain):
    w3, sender = chain.w3, chain.accounts[4]
    chain.rpc("evm_setAutomine", False)
    nonce = w3.eth.get_transaction_count(sender)
    old = w3.eth.send_raw_transaction(sign(chain, 4, value=1).raw_transaction)
    assert w3.eth.get_transaction_count(sender, "pending") == nonce + 1
    assert w3.eth.get_transaction_count(sender) == nonce
    with pytest.raises(Web3RPCError, match="replacement transaction underpriced"):
        w3.eth.send_raw_transaction(sign(chain, 4, nonce=nonce, value=2, maxFeePerGas=5 * GWEI + 1).raw_transaction)
    fees = {"maxFeePerGas": 55 * GWEI // 10, "maxPriorityFeePerGas": 11 * GWEI // 10}
    new = w3.eth.send_raw_transaction(sign(chain, 4, nonce=nonce, value=3, **fees).raw_transaction)
    with pytest.raises(TransactionNotFound):
        w3.eth.get_transaction(old)
    chain.rpc("evm_mine")
    assert w3.eth.get_transaction_receipt(new)["status"] == 1
    assert w3.eth.get_block("latest")["transactions"] == [new]


def test_web3_fills_and_replaces_transactions_by_itself(chain):
    w3 = chain.w3
    chain.rpc("evm_setAutomine", False)
    fields = {"from": chain.accounts[5], "to": chain.accounts[6], "value": 1}
    old = w3.eth.send_transaction({**fields, "maxFeePerGas": 4 * GWEI, "maxPriorityFeePerGas": GWEI})
    new = w3.eth.modify_transaction(old, maxFeePerGas=9 * GWEI, maxPriorityFeePerGas=2 * GWEI)
    chain.rpc("evm_mine")
    assert w3.eth.get_transaction_receipt(new)["status"] == 1


@pytest.mark.parametrize("call", ["transfer", "count", "create", "burn", "relay"])
def test_an_estimate_is_the_least_gas_that_succeeds(chain, compiled, ledger, call):
    w3, sender = chain.w3, chain.accounts[0]
    inner = ledger.encode_abi("burn", [8])
    built = {
        "transfer": lambda: {"to": chain.accounts[1], "value": 1},
        "count": lambda: {"to": ledger.address, "data": ledger.encode_abi("count", [3])},
        "create": lambda: {"data": compiled["bytecode"] + "00" * 31 + "09"},
        "burn": lambda: {"to": ledger.address, "data": ledger.encode_abi("burn", [20])},
        "relay": lambda: {"to": ledger.address, "data": ledger.encode_abi("relay", [ledger.address, inner])},
    }[call]()
    built["from"] = sender
    estimate = w3.eth.estimate_gas(built)
    if call == "transfer":
        assert estimate == 21000
    snapshot = chain.rpc("evm_snapshot")
    sent = w3.eth.send_transaction({**built, "gas": estimate})
    assert w3.eth.get_transaction_receipt(sent)["status"] == 1
    assert chain.rpc("evm_revert", snapshot)
    if call == "transfer":
        with pytest.raises(Web3RPCError, match="intrinsic gas too low"):
            w3.eth.send_transaction({**built, "gas": estimate - 1})
    else:
        sent = w3.eth.send_transaction({**built, "gas": estimate - 1})
        assert w3.eth.get_transaction_receipt(sent)["status"] == 0


def test_an_access_list_holds_what_a_call_touches(chain, ledger, slots):
    w3 = chain.w3
    call = {"from": chain.accounts[0], "to": ledger.address, "data": ledger.encode_abi("count", [3])}
    found = w3.eth.create_access_list(call)
    keys = [(entry["address"], [int(key, 16) for key in entry["storageKeys"]]) for entry in found["accessList"]]
    assert keys == [(ledger.address, [slots["total"]])]
    listed = [{"address": ledger.address, "storageKeys": ["0x" + slots["total"].to_bytes(32, "big").hex()]}]
    sent = w3.eth.send_transaction({**call, "gas": 200000, "accessList": listed})
    assert w3.eth.get_transaction_receipt(sent)["gasUsed"] == found["gasUsed"]
    assert chain.rpc("eth_getTransactionByHash", sent.to_0x_hex())["accessList"] == [
        {"address": ledger.address.lower(), "storageKeys": listed[0]["storageKeys"]}
    ]


def test_the_fee_history_tells_base_fees_and_tips(chain):
    w3 = chain.w3
    for tip in (1, 2, 3):
        w3.eth.send_raw_transaction(sign(chain, maxPriorityFeePerGas=tip * GWEI).raw_transaction)
    history = w3.eth.fee_history(3, "latest", [0, 50, 100])
    head = w3.eth.block_number
    blocks = [w3.eth.get_block(number) for number in range(head - 2, head + 1)]
    assert history["oldestBlock"] == head - 2
    assert history["baseFeePerGas"][:3] == [block["baseFeePerGas"] for block in blocks]
    assert history["reward"] == [[tip * GWEI] * 3 for tip in (1, 2, 3)]
    assert history["gasUsedRatio"] == pytest.approx([21000 / 30_000_000] * 3)
    chain.rpc("evm_mine")
    assert history["baseFeePerGas"][3] == w3.eth.get_block("latest")["baseFeePerGas"]
    # EIP-1559: from its parent's fee by an eighth of how far the parent is from its target.
    parent, target = blocks[-1], blocks[-1]["gasLimit"] // 2
    change = parent["baseFeePerGas"] * (target - parent["gasUsed"]) // target // 8
    assert history["baseFeePerGas"][3] == parent["baseFeePerGas"] - change


def test_suggested_fees_get_a_transaction_mined(chain):
    w3 = chain.w3
    assert w3.eth.gas_price >= w3.eth.get_block("latest")["baseFeePerGas"] * 7 // 8
    sent = w3.eth.send_transaction({"from": chain.accounts[0], "to": chain.accounts[1], "value": 1})
    seen = w3.eth.get_transaction(sent)
    assert seen["type"] == 2 and seen["maxPriorityFeePerGas"] == w3.eth.max_priority_fee
    sent = w3.eth.send_transaction(
        {"from": chain.accounts[0], "to": chain.accounts[1], "value": 1, "gasPrice": w3.eth.gas_price}
    )
    assert w3.eth.get_transaction_receipt(sent)["status"] == 1


def test_signatures_of_the_node_are_recovered_by_eth_account(chain):
    signer = chain.accounts[2]
    message = encode_defunct(text="for a person")
    signature = chain.rpc("personal_sign", "0x" + b"for a person".hex(), signer)
    assert Account.recover_message(message, signature=signature) == signer
    assert chain.rpc("eth_sign", signer, "0x" + b"for a person".hex()) == signature
    typed = {
        "types": {
            "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "chainId", "type": "uint256"}],
            "Order": [{"name": "from", "type": "address"}, {"name": "items", "type": "Item[]"}],
            "Item": [{"name": "label", "type": "string"}, {"name": "count", "type": "uint64"}],
        },
        "primaryType": "Order",
        "domain": {"name": "Orders", "chainId": 31337},
        "message": {"from": signer, "items": [{"label": "nail", "count": 500}, {"label": "", "count": 0}]},
    }
    for form in (typed, json.dumps(typed)):
        signature = chain.rpc("eth_signTypedData_v4", signer, form)
        assert Account.recover_message(encode_typed_data(full_message=typed), signature=signature) == signer
    assert chain.fault("personal_sign", "0x00", "0x" + "99" * 20).message.startswith("unknown account")


def test_a_batch_is_answered_in_order_with_its_errors(chain):
    w3 = chain.w3
    with w3.batch_requests() as batch:
        batch.add(w3.eth.get_balance(chain.accounts[9]))
        batch.add(w3.eth.get_block(0))
        batch.add(w3.eth.get_transaction_count(chain.accounts[9]))
        balance, block, count = batch.execute()
    assert (balance, block["number"], count) == (10_000 * 10**18, 0, 0)
    calls = [{"jsonrpc": "2.0", "id": n, "method": "eth_chainId" if n % 2 else "eth_none"} for n in range(20)]
    answers = chain.session.post(chain.url, json=calls + [7]).json()
    assert [answer["id"] for answer in answers] == [*range(20), None]
    assert all(("error" in answer) == (n % 2 == 0) for n, answer in enumerate(answers[:20]))
    assert answers[20]["error"]["code"] == -32600
