"""What a developer does to the chain from outside: snapshots, time, mining, accounts, dumps."""

import time

import pytest
from conftest import deploy
from harness import RPCFault, until
from web3.exceptions import Web3RPCError

ETHER = 10**18


def head(chain):
    return chain.w3.eth.get_block("latest")


def test_a_revert_gives_everything_back_and_uses_up_later_snapshots(chain, ledger):
    w3, call = chain.w3, ledger.functions
    before = head(chain)
    first = chain.rpc("evm_snapshot")
    sent = call.count(5).transact({"from": chain.accounts[0]})
    second = chain.rpc("evm_snapshot")
    call.count(5).transact({"from": chain.accounts[0]})
    assert call.total().call() == 10
    assert chain.rpc("evm_revert", second) is True and call.total().call() == 5
    assert chain.rpc("evm_revert", first) is True and call.total().call() == 0
    assert head(chain) == before
    assert chain.rpc("eth_getTransactionReceipt", sent.to_0x_hex()) is None
    assert w3.eth.get_logs({"fromBlock": before["number"], "address": ledger.address}) == []
    for gone in (first, second, "0xffff"):
        assert chain.rpc("evm_revert", gone) is False
    again = call.count(5).transact({"from": chain.accounts[0]})
    assert w3.eth.get_transaction_receipt(again)["status"] == 1


def test_time_moves_as_it_is_told(chain):
    start = head(chain)["timestamp"]
    chain.rpc("evm_setNextBlockTimestamp", start + 1000)
    chain.rpc("evm_mine")
    assert head(chain)["timestamp"] == start + 1000
    chain.rpc("evm_increaseTime", 86400)
    chain.rpc("evm_mine")
    assert start + 1000 + 86400 <= head(chain)["timestamp"] <= start + 1000 + 86400 + 30
    at = head(chain)["timestamp"] + 7
    chain.rpc("evm_mine", hex(at))
    assert head(chain)["timestamp"] == at
    assert chain.fault("evm_setNextBlockTimestamp", at).code == -32602
    chain.rpc("anvil_mine", "0x3e8", "0xc")
    assert head(chain)["timestamp"] >= at + 999 * 12
    chain.rpc("anvil_setBlockTimestampInterval", 100)
    here = head(chain)["timestamp"]
    for _ in range(3):
        chain.rpc("evm_mine")
    assert [chain.w3.eth.get_block(head(chain)["number"] - n)["timestamp"] for n in (2, 1, 0)] == [
        here + 100 * n for n in (1, 2, 3)
    ]
    assert chain.rpc("anvil_removeBlockTimestampInterval") is True


def test_the_end_of_time_is_refused_and_not_crossed(chain):
    chain.rpc("evm_setNextBlockTimestamp", hex(2**63 - 1))
    chain.rpc("evm_mine")
    assert head(chain)["timestamp"] == 2**63 - 1
    chain.fault("evm_mine")
    chain.fault("evm_increaseTime", 1)
    fault = chain.fault("eth_sendTransaction", {"from": chain.accounts[0], "to": chain.accounts[1]})
    assert "timestamp" in fault.message


def test_accounts_are_set_as_wanted(chain, ledger, slots):
    w3, someone = chain.w3, chain.w3.to_checksum_address("0x" + "d1" * 20)
    chain.rpc("anvil_setBalance", someone, hex(5 * ETHER))
    chain.rpc("hardhat_setNonce", someone, "0x2a")
    chain.rpc("anvil_setCode", someone, "0x602a60005260206000f3")
    chain.rpc("hardhat_setStorageAt", ledger.address, hex(slots["total"]), "0x" + (1234).to_bytes(32, "big").hex())
    assert (w3.eth.get_balance(someone), w3.eth.get_transaction_count(someone)) == (5 * ETHER, 42)
    assert int.from_bytes(w3.eth.call({"to": someone}), "big") == 42
    assert ledger.functions.total().call() == 1234
    assert ledger.functions.count(1).call() == 1235


@pytest.mark.parametrize("target", ["receiver", "coinbase"])
def test_a_balance_that_cannot_grow_does_not_break_the_chain(chain, target):
    full = "0x" + "f0" * 20
    chain.rpc("anvil_setBalance", full, hex(2**256 - 1))
    if target == "coinbase":
        chain.rpc("anvil_setCoinbase", full)
    to = full if target == "receiver" else chain.accounts[1]
    try:
        chain.rpc("eth_sendTransaction", {"from": chain.accounts[0], "to": to, "value": "0x1", "gas": "0x5208"})
    except RPCFault as refusal:
        assert refusal.code == -32000
    assert chain.rpc("eth_chainId") == "0x7a69"
    chain.rpc("evm_mine")


def test_a_contract_can_be_impersonated(chain, ledger):
    w3, contract = chain.w3, ledger.address
    w3.eth.send_transaction({"from": chain.accounts[0], "to": chain.accounts[1], "value": 1})
    chain.rpc("anvil_setBalance", contract, hex(ETHER))
    with pytest.raises(Web3RPCError, match="unknown account"):
        w3.eth.send_transaction({"from": contract, "to": chain.accounts[1], "value": 7})
    chain.rpc("anvil_impersonateAccount", contract)
    before = w3.eth.get_balance(chain.accounts[1])
    sent = [w3.eth.send_transaction({"from": contract, "to": chain.accounts[1], "value": 7}) for _ in range(2)]
    assert len(set(sent)) == 2
    assert w3.eth.get_transaction_receipt(sent[0])["from"] == contract
    assert w3.eth.get_balance(chain.accounts[1]) == before + 14
    assert w3.eth.get_balance(contract) < ETHER - 14
    chain.rpc("anvil_stopImpersonatingAccount", contract)
    with pytest.raises(Web3RPCError, match="unknown account"):
        w3.eth.send_transaction({"from": contract, "to": chain.accounts[1], "value": 7})


