"""KeyDeriver against a derivation in Python, and with roots that were chosen to meet every exception.

DERIVATIONS   random derivations for each number of roots (default 100; some hundreds for a long run)
DERIVATION_SEED   of the random choices (default 1)
"""

import json
import os
import random
from pathlib import Path

import pytest
from batch import raw
from contract import NO_REASON
from derivation import (
    G,
    LAMBDA,
    N,
    P,
    add,
    compressed,
    multiply,
    point_of,
    secret_of,
    token_of,
    tweak,
    uncompressed,
)
from eth_utils import keccak
from places import HERE

COUNT = int(os.environ.get("DERIVATIONS", "100"))
SEED = int(os.environ.get("DERIVATION_SEED", "1"))
INSIDE = Path(__file__).parent / "contracts/DeriverInside.vy"
BIAS = 2**130
ID = keccak(text="discord_handle:1234")
EXAMPLE = (
    bytes.fromhex("02706ed9fbf152fcc24fa744f727fb3f1e309344f458f6f1ce5ac395785c40b758"),
    bytes.fromhex("0248a534627a648dc2f3a555ae215d887a38d1983b962a32215a4c8ab01817aed0"),
)
DERIVED = bytes.fromhex(
    "04dd4bcde9098cf1f26613af620ff11e5c51100cf2dafa80f3d8441bd42f8ce6b8"
    "e2d4119b95400c50dcbe6e0552ab44ae865cc39278ac8d7e2573bc45ad1941de"
)
FAILED = (False, b"")


@pytest.fixture
def deriver(blank):
    return blank.deploy("KeyDeriver").KeyDeriver


@pytest.fixture
def inside(blank):
    return blank.helper(INSIDE)


def derive(deriver, key_id, roots):
    return tuple(deriver.computeHDPubKey(key_id, [(root, 2) for root in roots], 2))


def together(contract, calls):
    return raw(contract._chain, [(contract, data) for data in calls])


def answer(pubkey):
    """What computeHDPubKey gives for a key, as the ABI has it."""
    return b"".join(word.to_bytes(32, "big") for word in (1, 64, 65)) + pubkey + bytes(31)


# Examples.


def test_the_example_of_the_original(deriver):
    assert derive(deriver, ID, EXAMPLE) == (True, DERIVED)


def test_the_precompile_of_other_chains_is_named(deriver):
    assert deriver.HD_KDF() == "0x00000000000000000000000000000000000000f5".replace("f5", "F5")


def cases(*groups):
    vectors = json.loads((HERE.root / "Tests/Vectors/crypto/hd_pubkey.json").read_text())
    return [case for case in vectors["cases"] if case["group"] in groups and len(case["input"]["keyId"]) == 64]


@pytest.mark.parametrize("case", cases("derive"), ids=lambda case: case["name"])
def test_vectors_of_the_original_library(deriver, case):
    roots = [bytes.fromhex(root) for root in case["input"]["rootKeys"]]
    key_id = bytes.fromhex(case["input"]["keyId"])
    assert derive(deriver, key_id, roots) == (True, bytes.fromhex(case["expect"]["publicKey"]))


@pytest.mark.parametrize("case", cases("refuse", "refuse-strict", "single-root"), ids=lambda case: case["name"])
def test_vectors_that_are_refused(deriver, case):
    roots = [bytes.fromhex(root) for root in case["input"]["rootKeys"]]
    assert derive(deriver, bytes.fromhex(case["input"]["keyId"]), roots) == FAILED


# Random keys.


def test_random_ids_and_roots_for_every_number_of_roots(deriver):
    draw = random.Random(f"keys {SEED}")
    calls, expected = [], []
    for count in range(2, 17):
        for _ in range(COUNT if count <= 10 else 3):
            secrets = [draw.randrange(1, N) for _ in range(count)]
            forms = [draw.choice((compressed, uncompressed)) for _ in secrets]
            roots = [(form(point_of(secret)), 2) for form, secret in zip(forms, secrets)]
            # Keys of other types stand anywhere between them, and do not count.
            for _ in range(draw.randrange(3)):
                roots.insert(
                    draw.randrange(len(roots) + 1), (draw.randbytes(draw.choice((0, 48, 96))), draw.choice((0, 1, 3)))
                )
            key_id = draw.randbytes(32)
            calls.append(deriver.encode.computeHDPubKey(key_id, roots, 2))
            expected.append(answer(uncompressed(point_of(secret_of(key_id, secrets)))))
    assert together(deriver, calls) == expected


