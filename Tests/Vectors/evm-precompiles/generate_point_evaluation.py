"""Writes point_evaluation.json: calls of the contract at 0x0a with the verdict of ckzg.

    generate_point_evaluation.py   (in the environment of Scripts/bootstrap --peers)
"""

import json
from hashlib import sha256
from pathlib import Path
from random import Random

import ckzg
import eth_account

R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
NOT_IN_SUBGROUP = bytes.fromhex("80" + "00" * 47)
NOT_ON_CURVE = bytes.fromhex("91b6edfcf9ed734c3f2b9f743c50aab3cd541980a0ae13896d9ea0436c5f6ad56748a5b3bd0db1df379f121a06c9312d")
INFINITY = bytes.fromhex("c0" + "00" * 47)


def main() -> None:
    """Makes the cases, puts each to ckzg, and writes them beside this file."""
    rng = Random("point evaluation")
    account = Path(eth_account.__file__).parent
    setup = ckzg.load_trusted_setup(str(next(account.rglob("kzg_trusted_setup.txt"))), 0)
    cases = []

    def add(name: str, z: bytes, y: bytes, commitment: bytes, proof: bytes, *, hash: bytes | None = None) -> None:
        versioned = b"\x01" + sha256(commitment).digest()[1:] if hash is None else hash
        try:
            good = ckzg.verify_kzg_proof(commitment, z, y, proof, setup)
        except Exception:
            good = False
        good = good and hash is None
        cases.append({"name": name, "input": (versioned + z + y + commitment + proof).hex(), "accepted": good})

    def word(value: int) -> bytes:
        return value.to_bytes(32, "big")

    points = [0, 1, R - 1, rng.randrange(R), rng.randrange(R), rng.randrange(R)]
    for index, point in enumerate(points):
        # The first polynomial is constant, so that its proofs are infinity.
        values = [5] * 4096 if index == 0 else [rng.randrange(R) for _ in range(4096)]
        blob = b"".join(map(word, values))
        commitment = ckzg.blob_to_kzg_commitment(blob, setup)
        z = word(point)
        proof, y = ckzg.compute_kzg_proof(blob, z, setup)
        label = f"blob-{index}"
        add(f"{label}", z, y, commitment, proof)
        add(f"{label}-other-value", z, word((int.from_bytes(y, "big") + 1) % R), commitment, proof)
        add(f"{label}-other-point", word((int.from_bytes(z, "big") + 1) % R), y, commitment, proof)
        add(f"{label}-no-proof", z, y, commitment, INFINITY)
        add(f"{label}-other-proof", z, y, commitment, commitment)
    add("value-beyond-order", z, word(R), commitment, proof)
    add("point-beyond-order", word(int.from_bytes(z, "big") + R), y, commitment, proof)
    add("other-hash", z, y, commitment, proof, hash=b"\x01" + bytes(31))
    add("other-version", z, y, commitment, proof, hash=b"\x02" + sha256(commitment).digest()[1:])
    for name, wrong in (
        ("not-in-subgroup", NOT_IN_SUBGROUP),
        ("not-on-curve", NOT_ON_CURVE),
        ("beyond-p", bytes([0x80 | P >> 376]) + (P & ((1 << 376) - 1)).to_bytes(47, "big")),
        ("flag-clear", bytes([commitment[0] & 0x7F]) + commitment[1:]),
        ("infinity-with-sign", bytes([0xE0]) + bytes(47)),
    ):
        add(f"commitment-{name}", z, y, wrong, proof)
        add(f"proof-{name}", z, y, commitment, wrong)
    add("nothing", word(0), word(0), INFINITY, INFINITY)

    document = {"oracle": "ckzg 2.1.8", "cases": cases}
    path = Path(__file__).parent / "point_evaluation.json"
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(sum(case["accepted"] for case in cases), "accepted of", len(cases))


if __name__ == "__main__":
    main()
