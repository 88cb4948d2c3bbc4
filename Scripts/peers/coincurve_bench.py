"""Benchmark peer: coincurve (libsecp256k1) and pycryptodome's Keccak. Protocol: see bench_loop.py.

Operations: public_key, sign (recoverable, of a digest), recover, verify, ecdh (both coordinates), keccak256
("bytes": length of the message, 32 unless given).
"""

import hashlib
from typing import Any

from coincurve import PrivateKey, PublicKey
from eth_hash.auto import keccak

from bench_loop import Operation, serve

SECRET = hashlib.sha256(b"benchmark key").digest()
DIGEST = hashlib.sha256(b"benchmark digest").digest()
KEY = PrivateKey(SECRET)
RECOVERABLE = KEY.sign_recoverable(DIGEST, hasher=None)
DER = KEY.sign(DIGEST, hasher=None)


def keccak256(command: dict[str, Any]) -> Operation:
    """Hashing a message of the length that the command gives."""
    message = bytes(int(command.get("bytes", 32)))
    return lambda: keccak(message)


OPERATIONS = {
    "public_key": lambda _: lambda: PublicKey.from_valid_secret(SECRET),
    "sign": lambda _: lambda: KEY.sign_recoverable(DIGEST, hasher=None),
    "recover": lambda _: lambda: PublicKey.from_signature_and_message(RECOVERABLE, DIGEST, hasher=None),
    "verify": lambda _: lambda: KEY.public_key.verify(DER, DIGEST, hasher=None),
    "ecdh": lambda _: lambda: KEY.public_key.multiply(SECRET).format(compressed=False),
    "keccak256": keccak256,
}

if __name__ == "__main__":
    serve(OPERATIONS)
