"""Random programs with all they run in. The same seed always gives the same."""

from random import Random

from eth_hash.auto import keccak
from rlp import encode

from evm import snippets, values
from evm.opcodes import push, random_opcodes
from evm.precompiles import any_input
from evm.world import BLOB_GAS, Account, Block, Call, World, blob_base_fee
from evm.writer import Pieces, Writer

ETHER = 10**18
BLOCK_GAS_LIMIT = 30_000_000

_GROUPS = {
    "mixed": 40,
    "calls": 14,
    "creates": 10,
    "precompiles": 10,
    "transaction": 6,
    "mutated": 9,
    "opcodes": 7,
    "bytes": 3,
    "deep": 0.5,
    "invalid": 0.5,
}
GROUPS = list(_GROUPS)
_WEIGHTS = list(_GROUPS.values())


def world(rng: Random) -> tuple[str, World]:
    """A group and a case of it."""
    group = rng.choices(GROUPS, _WEIGHTS)[0]
    made = _MAKERS[group](rng)
    for account in made.accounts.values():
        if not (account.balance or account.nonce or account.code):
            # The state before may not hold empty accounts (EIP-161); a mutation can leave one.
            account.nonce = 1
    return group, made


def _mixed(rng: Random) -> World:
    return _programs(rng, snippets.MIXED, rng.randint(2, 35))


def _calls(rng: Random) -> World:
    return _programs(rng, snippets.CALLS, rng.randint(2, 14))


def _creates(rng: Random) -> World:
    made = _programs(rng, snippets.CREATES, rng.randint(2, 8))
    main = made.accounts[made.call.to]
    if rng.random() < 0.15:
        _occupy(rng, made, created_address(made.call.to, main.nonce))
    return made


def _precompiles(rng: Random) -> World:
    if rng.random() < 0.75:
        return _programs(rng, snippets.PRECOMPILES, rng.randint(1, 5))
    number, data = any_input(rng)
    made = _empty(rng)
    made.call.to, made.call.data = number.to_bytes(20, "big"), data
    return made


def _transaction(rng: Random) -> World:
    """Transactions that create, and ones to accounts that have no code."""
    made = _programs(rng, snippets.CALLS, 3)
    call = made.call
    if rng.random() < 0.25:
        call.to = rng.choice((rng.randbytes(20), call.sender, made.block.coinbase, *made.accounts))
        return made
    code = init_code(rng, _addresses(rng, made), depth=0)
    call.to, call.data, call.blob_hashes, call.max_fee_per_blob_gas = None, code, [], 0
    call.value = rng.choice((0, 0, 0, 1, ETHER))
    call.gas_limit += 32000 + 18 * len(code)
    if rng.random() < 0.1:
        _occupy(rng, made, created_address(call.sender, made.accounts[call.sender].nonce))
    return made


def _mutated(rng: Random) -> World:
    made = _mixed(rng)
    for account in made.accounts.values():
        code = bytearray(account.code)
        for _ in range(rng.choice((0, 1, 1, 2, 5)) if code else 0):
            at = rng.randrange(len(code) + 1)
            match rng.randrange(4):
                case 0:
                    code[at : at + 1] = rng.randbytes(1)
                case 1:
                    code[at:at] = random_opcodes(rng, rng.randint(1, 3))
                case 2:
                    del code[at : at + rng.randint(1, 4)]
                case _:
                    del code[at:]
        account.code = bytes(code)
    return made


def _opcodes(rng: Random) -> World:
    made = _empty(rng)
    for _ in range(2):
        start = [values.word(rng) if rng.random() < 0.3 else rng.choice(values.SMALL) for _ in range(16)]
        _contract(rng, made, b"".join(start) + random_opcodes(rng, rng.randint(1, 120)))
    return made


def _bytes(rng: Random) -> World:
    made = _empty(rng)
    start = b"".join(rng.choice(values.SMALL) for _ in range(rng.choice((0, 4, 16))))
    _contract(rng, made, start + rng.randbytes(rng.randint(1, 100)))
    return made


def _deep(rng: Random) -> World:
    """A contract that calls or creates itself until the gas or the 1024 frames run out."""
    made = _empty(rng)
    made.call.gas_limit = BLOCK_GAS_LIMIT
    kind = rng.choice(("CALL", "DELEGATECALL", "CALLCODE", "STATICCALL", "CREATE", "CREATE2"))
    w = Writer(rng, [], made.block.number, None)
    if kind.startswith("CREATE"):
        # Init code is the contract itself.
        w.op("CODESIZE", "PUSH0", "PUSH0", "CODECOPY")
        if kind == "CREATE2":
            w.op("GAS")
        w.op("CODESIZE", "PUSH0", "PUSH0", kind)
    else:
        # Memory holds how deep the calls went, each frame adding one to what it was given.
        w.op("PUSH0", "CALLDATALOAD")
        w.push(1)
        w.op("ADD", "DUP1", "PUSH0", "MSTORE")
        w.push(32)
        w.op("PUSH0")
        w.push(32)
        w.op("PUSH0")
        if kind in ("CALL", "CALLCODE"):
            w.op("PUSH0")
        w.op("ADDRESS", "GAS", kind)
    if kind not in ("STATICCALL", "CREATE", "CREATE2") and rng.random() < 0.5:
        w.op("GAS", "DUP1", "SSTORE")
    w.op("ADD")
    w.push(32)
    w.op("MSTORE")
    w.push(0 if kind.startswith("CREATE") else 64)
    w.op("PUSH0", rng.choice(("RETURN", "RETURN", "REVERT")))
    _contract(rng, made, w.finish())
    return made