def test_without_automatic_mining_blocks_come_when_asked_for(start):
    chain = start("--no-mining")
    w3 = chain.w3
    fields = {"to": chain.accounts[9], "value": 1}
    sent = [w3.eth.send_transaction({"from": chain.accounts[n], **fields}) for n in range(5)]
    assert (w3.eth.block_number, chain.rpc("txpool_status")["pending"]) == (0, "0x5")
    assert sorted(w3.eth.get_block("pending")["transactions"]) == sorted(sent)
    assert w3.eth.get_balance(chain.accounts[9], "pending") == 10000 * ETHER + 5
    assert w3.eth.get_balance(chain.accounts[9]) == 10000 * ETHER
    chain.rpc("evm_mine")
    assert sorted(w3.eth.get_block("latest")["transactions"]) == sorted(sent)
    assert w3.eth.block_number == 1
    for _ in range(2):
        w3.eth.send_transaction({"from": chain.accounts[0], **fields})
    dropped = w3.eth.send_transaction({"from": chain.accounts[3], **fields})
    assert chain.rpc("anvil_dropTransaction", dropped.to_0x_hex()) == dropped.to_0x_hex()
    chain.rpc("anvil_mine", 10)
    assert w3.eth.block_number == 11 and len(w3.eth.get_block(2)["transactions"]) == 2
    chain.stop()


def test_the_best_paid_go_first(start):
    chain = start("--no-mining")
    sent = {}
    for n, tip in enumerate((1, 5, 3)):
        fields = {"from": chain.accounts[n], "to": chain.accounts[9], "gas": 21000, "maxFeePerGas": 10**11}
        sent[tip] = chain.w3.eth.send_transaction({**fields, "maxPriorityFeePerGas": tip * 10**9})
    chain.rpc("evm_mine")
    assert chain.w3.eth.get_block(1)["transactions"] == [sent[5], sent[3], sent[1]]
    chain.stop()


def test_blocks_come_by_interval(start):
    chain = start("--block-time", 1)
    w3 = chain.w3
    sent = w3.eth.send_transaction({"from": chain.accounts[0], "to": chain.accounts[1], "value": 1})
    receipt = w3.eth.wait_for_transaction_receipt(sent, timeout=10, poll_latency=0.02)
    assert receipt["status"] == 1
    here = w3.eth.block_number
    until(lambda: w3.eth.block_number >= here + 1, "another block")
    assert w3.eth.get_block(here + 1)["timestamp"] > w3.eth.get_block(here)["timestamp"]
    chain.rpc("evm_setIntervalMining", 0)
    chain.rpc("evm_setAutomine", True)
    sent = w3.eth.send_transaction({"from": chain.accounts[0], "to": chain.accounts[1], "value": 1})
    assert w3.eth.get_transaction_receipt(sent)["status"] == 1
    chain.stop()


def test_a_dump_carries_a_state_to_another_chain(start, compiled):
    one, other = start(), start()
    ledger = deploy(one, compiled)
    ledger.functions.count(31).transact({"from": one.accounts[0]})
    ledger.functions.pay().transact({"from": one.accounts[2], "value": 5})
    dump = one.rpc("anvil_dumpState")
    assert other.rpc("anvil_loadState", dump) is True
    moved = other.w3.eth.contract(address=ledger.address, abi=compiled["abi"])
    assert moved.functions.total().call() == 31
    assert moved.functions.owner().call() == one.accounts[0]
    for account in one.accounts:
        assert other.w3.eth.get_balance(account) == one.w3.eth.get_balance(account)
        assert other.w3.eth.get_transaction_count(account) == one.w3.eth.get_transaction_count(account)
    sent = moved.functions.count(1).transact({"from": other.accounts[0]})
    assert other.w3.eth.get_transaction_receipt(sent)["status"] == 1
    for wrong in ("0x", "0x7b7d", dump[:-2], "0x" + "ff" * 100):
        assert other.fault("anvil_loadState", wrong).code == -32602
    assert moved.functions.total().call() == 32
    one.stop()
    other.stop()


def test_a_reset_leads_back_to_block_zero(start):
    chain = start()
    genesis = chain.w3.eth.get_block(0)
    chain.rpc("eth_sendTransaction", {"from": chain.accounts[0], "to": chain.accounts[1], "value": "0x1"})
    chain.rpc("anvil_reset")
    assert head(chain) == genesis and chain.w3.eth.get_balance(chain.accounts[1]) == 10000 * ETHER
    chain.stop()


def test_thousands_of_empty_blocks_are_a_matter_of_a_moment(chain):
    here, began = chain.w3.eth.block_number, time.monotonic()
    chain.rpc("anvil_mine", 5000)
    took = time.monotonic() - began
    assert chain.w3.eth.block_number == here + 5000
    assert took < 5, took
