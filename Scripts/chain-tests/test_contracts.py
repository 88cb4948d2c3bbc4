"""A contract of Vyper: calls, events, filters, every way to fail, overrides, traces."""

import pytest
from web3 import Web3
from web3.exceptions import (
    BadFunctionCallOutput,
    ContractCustomError,
    ContractLogicError,
    ContractPanicError,
    Web3RPCError,
)


def send(call, chain, sender=0, **fields):
    sent = call.transact({"from": chain.accounts[sender], **fields})
    return chain.w3.eth.get_transaction_receipt(sent)


def test_calls_and_transactions_change_what_they_should(chain, ledger, slots):
    call = ledger.functions
    assert call.owner().call() == chain.accounts[0]
    assert call.count(5).call() == 5 and call.total().call() == 0
    assert send(call.count(5), chain)["status"] == 1
    assert call.total().call() == 5
    assert int.from_bytes(chain.w3.eth.get_storage_at(ledger.address, slots["total"]), "big") == 5
    assert send(call.pay(), chain, 1, value=40)["status"] == 1
    assert call.balances(chain.accounts[1]).call() == 40 == chain.w3.eth.get_balance(ledger.address)
    previous = chain.w3.eth.block_number - 1
    assert call.balances(chain.accounts[1]).call(block_identifier=previous) == 0
    sender, number, timestamp, _, chain_id = call.context().call({"from": chain.accounts[7]})
    head = chain.w3.eth.get_block("latest")
    assert (sender, chain_id, number, timestamp) == (chain.accounts[7], 31337, head["number"], head["timestamp"])


def test_events_are_found_by_topic_and_range_and_receipt(chain, ledger):
    w3, event = chain.w3, ledger.events.Transferred
    begin = w3.eth.block_number + 1
    receipts = [send(ledger.functions.transfer(chain.accounts[to], to), chain) for to in (1, 2, 1)]
    send(ledger.functions.count(1), chain)
    (own,) = event().process_receipt(receipts[1])
    assert dict(own["args"]) == {"sender": chain.accounts[0], "receiver": chain.accounts[2], "amount": 2}
    assert [log["args"]["amount"] for log in event.get_logs(from_block=begin)] == [1, 2, 1]
    found = event.get_logs(from_block=begin, argument_filters={"receiver": chain.accounts[1]})
    assert [log["blockNumber"] for log in found] == [begin, begin + 2]
    either = [chain.accounts[1], chain.accounts[2]]
    assert len(event.get_logs(from_block=begin, argument_filters={"receiver": either})) == 3
    assert len(event.get_logs(from_block=begin + 1, to_block=begin + 1)) == 1
    assert event.get_logs(block_hash=receipts[2]["blockHash"])[0]["transactionHash"] == receipts[2]["transactionHash"]
    everything = w3.eth.get_logs({"fromBlock": begin, "address": ledger.address})
    assert len(everything) == 4 and everything[3]["logIndex"] == 0
    one_of = [[event().topic, Web3.keccak(text="Counted(address,uint256)").to_0x_hex()]]
    assert len(w3.eth.get_logs({"fromBlock": begin, "topics": one_of})) == 4
    assert w3.eth.get_logs({"fromBlock": begin, "topics": [None, None, None, None]}) == []
    assert w3.eth.get_logs({"fromBlock": begin, "address": chain.accounts[5]}) == []


def test_filters_give_each_change_once(chain, ledger):
    w3 = chain.w3
    logs = ledger.events.Counted.create_filter(from_block="latest", argument_filters={"by": chain.accounts[1]})
    blocks, waiting = w3.eth.filter("latest"), w3.eth.filter("pending")
    one = send(ledger.functions.count(2), chain, 1)
    send(ledger.functions.count(3), chain, 2)
    (found,) = logs.get_new_entries()
    assert found["args"]["total"] == 2 and found["transactionHash"] == one["transactionHash"]
    assert len(blocks.get_new_entries()) == 2 and len(waiting.get_new_entries()) == 2
    assert logs.get_new_entries() == blocks.get_new_entries() == waiting.get_new_entries() == []
    assert w3.eth.uninstall_filter(logs.filter_id) is True
    assert w3.eth.uninstall_filter(logs.filter_id) is False
    assert chain.fault("eth_getFilterChanges", logs.filter_id).message == "filter not found"


def test_a_reason_reaches_the_caller(chain, ledger):
    call = ledger.functions.transfer(chain.accounts[1], 10**9)
    for attempt in (call.call, call.estimate_gas):
        with pytest.raises(ContractLogicError, match="not enough in the ledger") as caught:
            attempt({"from": chain.accounts[0]})
        assert caught.value.data.startswith("0x08c379a0")
    receipt = send(call, chain, gas=200_000)
    assert receipt["status"] == 0 and receipt["logs"] == []
    with pytest.raises(ContractLogicError, match="not enough in the ledger"):
        call.call({"from": chain.accounts[0]}, block_identifier=receipt["blockNumber"])