def test_the_known_secret_is_no_shortcut():
    secrets = [3, 5, 7]
    t = tweak(ID)
    total = add(add(multiply(3, G), multiply(t * 5, G)), multiply(t * t * 7, G))
    assert total == point_of(secret_of(ID, secrets)) and token_of(uncompressed(total)) > 0
    assert multiply(N, G) is None and multiply(N - 1, G) == (G[0], P - G[1])


def test_ids_that_look_special(deriver):
    secrets = [11, 12, 13]
    roots = [compressed(point_of(secret)) for secret in secrets]
    for key_id in (bytes(32), b"\xff" * 32, b"\x80" + bytes(31), bytes(31) + b"\x01", N.to_bytes(32, "big")):
        assert derive(deriver, key_id, roots) == (True, uncompressed(point_of(secret_of(key_id, secrets))))


def test_the_order_of_the_roots_matters(deriver):
    swapped = derive(deriver, ID, EXAMPLE[::-1])
    assert swapped[0] and swapped != derive(deriver, ID, EXAMPLE)


# What is refused.


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_roots_are_refused(deriver, count):
    assert derive(deriver, ID, EXAMPLE[:count]) == FAILED
    others = [(root, 1) for root in EXAMPLE]
    assert tuple(deriver.computeHDPubKey(ID, [(root, 2) for root in EXAMPLE[:count]] + others, 2)) == FAILED


def test_sixteen_roots_are_accepted_and_seventeen_refused(deriver):
    roots = [compressed(point_of(1 + index)) for index in range(17)]
    assert derive(deriver, ID, roots[:16])[0]
    assert derive(deriver, ID, roots) == FAILED
    many = [(root, 2) for root in roots[:16]] + [(bytes(96), 1)] * 8
    assert deriver.computeHDPubKey(ID, many, 2)[0]
    assert deriver.fails.computeHDPubKey(ID, many + many[:1], 2) == NO_REASON


@pytest.mark.parametrize("kind", [0, 1, 3, 2**256 - 1])
def test_only_keys_of_secp256k1_are_derived(deriver, kind):
    roots = [(root, kind) for root in EXAMPLE]
    assert tuple(deriver.computeHDPubKey(ID, roots, kind)) == FAILED
    assert tuple(deriver.computeHDPubKey(ID, roots, 2)) == FAILED


