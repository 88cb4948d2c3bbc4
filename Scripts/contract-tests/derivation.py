"""Key derivation in Python, written from its description and apart from the contracts: what these must agree with.

Root keys are made from known secrets here, so that a derived key is one multiple of the generator.
"""

import hashlib
from functools import cache

from eth_utils import keccak

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)
LAMBDA = 0x5363AD4CC05C30E0A5261C028812645A122E22EA20816678DF02967C1B23BD72
DST = b"LIT_HD_KEY_ID_K256_XMD:SHA-256_SSWU_RO_NUL_"


def tweak(key_id):
    """hash_to_field of RFC 9380 with the group's order."""
    tail = DST + bytes([len(DST)])
    first = hashlib.sha256(bytes(64) + key_id + b"\x00\x30\x00" + tail).digest()
    one = hashlib.sha256(first + b"\x01" + tail).digest()
    two = hashlib.sha256(bytes(a ^ b for a, b in zip(first, one)) + b"\x02" + tail).digest()
    return int.from_bytes((one + two)[:48], "big") % N


def secret_of(key_id, secrets):
    """The secret of the derived key, from those of the root keys."""
    t, total = tweak(key_id), 0
    for secret in reversed(secrets):
        total = (total * t + secret) % N
    return total


def add(a, b):
    """The sum of two points; None is infinity."""
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, P) % P
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def multiply(scalar, point):
    """The multiple of any point, bit by bit."""
    total = None
    for bit in bin(scalar % N)[2:]:
        total = add(total, total)
        if bit == "1":
            total = add(total, point)
    return total


@cache
def _powers():
    """n 256^i G for each byte n and each place i."""
    rows, base = [], G
    for _ in range(32):
        row = [None]
        for _ in range(255):
            row.append(add(row[-1], base))
        rows.append(row)
        base = add(row[-1], base)
    return rows


def point_of(secret):
    """The public key of a secret, as a point."""
    total = None
    for row, digit in zip(_powers(), (secret % N).to_bytes(32, "little")):
        if digit:
            total = add(total, row[digit])
    return total


def compressed(point):
    return bytes([2 + (point[1] & 1)]) + point[0].to_bytes(32, "big")


def uncompressed(point):
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def eth_address(pubkey):
    """The address of an uncompressed key, in lower case."""
    return "0x" + keccak(pubkey[1:])[12:].hex()


def token_of(pubkey):
    return int.from_bytes(keccak(pubkey), "big")


def next_key_id(supply, block_hash):
    """The key id of a mint: of the next token's number and the last block's hash."""
    return keccak((supply + 1).to_bytes(32, "big") + block_hash)