def _invalid(rng: Random) -> World:
    """Transactions that must not be executed at all."""
    made = _programs(rng, snippets.CALLS, 3)
    call = made.call
    call.blob_hashes, call.max_fee_per_blob_gas = [], 0
    match rng.randrange(7):
        case 0:
            call.data = b""
            call.access_list = []
            call.gas_limit = rng.choice((0, 20999))
        case 1:
            call.to, call.data, call.gas_limit = None, bytes(49153), 2_000_000
        case 2:
            call.value = made.accounts[call.sender].balance + 1
        case 3:
            call.blob_hashes = [b"\x02" + rng.randbytes(31)]
            call.max_fee_per_blob_gas = ETHER
        case 4:
            call.blob_hashes = [b"\x01" + rng.randbytes(31)] * 7
            call.max_fee_per_blob_gas = 1 << 40
        case 5:
            made.block.excess_blob_gas = 10_000_000
            call.blob_hashes = [b"\x01" + rng.randbytes(31)]
            call.max_fee_per_blob_gas = 1
        case _:
            call.gas_limit = made.block.gas_limit + 1
    return made


_MAKERS = {
    "mixed": _mixed,
    "calls": _calls,
    "creates": _creates,
    "precompiles": _precompiles,
    "transaction": _transaction,
    "mutated": _mutated,
    "opcodes": _opcodes,
    "bytes": _bytes,
    "deep": _deep,
    "invalid": _invalid,
}


def _empty(rng: Random) -> World:
    """A block, a sender, another account without code, and a transaction that only needs its target."""
    excess = rng.choice((0, 0, 131072, 3_000_000, 50_000_000))
    block = Block(
        number=rng.choice((1, 200, 1000, 19_500_000)),
        timestamp=rng.choice((1, 1_710_338_135, (1 << 32) + 5)),
        gas_limit=BLOCK_GAS_LIMIT,
        coinbase=rng.randbytes(20),
        prev_randao=rng.randbytes(32),
        excess_blob_gas=excess,
        chain_id=rng.choice((1, 1, 31337)),
    )
    sender = rng.randbytes(20)
    accounts = {sender: Account(1000 * ETHER, rng.choice((0, 0, 1, 7, 300)))}
    if rng.random() < 0.3:
        accounts[rng.randbytes(20)] = Account(rng.choice((1, ETHER)))
    if rng.random() < 0.2:
        accounts[block.coinbase] = Account(5 * ETHER)
    call = Call(
        sender=sender,
        to=None,
        value=rng.choice((0, 0, 0, 0, 1, 1000, ETHER)),
        data=rng.randbytes(rng.choice((0, 0, 4, 32, 36, 68, 100))),
        gas_limit=rng.choice((60_000, 150_000, 400_000, 400_000, 1_000_000)),
        gas_price=rng.choice((0, 1, 10, 10**9)),
    )
    if rng.random() < 0.1:
        call.blob_hashes = [b"\x01" + rng.randbytes(31) for _ in range(rng.randint(1, 6))]
        call.max_fee_per_blob_gas = blob_base_fee(excess) + rng.choice((0, 1))
    return World(block, accounts, call)


def _contract(rng: Random, made: World, code: bytes) -> bytes:
    """Puts a contract into the world; the first is what the transaction calls."""
    address = rng.randbytes(20)
    nonce = rng.choice((0, 1, 1, 1, 1, 2, 500)) if rng.random() < 0.98 else (1 << 64) - rng.choice((1, 2))
    slots = (0, 1, 2, 3, (1 << 256) - 1)
    storage = {slot: rng.choice((1, 1, 2, 7, 1 << 255)) for slot in slots if rng.random() < 0.3}
    made.accounts[address] = Account(rng.choice((0, 0, 3, 5000, 5 * ETHER)), nonce, code, storage)
    if made.call.to is None:
        made.call.to = address
    return address


