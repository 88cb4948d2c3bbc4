"""revm behind gas.py: for each line, a transaction as JSON, the gas that it uses.

    .build/peers/bin/python Scripts/contract-tests/gas_replay.py URL

The state is that of the chain at URL at the block before.
"""

import json
import sys

from pyrevm import EVM, BlockEnv

GAS = 30_000_000


def replay(url, row):
    evm = EVM(fork_url=url, fork_block=row["fork"], spec_id="CANCUN")
    block = row["block"]
    evm.set_block_env(
        BlockEnv(
            number=block["number"],
            timestamp=block["timestamp"],
            gas_limit=block["gasLimit"],
            basefee=0,
            coinbase=row["coinbase"],
            prevrandao=bytes.fromhex(row["prevrandao"][2:]),
            excess_blob_gas=0,
        )
    )
    data = bytes.fromhex(row["data"])
    evm.message_call(row["sender"], row["to"], data, row["value"], gas=GAS, gas_price=0)
    return evm.result.gas_used


for line in sys.stdin:
    print(replay(sys.argv[1], json.loads(line)), flush=True)
