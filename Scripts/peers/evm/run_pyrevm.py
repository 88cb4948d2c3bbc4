"""One transaction in revm, through pyrevm 0.3.7, and everything that it changed.

What pyrevm does and what is done about it:

- `spec_id` is matched exactly; an unknown name silently means the newest rules. The name is "Cancun".
- `message_call` validates the transaction and takes intrinsic gas and refunds into account, but neither moves
  the sender's nonce nor charges the fee nor pays the coinbase. `deploy` does all of these. Here the sender
  begins a `message_call` with what it has after paying in advance, and the rest is done afterwards.
- The base fee is always 0, and with it the whole fee goes to the coinbase. GASLIMIT is the argument of EVM().
- The hash of block n is keccak256 of n in decimal.
- `insert_account_storage` makes its account warm. Reverting to a snapshot undoes that and leaves the value,
  but only the first one: a second goes into the journal, which is undone. So each slot has its own snapshot.
- Nothing is finalised after the transaction: deleting what was destroyed or is empty is done here, from the
  text of the journal, which alone tells the flags of accounts and the slots that were reached.
"""

import re
from typing import Any

from pyrevm import EVM, AccountInfo, BlockEnv, CfgEnv, Env, TxEnv

from evm.programs import upfront
from evm.world import Account, World, storage_json, text

_ACCOUNT = re.compile(
    r"0x([0-9a-f]{40}): Account \{ info: AccountInfo \{ balance: (\d+), nonce: (\d+), "
    r"code_hash: 0x([0-9a-f]{64}), code: (?:None|Some\(Bytecode \{ bytecode: 0x([0-9a-f]*), "
    r"state: (?:Raw|Analysed \{ len: (\d+), .*?) \}\)) \}, "
    r"storage: \{(.*?)\}, status: AccountStatus\(([^)]*)\)"
)
_SLOT = re.compile(r"(\d+): StorageSlot \{ previous_or_original_value: \d+, present_value: (\d+) \}")
_OUTPUT = re.compile(r"output: 0x([0-9a-f]*)")
_INVALID = re.compile(r"Transaction\((\w+)")

_REASONS = {
    "OutOfGas": "outOfGas",
    "OpcodeNotFound": "invalidOpcode",
    "InvalidFEOpcode": "invalidOpcode",
    "NotActivated": "invalidOpcode",
    "InvalidJump": "invalidJump",
    "StackUnderflow": "stackUnderflow",
    "StackOverflow": "stackOverflow",
    "OutOfOffset": "returnDataOutOfBounds",
    "StateChangeDuringStaticCall": "staticViolation",
    "PrecompileError": "precompileFailure",
    "CreateCollision": "collision",
    "CreateContractSizeLimit": "codeTooLarge",
    "CreateContractStartingWithEF": "codeBeginsWithEF",
    "CreateInitCodeSizeLimit": "initCodeTooLarge",
}

