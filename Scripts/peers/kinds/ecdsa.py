"""ECDSA on secp256k1: RFC 6979 signing, strict (low-s) verification, recovery with all four ids."""

from random import Random

from coincurve import PrivateKey, PublicKey
from coincurve.ecdsa import cdata_to_der, deserialize_compact

from kinds import curve
from kinds.common import Cases, Kind, OracleDisagrees, must_equal, must_refuse, rounds
from kinds.curve import N, word

EDGE_DIGESTS = [0, 1, N - 1, N, N + 1, 2**256 - 1, 1 << 255]


def fill(cases: Cases, rng: Random, count: int) -> None:
    """`count` cases of signing, of verifying and of recovering."""
    for _ in rounds(count):
        key, digest = curve.private_key(rng), _digest(rng)
        r, s, recovery_id = curve.sign(key, digest)
        must_equal("low s", s <= N // 2, True)
        cases.add(
            "sign",
            {"privateKey": key.hex(), "digest": digest.hex()},
            {
                "publicKey": curve.public_key(key).hex(),
                "r": word(r).hex(),
                "s": word(s).hex(),
                "recoveryId": recovery_id,
            },
        )
    for index in rounds(count):
        _verify(cases, rng, index)
    for index in rounds(count):
        _recover(cases, rng, index)


def _digest(rng: Random) -> bytes:
    return word(rng.choice(EDGE_DIGESTS)) if rng.random() < 0.1 else rng.randbytes(32)


# Verifying.


def _verify(cases: Cases, rng: Random, index: int) -> None:
    label, valid, public, digest, r, s = _VERIFICATIONS[index % len(_VERIFICATIONS)](rng)
    must_equal(label, _is_valid(public, digest, r, s), valid)
    if rng.random() < 0.3:
        public = PublicKey(public).format(compressed=True)
    input = {"publicKey": public.hex(), "digest": digest.hex(), "r": word(r).hex(), "s": word(s).hex()}
    cases.add("verify", input, {"valid": valid}, label=label)


def _is_valid(public: bytes, digest: bytes, r: int, s: int) -> bool:
    """The verdict of libsecp256k1, which takes only low s."""
    try:
        signature = cdata_to_der(deserialize_compact(word(r) + word(s)))
    except ValueError:
        return False
    return PublicKey(public).verify(signature, digest, hasher=None)


def _signed(rng: Random) -> tuple[bytes, bytes, int, int]:
    key, digest = curve.private_key(rng), _digest(rng)
    r, s, _ = curve.sign(key, digest)
    return curve.public_key(key), digest, r, s


def _good(rng: Random):
    public, digest, r, s = _signed(rng)
    return "", True, public, digest, r, s


def _high_s(rng: Random):
    public, digest, r, s = _signed(rng)
    return "high-s", False, public, digest, r, N - s


def _other_digest(rng: Random):
    public, digest, r, s = _signed(rng)
    changed = bytearray(digest)
    changed[rng.randrange(32)] ^= 1 << rng.randrange(8)
    # A digest counts modulo n, so a change by n would not be one.
    if int.from_bytes(changed, "big") % N == int.from_bytes(digest, "big") % N:
        return _other_digest(rng)
    return "digest-changed", False, public, bytes(changed), r, s


def _other_key(rng: Random):
    _, digest, r, s = _signed(rng)
    return "other-key", False, curve.public_key(word(rng.randrange(2**200, 2**250))), digest, r, s


def _negated_key(rng: Random):
    public, digest, r, s = _signed(rng)
    if int.from_bytes(digest, "big") % N == 0:  # The mirrored key verifies a digest of zero.
        return _negated_key(rng)
    x, y = public[1:33], int.from_bytes(public[33:], "big")
    return "negated-key", False, b"\x04" + x + word(curve.P - y), digest, r, s


def _changed_r(rng: Random):
    public, digest, r, s = _signed(rng)
    return "r-changed", False, public, digest, r ^ (1 << rng.randrange(255)), s


def _changed_s(rng: Random):
    public, digest, r, s = _signed(rng)
    return "s-changed", False, public, digest, r, s ^ (1 << rng.randrange(254))


def _swapped(rng: Random):
    public, digest, r, s = _signed(rng)
    return "r-and-s-swapped", False, public, digest, s, r


def _zero_r(rng: Random):
    public, digest, _, s = _signed(rng)
    return "r-zero", False, public, digest, 0, s


def _zero_s(rng: Random):
    public, digest, r, _ = _signed(rng)
    return "s-zero", False, public, digest, r, 0


def _both_zero(rng: Random):
    public, digest, _, _ = _signed(rng)
    return "r-and-s-zero", False, public, digest, 0, 0


def _order(rng: Random):
    public, digest, r, s = _signed(rng)
    beyond = rng.choice([N, N + 1, 2**256 - 1, curve.P])
    r, s = rng.choice([(beyond, s), (r, beyond), (beyond, beyond)])
    return "beyond-order", False, public, digest, r, s


def _r_plus_order(rng: Random):
    """r + n names the same residue, yet is out of range."""
    r = curve.small_x_beyond_order(rng)
    s, digest = rng.randrange(1, N // 2), _digest(rng)
    return "r-plus-order", False, curve.recover(digest, r, s, rng.choice([2, 3])), digest, r + N, s


def _x_beyond_order(rng: Random):
    """The point's x is r + n: the comparison has to be made modulo n."""
    r = curve.small_x_beyond_order(rng)
    s, digest = rng.randrange(1, N // 2), _digest(rng)
    return "x-beyond-order", True, curve.recover(digest, r, s, rng.choice([2, 3])), digest, r, s


def _small(rng: Random):
    """Valid signatures with tiny r, tiny s or s at the middle, made by recovering the key they are of."""
    while True:
        r = rng.choice([1, 2, 3, 4, rng.randrange(1, 1000), rng.randrange(1, N)])
        s = rng.choice([1, 2, 3, N // 2, N // 2 - 1, rng.randrange(1, N // 2)])
        if curve.is_x_of_a_point(r):
            digest = _digest(rng)
            try:
                return "crafted", True, curve.recover(digest, r, s, rng.randrange(2)), digest, r, s
            except ValueError:
                continue


def _doubling(rng: Random):
    """u1·G equals u2·Q, so their sum is a doubling."""
    key, nonce = rng.randrange(1, N), rng.randrange(1, N)
    r = _x(nonce)
    digest = r * key % N
    s = pow(nonce, -1, N) * (digest + r * key) % N
    return "doubling", True, curve.public_key(word(key)), word(digest), r, min(s, N - s)


def _infinity(rng: Random):
    """u1·G is minus u2·Q, so their sum is the point at infinity."""
    key, r = rng.randrange(1, N), rng.randrange(1, N)
    s = rng.randrange(1, N // 2)
    return "infinity", False, curve.public_key(word(key)), word(-r * key % N), r, s


def _x(scalar: int) -> int:
    return int.from_bytes(PrivateKey(word(scalar)).public_key.format(compressed=True)[1:], "big") % N


_VERIFICATIONS = [
    _good,
    _high_s,
    _good,
    _other_digest,
    _other_key,
    _negated_key,
    _small,
    _changed_r,
    _changed_s,
    _swapped,
    _zero_r,
    _zero_s,
    _both_zero,
    _order,
    _r_plus_order,
    _x_beyond_order,
    _small,
    _doubling,
    _infinity,
]


# Recovering.


def _recover(cases: Cases, rng: Random, index: int) -> None:
    key, digest = curve.private_key(rng), _digest(rng)
    r, s, recovery_id = curve.sign(key, digest)
    rare = curve.small_x_beyond_order(rng)
    variants = [
        ("", r, s, recovery_id),
        ("other-id", r, s, recovery_id ^ 1),
        ("high-s", r, N - s, recovery_id ^ 1),
        ("id-2-or-3", rare, s, rng.choice([2, 3])),
        ("", r, s, recovery_id),
        ("x-beyond-field", r if r >= curve.P - N else r + (curve.P - N), s, rng.choice([2, 3])),
        ("no-point", curve.x_of_no_point(rng), s, rng.randrange(2)),
        ("r-zero", 0, s, rng.randrange(4)),
        ("s-zero", r, 0, recovery_id),
        ("beyond-order", rng.choice([N, N + 1, 2**256 - 1]), s, recovery_id),
        ("s-beyond-order", r, rng.choice([N, N + 1, 2**256 - 1]), recovery_id),
        ("bad-id", r, s, rng.choice([4, 5, 27, 28, 255])),
    ]
    if (turn := index % (len(variants) + 1)) < len(variants):
        label, r, s, recovery_id = variants[turn]
    else:
        label = "infinity"
        r, s, recovery_id, digest = _recovering_infinity(rng)
    input = {"digest": digest.hex(), "r": word(r).hex(), "s": word(s).hex(), "recoveryId": recovery_id}
    if turn > 4:
        must_refuse(label, lambda: curve.recover(digest, r, s, recovery_id))
        cases.refuse("recover", input, "invalidSignature", label=label)
        return
    public = curve.recover(digest, r, s, recovery_id)
    if label in ("", "high-s"):
        must_equal("recovered key", public, curve.public_key(key))
    elif label == "other-id" and public == curve.public_key(key):
        raise OracleDisagrees("another id recovered the same key")
    cases.add("recover", input, {"publicKey": public.hex()}, label=label)


def _recovering_infinity(rng: Random) -> tuple[int, int, int, bytes]:
    """s·R equals z·G, so the key would be the point at infinity."""
    nonce, s = rng.randrange(1, N), rng.randrange(1, N // 2)
    compressed = PrivateKey(word(nonce)).public_key.format(compressed=True)
    r = int.from_bytes(compressed[1:], "big")
    return r, s, compressed[0] - 2, word(s * nonce % N)


KIND = Kind(
    "ecdsa",
    "Deterministic signing (low s), verification that takes only low s, recovery of the public key",
    {"independent": "coincurve (libsecp256k1)"},
    fill,
)
