"""What a program runs in: block, accounts and transaction, as values of Python and as JSON."""

from dataclasses import dataclass, field
from typing import Any

MAX_WORD = (1 << 256) - 1


@dataclass
class Account:
    """An account before the transaction."""

    balance: int = 0
    nonce: int = 0
    code: bytes = b""
    storage: dict[int, int] = field(default_factory=dict)


@dataclass
class Block:
    """The block that the transaction is in. The base fee is 0, since pyrevm sets it so."""

    number: int
    timestamp: int
    gas_limit: int
    coinbase: bytes
    prev_randao: bytes
    excess_blob_gas: int
    chain_id: int


@dataclass
class Call:
    """The transaction; `to` is None for a creation."""

    sender: bytes
    to: bytes | None
    value: int
    data: bytes
    gas_limit: int
    gas_price: int
    access_list: list[tuple[bytes, list[int]]] = field(default_factory=list)
    blob_hashes: list[bytes] = field(default_factory=list)
    max_fee_per_blob_gas: int = 0


@dataclass
class World:
    """A whole case, without its outcome."""

    block: Block
    accounts: dict[bytes, Account]
    call: Call


BLOB_GAS = 1 << 17


def blob_base_fee(excess: int) -> int:
    """The price of blob gas (EIP-4844, the approximation of e^(excess / 3338477))."""
    index, output, term = 1, 0, 3338477
    while term > 0:
        output += term
        term = term * excess // (3338477 * index)
        index += 1
    return output // 3338477


def text(data: bytes) -> str:
    """A byte string as JSON has it."""
    return "0x" + data.hex()


def storage_json(storage: dict[int, int]) -> dict[str, str]:
    """Slots that are not zero, in order."""
    return {hex(slot): hex(value) for slot, value in sorted(storage.items()) if value}


def world_json(world: World) -> dict[str, Any]:
    """The input of a case."""
    block, call = world.block, world.call
    transaction: dict[str, Any] = {
        "sender": text(call.sender),
        "to": None if call.to is None else text(call.to),
        "value": hex(call.value),
        "data": text(call.data),
        "gasLimit": hex(call.gas_limit),
        "gasPrice": hex(call.gas_price),
    }
    if call.access_list:
        transaction["accessList"] = [
            {"address": text(address), "storageKeys": [hex(slot) for slot in slots]}
            for address, slots in call.access_list
        ]
    if call.blob_hashes:
        transaction["blobHashes"] = [text(value) for value in call.blob_hashes]
        transaction["maxFeePerBlobGas"] = hex(call.max_fee_per_blob_gas)
    return {
        "fork": "cancun",
        "block": {
            "number": hex(block.number),
            "timestamp": hex(block.timestamp),
            "gasLimit": hex(block.gas_limit),
            "coinbase": text(block.coinbase),
            "prevRandao": text(block.prev_randao),
            "baseFee": "0x0",
            "excessBlobGas": hex(block.excess_blob_gas),
            "blobBaseFee": hex(blob_base_fee(block.excess_blob_gas)),
            "chainId": hex(block.chain_id),
        },
        "accounts": {
            text(address): {
                "balance": hex(account.balance),
                "nonce": hex(account.nonce),
                "code": text(account.code),
                "storage": storage_json(account.storage),
            }
            for address, account in world.accounts.items()
        },
        "transaction": transaction,
    }
