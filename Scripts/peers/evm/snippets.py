"""The pieces that programs are put together from. Each leaves the stack above `floor` in order."""

from evm import precompiles, values
from evm.opcodes import OPCODES, push
from evm.writer import Piece, Writer, weighted

_UNARY = ["ISZERO", "NOT", "CALLDATALOAD", "BLOCKHASH", "BLOBHASH"]
_BINARY = [
    *("ADD", "MUL", "SUB", "DIV", "SDIV", "MOD", "SMOD", "EXP", "SIGNEXTEND", "LT", "GT", "SLT", "SGT", "EQ"),
    *("AND", "OR", "XOR", "BYTE", "SHL", "SHR", "SAR"),
]
_TERNARY = ["ADDMOD", "MULMOD"]
_NULLARY = [
    *("ADDRESS", "ORIGIN", "CALLER", "CALLVALUE", "CALLDATASIZE", "CODESIZE", "GASPRICE", "RETURNDATASIZE"),
    *("COINBASE", "TIMESTAMP", "NUMBER", "PREVRANDAO", "GASLIMIT", "CHAINID", "SELFBALANCE", "BASEFEE"),
    *("BLOBBASEFEE", "PC", "MSIZE", "GAS", "PUSH0"),
]
_UNASSIGNED = [code for code in range(256) if code not in {entry[0] for entry in OPCODES.values()}]


def arithmetic(w: Writer) -> None:
    """A run of instructions that only compute."""
    rng = w.rng
    for _ in range(rng.randint(1, 4)):
        choice = rng.random()
        if choice < 0.7:
            name, count = rng.choice(_BINARY), 2
        elif choice < 0.85:
            name, count = rng.choice(_UNARY), 1
        else:
            name, count = rng.choice(_TERNARY), 3
        reuse = min(w.free, rng.choice((0, 0, 1, 2)))
        for _ in range(count - reuse):
            w.operand()
        if name == "BLOCKHASH" and rng.random() < 0.8:
            w.op("POP")
            w.push(max(0, w.number - rng.choice((0, 1, 2, 100, 255, 256, 257, 1000))))
        elif name == "BLOBHASH" and rng.random() < 0.7:
            w.op("POP")
            w.push(rng.randrange(7))
        w.op(name)


def environment(w: Writer) -> None:
    """What the program can learn of its surroundings."""
    w.op(w.rng.choice(_NULLARY))


def shuffle(w: Writer) -> None:
    """DUP, SWAP, POP, and a PUSH of any width."""
    rng = w.rng
    match rng.randrange(4):
        case 0 if w.depth:
            w.op(f"DUP{rng.randint(1, min(w.depth, 16))}")
        case 1 if w.free > 1:
            w.op(f"SWAP{rng.randint(1, min(w.free - 1, 16))}")
        case 2 if w.free:
            w.op("POP")
        case 3 if rng.random() < 0.1:  # Deep enough for any DUP and SWAP.
            reach = rng.randint(1, 16)
            for _ in range(reach + 1):
                w.operand()
            w.op(f"SWAP{reach}", f"DUP{reach}")
            for _ in range(rng.randint(reach, reach + 2)):
                w.op("POP")
        case _:
            width = rng.randint(1, 32)
            w.raw(bytes([0x5F + width]) + rng.randbytes(width))


def memory(w: Writer) -> None:
    """Memory read, written, copied into and hashed."""
    rng = w.rng
    match rng.randrange(9):
        case 0 | 1:
            w.operand()
            w.raw(values.offset(rng))
            w.op(rng.choice(("MSTORE", "MSTORE", "MSTORE8")))
        case 2:
            w.raw(values.offset(rng))
            w.op("MLOAD")
        case 3 | 4:
            w.raw(values.size(rng))
            w.raw(values.offset(rng))
            w.op("KECCAK256")
        case 5:
            w.raw(values.size(rng))
            w.raw(values.offset(rng))
            w.raw(values.offset(rng))
            w.op("MCOPY")
        case 6 | 7:
            w.raw(values.size(rng))
            w.raw(rng.choice(values.HUGE) if rng.random() < 0.1 else values.offset(rng))
            w.raw(values.offset(rng))
            w.op(rng.choice(("CALLDATACOPY", "CODECOPY")))
        case _:
            returned(w)


def returned(w: Writer) -> None:
    """RETURNDATACOPY, mostly of what is there."""
    rng = w.rng
    if rng.random() < 0.95:
        w.op("RETURNDATASIZE", "PUSH0")
    else:
        w.raw(rng.choice(values.SIZES))
        w.raw(rng.choice(values.HUGE) if rng.random() < 0.1 else values.offset(rng))
    w.raw(values.offset(rng))
    w.op("RETURNDATACOPY")


