"""Contracts as Python objects: calls, transactions, logs and reverts, by eth-abi over plain JSON-RPC."""

import sys
from collections import namedtuple
from dataclasses import dataclass, field
from pathlib import Path

from eth_abi import decode, encode
from eth_utils import keccak, to_checksum_address

sys.path.append(str(Path(__file__).parents[1] / "contracts"))
sys.path.append(str(Path(__file__).parents[1] / "chain-tests"))

import abi as abi_entries  # noqa: E402
import harness  # noqa: E402

ZERO = "0x" + "00" * 20
GAS = 30_000_000
REVERT = 3  # the code of an error of eth_call and eth_estimateGas that comes from a revert


class Contract:
    """A contract at an address. Its functions are attributes; three keywords say how they are called:

        nft.mintCost()                            views are called at the latest block
        nft.mintNext(2, sender=bob, value=1)      everything else is sent; gives a Receipt, fails on a revert
        nft.call.mintNext(2, value=1)             calls what would be sent: gives what the next block would return
        nft.fails.mintNext(2, sender=bob)         the Revert with which it must end; fails when it is accepted
        nft.estimate.mintNext(2, value=1)         eth_estimateGas
        nft.encode.mintNext(2)                    the data of the call
        nft.log.Transfer(ZERO, bob, id)           a Log to compare with
        nft.error.CallerNotOwner()                a Revert to compare with
        nft["claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[])"]   a function by its whole signature

    `sender` is any address (the owner of the network by default), `value` is in wei, `gas` the limit, `block` a number
    or tag for calls. Structs are given as tuples or dictionaries, bytes as bytes or hex, addresses as text or
    contracts; structs come back as named tuples.
    """

    def __init__(self, chain, title, address, abi):
        self._chain, self._title, self.address, self.abi = chain, title, to_checksum_address(address), abi
        self._functions, self._events, self._errors = {}, {}, {}
        places = {"function": self._functions, "event": self._events, "error": self._errors}
        for entry in abi:
            if entry["type"] in places:
                places[entry["type"]].setdefault(entry["name"], []).append(entry)
        self._topics = {abi_entries.topic(entry): entry for all in self._events.values() for entry in all}
        self._selectors = {abi_entries.selector(entry): entry for all in self._errors.values() for entry in all}
        chain.known[self.address] = self

    def __repr__(self):
        return f"{self._title} at {self.address}"

    def __getattr__(self, name):
        if name in ("call", "fails", "halts", "estimate", "encode"):
            return _Mode(self, name)
        if name in self.__dict__.get("_functions", {}):
            return _Function(self, self._functions[name], None)
        raise AttributeError(f"{self.__dict__.get('_title')} has no function {name}")

    def __getitem__(self, signature):
        return _Function(self, _by_signature(self, signature), None)

    @property
    def log(self):
        return _Maker(self, self._events, self._make_log)

    @property
    def error(self):
        return _Maker(self, self._errors, self._make_error)

    def raw(self, data, sender=None, value=0):
        """Sends bytes as they are."""
        return self._chain.send(sender, self.address, data, value)

    def raw_fails(self, data, sender=None, value=0):
        """The Revert with which bytes as they are must be answered."""
        return self._chain.fails(sender, self.address, data, value)

    def _make_log(self, entries, given):
        entry = entries[0]
        values = [_lower(value, kind) for value, kind in zip(given, entry["inputs"], strict=True)]
        topics, plain, types = [abi_entries.topic(entry)], [], []
        for value, kind in zip(values, entry["inputs"], strict=True):
            name = abi_entries.type_of(kind)
            if not kind["indexed"]:
                plain.append(value)
                types.append(name)
            elif name in ("string", "bytes"):
                topics.append(keccak(value.encode() if name == "string" else value))
            else:
                topics.append(encode([name], [value]))
        return Log(self.address, tuple(topics), encode(types, plain), self._chain)

    def _make_error(self, entries, given):
        entry = entries[0]
        values = [_lower(value, kind) for value, kind in zip(given, entry["inputs"], strict=True)]
        data = abi_entries.selector(entry) + encode(abi_entries.types_of(entry["inputs"]), values)
        return Revert(data, self._chain)


class _Mode:
    def __init__(self, contract, mode):
        self._contract, self._mode = contract, mode

    def __getattr__(self, name):
        if name not in self._contract._functions:
            raise AttributeError(f"{self._contract._title} has no function {name}")
        return _Function(self._contract, self._contract._functions[name], self._mode)

    def __getitem__(self, signature):
        return _Function(self._contract, _by_signature(self._contract, signature), self._mode)


