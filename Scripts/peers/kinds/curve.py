"""Constants of secp256k1 and the little arithmetic that the generators need; the oracle is coincurve."""

from random import Random

from coincurve import PrivateKey, PublicKey

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141

EDGE_KEYS = [1, 2, 3, N - 1, N - 2, (N - 1) // 2, (N + 1) // 2, 1 << 128, 1 << 255]


def word(value: int) -> bytes:
    """A 32-byte big-endian integer."""
    return value.to_bytes(32, "big")


def private_key(rng: Random) -> bytes:
    """A valid private key; about one in twenty is an extreme one."""
    if rng.random() < 0.05:
        return word(rng.choice(EDGE_KEYS))
    return word(rng.randrange(1, N))


def public_key(key: bytes) -> bytes:
    """The uncompressed public key, 65 bytes."""
    return PrivateKey(key).public_key.format(compressed=False)


def is_x_of_a_point(x: int) -> bool:
    """Whether some point of the curve has this x coordinate."""
    return 0 <= x < P and pow(x**3 + 7, (P - 1) // 2, P) == 1


def x_of_no_point(rng: Random) -> int:
    """A scalar in range that is the x coordinate of no point."""
    while True:
        x = rng.randrange(1, N)
        if not is_x_of_a_point(x):
            return x


def small_x_beyond_order(rng: Random) -> int:
    """A small r for which r + n is the x coordinate of a point: the rare recovery ids 2 and 3."""
    while True:
        r = rng.randrange(1, P - N)
        if is_x_of_a_point(r + N):
            return r


def recover(digest: bytes, r: int, s: int, recovery_id: int) -> bytes:
    """The uncompressed public key that coincurve recovers; raises ValueError when it refuses."""
    signature = word(r) + word(s) + bytes([recovery_id])
    return PublicKey.from_signature_and_message(signature, digest, hasher=None).format(compressed=False)


def sign(key: bytes, digest: bytes) -> tuple[int, int, int]:
    """r, s and recovery id of the deterministic (RFC 6979) low-s signature."""
    signature = PrivateKey(key).sign_recoverable(digest, hasher=None)
    return int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big"), signature[64]