X, Y = point_of(5)
WRONG = {
    "empty": b"",
    "infinity": b"\x00",
    "infinity, 33 bytes": bytes(33),
    "infinity, 65 bytes": bytes(65),
    "x alone": X.to_bytes(32, "big"),
    "one byte short": compressed((X, Y))[:32],
    "one byte long": compressed((X, Y)) + b"\x00",
    "uncompressed, short": uncompressed((X, Y))[:64],
    "uncompressed, long": uncompressed((X, Y)) + b"\x00",
    "longest": bytes(96),
    "compressed with 0x04": b"\x04" + X.to_bytes(32, "big"),
    "compressed with 0x01": b"\x01" + X.to_bytes(32, "big"),
    "compressed with 0x82": b"\x82" + X.to_bytes(32, "big"),
    "uncompressed with 0x02": b"\x02" + uncompressed((X, Y))[1:],
    "hybrid": bytes([6 + (Y & 1)]) + uncompressed((X, Y))[1:],
    "off the curve": uncompressed((X, Y ^ 1)),
    "no root": b"\x02" + (5).to_bytes(32, "big"),
    "x = P": b"\x02" + P.to_bytes(32, "big"),
    "x beyond P": b"\x02" + (P + 1).to_bytes(32, "big"),
    "x = 2^256 - 1": b"\x03" + b"\xff" * 32,
    "x beyond P, uncompressed": b"\x04" + (P + 1).to_bytes(32, "big") + (pow(8, (P + 1) // 4, P)).to_bytes(32, "big"),
    "y beyond P": None,
    "zeros": b"\x04" + bytes(64),
}


def _small_y():
    """A point whose y + P is still below 2^256, in the form with that y."""
    y = 1
    while True:
        x = pow(y * y - 7, (P + 2) // 9, P)
        if pow(x, 3, P) == (y * y - 7) % P:
            return x, y
        y += 1


def test_the_points_for_these_cases_exist():
    x, y = _small_y()
    assert (y * y - x**3 - 7) % P == 0 and y + P < 2**256
    assert pow(pow(8, (P + 1) // 4, P), 2, P) == 8, "x = 1 is on the curve, so x = P + 1 has to be looked at"


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_no_point_is_refused_at_every_place(deriver, name, place):
    wrong = WRONG[name]
    if wrong is None:
        x, y = _small_y()
        assert derive(deriver, ID, [uncompressed((x, y)), EXAMPLE[0]])[0]
        wrong = b"\x04" + x.to_bytes(32, "big") + (y + P).to_bytes(32, "big")
    roots = [*EXAMPLE]
    roots.insert(place, wrong)
    assert derive(deriver, ID, roots) == FAILED


def test_what_is_longer_than_any_key_reverts(deriver):
    assert deriver.fails.computeHDPubKey(ID, [(bytes(97), 1)], 2) == NO_REASON


# Exceptions of the addition.


def signed_digits(half):
    """The 26 odd digits of a half, from the lowest, as the contract reads them."""
    return [2 * ((half >> (5 * i + 1)) & 31) - 31 for i in range(26)]


def split(scalar):
    """The halves of a scalar as the contract has them, with 2^130 added."""
    a1, b1 = 0x3086D221A7D46BCDE86C90E49284EB15, 0xE4437ED6010E88286F547FA90ABFE4C3
    a2 = 0x114CA50F7A8E2F3F657C1108D9D44CFD8
    c1, c2 = (scalar >> 128) * a1 >> 128, (scalar >> 128) * b1 >> 128
    c1 += (c1 ^ scalar ^ 1) & 1
    c2 += (c2 ^ scalar) & 1
    return scalar - c1 * a1 - c2 * a2 + BIAS, c1 * b1 - c2 * a1 + BIAS


def test_halves_are_odd_short_and_give_the_scalar_back(inside):
    draw = random.Random("halves")
    scalars = [
        0,
        1,
        2,
        N - 1,
        N - 2,
        LAMBDA,
        N - LAMBDA,
        N // 2,
        N // 2 + 1,
        2**128,
        2**128 - 1,
        2**255,
        2**256 - 2**128 - 1,
    ]
    scalars += [draw.randrange(N) for _ in range(100)] + [
        draw.randrange(2 ** draw.randrange(1, 256)) for _ in range(100)
    ]
    scalars += [N - draw.randrange(1, 2 ** draw.randrange(1, 250)) for _ in range(40)]
    scalars = [scalar % N for scalar in scalars]
    assert LAMBDA != 1 and pow(LAMBDA, 3, N) == 1
    for scalar, halves in zip(scalars, inside.split(scalars), strict=True):
        assert tuple(halves) == split(scalar)
        first, second = (half - BIAS for half in halves)
        assert (first + second * LAMBDA - scalar) % N == 0
        assert first % 2 == second % 2 == 1 and abs(first) < BIAS and abs(second) < BIAS
        assert all(sum(digit << 5 * i for i, digit in enumerate(signed_digits(half))) == half - BIAS for half in halves)


def affine(x, y, z):
    if z == 0:
        return None
    inverse = pow(z, -1, P)
    return x * inverse**2 % P, y * inverse**3 % P


def polynomial(inside, t, points):
    padding = [0] * (16 - len(points))
    return affine(
        *inside.polynomial(t, [x for x, _ in points] + padding, [y for _, y in points] + padding, len(points))
    )


@pytest.mark.parametrize("t", [0, 1, 2, 31, 32, N - 1, N - 2, LAMBDA, N - LAMBDA, LAMBDA * LAMBDA % N, 2**128, N // 2])
def test_scalars_that_no_id_leads_to(inside, t):
    draw = random.Random(t)
    secrets = [draw.randrange(1, N) for _ in range(4)]
    for chosen in (
        secrets,
        secrets[:2],
        [secrets[0]] * 4,
        [secrets[0], N - secrets[0]] * 2,
        [secrets[0], -secrets[0] * pow(t, -1, N) if t else 1],
    ):
        total = sum(pow(t, j, N) * secret for j, secret in enumerate(chosen)) % N
        assert polynomial(inside, t, [point_of(secret) for secret in chosen]) == point_of(total)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("count", [2, 3, 10])
def test_a_sum_that_meets_the_first_root_or_its_opposite(deriver, count, sign):
    """The first root is added last: to itself, or to its opposite."""
    secrets = [0] + [random.Random(count).randrange(1, N) for _ in range(count - 1)]
    rest = secret_of(ID, secrets)
    secrets[0] = sign * rest % N
    roots = [compressed(point_of(secret)) for secret in secrets]
    expected = (True, uncompressed(point_of(2 * rest))) if sign == 1 else FAILED
    assert derive(deriver, ID, roots) == expected


@pytest.mark.parametrize("relation", [1, -1, LAMBDA, -LAMBDA, LAMBDA**2, 2, 3, -31])
def test_roots_that_are_multiples_of_each_other(deriver, relation):
    secrets = [7, relation * 7 % N, relation * relation * 7 % N]
    roots = [uncompressed(point_of(secret)) for secret in secrets]
    assert derive(deriver, ID, roots) == (True, uncompressed(point_of(secret_of(ID, secrets))))


def test_every_addition_as_a_doubling_and_as_an_end_in_infinity(inside):
    """For each place of the sum, a third root with which the sum so far is plus or minus the point that comes next."""
    draw = random.Random(f"places {SEED}")
    t = draw.randrange(N)
    digits = [signed_digits(half) for scalar in (t, t * t % N) for half in split(scalar)]
    factors = [(1, 0), (LAMBDA, 0), (0, 1), (0, LAMBDA)]
    calls, expected = [], []
    for window in range(25, -1, -1):
        for stream in range(4):
            # The sum before this addition, and the point, are (a, b) and (c, d): multiples of roots 1 and 2.
            a = b = 0
            for place in range(25, window - 1, -1):
                a, b = 32 * a % N, 32 * b % N
                for other in range(stream if place == window else 4):
                    a = (a + digits[other][place] * factors[other][0]) % N
                    b = (b + digits[other][place] * factors[other][1]) % N
            c, d = (digits[stream][window] * factor for factor in factors[stream])
            for sign in (1, -1):
                # a + b r = sign (c + d r)
                under = (b - sign * d) % N
                if under == 0:
                    continue
                ratio = (sign * c - a) * pow(under, -1, N) % N
                if ratio == 0:
                    continue
                secrets = [draw.randrange(1, N), 0, 0]
                secrets[1] = draw.randrange(1, N)
                secrets[2] = ratio * secrets[1] % N
                points = [point_of(secret) for secret in secrets] + [(0, 0)] * 13
                calls.append(inside.encode.polynomial(t, [x for x, _ in points], [y for _, y in points], 3))
                expected.append(point_of(secrets[0] + t * secrets[1] + t * t * secrets[2]))
    assert len(calls) > 150
    for data, point in zip(together(inside, calls), expected, strict=True):
        assert affine(*(int.from_bytes(data[at : at + 32], "big") for at in (0, 32, 64))) == point


# Cost.


def test_every_id_costs_nearly_the_same(deriver):
    draw = random.Random("cost")
    for count in (2, 10):
        roots = [(compressed(point_of(draw.randrange(1, N))), 2) for _ in range(count)]
        costs = [deriver.estimate.computeHDPubKey(b"\xff" + draw.randbytes(31), roots, 2) for _ in range(8)]
        assert max(costs) < 1.01 * min(costs), costs