class _Maker:
    def __init__(self, contract, entries, make):
        self._contract, self._entries, self._make = contract, entries, make

    def __getattr__(self, name):
        if name not in self._entries:
            raise AttributeError(f"{self._contract._title} has no such event or error: {name}")

        def made(*values, **named):
            (entry,) = self._entries[name]
            order = [parameter["name"] for parameter in entry["inputs"]]
            assert set(named) <= set(order[len(values) :]), f"{name} takes {order}, not {sorted(named)}"
            return self._make([entry], [*values, *(named[key] for key in order[len(values) :] if key in named)])

        return made


class _Function:
    def __init__(self, contract, entries, mode):
        self.contract, self.entries, self.mode = contract, entries, mode

    def __call__(self, *arguments, sender=None, value=0, gas=None, block=None):
        chain, address = self.contract._chain, self.contract.address
        entry, data = self._encoded(arguments)
        if self.mode == "encode":
            return data
        if self.mode == "fails":
            return chain.fails(sender, address, data, value, gas, block)
        if self.mode == "halts":
            return chain.halts(sender, address, data, value, gas, block)
        if self.mode == "estimate":
            return chain.estimate(sender, address, data, value)
        if self.mode == "call" or entry["stateMutability"] in ("view", "pure"):
            block = block or ("pending" if self.mode == "call" else "latest")
            return _result(entry, chain.call(sender, address, data, value, gas, block))
        return chain.send(sender, address, data, value, gas)

    def _encoded(self, arguments):
        reasons = []
        for entry in self.entries:
            if len(entry["inputs"]) != len(arguments):
                reasons.append(f"{abi_entries.signature(entry)} takes {len(entry['inputs'])} arguments")
                continue
            try:
                values = [_lower(value, kind) for value, kind in zip(arguments, entry["inputs"], strict=True)]
                types = abi_entries.types_of(entry["inputs"])
                return entry, abi_entries.selector(entry) + encode(types, values)
            except Exception as reason:
                if len(self.entries) == 1:
                    raise
                reasons.append(f"{abi_entries.signature(entry)}: {reason}")
        raise TypeError("; ".join(reasons))


def _by_signature(contract, signature):
    entries = contract._functions.get(signature.partition("(")[0], [])
    found = [entry for entry in entries if abi_entries.signature(entry) == signature]
    if not found:
        raise AttributeError(f"{contract._title} has no function {signature}")
    return found


@dataclass(frozen=True)
class Log:
    """One log, compared by address, topics and data; shown by its event."""

    address: str
    topics: tuple
    data: bytes
    chain: object = field(compare=False, repr=False)

    @property
    def event(self):
        contract = self.chain.known.get(self.address)
        entry = contract and self.topics and contract._topics.get(self.topics[0])
        return entry["name"] if entry else None

    @property
    def args(self):
        """The arguments as a named tuple; those that are only hashed, as their hash."""
        entry = self.chain.known[self.address]._topics[self.topics[0]]
        indexed, topics, types = [], iter(self.topics[1:]), []
        for kind in entry["inputs"]:
            name = abi_entries.type_of(kind)
            if not kind["indexed"]:
                types.append(kind)
            elif name in ("string", "bytes"):
                indexed.append(next(topics))
            else:
                indexed.append(_raise(decode([name], next(topics))[0], kind))
        plain = iter(_values(types, self.data))
        indexed = iter(indexed)
        return _tuple(entry["inputs"], [next(indexed if kind["indexed"] else plain) for kind in entry["inputs"]])

    def __repr__(self):
        contract = self.chain.known.get(self.address)
        if not self.event:
            return f"Log({self.address}, {[topic.hex() for topic in self.topics]}, {self.data.hex()})"
        return f"{contract._title}.{self.event}{tuple(self.args)!r}"


class Revert:
    """What a call reverted with. Equal to a Revert of the same data, and to the text of an `Error(string)`."""

    def __init__(self, data, chain=None):
        self.data, self.chain = data, chain

    @property
    def reason(self):
        """The text of an `Error(string)`, else None."""
        return decode(["string"], self.data[4:])[0] if self.data[:4] == bytes.fromhex("08c379a0") else None

    def __eq__(self, other):
        if isinstance(other, str):
            return self.data == bytes.fromhex("08c379a0") + encode(["string"], [other])
        return isinstance(other, Revert) and self.data == other.data

    def __hash__(self):
        return hash(self.data)

    def __repr__(self):
        if not self.data:
            return "Revert without data"
        if self.reason is not None:
            return f"Revert({self.reason!r})"
        if self.data[:4] == bytes.fromhex("4e487b71"):
            return f"Revert(Panic 0x{self.data[4:].hex().lstrip('0')})"
        for contract in self.chain.known.values() if self.chain else ():
            entry = contract._selectors.get(self.data[:4])
            if entry:
                values = _values(entry["inputs"], self.data[4:])
                return f"Revert({entry['name']}({', '.join(map(repr, values))}))"
        return f"Revert(0x{self.data.hex()})"


