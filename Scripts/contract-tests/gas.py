"""What mints, claims and votes cost: measured on this chain, replayed by revm, and held against a bound each.

    .build/chain-peers/bin/python Scripts/contract-tests/gas.py [--replayer .build/peers/bin/python] [--without-revm]

Every transaction is the first of its kind on a network that was just deployed. revm (by pyrevm, which lives in another
environment) takes the state before it from the chain by JSON-RPC and must use exactly as much gas, by the rules of
Cancun. The exit status is 1 when the engines differ or a figure is above its bound.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from contract import TestChain, harness
from derivation import compressed, point_of
from eth_utils import keccak
from network import Network, root_keys, root_secret

FOLDER = Path(__file__).parent
PEERS = FOLDER.parents[1] / ".build/peers/bin/python"
KEY_ID = keccak(text="gas:app")
CID = bytes.fromhex("1220") + keccak(text="an action")
IDS = [keccak(text="first"), keccak(text="second")]

# Gas that must not be exceeded, by number of secp256k1 root keys.
BOUNDS = {
    "computeHDPubKey": {2: 203_000, 3: 299_000, 5: 504_000, 10: 1_015_000},
    "PKPNFT.mintNext": {2: 593_000, 3: 706_000, 10: 1_450_000},
    "PKPHelper.mintNextAndAddAuthMethods": {2: 1_090_000, 3: 1_199_000, 10: 1_950_000},
    "PKPHelper.mintNext…WithTypes": {2: 1_752_000, 3: 1_857_000, 10: 2_601_000},
    "PKPNFT.claimAndMint": {2: 611_000, 3: 719_000, 10: 1_471_000},
    "PKPHelper.claim…WithTypes": {2: 1_345_000, 3: 1_448_000, 10: 2_188_000},
    "PubkeyRouter.voteForRootKeys": {2: 394_000, 3: 511_000, 10: 1_329_000},
}


def intrinsic(data):
    """What a transaction costs before its first instruction (EIP-2028)."""
    return 21_000 + sum(16 if byte else 4 for byte in data)


class Measurement:
    """Sends transactions, each from the same state, and notes what revm needs to do the same."""

    def __init__(self, chain):
        self.chain, self.rows = chain, []

    def measure(self, name, roots, contract, data, sender, value=0, execution_only=False):
        chain, before = self.chain, self.chain.height
        receipt = chain.send(sender, contract.address, data, value)
        assert receipt.block == before + 1
        block = chain.rpc("eth_getBlockByNumber", hex(receipt.block), False)
        less = intrinsic(data) if execution_only else 0
        self.rows.append(
            {
                "name": name,
                "roots": roots,
                "gas": receipt.gas - less,
                "less": less,
                "fork": hex(before),
                "block": {key: int(block[key], 16) for key in ("number", "timestamp", "gasLimit")},
                "coinbase": block["miner"],
                "prevrandao": block["mixHash"],
                "sender": str(sender),
                "to": contract.address,
                "data": data.hex(),
                "value": value,
            }
        )


def transactions(measurement, network, roots, bob):
    """All that is measured on a network without root keys."""
    nft, helper, router, staking = network.PKPNFT, network.PKPHelper, network.PubkeyRouter, network.Staking
    keys, measure = root_keys(roots), measurement.measure
    first, second, last = (validator.node for validator in network.validators)
    for node in (first, second):
        router.voteForRootKeys(staking, keys, sender=node)
    measure("PubkeyRouter.voteForRootKeys", roots, router, router.encode.voteForRootKeys(staking, keys), last)
    network.root_keys = keys
    signatures = [node.sign(KEY_ID) for node in (first, second)]
    one = ([4], IDS[:1], [b""], [[1]], True, True)
    mint = nft.encode.mintNext(2)
    simple = helper.encode.mintNextAndAddAuthMethods(2, *one)
    two = ([4, 5], IDS, [b"", b""], [[1], [1]], True, True)
    types = helper.encode.mintNextAndAddAuthMethodsWithTypes(2, [CID], [[1]], [bob], [[1]], *two)
    claim = nft.encode["claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[])"](2, KEY_ID, signatures)
    helper_claim = helper.encode.claimAndMintNextAndAddAuthMethodsWithTypes(
        (2, KEY_ID, signatures), (2, [], [], [], [], *one)
    )
    for name, contract, data in (
        ("PKPNFT.mintNext", nft, mint),
        ("PKPHelper.mintNextAndAddAuthMethods", helper, simple),
        ("PKPHelper.mintNext…WithTypes", helper, types),
        ("PKPNFT.claimAndMint", nft, claim),
        ("PKPHelper.claim…WithTypes", helper, helper_claim),
    ):
        snapshot = network.chain.rpc("evm_snapshot")
        measure(name, roots, contract, data, bob, value=1)
        yield
        network.chain.rpc("evm_revert", snapshot)


def measured(chain, replayer):
    """Rows with the gas of both engines; `replayer` gives that of a row, or None."""
    from accounts import Account

    bob, measurement = Account("bob"), Measurement(chain)
    chain.fund(bob)

    def replay():
        row = measurement.rows[-1]
        row["revm"] = replayer(row) - row["less"] if replayer else None

    deriver = Network(chain).deploy("KeyDeriver").KeyDeriver
    for roots in BOUNDS["computeHDPubKey"]:
        keys = [(compressed(point_of(root_secret(at))), 2) for at in range(roots)]
        data = deriver.encode.computeHDPubKey(KEY_ID, keys, 2)
        measurement.measure("computeHDPubKey", roots, deriver, data, bob, execution_only=True)
        replay()
    for roots in BOUNDS["PKPNFT.mintNext"]:
        snapshot = chain.rpc("evm_snapshot")
        network = Network(chain).deploy().live(root_keys=0)
        seen = len(measurement.rows)
        for _ in transactions(measurement, network, roots, bob):
            replay()
        # The vote was measured before all of them; its state is still there.
        measurement.rows[seen]["revm"] = replayer(measurement.rows[seen]) if replayer else None
        chain.rpc("evm_revert", snapshot)
    return measurement.rows


class Replayer:
    """revm in the other environment: a process that answers a line for each line."""

    def __init__(self, python, url):
        command = [python, str(FOLDER / "gas_replay.py"), url]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, row):
        self.process.stdin.write(json.dumps(row) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"the replay ended with {self.process.wait()}")
        return json.loads(answer)

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


def faults(rows):
    """What is wrong with the figures, in words."""
    found = []
    for row in rows:
        bound, what = BOUNDS[row["name"]][row["roots"]], f"{row['name']} with {row['roots']} roots"
        if row["gas"] > bound:
            found.append(f"{what} costs {row['gas']}, more than {bound}")
        if row["revm"] not in (None, row["gas"]):
            found.append(f"{what} costs {row['gas']} here and {row['revm']} by revm")
    return found


def table(rows):
    lines = [f"{'':38}{'roots':>6}{'lit':>12}{'revm':>12}{'bound':>12}{'of it':>8}"]
    order = list(BOUNDS)
    for row in sorted(rows, key=lambda row: (order.index(row["name"]), row["roots"])):
        bound = BOUNDS[row["name"]][row["roots"]]
        revm = f"{row['revm']:,}" if row["revm"] is not None else "—"
        share = f"{100 * row['gas'] / bound:.0f} %"
        lines.append(f"{row['name']:38}{row['roots']:>6}{row['gas']:>12,}{revm:>12}{bound:>12,}{share:>8}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replayer", default=str(PEERS), help="a Python that has pyrevm")
    parser.add_argument("--without-revm", action="store_true", help="measure on this chain only")
    options = parser.parse_args()
    chain = TestChain()
    replayer = None
    try:
        replayer = None if options.without_revm else Replayer(options.replayer, chain.url)
        rows = measured(chain, replayer)
    finally:
        if replayer:
            replayer.stop()
        chain.stop()
        for left in list(harness.running):
            left.kill()
    print(table(rows))
    wrong = faults(rows)
    for each in wrong:
        print(f"gas: {each}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