def _programs(rng: Random, pieces: Pieces, count: int) -> World:
    """One to four contracts that know each other."""
    made = _empty(rng)
    contracts = [_contract(rng, made, b"") for _ in range(rng.choice((1, 2, 3, 3, 4)))]
    addresses = _addresses(rng, made)
    for index, address in enumerate(contracts):
        length = count if index == 0 else rng.randint(1, max(1, count // 2))
        kinds = pieces if index == 0 else snippets.MIXED
        made.accounts[address].code = _program(rng, made, addresses, kinds, length)
    if rng.random() < 0.15:
        call = made.call
        chosen = rng.choices((*contracts, made.block.coinbase, rng.randbytes(20)), k=rng.randint(1, 3))
        call.access_list = [(a, rng.choices((0, 1, 2, 9, 1 << 255), k=rng.randint(0, 3))) for a in chosen]
    call = made.call
    # Enough for what a case pays before its first instruction.
    call.gas_limit += 16 * len(call.data) + sum(2400 + 1900 * len(s) for _, s in call.access_list)
    return made


def _addresses(rng: Random, made: World) -> list[bytes]:
    """PUSHes of the addresses that a program of this world may name."""
    named = [*made.accounts, *(address for address, account in made.accounts.items() if account.nonce)]
    named += [made.block.coinbase, rng.randbytes(20), made.call.sender]
    numbers = [rng.randint(1, 9), rng.randint(11, 300), 0]
    return [b"\x73" + address for address in named] + [push(number) for number in numbers]


def _program(rng: Random, made: World, addresses: list[bytes], pieces: Pieces, count: int) -> bytes:
    w = Writer(rng, addresses, made.block.number, lambda rng: init_code(rng, addresses, depth=1))
    w.write(count, pieces)
    snippets.ending(w)
    return w.finish()


def init_code(rng: Random, addresses: list[bytes], depth: int) -> bytes:
    """Init code: most leaves a small contract behind, some fails in one of the ways there are."""
    inner = (lambda rng: init_code(rng, addresses, depth + 1)) if depth < 2 else None
    w = Writer(rng, addresses, 1, inner)
    w.write(rng.choice((0, 0, 1, 3)), snippets.NESTED)
    choice = rng.random()
    if choice < 0.6:
        body = runtime(rng, addresses)
        w.load(body, 0)
        w.push(len(body))
        w.op("PUSH0", "RETURN")
    elif choice < 0.66:  # Code may not begin with 0xEF.
        w.push(rng.choice((0xEF, 0xEF, 0xEE)))
        w.op("PUSH0", "MSTORE8")
        w.push(rng.choice((1, 2, 32)))
        w.op("PUSH0", "RETURN")
    elif choice < 0.71:  # Nor be longer than 24576 bytes.
        w.push(rng.choice((24575, 24576, 24577, 30000)))
        w.op("PUSH0", "RETURN")
    elif choice < 0.76:
        w.op(rng.choice(("ADDRESS", "CALLER", "ORIGIN")), "SELFDESTRUCT")
    elif choice < 0.84:
        w.raw(values.size(rng))
        w.op("PUSH0", "REVERT")
    else:
        snippets.ending(w)
    return w.finish()


def runtime(rng: Random, addresses: list[bytes]) -> bytes:
    """The code of a contract made by a program."""
    match rng.randrange(6):
        case 0:
            return rng.choice((b"\x30\xff", b"\x33\xff", rng.choice(addresses) + b"\xff"))
        case 1:
            counting = b"\x5f\x5c\x60\x01\x01\x5f\x5d\x5f\x5c\x5f\x55"  # In transient storage.
            return rng.choice((b"", b"\x00", b"\xfe", b"\x5b", b"\x34\x5f\x55", counting))
        case 2:
            return bytes(rng.choice((33, 200, 1000)))
        case _:
            w = Writer(rng, addresses, 1, None)
            w.write(rng.randint(1, 4), snippets.NESTED)
            snippets.ending(w)
            return w.finish()


def created_address(creator: bytes, nonce: int) -> bytes:
    """Where CREATE puts a contract."""
    return keccak(encode([creator, nonce]))[12:]


def _occupy(rng: Random, made: World, address: bytes) -> None:
    """Something where a contract is about to be made; a balance alone does not stand in the way."""
    made.accounts[address] = rng.choice(
        (Account(nonce=1), Account(code=b"\x00", nonce=1), Account(code=b"\x5b"), Account(balance=3))
    )


def with_gas(made: World, gas_limit: int) -> World:
    """The same with another gas limit."""
    call = Call(**{**vars(made.call), "gas_limit": gas_limit})
    return World(made.block, made.accounts, call)


def intrinsic_gas(call: Call) -> int:
    """What a transaction costs before its first instruction."""
    zeros = call.data.count(0)
    gas = 21000 + 4 * zeros + 16 * (len(call.data) - zeros)
    if call.to is None:
        gas += 32000 + 2 * ((len(call.data) + 31) // 32)
    return gas + sum(2400 + 1900 * len(slots) for _, slots in call.access_list)


def upfront(made: World) -> int:
    """What the sender pays before the transaction begins, beside its value."""
    blob_fee = blob_base_fee(made.block.excess_blob_gas)
    return made.call.gas_limit * made.call.gas_price + len(made.call.blob_hashes) * BLOB_GAS * blob_fee