NO_REASON = Revert(b"")


class Receipt:
    """Of a transaction that succeeded."""

    def __init__(self, chain, fields):
        self.fields, self.chain = fields, chain
        self.hash, self.gas = fields["transactionHash"], int(fields["gasUsed"], 16)
        self.block = int(fields["blockNumber"], 16)
        self.logs = [
            Log(
                to_checksum_address(log["address"]),
                tuple(bytes.fromhex(topic[2:]) for topic in log["topics"]),
                bytes.fromhex(log["data"][2:]),
                chain,
            )
            for log in fields["logs"]
        ]

    @property
    def timestamp(self):
        return self.chain.timestamp(self.block)

    def only(self, event):
        """The arguments of the one log of this event."""
        (log,) = [log for log in self.logs if log.event == event]
        return log.args

    def __repr__(self):
        return f"Receipt({self.gas} gas, {self.logs!r})"


class TestChain(harness.Chain):
    """A chain on which time and fees do not depend on the moment, and anybody may be the sender.

    Blocks are a second apart, beginning at `BEGIN`; the base fee is zero, so that balances change by nothing but what
    contracts do, and accounts without ether can send. With `timed=False` blocks have the time of the day.
    """

    BEGIN = 1_900_000_000
    __test__ = False

    def __init__(self, *arguments, timed=True):
        super().__init__(*arguments)
        self.known, self.gas_price = {}, 0
        self.rpc("anvil_autoImpersonateAccount", True)
        if timed:
            self.rpc("evm_setBlockTimestampInterval", 1)
            self.rpc("evm_setNextBlockTimestamp", self.BEGIN)
        self.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
        self.rpc("evm_mine")

    def rpc(self, method, *params):
        """The result of one call through web3.py, once it is there; an error of JSON-RPC is raised."""
        if "w3" not in self.__dict__:
            return super().rpc(method, *params)
        answer = self.w3.provider.make_request(method, list(params))
        if "error" in answer:
            raise harness.RPCFault(**answer["error"])
        return answer["result"]

    def request(self, sender, to, data, value=0, gas=None):
        fields = {"from": _address(sender or self.accounts[0]), "data": "0x" + bytes(data).hex(), "value": hex(value)}
        fields |= {"gas": hex(gas or GAS), "gasPrice": hex(self.gas_price)}
        return fields | ({"to": _address(to)} if to else {})

    def send(self, sender, to, data, value=0, gas=None):
        """The receipt of a transaction; one that fails is told with its reason."""
        sent = self.rpc("eth_sendTransaction", self.request(sender, to, data, value, gas))
        fields = self.rpc("eth_getTransactionReceipt", sent)
        if int(fields["gasUsed"], 16) > GAS // 2 and self.gas_price == 0:
            self.rpc("anvil_setNextBlockBaseFeePerGas", "0x0")
        if fields["status"] != "0x1":
            trace = self.rpc("debug_traceTransaction", fields["transactionHash"], {"tracer": "callTracer"})
            reason = Revert(bytes.fromhex(trace.get("output", "0x")[2:]), self)
            raise Reverted(f"{trace.get('error')}: {reason!r} after {int(fields['gasUsed'], 16)} gas")
        return Receipt(self, fields)

    def call(self, sender, to, data, value=0, gas=None, block="latest"):
        answer = self.rpc("eth_call", self.request(sender, to, data, value, gas), _block(block))
        return bytes.fromhex(answer[2:])

    def estimate(self, sender, to, data, value=0):
        fields = self.request(sender, to, data, value)
        del fields["gas"]
        return int(self.rpc("eth_estimateGas", fields), 16)

    def fails(self, sender, to, data, value=0, gas=None, block=None):
        fault = self._fault(sender, to, data, value, gas, block)
        assert fault.code == REVERT, f"not a revert: {fault}"
        return Revert(bytes.fromhex(fault.data[2:]), self)

    def halts(self, sender, to, data, value=0, gas=None, block=None):
        """The words of an end that is no revert, such as one without gas."""
        fault = self._fault(sender, to, data, value, gas, block)
        assert fault.code != REVERT, f"reverted: {Revert(bytes.fromhex(fault.data[2:]), self)!r}"
        return fault.message

    def _fault(self, sender, to, data, value, gas, block):
        try:
            answer = self.call(sender, to, data, value, gas, block or "pending")
        except harness.RPCFault as fault:
            return fault
        raise AssertionError(f"it was accepted, and gave 0x{answer.hex()[:256]}")

    def timestamp(self, block="latest"):
        return int(self.rpc("eth_getBlockByNumber", _block(block), False)["timestamp"], 16)

    @property
    def height(self):
        return int(self.rpc("eth_blockNumber"), 16)

    def charge(self, fee):
        """From now on transactions cost a base fee, as they do elsewhere."""
        self.rpc("anvil_setNextBlockBaseFeePerGas", hex(fee))
        self.rpc("evm_mine")
        self.gas_price = 2 * fee

    def balance(self, address):
        return int(self.rpc("eth_getBalance", _address(address), "latest"), 16)

    def fund(self, address, wei=10**21):
        self.rpc("anvil_setBalance", _address(address), hex(wei))

    def next_at(self, timestamp):
        """The next block, and with it the next transaction, comes at this time."""
        self.rpc("evm_setNextBlockTimestamp", timestamp)

    def warp(self, timestamp):
        """Makes a block at this time."""
        self.next_at(timestamp)
        self.rpc("evm_mine")

    def mine(self, count=1):
        for _ in range(count):
            self.rpc("evm_mine")

    def deploy(self, title, abi, bytecode, *arguments, sender=None, value=0):
        """A contract made by a transaction, with its constructor's arguments."""
        code = bytecode if isinstance(bytecode, bytes) else bytes.fromhex(bytecode.removeprefix("0x"))
        receipt = self.send(sender, None, code + constructor_data(abi, arguments), value)
        contract = Contract(self, title, receipt.fields["contractAddress"], abi)
        contract.deployment = receipt
        return contract

    def deploy_fails(self, abi, bytecode, *arguments, sender=None, value=0):
        """The Revert with which a constructor must end."""
        code = bytes.fromhex(bytecode.removeprefix("0x"))
        return self.fails(sender, None, code + constructor_data(abi, arguments), value)


