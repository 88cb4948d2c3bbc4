"""Proofs of accounts and slots against the roots of headers, and the tries of a block's content."""

import pytest
import rlp
import trie
from eth_utils import keccak, to_bytes, to_int


def word(number):
    return number.to_bytes(32, "big")


def verified(chain, address, slots, block="latest"):
    """What the state root of the block proves of an account: its fields and the words in the slots."""
    root = to_bytes(hexstr=chain.rpc("eth_getBlockByNumber", block, False)["stateRoot"])
    proof = chain.rpc("eth_getProof", address, [hex(slot) for slot in slots], block)
    nodes = [to_bytes(hexstr=node) for node in proof["accountProof"]]
    account = trie.proven(root, to_bytes(hexstr=address), nodes)
    claimed = [
        to_int(hexstr=proof["nonce"]),
        to_int(hexstr=proof["balance"]),
        to_bytes(hexstr=proof["storageHash"]),
        to_bytes(hexstr=proof["codeHash"]),
    ]
    if account == b"":
        assert claimed == [0, 0, trie.EMPTY_ROOT, keccak(b"")]
    else:
        assert rlp.encode(claimed) == account
    words = []
    for slot, entry in zip(slots, proof["storageProof"], strict=True):
        nodes = [to_bytes(hexstr=node) for node in entry["proof"]]
        value = trie.proven(claimed[2], word(slot), nodes)
        held = to_int(rlp.decode(value)) if value else 0
        assert (to_int(hexstr=entry["key"]), to_int(hexstr=entry["value"])) == (slot, held)
        words.append(held)
    return claimed[:2], words


def test_accounts_and_slots_are_proven_by_the_state_root(chain, ledger, slots):
    for to in range(1, 9):
        ledger.functions.transfer(chain.accounts[to], to).transact({"from": chain.accounts[0]})
    ledger.functions.count(44).transact({"from": chain.accounts[0]})
    # Vyper keeps a mapping's entry under keccak256(slot . key).
    places = [to_int(keccak(word(slots["balances"]) + word(int(a, 16)))) for a in chain.accounts[:10]]
    (nonce, balance), words = verified(chain, ledger.address, [slots["total"], *places, 2**256 - 1])
    assert (nonce, balance) == (1, 0)
    assert words == [44, 1000 - 36, *range(1, 9), 0, 0]
    for account in chain.accounts:
        (nonce, balance), _ = verified(chain, account, [])
        assert nonce == chain.w3.eth.get_transaction_count(account)
        assert balance == chain.w3.eth.get_balance(account)


def test_what_is_not_there_is_proven_as_well(chain):
    for last in range(40):
        assert verified(chain, "0x" + "e7" * 19 + f"{last:02x}", [0, 1]) == ([0, 0], [0, 0])


def test_older_states_are_proven_too(chain):
    target = "0x" + "5e" * 20
    begin = chain.w3.eth.block_number
    for _ in range(4):
        chain.rpc("eth_sendTransaction", {"from": chain.accounts[0], "to": target, "value": "0x3"})
    proven = [verified(chain, target, [], hex(begin + n))[0][1] for n in range(5)]
    assert proven == [0, 3, 6, 9, 12]


def test_settings_of_a_developer_are_in_the_state_root(chain):
    target = "0x" + "6f" * 20
    chain.rpc("anvil_setBalance", target, "0x1234")
    chain.rpc("anvil_setNonce", target, "0x9")
    for slot in range(20):
        chain.rpc("anvil_setStorageAt", target, hex(slot), "0x" + word(slot + 1).hex())
    chain.rpc("evm_mine")
    assert verified(chain, target, range(21)) == ([9, 0x1234], [*range(1, 21), 0])


def test_a_broken_proof_is_found_out(chain):
    """The verifier itself must be able to fail."""
    root = to_bytes(hexstr=chain.rpc("eth_getBlockByNumber", "latest", False)["stateRoot"])
    address = chain.accounts[0]
    nodes = [to_bytes(hexstr=n) for n in chain.rpc("eth_getProof", address, [], "latest")["accountProof"]]
    assert trie.proven(root, to_bytes(hexstr=address), nodes)
    broken = [nodes[:-1], nodes[1:], nodes + nodes[-1:], nodes[:-1] + [nodes[-1][:-1] + b"\0"]]
    for wrong in broken:
        with pytest.raises(trie.BadProof):
            trie.proven(root, to_bytes(hexstr=address), wrong)


@pytest.mark.parametrize("count", [1, 3, 130])
def test_transactions_and_receipts_hash_to_the_roots_of_the_header(chain, ledger, count):
    chain.rpc("evm_setAutomine", False)
    for n in range(count):
        fees = {"gasPrice": hex(3 * 10**9)} if n % 3 == 0 else {"maxFeePerGas": hex(4 * 10**9)}
        call = {"to": ledger.address, "data": ledger.encode_abi("count", [n])} if n % 2 else {"to": chain.accounts[1]}
        chain.rpc("eth_sendTransaction", {"from": chain.accounts[0], "gas": "0x186a0", **call, **fees})
    chain.rpc("evm_mine")
    block = chain.rpc("eth_getBlockByNumber", "latest", False)
    assert len(block["transactions"]) == count
    raw = [to_bytes(hexstr=chain.rpc("eth_getRawTransactionByHash", hash)) for hash in block["transactions"]]
    assert [keccak(each) for each in raw] == [to_bytes(hexstr=hash) for hash in block["transactions"]]
    receipts = [encoded(each) for each in chain.rpc("eth_getBlockReceipts", block["number"])]
    for name, content in (("transactionsRoot", raw), ("receiptsRoot", receipts)):
        root = trie.root_of((rlp.encode(n), each) for n, each in enumerate(content))
        assert "0x" + root.hex() == block[name], name


def encoded(receipt):
    """A receipt as it stands in the trie (EIP-2718)."""
    data = lambda text: to_bytes(hexstr=text)
    logs = [[data(log["address"]), list(map(data, log["topics"])), data(log["data"])] for log in receipt["logs"]]
    used, status = to_int(hexstr=receipt["cumulativeGasUsed"]), to_int(hexstr=receipt["status"])
    content = rlp.encode([status, used, to_bytes(hexstr=receipt["logsBloom"]), logs])
    kind = to_int(hexstr=receipt["type"])
    return (bytes([kind]) if kind else b"") + content
