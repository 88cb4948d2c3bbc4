"""A chain in a directory: what was answered outlives the process, however it ends.

KILL_ROUNDS  how often the process is killed (default 5)
KILL_SEED    of the moments at which it is (default 1)
"""

import os
import random
import statistics
import threading

import pytest
from conftest import deploy
from harness import RPCFault, refused
from load import Load

ROUNDS = int(os.environ.get("KILL_ROUNDS", 5))
SEED = int(os.environ.get("KILL_SEED", 1))
ETHER = 10**18


def everything(chain):
    """All blocks with their receipts, and what the accounts have."""
    height = int(chain.rpc("eth_blockNumber"), 16)
    blocks = [chain.rpc("eth_getBlockByNumber", hex(n), True) for n in range(height + 1)]
    receipts = [chain.rpc("eth_getBlockReceipts", hex(n)) for n in range(height + 1)]
    accounts = [
        [chain.rpc(method, account, "latest") for method in ("eth_getBalance", "eth_getTransactionCount")]
        for account in chain.accounts
    ]
    return blocks, receipts, accounts


def test_a_chain_that_was_stopped_goes_on_where_it_was(start, compiled, tmp_path):
    chain = start(state=tmp_path / "chain")
    ledger = deploy(chain, compiled)
    for n in range(20):
        ledger.functions.count(n).transact({"from": chain.accounts[n % 10]})
    chain.rpc("anvil_setBalance", "0x" + "aa" * 20, "0x7b")
    chain.rpc("evm_increaseTime", 5000)
    chain.rpc("evm_mine")
    ahead = {"from": chain.accounts[2], "to": chain.accounts[3], "nonce": "0x64"}
    waiting = chain.rpc("eth_sendTransaction", {**ahead, "gas": "0x5208"})
    before = everything(chain)
    filtered = chain.rpc("eth_getLogs", {"fromBlock": "0x0", "address": ledger.address})
    chain.stop()

    again = start(state=tmp_path / "chain")
    assert again.banner["blockNumber"] == len(before[0]) - 1
    assert everything(again) == before
    assert again.rpc("eth_getLogs", {"fromBlock": "0x0", "address": ledger.address}) == filtered
    assert again.rpc("eth_getTransactionByHash", waiting)["blockNumber"] is None
    assert again.rpc("eth_getBalance", "0x" + "aa" * 20) == "0x7b"
    total = again.w3.eth.contract(address=ledger.address, abi=compiled["abi"]).functions.total()
    assert total.call() == sum(range(20))
    # Older states are still there, or say that they are not.
    try:
        assert total.call(block_identifier=3) == 1
    except Exception as gone:
        assert "state" in str(gone) or "histor" in str(gone), gone
    again.rpc("evm_mine")
    head = again.w3.eth.get_block("latest")
    assert head["number"] == len(before[0]) and head["parentHash"].to_0x_hex() == before[0][-1]["hash"]
    assert head["timestamp"] >= int(before[0][-1]["timestamp"], 16) + 1
    again.stop()


def test_what_was_answered_outlives_kills_under_load(start, compiled, tmp_path):
    chance = random.Random(SEED)
    chain = start(state=tmp_path / "chain")
    ledger = deploy(chain, compiled)
    seen, balances, spent, checked = 0, {}, {}, -1
    starts, last_hash = [], None
    for turn in range(ROUNDS):
        killer = threading.Timer(chance.uniform(0.05, 1.2), chain.kill)
        with Load(chain, ledger, chance) as load:
            killer.start()
        killer.join()
        chain = start(state=tmp_path / "chain")
        starts.append(chain.started_in)
        where = f"round {turn} of seed {SEED}"
        answered = [sent for sent, receipt in load.receipts.items() if receipt]
        seen += len(load.receipts)
        for sent, receipt in load.receipts.items():
            found = chain.rpc("eth_getTransactionReceipt", sent)
            assert found is not None, f"{where}: {sent} is lost, its receipt {'was' if receipt else 'was not'} told"
            assert receipt is None or found == receipt, where
        balances.update(load.balances)
        for address, balance in load.balances.items():
            assert int(chain.rpc("eth_getBalance", address, "latest"), 16) == balance, (where, address)
        height = int(chain.rpc("eth_blockNumber"), 16)
        assert height >= load.height, where
        if checked >= 0:
            assert chain.rpc("eth_getBlockByNumber", hex(checked), False)["hash"] == last_hash, where
        for number in range(checked + 1, height + 1):
            block = chain.rpc("eth_getBlockByNumber", hex(number), True)
            assert number == 0 or block["parentHash"] == last_hash, (where, number)
            last_hash = block["hash"]
            receipts = chain.rpc("eth_getBlockReceipts", hex(number))
            assert [each["hash"] for each in block["transactions"]] == [each["transactionHash"] for each in receipts]
            for transaction, receipt in zip(block["transactions"], receipts, strict=True):
                paid = int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)
                cost, count = spent.get(receipt["from"], (0, 0))
                spent[receipt["from"]] = cost + paid + int(transaction["value"], 16), count + 1
        checked = height
        for sender, (cost, count) in spent.items():
            assert int(chain.rpc("eth_getBalance", sender), 16) == 10_000 * ETHER - cost, where
            assert int(chain.rpc("eth_getTransactionCount", sender), 16) == count, where
        assert answered or turn, "no receipt was told before the first kill"
        sent = chain.rpc("eth_sendTransaction", {"from": chain.accounts[4], "to": chain.accounts[5], "value": "0x1"})
        assert int(chain.rpc("eth_getTransactionReceipt", sent)["blockNumber"], 16) == height + 1
    for address, balance in balances.items():
        assert int(chain.rpc("eth_getBalance", address), 16) == balance, address
    print(f"{ROUNDS} kills, {seen} transactions, {checked} blocks, starts up to {max(starts):.2f} s")
    assert seen > ROUNDS
    assert statistics.median(starts) < 0.7 and max(starts) < 3, starts
    chain.stop()


