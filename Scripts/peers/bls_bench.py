"""Benchmark peer: blspy (the C library blst behind a thin layer of Python). Protocol: see bench_loop.py.

Operations: pairing, verify, sign (hash and multiplication), hash_to_g2. The scheme is that of proofs of
possession, as the network's.
"""

import hashlib

from blspy import G1Element, G2Element, PopSchemeMPL

from bench_loop import serve

KEY = PopSchemeMPL.key_gen(hashlib.sha256(b"benchmark key").digest())
PUBLIC = KEY.get_g1()
MESSAGE = hashlib.sha256(b"benchmark message").digest()
SIGNATURE = PopSchemeMPL.sign(KEY, MESSAGE)
G1 = G1Element.from_message(b"one", b"tag")
G2 = G2Element.from_message(b"two", b"tag")

OPERATIONS = {
    "pairing": lambda _: lambda: G1.pair(G2),
    "verify": lambda _: lambda: PopSchemeMPL.verify(PUBLIC, MESSAGE, SIGNATURE),
    "sign": lambda _: lambda: PopSchemeMPL.sign(KEY, MESSAGE),
    "hash_to_g2": lambda _: lambda: PopSchemeMPL.g2_from_message(MESSAGE),
}

if __name__ == "__main__":
    serve(OPERATIONS)