def storage(w: Writer) -> None:
    """Storage, mostly the same few slots, so that every case of the price and of the refund comes up."""
    rng = w.rng
    match rng.randrange(6):
        case 0:
            w.raw(rng.choice(values.SLOTS))
            w.op("SLOAD")
        case 1:
            w.raw(rng.choice(values.SLOTS))
            w.op("TLOAD")
        case 2:
            w.operand()
            w.raw(rng.choice(values.SLOTS))
            w.op("TSTORE")
        case _:
            slot = rng.choice(values.SLOTS)
            for _ in range(rng.choice((1, 1, 1, 2, 3))):
                w.raw(rng.choice(values.STORED)) if rng.random() < 0.8 else w.operand()
                w.raw(slot if rng.random() < 0.7 else rng.choice(values.SLOTS))
                w.op("SSTORE")


def account(w: Writer) -> None:
    """What the program can learn of other accounts."""
    rng = w.rng
    if rng.random() < 0.3:
        w.raw(values.size(rng))
        w.raw(values.offset(rng))
        w.raw(values.offset(rng))
        address(w)
        w.op("EXTCODECOPY")
    else:
        address(w)
        w.op(rng.choice(("BALANCE", "EXTCODESIZE", "EXTCODEHASH")))


def address(w: Writer) -> None:
    """An address, now and then with something above its 160 bits."""
    if w.rng.random() < 0.03:
        w.raw(b"\x7f" + w.rng.randbytes(12) + w.rng.choice(w.addresses)[1:].rjust(20, b"\0"))
    else:
        w.raw(w.rng.choice(w.addresses))


def log(w: Writer) -> None:
    """LOG0 to LOG4."""
    topics = w.rng.randrange(5)
    for _ in range(topics):
        w.operand()
    w.raw(values.size(w.rng))
    w.raw(values.offset(w.rng))
    w.op(f"LOG{topics}")


def jump(w: Writer) -> None:
    """A jump forward over something that must not run, or may."""
    rng = w.rng
    target = w.label()
    depth = w.depth
    if rng.random() < 0.5:
        w.push_label(target)
        w.op("JUMP")
        w.code += bytes([rng.choice(_UNASSIGNED), 0x5B]) if rng.random() < 0.5 else b"\x62\x5b\x5b\x5b\x56"
    else:
        w.operand()
        w.push_label(target)
        w.op("JUMPI")
        w.depth, floor, w.floor = depth, w.floor, depth
        w.nesting += 1
        w.write(rng.randint(1, 2), NESTED)
        w.nesting -= 1
        level(w, depth)
        w.floor = floor
    w.place(target)


def loop(w: Writer) -> None:
    """A loop with a counter."""
    rng = w.rng
    if w.nesting > 1:
        return
    w.push(rng.choice((1, 2, 2, 3, 3, 5, 8, 40)) if w.nesting == 0 else rng.randint(1, 3))
    depth, floor, w.floor = w.depth, w.floor, w.depth
    top = w.label()
    w.place(top)
    w.nesting += 1
    w.write(rng.randint(1, 4), NESTED)
    w.nesting -= 1
    level(w, depth)
    w.floor = floor
    w.raw(b"\x60\x01")
    w.op("SWAP1", "SUB", "DUP1")
    w.push_label(top)
    w.op("JUMPI", "POP")


def level(w: Writer, depth: int) -> None:
    """Brings the stack back to a depth."""
    while w.depth > depth:
        w.op("POP")
    while w.depth < depth:
        w.op("PUSH0")


def call(w: Writer) -> None:
    """A call of any kind to anything."""
    rng = w.rng
    kind = rng.choice(("CALL", "CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"))
    for _ in range(2):
        w.raw(values.size(rng))
        w.raw(values.offset(rng))
    if kind in ("CALL", "CALLCODE"):
        w.raw(rng.choice(values.AMOUNTS))
    address(w)
    w.op("GAS") if rng.random() < 0.4 else w.raw(rng.choice(values.GAS))
    w.op(kind)
    if rng.random() < 0.4:
        returned(w)


def precompile(w: Writer) -> None:
    """A precompile with an input made for it; the result is hashed, since memory may not be returned."""
    rng = w.rng
    number, data = precompiles.any_input(rng)
    kind = rng.choice(("STATICCALL", "STATICCALL", "CALL", "DELEGATECALL", "CALLCODE"))
    w.load(data, 0x200)
    w.raw(rng.choice(values.SIZES))
    w.push(0x400)
    w.push(len(data))
    w.push(0x200)
    if kind in ("CALL", "CALLCODE"):
        w.raw(rng.choice(values.AMOUNTS) if rng.random() < 0.2 else b"\x5f")
    w.push(number)
    if rng.random() < 0.85:
        w.op("GAS")
    else:
        w.raw(rng.choice(values.GAS))
    w.op(kind, "RETURNDATASIZE", "PUSH0")
    w.push(0x400)
    w.op("RETURNDATACOPY", "RETURNDATASIZE")
    w.push(0x400)
    w.op("KECCAK256")


