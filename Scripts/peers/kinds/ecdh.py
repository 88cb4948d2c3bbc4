"""Diffie-Hellman on secp256k1: both coordinates of the shared point."""

from random import Random

from coincurve import PrivateKey, PublicKey

from kinds import curve
from kinds.common import Cases, Kind, must_equal, must_refuse, rounds
from kinds.curve import N, P, word


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Shared points, then keys that are none."""
    for index in rounds(count):
        key, peer = curve.private_key(rng), curve.private_key(rng)
        public = PrivateKey(peer).public_key
        shared = public.multiply(key).format(compressed=False)
        must_equal("shared point", PrivateKey(key).public_key.multiply(peer).format(compressed=False), shared)
        cases.add(
            "accept",
            {"privateKey": key.hex(), "publicKey": public.format(compressed=index % 2 == 0).hex()},
            {"x": shared[1:33].hex(), "y": shared[33:].hex()},
        )
    for index in rounds(count // 2):
        _refused(cases, rng, index)


def _refused(cases: Cases, rng: Random, index: int) -> None:
    key = curve.private_key(rng)
    public = curve.public_key(curve.private_key(rng))
    x, y = public[1:33], public[33:]
    compressed = PublicKey(public).format(compressed=True)
    odd = int.from_bytes(y, "big") & 1
    variants = [
        ("off-curve", b"\x04" + x + word((int.from_bytes(y, "big") + rng.randrange(1, 2**64)) % P)),
        ("x-of-no-point", bytes([rng.choice([2, 3])]) + word(curve.x_of_no_point(rng))),
        ("x-beyond-field", bytes([2]) + word(P + rng.randrange(2**32))),
        ("zero-point", b"\x04" + bytes(64)),
        ("infinity", b"\x00"),
        ("prefix", bytes([rng.choice([0, 1, 4, 5, 6, 7, 8, 255])]) + compressed[1:]),
        ("uncompressed-prefix", bytes([rng.choice([0, 1, 2, 3, 5, 7 - odd, 8])]) + x + y),
        ("short", rng.choice([compressed[:-1], public[:-1]])),
        ("long", rng.choice([compressed, public]) + b"\x00"),
        ("no-prefix", x + y),
        ("empty", b""),
    ]
    label, spoiled = variants[index % (len(variants) + 2) % len(variants)]
    if index % (len(variants) + 2) >= len(variants):
        bad = rng.choice([0, N, N + 1, 2**256 - 1])
        must_refuse("private key", lambda: PublicKey(public).multiply(word(bad)))
        input = {"privateKey": word(bad).hex(), "publicKey": public.hex()}
        cases.refuse("refuse", input, "invalidPrivateKey", label="private-key")
        return
    must_refuse(f"{label} {spoiled.hex()}", lambda: PublicKey(spoiled))
    cases.refuse(
        "refuse", {"privateKey": key.hex(), "publicKey": spoiled.hex()}, "invalidPublicKey", label=label
    )


KIND = Kind(
    "ecdh",
    "Both coordinates of privateKey · publicKey",
    {"independent": "coincurve (libsecp256k1)"},
    fill,
)
