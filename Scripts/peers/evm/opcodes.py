"""The instructions of the Cancun fork, and a small assembler with labels."""

from random import Random

_NAMED = """
00 STOP 0 0|01 ADD 2 1|02 MUL 2 1|03 SUB 2 1|04 DIV 2 1|05 SDIV 2 1|06 MOD 2 1|07 SMOD 2 1|08 ADDMOD 3 1
09 MULMOD 3 1|0a EXP 2 1|0b SIGNEXTEND 2 1|10 LT 2 1|11 GT 2 1|12 SLT 2 1|13 SGT 2 1|14 EQ 2 1|15 ISZERO 1 1
16 AND 2 1|17 OR 2 1|18 XOR 2 1|19 NOT 1 1|1a BYTE 2 1|1b SHL 2 1|1c SHR 2 1|1d SAR 2 1|20 KECCAK256 2 1
30 ADDRESS 0 1|31 BALANCE 1 1|32 ORIGIN 0 1|33 CALLER 0 1|34 CALLVALUE 0 1|35 CALLDATALOAD 1 1
36 CALLDATASIZE 0 1|37 CALLDATACOPY 3 0|38 CODESIZE 0 1|39 CODECOPY 3 0|3a GASPRICE 0 1|3b EXTCODESIZE 1 1
3c EXTCODECOPY 4 0|3d RETURNDATASIZE 0 1|3e RETURNDATACOPY 3 0|3f EXTCODEHASH 1 1|40 BLOCKHASH 1 1
41 COINBASE 0 1|42 TIMESTAMP 0 1|43 NUMBER 0 1|44 PREVRANDAO 0 1|45 GASLIMIT 0 1|46 CHAINID 0 1
47 SELFBALANCE 0 1|48 BASEFEE 0 1|49 BLOBHASH 1 1|4a BLOBBASEFEE 0 1|50 POP 1 0|51 MLOAD 1 1|52 MSTORE 2 0
53 MSTORE8 2 0|54 SLOAD 1 1|55 SSTORE 2 0|56 JUMP 1 0|57 JUMPI 2 0|58 PC 0 1|59 MSIZE 0 1|5a GAS 0 1
5b JUMPDEST 0 0|5c TLOAD 1 1|5d TSTORE 2 0|5e MCOPY 3 0|5f PUSH0 0 1|a0 LOG0 2 0|a1 LOG1 3 0|a2 LOG2 4 0
a3 LOG3 5 0|a4 LOG4 6 0|f0 CREATE 3 1|f1 CALL 7 1|f2 CALLCODE 7 1|f3 RETURN 2 0|f4 DELEGATECALL 6 1
f5 CREATE2 4 1|fa STATICCALL 6 1|fd REVERT 2 0|fe INVALID 0 0|ff SELFDESTRUCT 1 0
"""

OPCODES: dict[str, tuple[int, int, int]] = {}
"""Name → opcode, words taken from the stack, words put on it."""

for _entry in _NAMED.replace("\n", "|").split("|"):
    if _entry:
        _code, _name, _pops, _pushes = _entry.split()
        OPCODES[_name] = (int(_code, 16), int(_pops), int(_pushes))
for _n in range(1, 33):
    OPCODES[f"PUSH{_n}"] = (0x5F + _n, 0, 1)
for _n in range(1, 17):
    OPCODES[f"DUP{_n}"] = (0x7F + _n, _n, _n + 1)
    OPCODES[f"SWAP{_n}"] = (0x8F + _n, _n + 1, _n + 1)

NAMES = {code: name for name, (code, _, _) in OPCODES.items()}
VALID = bytes(sorted(NAMES))
"""Every opcode that Cancun assigns."""

_EFFECT = {name: (code, pushes - pops) for name, (code, pops, pushes) in OPCODES.items()}


def push(value: int) -> bytes:
    """The shortest PUSH of a value."""
    if value == 0:
        return b"\x5f"
    data = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return bytes([0x5F + len(data)]) + data


class Assembler:
    """Code in the making. Knows the depth of the stack; positions not yet known are filled in at the end."""

    def __init__(self) -> None:
        self.code = bytearray()
        self.depth = 0
        self._labels: list[int] = []
        self._uses: list[tuple[int, int]] = []
        self._data: list[bytes] = []
        self._data_uses: list[tuple[int, int]] = []

    def op(self, *names: str) -> None:
        """Appends instructions that carry no data."""
        for name in names:
            code, effect = _EFFECT[name]
            self.code.append(code)
            self.depth += effect

    def push(self, value: int) -> None:
        """Appends the shortest PUSH of a value."""
        self.code += push(value)
        self.depth += 1

    def raw(self, pushed: bytes) -> None:
        """Appends a PUSH that is already encoded."""
        self.code += pushed
        self.depth += 1

    def label(self) -> int:
        """A new label, not placed yet."""
        self._labels.append(-1)
        return len(self._labels) - 1

    def place(self, label: int) -> None:
        """A JUMPDEST here, which the label stands for."""
        self._labels[label] = len(self.code)
        self.code.append(0x5B)

    def push_label(self, label: int) -> None:
        """A PUSH2 of the label's position."""
        self._uses.append((len(self.code) + 1, label))
        self.raw(b"\x61\x00\x00")

    def push_data(self, data: bytes) -> None:
        """A PUSH2 of the position of data that will stand behind the code."""
        self._data_uses.append((len(self.code) + 1, len(self._data)))
        self._data.append(data)
        self.raw(b"\x61\x00\x00")

    def load(self, data: bytes, offset: int) -> None:
        """Copies data from behind the code into memory."""
        self.push(len(data))
        self.push_data(data)
        self.push(offset)
        self.op("CODECOPY")

    def finish(self) -> bytes:
        """The code, its data behind it."""
        code = bytearray(self.code)
        for position, label in self._uses:
            code[position : position + 2] = max(self._labels[label], 0).to_bytes(2, "big")
        if self._data:
            # What follows must never be run into.
            code.append(0)
            starts = []
            for data in self._data:
                starts.append(len(code))
                code += data
            for position, index in self._data_uses:
                code[position : position + 2] = starts[index].to_bytes(2, "big")
        return bytes(code)


def disassembled(code: bytes) -> dict[str, int]:
    """How often each instruction stands in code that is read from its start; data behind it is read too."""
    found: dict[str, int] = {}
    position = 0
    while position < len(code):
        opcode = code[position]
        name = NAMES.get(opcode, "unassigned")
        found[name] = found.get(name, 0) + 1
        position += opcode - 0x5E if 0x60 <= opcode <= 0x7F else 1
    return found


def random_opcodes(rng: Random, length: int) -> bytes:
    """Assigned opcodes only, so that a random program gets further than its second byte."""
    return bytes(rng.choices(VALID, k=length))