def test_custom_errors_and_panics_have_classes(chain, ledger):
    with pytest.raises(ContractCustomError) as caught:
        ledger.functions.refuse(77).call()
    assert caught.value.data == Web3.keccak(text="Refused(uint256)")[:4].to_0x_hex() + f"{77:064x}"
    for code, words in ((0x01, "Assert"), (0x11, "[Oo]verflow"), (0x12, "[Dd]ivision"), (0x32, "[Ii]ndex|bounds")):
        with pytest.raises(ContractPanicError, match=words):
            ledger.functions.panic(code).call()
    fault = chain.fault("eth_call", {"to": ledger.address, "data": ledger.encode_abi("panic", [0x11])})
    assert (fault.code, fault.message) == (3, "execution reverted: arithmetic underflow or overflow")
    fault = chain.fault("eth_call", {"to": ledger.address, "data": ledger.encode_abi("panic", [0x12])})
    assert fault.message == "execution reverted: division or modulo by zero"


def test_a_revert_without_words_and_a_halt(chain, ledger):
    pay = {"to": ledger.address, "data": ledger.encode_abi("pay")}
    fault = chain.fault("eth_call", pay)
    assert (fault.code, fault.message, fault.data) == (3, "execution reverted", "0x")
    with pytest.raises(ContractLogicError, match="execution reverted"):
        ledger.functions.pay().call()
    with pytest.raises(Web3RPCError, match="invalid opcode"):
        ledger.functions.halt().call()
    with pytest.raises(Web3RPCError, match="out of gas"):
        ledger.functions.burn(9999).call({"gas": 100_000})
    with pytest.raises(BadFunctionCallOutput):
        chain.w3.eth.contract(address="0x" + "77" * 20, abi=ledger.abi).functions.total().call()


def test_a_creation_that_reverts_leaves_no_contract(chain, compiled):
    sent = chain.w3.eth.send_transaction({"from": chain.accounts[0], "data": "0x60006000fd", "gas": 100_000})
    receipt = chain.w3.eth.get_transaction_receipt(sent)
    assert receipt["status"] == 0 and chain.w3.eth.get_code(receipt["contractAddress"] or "0x" + "00" * 20) == b""


def test_overrides_hold_for_one_call(chain, ledger, slots):
    w3, target = chain.w3, ledger.address
    key = "0x" + slots["total"].to_bytes(32, "big").hex()
    word = "0x" + (99).to_bytes(32, "big").hex()
    total = ledger.functions.total()
    assert total.call(state_override={target: {"stateDiff": {key: word}}}) == 99
    assert total.call(state_override={target: {"state": {key: word}}}) == 99
    assert ledger.functions.balances(chain.accounts[0]).call(state_override={target: {"state": {}}}) == 0
    assert total.call() == 0
    # PUSH1 42, MSTORE at 0, RETURN 32 bytes, put in the place of the contract.
    assert total.call(state_override={target: {"code": "0x602a60005260206000f3"}}) == 42
    poor = "0x" + "31" * 20
    rich = {poor: {"balance": hex(10**18)}}
    pay = {"from": poor, "to": target, "data": ledger.encode_abi("pay"), "value": 10**17}
    assert int.from_bytes(w3.eth.call(pay, state_override=rich), "big") == 10**17
    with pytest.raises(Web3RPCError, match="insufficient funds"):
        w3.eth.call(pay)
    call = {"to": target, "data": ledger.encode_abi("context")}
    answer = chain.rpc("eth_call", call, "latest", {}, {"number": "0x7b", "time": "0xffffffff"})
    assert [int(answer[2 + 64 * n : 66 + 64 * n], 16) for n in (1, 2)] == [123, 0xFFFFFFFF]


def test_a_call_tree_and_the_steps_of_a_transaction(chain, ledger):
    inner = ledger.encode_abi("count", [6])
    receipt = send(ledger.functions.relay(ledger.address, inner), chain)
    sent = receipt["transactionHash"].to_0x_hex()
    options = {"tracer": "callTracer", "tracerConfig": {"withLog": True}}
    tree = chain.rpc("debug_traceTransaction", sent, options)
    assert (tree["type"], tree["from"], tree["to"]) == ("CALL", chain.accounts[0].lower(), ledger.address.lower())
    assert int(tree["gasUsed"], 16) == receipt["gasUsed"]
    (child,) = tree["calls"]
    assert (child["input"], int(child["output"], 16)) == (inner, 6)
    assert [log["topics"] for log in child["logs"]] == [[t.to_0x_hex() for t in receipt["logs"][0]["topics"]]]
    steps = chain.rpc("debug_traceTransaction", sent, {"enableMemory": True})
    assert (steps["gas"], steps["failed"]) == (receipt["gasUsed"], False)
    logs = steps["structLogs"]
    assert (logs[0]["pc"], logs[0]["depth"], logs[0]["stack"]) == (0, 1, [])
    assert {entry["depth"] for entry in logs} == {1, 2}
    assert logs[-1]["op"] in ("STOP", "RETURN") and any(entry["op"] == "SSTORE" for entry in logs)
    within = [entry for entry in logs if entry["depth"] == 1 and entry["op"] != "CALL"]
    for one, next_one in zip(logs, logs[1:]):
        if one in within and next_one["depth"] == 1:
            assert one["gas"] - one["gasCost"] == next_one["gas"]
    assert chain.fault("debug_traceTransaction", "0x" + "11" * 32).message == "transaction not found"


def test_a_trace_of_a_revert_has_its_reason(chain, ledger):
    receipt = send(ledger.functions.transfer(chain.accounts[1], 10**9), chain, gas=200_000)
    tree = chain.rpc("debug_traceTransaction", receipt["transactionHash"].to_0x_hex(), {"tracer": "callTracer"})
    assert (tree["error"], tree["revertReason"]) == ("execution reverted", "not enough in the ledger")
