"""A token in one piece of code with the driver that makes transfers."""

from evm.bench_loops import give, rounds
from evm.opcodes import Assembler

_TRANSFER = 0xA9059CBB
_BALANCE_OF = 0x70A08231
_TRANSFER_EVENT = 0xDDF252AD1BE2C89B69C2B068FC378DAA952BA7F163C4A11628F55A4DF523B3EF


def erc20() -> bytes:
    """A token, and a driver that sends one unit to one of 256 holders in each round, by calls of transfer.

    Balances are in mapping 0: slot keccak256(holder ‖ 0).
    """
    a = Assembler()
    transfer, balance_of, poor = a.label(), a.label(), a.label()
    a.op("PUSH0", "CALLDATALOAD")
    a.push(224)
    a.op("SHR", "DUP1")
    a.push(_TRANSFER)
    a.op("EQ")
    a.push_label(transfer)
    a.op("JUMPI", "DUP1")
    a.push(_BALANCE_OF)
    a.op("EQ")
    a.push_label(balance_of)
    a.op("JUMPI", "POP")

    # The driver gives itself the supply, then makes the transfers.
    a.push(1 << 200)
    a.op("ADDRESS")
    _balance_slot(a)
    a.op("SSTORE")
    a.push(_TRANSFER << 224)
    a.push(0x80)
    a.op("MSTORE")
    a.push(1)
    a.push(0xA4)
    a.op("MSTORE")

    def body() -> None:
        a.op("DUP1")
        a.push(255)
        a.op("AND")
        a.push(0xBEEF0000 << 96)
        a.op("OR")
        a.push(0x84)
        a.op("MSTORE")
        a.push(32)
        a.push(0x60)
        a.push(68)
        a.push(0x80)
        a.op("PUSH0", "ADDRESS", "GAS", "CALL")
        a.push(0x60)
        a.op("MLOAD", "AND", "ISZERO")
        a.push_label(poor)
        a.op("JUMPI")

    rounds(a, body)
    a.op("ADDRESS")
    _balance_slot(a)
    a.op("SLOAD")
    give(a)

    a.place(balance_of)
    a.depth = 0
    a.push(4)
    a.op("CALLDATALOAD")
    _balance_slot(a)
    a.op("SLOAD")
    give(a)

    # transfer(address to, uint256 amount) returns (bool)
    a.place(transfer)
    a.depth = 0
    a.op("CALLVALUE")
    a.push_label(poor)
    a.op("JUMPI")
    a.push(68)
    a.op("CALLDATASIZE", "LT")
    a.push_label(poor)
    a.op("JUMPI")
    a.push(4)
    a.op("CALLDATALOAD", "DUP1")
    a.push(160)
    a.op("SHR")
    a.push_label(poor)
    a.op("JUMPI")  # to
    a.push(36)
    a.op("CALLDATALOAD", "CALLER")  # to, amount, from
    _balance_slot(a)
    a.op("DUP1", "SLOAD")  # to, amount, slot, balance
    a.op("DUP3", "DUP2", "LT")
    a.push_label(poor)
    a.op("JUMPI", "DUP3", "SWAP1", "SUB", "SWAP1", "SSTORE")  # to, amount
    a.op("DUP2")
    _balance_slot(a)
    a.op("DUP1", "SLOAD", "DUP3", "ADD", "DUP3", "DUP2", "LT")  # to, amount, slot, sum, sum < amount
    a.push_label(poor)
    a.op("JUMPI", "SWAP1", "SSTORE")  # to, amount
    a.op("PUSH0", "MSTORE", "CALLER")  # to, from
    a.push(_TRANSFER_EVENT)
    a.push(32)
    a.op("PUSH0", "LOG3")
    a.push(1)
    give(a)

    a.place(poor)
    a.op("PUSH0", "PUSH0", "REVERT")
    return a.finish()


def _balance_slot(a: Assembler) -> None:
    """A holder on the stack becomes the slot of its balance."""
    a.op("PUSH0", "MSTORE", "PUSH0")
    a.push(32)
    a.op("MSTORE")
    a.push(64)
    a.op("PUSH0", "KECCAK256")
