"""Judges signatures of threshold ECDSA, as `conformance threshold-signatures` writes them.

    judge_signatures.py FILE

coincurve (libsecp256k1) verifies each and recovers its key; eth-account recovers its address; py_ecc's hash and
coincurve derive its public key from the root keys. Then a fault of each sort is planted in a signature, and one
that is not found fails as well.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

from coincurve import PublicKey
from coincurve.ecdsa import cdata_to_der, deserialize_compact
from eth_account import Account
from eth_keys import keys
from kinds import curve
from kinds.common import Json
from py_ecc.bls.hash import expand_message_xmd

TAG = b"LIT_HD_KEY_ID_K256_XMD:SHA-256_SSWU_RO_NUL_"


class WrongSignature(Exception):
    """A signature that one of the judges does not accept."""


def judge(input: dict[str, Json]) -> None:
    """Raises `WrongSignature` unless every judge accepts the signature."""
    public, digest = bytes.fromhex(input["publicKey"]), bytes.fromhex(input["digest"])
    r, s, recovery_id = int(input["r"], 16), int(input["s"], 16), input["recoveryId"]
    if derived(input["rootKeys"], bytes.fromhex(input["keyId"])) != public:
        raise WrongSignature("the key is not the one derived from the root keys")
    if not 0 < s <= curve.N // 2:
        raise WrongSignature("s is zero or high")
    try:
        signature = cdata_to_der(deserialize_compact(curve.word(r) + curve.word(s)))
    except ValueError as error:
        raise WrongSignature(f"coincurve: {error}") from error
    if not PublicKey(public).verify(signature, digest, hasher=None):
        raise WrongSignature("coincurve does not verify it")
    try:
        recovered = curve.recover(digest, r, s, recovery_id)
    except Exception as error:  # coincurve raises bare exceptions.
        raise WrongSignature(f"coincurve recovers nothing: {error}") from error
    if recovered != public:
        raise WrongSignature("coincurve recovers another key")
    address = keys.PublicKey(public[1:]).to_checksum_address()
    if Account._recover_hash(digest, vrs=(27 + recovery_id, r, s)) != address:
        raise WrongSignature("eth-account recovers another address")


def derived(roots: list[str], key_id: bytes) -> bytes:
    """The sum of the root keys, each times a power of the id's hash."""
    tweak = int.from_bytes(expand_message_xmd(key_id, TAG, 48, hashlib.sha256), "big") % curve.N
    parts = []
    for power, root in enumerate(roots):
        factor = pow(tweak, power, curve.N)
        parts.append(PublicKey(bytes.fromhex(root)).multiply(curve.word(factor)))
    return PublicKey.combine_keys(parts).format(compressed=False)


def _flip(name: str) -> Callable[[dict[str, Json]], None]:
    def plant(input: dict[str, Json]) -> None:
        text = input[name]
        input[name] = text[:-1] + f"{int(text[-1], 16) ^ 1:x}"

    return plant


def _high_s(input: dict[str, Json]) -> None:
    """The other signature of the same key, which verifies and recovers, and is not to be made."""
    input["s"] = curve.word(curve.N - int(input["s"], 16)).hex()
    input["recoveryId"] ^= 1


def _other_id(input: dict[str, Json]) -> None:
    input["recoveryId"] ^= 1


def _swapped_roots(input: dict[str, Json]) -> None:
    input["rootKeys"].reverse()


FAULTS: dict[str, Callable[[dict[str, Json]], None]] = {
    "digest": _flip("digest"),
    "r": _flip("r"),
    "s": _flip("s"),
    "high s": _high_s,
    "recovery id": _other_id,
    "key id": _flip("keyId"),
    "order of the root keys": _swapped_roots,
}


def main() -> int:
    """Judges the file; 1 if a signature is wrong or a planted fault is not found."""
    parser = argparse.ArgumentParser(description="Judge signatures of threshold ECDSA.")
    parser.add_argument("file", type=Path)
    cases = json.loads(parser.parse_args().file.read_text(encoding="utf-8"))["cases"]
    if not cases:
        print("no signatures")
        return 1
    wrong = 0
    for case in cases:
        try:
            judge(case["input"])
        except WrongSignature as error:
            print(f"{case['name']}: {error}")
            wrong += 1
    print(f"{len(cases)} signatures, {wrong} wrong")
    for name, plant in FAULTS.items():
        input = json.loads(json.dumps(cases[0]["input"]))
        plant(input)
        try:
            judge(input)
        except WrongSignature:
            continue
        print(f"the fault planted in the {name} was not found")
        wrong += 1
    print(f"faults planted: {len(FAULTS)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