_NO_CODE = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def run(world: World, *, tracing: bool = False) -> dict[str, Any]:
    """The outcome of a case: what `expect` holds."""
    block, call = world.block, world.call
    evm = EVM(
        env=Env(
            cfg=CfgEnv(chain_id=block.chain_id),
            block=BlockEnv(
                number=block.number,
                coinbase=text(block.coinbase),
                timestamp=block.timestamp,
                prevrandao=block.prev_randao,
                gas_limit=block.gas_limit,
                excess_blob_gas=block.excess_blob_gas,
            ),
            tx=TxEnv(
                access_list=[(text(address), slots) for address, slots in call.access_list],
                blob_hashes=call.blob_hashes,
                max_fee_per_blob_gas=call.max_fee_per_blob_gas if call.blob_hashes else None,
            ),
        ),
        spec_id="Cancun",
        gas_limit=block.gas_limit,
        tracing=tracing,
    )
    prepaid = 0 if call.to is None else upfront(world)
    _insert(evm, world, prepaid)
    output, created, failure = b"", None, ""
    sender = text(call.sender)
    try:
        if call.to is None:
            created = evm.deploy(sender, call.data, call.value, call.gas_limit, call.gas_price)
        else:
            output = evm.message_call(
                sender, text(call.to), call.data, call.value, call.gas_limit, call.gas_price
            )
    except RuntimeError as error:
        failure = str(error)
    result = evm.result
    if result is None:
        # Refused before anything was done.
        found = _INVALID.search(failure)
        return {"status": "invalid", "reason": found[1] if found else failure, "accounts": {}}
    if found := _OUTPUT.search(failure):
        output = bytes.fromhex(found[1])
    after = _after(evm.journal_str, world)
    if call.to is not None:
        _charge(after, world, result.gas_used, prepaid)
    expect: dict[str, Any] = {
        "status": "success" if result.is_success else "halt" if result.is_halt else "revert",
        "gasUsed": hex(result.gas_used),
        "output": text(output),
        "logs": [_log(entry) for entry in result.logs] if result.is_success else [],
        "accounts": _changes(after, world),
    }
    if result.is_halt:
        # Two engines need not find the same fault first, but mostly do.
        expect["reason"] = _REASONS.get(result.reason.partition("(")[0], result.reason)
    if created is not None:
        expect["created"] = created
    return expect


def _insert(evm: EVM, world: World, prepaid: int) -> None:
    for address, account in world.accounts.items():
        balance = account.balance
        if address == world.call.sender:
            balance -= prepaid
        info = AccountInfo(balance=balance, nonce=account.nonce, code=account.code or None)
        evm.insert_account_info(text(address), info)
    for address, account in world.accounts.items():
        for slot, value in account.storage.items():
            checkpoint = evm.snapshot()
            evm.insert_account_storage(text(address), slot, value)
            evm.revert(checkpoint)


def _after(journal: str, world: World) -> dict[bytes, Account | None]:
    """Every account that the journal has, as it is once the transaction is over; None for no account."""
    after: dict[bytes, Account | None] = {}
    state = journal[: journal.index("}, transient_storage: {")]
    for name, balance, nonce, code_hash, code, length, slots, status in _ACCOUNT.findall(state):
        address = bytes.fromhex(name)
        before = world.accounts.get(address)
        account = Account(int(balance), int(nonce))
        if code_hash != _NO_CODE:
            # Analysed code is padded; code that nothing ran is not.
            account.code = bytes.fromhex(code[: 2 * int(length)] if length else code) if code else before.code
        if before and "Created" not in status:
            account.storage.update(before.storage)
        account.storage.update((int(slot), int(value)) for slot, value in _SLOT.findall(slots))
        empty = not account.balance and not account.nonce and not account.code
        after[address] = None if "SelfDestructed" in status or empty else account
    return after


def _charge(after: dict[bytes, Account | None], world: World, gas_used: int, prepaid: int) -> None:
    """What a transaction does around the call: nonce, fee, coinbase."""
    call = world.call
    sender = after[call.sender] or Account()
    sender.nonce += 1
    sender.balance += (call.gas_limit - gas_used) * call.gas_price
    after[call.sender] = sender
    if gas_used * call.gas_price:
        coinbase = after.get(world.block.coinbase) or Account()
        coinbase.balance += gas_used * call.gas_price
        after[world.block.coinbase] = coinbase


def _changes(after: dict[bytes, Account | None], world: World) -> dict[str, Any]:
    """The accounts that are not as they were, whole, or null where there is none any more."""
    changes: dict[str, Any] = {}
    for address in sorted(after):
        account, before = after[address], world.accounts.get(address)
        if account is None:
            if before is not None:
                changes[text(address)] = None
            continue
        kept = {slot: value for slot, value in account.storage.items() if value}
        if before == Account(account.balance, account.nonce, account.code, kept):
            continue
        changes[text(address)] = {
            "balance": hex(account.balance),
            "nonce": hex(account.nonce),
            "code": text(account.code),
            "storage": storage_json(kept),
        }
    return changes


def _log(entry: Any) -> dict[str, Any]:
    return {"address": entry.address.lower(), "topics": entry.topics, "data": text(entry.data[1])}
