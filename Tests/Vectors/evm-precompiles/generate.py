"""Writes cases.json beside this file: calls of precompiled contracts with gas and output.

Every answer comes from a first peer (named per case) and must agree with pyrevm, which also gives the
refusals. Needs pyrevm 0.3.7, py_ecc 8.0.0, coincurve 21.0.0.
"""

import hashlib
import json
import os
import random

import coincurve
import eth_hash.auto
from py_ecc.optimized_bn128 import (
    FQ2, G1, G2, Z1, add, b2, curve_order, field_modulus, is_inf, multiply, neg, normalize, pairing, FQ12,
)
from pyrevm import EVM

rng = random.Random(20_261_121)
LIMIT = 30_000_000
SECP_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
cases = []


def word(n):
    return int(n).to_bytes(32, "big")


def revm(address, data):
    intrinsic = 21_000 + sum(16 if byte else 4 for byte in data)
    evm = EVM(spec_id="CANCUN")
    try:
        output = evm.message_call(
            caller="0x" + "11" * 20, to="0x%040x" % address, calldata=data, gas=LIMIT + intrinsic)
    except RuntimeError:
        return None
    return evm.result.gas_used - intrinsic, bytes(output)


def case(address, name, data, output=None):
    """`output` is the first peer's; None where only pyrevm is asked, False where it must refuse."""
    answer = revm(address, data)
    if output is False:
        assert answer is None, name
    elif output is not None:
        assert answer is not None and answer[1] == output, name
    entry = {"precompile": address, "name": name, "input": data.hex()}
    if answer is None:
        entry["fails"] = True
    else:
        entry["gas"], entry["output"] = answer[0], answer[1].hex()
    cases.append(entry)


# 0x01: coincurve
for index in range(3):
    key = coincurve.PrivateKey(rng.randbytes(32))
    digest = rng.randbytes(32)
    signature = key.sign_recoverable(digest, hasher=None)
    r, s, v = signature[:32], int.from_bytes(signature[32:64], "big"), 27 + signature[64]
    address = eth_hash.auto.keccak(key.public_key.format(False)[1:])[12:].rjust(32, b"\0")
    case(1, f"signature {index}", digest + word(v) + r + word(s), address)
    case(1, f"signature {index}, high s", digest + word(55 - v) + r + word(SECP_ORDER - s), address)
    case(1, f"signature {index}, input cut by a byte", (digest + word(v) + r + word(s))[:-1])
    case(1, f"signature {index}, more input", digest + word(v) + r + word(s) + b"\xff" * 9, address)
for bad in (0, 1, 26, 29, 27 << 8, 27 + 256, 27 << 248):
    case(1, f"v is {bad:#x}", digest + word(bad) + r + word(s), b"")
for bad in (0, SECP_ORDER, SECP_ORDER + 1, 2**256 - 1):
    case(1, f"r is {bad:#x}", digest + word(v) + word(bad) + word(s), b"")
    case(1, f"s is {bad:#x}", digest + word(v) + r + word(bad), b"")
case(1, "r is no coordinate", digest + word(27) + word(5) + word(s), b"")
case(1, "empty", b"", b"")

# 0x02 to 0x04: hashlib
for length in (0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 119, 128, 200):
    data = rng.randbytes(length)
    case(2, f"{length} bytes", data, hashlib.sha256(data).digest())
    case(4, f"{length} bytes", data, data)
    case(3, f"{length} bytes", data)


# 0x05: Python's pow()
def modexp(name, base, exponent, modulus, b, e, m):
    data = word(b) + word(e) + word(m)
    data += base.to_bytes(b, "big") + exponent.to_bytes(e, "big") + modulus.to_bytes(m, "big")
    power = pow(base, exponent, modulus) if modulus else 0
    case(5, name, data, power.to_bytes(m, "big"))


