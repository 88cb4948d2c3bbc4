"""One run of a benchmark program in revm."""

from dataclasses import dataclass

from pyrevm import EVM, AccountInfo, BlockEnv, Env

SENDER = "0x" + "5e" * 20
TARGET = "0x" + "c0" * 20


@dataclass
class Run:
    """What a run used, without the intrinsic gas of its transaction, and gave."""

    gas: int
    output: bytes


def execute(code: bytes, calldata: bytes, gas: int, *, tracing: bool = False) -> Run:
    """Calls the code with so much gas for its frame; raises unless it ends well."""
    intrinsic = 21000 + sum(16 if byte else 4 for byte in calldata)
    evm = engine(code, tracing=tracing)
    output = evm.message_call(SENDER, TARGET, calldata, None, gas + intrinsic)
    result = evm.result
    # A refund would hide what the run cost.
    if result is None or not result.is_success or result.gas_refunded:
        raise ValueError(f"the program does not end well: {result and result.reason}")
    return Run(result.gas_used - intrinsic, output)


def engine(code: bytes, *, tracing: bool = False) -> EVM:
    """A fresh engine with the code in place."""
    evm = EVM(env=Env(block=BlockEnv(number=1000)), spec_id="Cancun", tracing=tracing)
    evm.insert_account_info(SENDER, AccountInfo(balance=10**18))
    evm.insert_account_info(TARGET, AccountInfo(nonce=1, code=code))
    return evm