class Reverted(AssertionError):
    """A transaction failed that should not have."""


def constructor_data(abi, arguments):
    inputs = next((entry["inputs"] for entry in abi if entry["type"] == "constructor"), [])
    values = [_lower(value, kind) for value, kind in zip(arguments, inputs, strict=True)]
    return encode(abi_entries.types_of(inputs), values)


def _address(value):
    return str(getattr(value, "address", value))


def _block(block):
    return hex(block) if isinstance(block, int) else block


def _result(entry, data):
    values = _values(entry["outputs"], data)
    if not values:
        return None
    return values[0] if len(values) == 1 else _tuple(entry["outputs"], values)


def _values(parameters, data):
    """Decoded strictly: what the ABI would encode otherwise is refused."""
    types = abi_entries.types_of(parameters)
    values = decode(types, data)
    assert encode(types, values) == data, f"not encoded as the ABI has it: {data.hex()}"
    return [_raise(value, kind) for value, kind in zip(values, parameters, strict=True)]


def _split(kind):
    """The element of an array type, or None."""
    name = kind["type"]
    return {**kind, "type": name[: name.rindex("[")]} if name.endswith("]") else None


def _lower(value, kind):
    """What eth-abi takes, of what a test gives."""
    element = _split(kind)
    if element:
        return [_lower(each, element) for each in value]
    name = kind["type"]
    if name == "tuple":
        members = kind["components"]
        if isinstance(value, dict):
            assert sorted(value) == sorted(member["name"] for member in members), f"wrong members: {sorted(value)}"
            value = [value[member["name"]] for member in members]
        return tuple(_lower(each, member) for each, member in zip(value, members, strict=True))
    if name == "address":
        return _address(value)
    if name.startswith("bytes") and isinstance(value, str):
        return bytes.fromhex(value.removeprefix("0x"))
    return value


def _raise(value, kind):
    """What a test wants, of what eth-abi gives."""
    element = _split(kind)
    if element:
        return [_raise(each, element) for each in value]
    if kind["type"] == "tuple":
        members = kind["components"]
        return _tuple(members, [_raise(each, member) for each, member in zip(value, members, strict=True)])
    return to_checksum_address(value) if kind["type"] == "address" else value


def _tuple(members, values):
    return namedtuple("Values", [member["name"] for member in members], rename=True)(*values)