for b, e, m in [
    (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1), (0, 3, 5), (32, 0, 32), (32, 32, 32), (33, 1, 7),
    (3, 33, 40), (64, 2, 64), (100, 3, 9), (9, 40, 100), (128, 4, 128), (256, 3, 256), (1, 64, 31),
]:
    for kind in ("odd", "even", "power of two", "many trailing zeros", "zero", "one", "largest"):
        if m == 0 and kind != "zero":
            continue
        bits = 8 * m
        modulus = {
            "odd": rng.getrandbits(bits) | 1, "even": rng.getrandbits(bits) & ~1,
            "power of two": 1 << rng.randrange(bits) if bits else 0,
            "many trailing zeros": rng.getrandbits(bits) >> (bits // 2) << (bits // 2), "zero": 0, "one": 1,
            "largest": (1 << bits) - 1,
        }[kind]
        if kind in ("zero", "one", "largest") and m > 40:
            continue
        modexp(f"{kind} modulus, lengths {b}, {e}, {m}", rng.getrandbits(8 * b) if b else 0,
               rng.getrandbits(8 * e) if e else 0, modulus, b, e, m)
modexp("modulus of 4096 bits", rng.getrandbits(4096), 65537, rng.getrandbits(4096) | 1 | 1 << 4095, 512, 3, 512)
# Where the first estimate of a quotient's digit is one too high, with digits of 64 bits.
for dividend, divisor in (((2**63 - 1, 2**63, 0, 0), (2**63, 0, 1)), ((3, 0, 2**63), (1, 0, 2**61))):
    u, v = (sum(digit << 64 * place for place, digit in enumerate(reversed(n))) for n in (dividend, divisor))
    modexp("long division that adds back", u, 1, v, 8 * len(dividend), 1, 8 * len(divisor))
modexp("base zero", 0, 5, 1001, 4, 1, 2)
modexp("exponent zero", 7, 0, 1001, 1, 40, 2)
modexp("exponent one", 2**64 - 1, 1, 10**9, 8, 32, 4)
modexp("even base, power of two", 6, 100, 1 << 90, 1, 1, 12)
for lengths in ((2**256 - 1, 1, 1), (1, 2**256 - 1, 1), (1, 1, 2**256 - 1), (2**64, 0, 2**64), (1, 2**64, 32),
                (2**32, 2**32, 2**32), (0, 2**256 - 1, 0), (0, 2**255, 1)):
    case(5, "lengths %#x, %#x, %#x" % lengths, b"".join(word(n) for n in lengths) + b"\x03\x05\x07")
case(5, "input cut in the modulus", word(2) + word(1) + word(3) + b"\x12\x34\x05\x77")
case(5, "input cut in the exponent", word(2) + word(3) + word(3) + b"\x12\x34\x05\x77")
case(5, "input cut in the lengths", word(2) + word(3) + b"\0\0")

# 0x06 to 0x08: py_ecc


def g1(point):
    return word(0) * 2 if is_inf(point) else b"".join(word(c) for c in normalize(point))


def g2(point):
    if is_inf(point):
        return word(0) * 4
    x, y = normalize(point)
    return word(x.coeffs[1]) + word(x.coeffs[0]) + word(y.coeffs[1]) + word(y.coeffs[0])


points = [multiply(G1, rng.randrange(curve_order)) for _ in range(5)]
twist = [multiply(G2, rng.randrange(curve_order)) for _ in range(4)]
for p in [G1, points[0], Z1]:
    for q in [G1, neg(G1), points[1], neg(p), p, Z1]:
        case(6, "sum", g1(p) + g1(q), g1(add(p, q)))
case(6, "empty", b"", bytes(64))
case(6, "one point, cut", g1(G1)[:63])
case(6, "one point", g1(G1), g1(G1))
case(6, "longer", g1(G1) + g1(points[0]) + b"\xff", g1(add(G1, points[0])))
for scalar in [0, 1, 2, 3, curve_order - 1, curve_order, curve_order + 1, 2**256 - 1, 2**128, 2**127 - 1,
               rng.getrandbits(256), rng.getrandbits(256), rng.getrandbits(200), rng.getrandbits(64)]:
    for p in (points[2], G1):
        case(7, "multiple", g1(p) + word(scalar), g1(multiply(p, scalar % curve_order)))
case(7, "multiple of infinity", bytes(64) + word(7), bytes(64))
case(7, "no scalar", g1(G1), bytes(64))
for x, y in [(1, 1), (0, 1), (1, 0), (field_modulus, 0), (0, field_modulus), (1, field_modulus + 2),
             (field_modulus + 1, 2), (2**256 - 1, 2**256 - 1)]:
    case(6, "refused first point", word(x) + word(y) + g1(G1), False)
    case(6, "refused second point", g1(G1) + word(x) + word(y), False)
    case(7, "refused point", word(x) + word(y) + word(2), False)


def square_root(a):
    """In the field of p² elements, with p = 3 modulo 4; None where there is none."""
    power = a ** ((field_modulus - 3) // 4)
    root = power * a
    if power * root == FQ2([field_modulus - 1, 0]):
        root = FQ2([0, 1]) * root
    else:
        root = (power * root + FQ2.one()) ** ((field_modulus - 1) // 2) * root
    return root if root * root == a else None


def any_twist_point():
    while True:
        x = FQ2([rng.randrange(field_modulus), rng.randrange(field_modulus)])
        y = square_root(x * x * x + b2)
        if y is not None:
            return (x, y, FQ2.one())


cofactor = 2 * field_modulus - curve_order
outside = [any_twist_point() for _ in range(2)]
small = [multiply(outside[0], curve_order * cofactor // prime) for prime in (10069, 5864401)]
true, false = word(1), word(0)
case(8, "no pairs", b"", true)


def product(name, pairs):
    value = FQ12.one()
    for p, q in pairs:
        value = value * pairing(q, p)
    data = b"".join(g1(p) + g2(q) for p, q in pairs)
    case(8, name, data, true if value == FQ12.one() else false)


p, q = points[3], twist[0]
k = rng.randrange(curve_order)
zero2 = multiply(G2, 0)
product("one pair", [(p, q)])
product("a pair and its inverse", [(p, q), (neg(p), q)])
product("inverse through the twist", [(p, q), (p, neg(q))])
product("a factor changes sides", [(multiply(p, k), q), (neg(p), multiply(q, k))])
product("a factor is off by one", [(multiply(p, k), q), (neg(p), multiply(q, k + 1))])
product("infinity on the curve", [(Z1, q)])
product("infinity on the twist", [(p, zero2)])
product("infinity on both", [(Z1, zero2)])
product("infinity amid others", [(p, q), (Z1, twist[1]), (neg(p), q), (p, zero2)])
product("a sum on the curve", [(p, q), (points[1], q), (neg(add(p, points[1])), q)])
product("a sum on the twist", [(p, q), (p, twist[1]), (neg(p), add(q, twist[1]))])
product("three pairs", [(p, q), (points[1], twist[1]), (points[2], twist[2])])
for index, point in enumerate(outside):
    case(8, f"off the subgroup {index}", g1(p) + g2(point), False)
    case(8, f"off the subgroup {index}, with infinity", g1(Z1) + g2(point), False)
    case(8, f"taken into the subgroup {index}", g1(p) + g2(multiply(point, cofactor)), false)
for point in small:
    assert not is_inf(point)
    case(8, "of small order", g1(p) + g2(point), False)
    case(8, "of small order, doubled", g1(p) + g2(add(point, point)), False)
case(8, "sum with a point of small order", g1(p) + g2(add(q, small[0])), False)
good = g1(p) + g2(q)
for place in range(6):
    value = int.from_bytes(good[32 * place : 32 * place + 32], "big")
    case(8, f"word {place} plus p", good[: 32 * place] + word(value + field_modulus) + good[32 * place + 32 :], False)
    if place % 2:
        continue
    case(8, f"word {place} plus one", good[: 32 * place] + word(value + 1) + good[32 * place + 32 :], False)
case(8, "parts of the coordinates swapped", good[:64] + good[96:128] + good[64:96] + good[160:] + good[128:160], False)
for length in (1, 64, 191, 193, 383):
    case(8, f"{length} bytes", (good + good)[:length], False)

# 0x09: hashlib for the composition of BLAKE2b, in `blake2b`; pyrevm for other numbers of rounds
for rounds in (0, 1, 2, 9, 10, 11, 12, 13, 20, 21, 1000):
    for final in (0, 1):
        case(9, f"{rounds} rounds, flag {final}", rounds.to_bytes(4, "big") + rng.randbytes(208) + bytes([final]))
block = (12).to_bytes(4, "big") + rng.randbytes(208)
case(9, "flag 2", block + b"\2", False)
case(9, "flag 255", block + b"\xff", False)
case(9, "empty", b"", False)
case(9, "212 bytes", block, False)
case(9, "214 bytes", block + b"\1\0", False)
case(9, "more rounds than gas", b"\xff\xff\xff\xff" + block[4:] + b"\1", False)
digests = []
for length in (0, 1, 3, 127, 128, 129, 255, 256, 257, 400):
    message = rng.randbytes(length)
    digests.append({"message": message.hex(), "digest": hashlib.blake2b(message).hexdigest()})

target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.json")
with open(target, "w") as file:
    file.write('{"gasLimit": %d, "cases": [\n' % LIMIT)
    file.write(",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases))
    file.write('\n], "blake2b": [\n')
    file.write(",\n".join(json.dumps(entry, separators=(",", ":")) for entry in digests))
    file.write("\n]}\n")
print(len(cases), "cases,", os.path.getsize(target), "bytes")