def create(w: Writer) -> None:
    """CREATE or CREATE2, and something done with what it gives."""
    rng = w.rng
    if w.init is None:
        return
    code = w.init(rng)
    w.load(code, 0)
    second = rng.random() < 0.5
    if second:
        w.push(rng.choice((0, 0, 1)))
    w.push(rng.choice((0xC000, 0xC001)) if rng.random() < 0.03 else len(code))
    w.op("PUSH0")
    w.raw(rng.choice(values.AMOUNTS) if rng.random() < 0.4 else b"\x5f")
    w.op("CREATE2" if second else "CREATE")
    match rng.randrange(5):
        case 0:
            w.op("DUP1", rng.choice(("EXTCODESIZE", "EXTCODEHASH", "BALANCE")))
        case 1:
            returned(w)
        case 2 | 3:
            for _ in range(rng.choice((1, 1, 2))):
                w.op("PUSH0", "PUSH0", "PUSH0", "PUSH0")
                w.raw(rng.choice(values.AMOUNTS) if rng.random() < 0.3 else b"\x5f")
                w.op("DUP6", "GAS", rng.choice(("CALL", "CALL", "CALLCODE")), "POP")
            w.op("DUP1", rng.choice(("EXTCODESIZE", "EXTCODEHASH", "BALANCE")))


def fault(w: Writer) -> None:
    """Something that ends the frame with everything lost."""
    rng = w.rng
    depth = w.depth
    match rng.randrange(7):
        case 0:
            w.code.append(rng.choice(_UNASSIGNED))
        case 1:
            w.op("INVALID")
        case 2:
            w.code += b"\x50" * (w.depth + 1)
        case 3:  # Into the data of a PUSH, to no JUMPDEST, or far away.
            far = rng.choice(values.HUGE) + b"\x56"
            w.code += rng.choice((b"\x61\x5b\x5b\x58\x60\x02\x90\x03\x56", b"\x5f\x56", far))
        case 4:
            w.code += b"\x3d\x60\x01\x01\x5f\x5f\x3e"
        case 5:  # Pushes until the stack is full.
            top = w.label()
            w.place(top)
            w.op("GAS", "GAS", "GAS")
            w.push_label(top)
            w.op("JUMP")
        case _:
            w.code += bytes([0x80 + rng.randrange(16)]) if not w.depth else b"\x90" * 2
    w.depth = depth


def halt(w: Writer) -> None:
    """An early end, behind a condition that rarely holds."""
    rng = w.rng
    over = w.label()
    depth = w.depth
    w.raw(push(rng.choice((0, 1, 1, 1, 1, 1))))
    w.push_label(over)
    w.op("JUMPI")
    ending(w)
    w.depth = depth
    w.place(over)


def ending(w: Writer) -> None:
    """The end of a program: most give back what is on the stack."""
    rng = w.rng
    choice = rng.random()
    if choice < 0.62:
        shown = min(w.depth, 6)
        for index in range(shown):
            w.push(32 * index)
            w.op("MSTORE")
        w.push(32 * shown + rng.choice((0, 0, 0, 1, 64)))
        w.op("PUSH0", "RETURN" if choice < 0.52 else "REVERT")
    elif choice < 0.72:
        w.op("STOP")
    elif choice < 0.78:
        w.raw(values.size(rng))
        w.raw(values.offset(rng))
        w.op(rng.choice(("RETURN", "REVERT")))
    elif choice < 0.92:
        address(w) if rng.random() < 0.7 else w.op(rng.choice(("ADDRESS", "CALLER", "ORIGIN", "COINBASE")))
        w.op("SELFDESTRUCT")
    elif choice < 0.94:
        fault(w)
    # What is left runs off the end.


_COMMON: dict[Piece, int] = {
    arithmetic: 300,
    environment: 90,
    shuffle: 90,
    memory: 130,
    storage: 110,
    account: 50,
    log: 35,
    jump: 40,
    halt: 10,
    fault: 2,
}
NESTED = weighted({**_COMMON, call: 8, create: 2})
MIXED = weighted({**_COMMON, loop: 20, call: 60, create: 22, precompile: 20})
CALLS = weighted({**_COMMON, arithmetic: 100, call: 250, storage: 200})
CREATES = weighted({**_COMMON, arithmetic: 80, create: 200, call: 60})
PRECOMPILES = weighted({precompile: 300, memory: 20, arithmetic: 20, storage: 20, loop: 1})