def test_a_directory_belongs_to_one_process(start, tmp_path):
    chain = start(state=tmp_path / "chain")
    status, words = refused(tmp_path / "chain")
    assert status > 0 and "in use" in words and str(chain.process.pid) in words, (status, words)
    assert chain.rpc("eth_chainId") == "0x7a69"
    chain.kill()
    start(state=tmp_path / "chain").stop()


def test_another_chain_id_is_not_mixed_into_a_store(start, tmp_path):
    start(state=tmp_path / "chain").stop()
    status, words = refused(tmp_path / "chain", "--chain-id", "5")
    assert status > 0 and "31337" in words, (status, words)


DAMAGES = {
    "not a database": lambda file: file.write_bytes(b"These are notes, not a chain.\n" * 1000),
    "a broken header": lambda file: overwrite(file, 16, b"\xff" * 60),
    "half of it": lambda file: os.truncate(file, file.stat().st_size // 2),
    "zeros within": lambda file: [overwrite(file, at, bytes(4096)) for at in range(4096, file.stat().st_size, 8192)],
}


def overwrite(file, at, content):
    with open(file, "r+b") as opened:
        opened.seek(at)
        opened.write(content)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_refused_in_words(start, compiled, tmp_path, damage):
    chain = start(state=tmp_path / "chain")
    deploy(chain, compiled)
    chain.stop()
    DAMAGES[damage](tmp_path / "chain/chain.sqlite")
    status, words = refused(tmp_path / "chain")
    assert status > 0 and "chain.sqlite" in words, (status, words)
    assert len(words) < 1000 and "Fatal" not in words, words


def test_random_damage_never_crashes_the_chain(start, compiled, tmp_path):
    chance = random.Random(SEED)
    chain = start(state=tmp_path / "chain")
    ledger = deploy(chain, compiled)
    for n in range(30):
        ledger.functions.count(n).transact({"from": chain.accounts[0]})
    chain.stop()
    file = tmp_path / "chain/chain.sqlite"
    whole, outcomes = file.read_bytes(), {"refused": 0, "noticed": 0, "unnoticed": 0}
    for _ in range(max(10, ROUNDS)):
        file.write_bytes(whole)
        for _ in range(chance.choice([1, 4, 40])):
            overwrite(file, chance.randrange(100, len(whole) - 8), chance.randbytes(chance.choice([1, 8])))
        try:
            chain = start(state=tmp_path / "chain")
        except AssertionError as refusal:
            words = str(refusal)
            assert "exit status -" not in words and ("chain.sqlite" in words or "damaged" in words), words
            outcomes["refused"] += 1
            continue
        noticed = False
        for number in range(32):
            for method, params in (
                ("eth_getBlockByNumber", [hex(number), True]),
                ("eth_getBlockReceipts", [hex(number)]),
                ("eth_getBalance", [chain.accounts[number % 10], hex(number)]),
                ("eth_getProof", [ledger.address, ["0x1"], "latest"]),
            ):
                try:
                    chain.rpc(method, *params)
                except RPCFault:
                    noticed = True
        assert chain.alive, chain.process.returncode
        outcomes["noticed" if noticed else "unnoticed"] += 1
        chain.kill()
    print(outcomes)


def test_words_for_a_directory_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    status, words = refused(tmp_path / "file")
    assert status > 0 and "file" in words, (status, words)
