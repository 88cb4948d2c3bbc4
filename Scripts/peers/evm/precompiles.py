"""Inputs for the precompiles 0x01 to 0x09, most of them valid, the others wrong in one thing."""

from random import Random

from coincurve import PrivateKey

from evm import bn254

_SECP_N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141

_SCALARS = [1, 2, 3, 5, 7, 0x1234567, bn254.N - 1, bn254.N // 2, 1 << 200]
_POINTS = [bn254.encode(bn254.multiply(k)) for k in _SCALARS] + [bytes(64)]
_WORDS = [0, 1, 2, bn254.N - 1, bn254.N, bn254.N + 1, bn254.P, (1 << 256) - 1, 1 << 255]


def _pairs() -> list[bytes]:
    """Pairs of pairs whose pairings multiply to one."""
    found = []
    for a, b in [(1, 1), (2, 3), (7, 5), (bn254.N - 2, 9)]:
        left = bn254.encode(bn254.multiply(a)) + bn254.encode_twist(bn254.twist_multiply(b))
        product = bn254.encode(bn254.multiply(-a * b % bn254.N)) + bn254.encode_twist(bn254.G2)
        found.append(left + product)
    return found


_PAIRS = _pairs()


def _signatures() -> list[bytes]:
    """Inputs from which ecrecover gives an address."""
    found = []
    for secret in range(1, 13):
        digest = bytes([secret]) * 32
        signature = PrivateKey(secret.to_bytes(32, "big")).sign_recoverable(digest, hasher=None)
        found.append(digest + bytes(31) + bytes([27 + signature[64]]) + signature[:64])
    return found


_SIGNATURES = _signatures()


def any_input(rng: Random) -> tuple[int, bytes]:
    """A precompile's number and an input."""
    number = rng.choice((1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 9, 9))
    data = _MAKERS[number - 1](rng)
    # Input that is too short counts as followed by zeros, except where the length is fixed; too long is cut.
    choice = rng.random()
    if choice < 0.08 and data:
        data = data[: rng.randrange(len(data))]
    elif choice < 0.14:
        data += rng.randbytes(rng.choice((1, 31, 32, 33)))
    elif choice < 0.2 and data:
        spoiled = bytearray(data)
        spoiled[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        data = bytes(spoiled)
    return number, data


def _ecrecover(rng: Random) -> bytes:
    data = bytearray(rng.choice(_SIGNATURES))
    match rng.randrange(8):
        case 0:  # Another v; with one of 27 and 28 another key.
            data[63] = rng.choice((0, 1, 26, 27, 28, 29, 255))
        case 1:
            data[rng.randrange(32, 63)] = 1
        case 2:  # s at and beyond the order; high s is allowed here.
            s = rng.choice((0, 1, _SECP_N - 1, _SECP_N, _SECP_N // 2 + 1))
            data[96:128] = s.to_bytes(32, "big")
        case 3:
            r = rng.choice((0, 1, 5, _SECP_N - 1, _SECP_N))
            data[64:96] = r.to_bytes(32, "big")
        case 4:  # (r, n - s) with the other v is the same signature.
            s = int.from_bytes(data[96:128], "big")
            data[96:128] = (_SECP_N - s).to_bytes(32, "big")
            data[63] ^= 7
    return bytes(data)


def _plain(rng: Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 127, 128, 200)))


def _modexp(rng: Random) -> bytes:
    lengths = [rng.choice((0, 1, 1, 2, 8, 31, 32, 33, 40, 64, 96)) for _ in range(3)]
    if rng.random() < 0.5:
        lengths[1] = rng.choice((0, 1, 3, 32, 33))
    body = b"".join(_number(rng, length) for length in lengths)
    if rng.random() < 0.06:
        lengths[rng.randrange(3)] = rng.choice((1 << 255, (1 << 64) + 1, (1 << 64) - 1, 1 << 32, 1 << 13))
    return b"".join(length.to_bytes(32, "big") for length in lengths) + body


def _number(rng: Random, length: int) -> bytes:
    match rng.randrange(6):
        case 0:
            return bytes(length)
        case 1:
            return bytes(length - 1) + b"\x01" if length else b""
        case 2:
            return b"\xff" * length
        case 3:
            return b"\x80" + bytes(length - 1) if length else b""
        case _:
            return rng.randbytes(length)


def _point(rng: Random) -> bytes:
    choice = rng.random()
    if choice < 0.9:
        return rng.choice(_POINTS)
    if choice < 0.95:
        return rng.choice(_WORDS).to_bytes(32, "big") + rng.choice(_WORDS).to_bytes(32, "big")
    # The coordinates of a point, one of them not reduced.
    x, y = 1, 2
    return ((x + bn254.P).to_bytes(32, "big") + y.to_bytes(32, "big")) if rng.random() < 0.5 else bytes(64)


def _bn_add(rng: Random) -> bytes:
    return _point(rng) + _point(rng)


def _bn_mul(rng: Random) -> bytes:
    factor = rng.choice(_WORDS) if rng.random() < 0.5 else rng.getrandbits(256)
    return _point(rng) + factor.to_bytes(32, "big")


def _bn_pairing(rng: Random) -> bytes:
    match rng.randrange(6):
        case 0:
            return b""
        case 1:
            return rng.choice(_PAIRS)[:192]
        case 2:
            return rng.choice(_PAIRS)[:64] + bytes(128) + bytes(64) + bn254.encode_twist(bn254.G2)
        case 3:  # Not in the subgroup or not on the curve at all.
            return rng.choice(_POINTS) + b"".join(
                rng.choice((0, 1, 2, 3, bn254.P - 1, bn254.P)).to_bytes(32, "big") for _ in range(4)
            )
        case _:
            return rng.choice(_PAIRS)


def _blake2f(rng: Random) -> bytes:
    unpayable = 0xFFFFFFFF if rng.random() < 0.1 else 3
    rounds = rng.choice((0, 1, 2, 10, 12, 13, 200, rng.randrange(2000), unpayable))
    flag = rng.choice((0, 1, 0, 1, 0, 1, 2, 255))
    return rounds.to_bytes(4, "big") + rng.randbytes(208) + bytes([flag])


_MAKERS = [_ecrecover, _plain, _plain, _plain, _modexp, _bn_add, _bn_mul, _bn_pairing, _blake2f]
