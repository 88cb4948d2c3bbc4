"""BLS12-381: scalars, points, sums of multiples, hashing to the curve, pairings; the oracle is py_ecc."""

from hashlib import sha256
from random import Random

from py_ecc.bls.hash import expand_message_xmd
from py_ecc.bls.hash_to_curve import (
    clear_cofactor_G1,
    clear_cofactor_G2,
    hash_to_field_FQ,
    hash_to_field_FQ2,
    hash_to_G1,
    hash_to_G2,
    map_to_curve_G1,
    map_to_curve_G2,
)
from py_ecc.bls.point_compression import compress_G1, compress_G2, decompress_G1, decompress_G2
from py_ecc.optimized_bls12_381 import (
    FQ,
    FQ2,
    FQ12,
    G1,
    G2,
    Z1,
    Z2,
    add,
    b,
    b2,
    curve_order,
    field_modulus,
    is_inf,
    is_on_curve,
    multiply,
    neg,
    normalize,
    pairing,
)

from kinds.common import Cases, Kind, OracleDisagrees, edge_length, must_equal, must_refuse, rounds

P, R = field_modulus, curve_order
X = 0xD2010000_00010000
COFACTORS = {
    "G1": 0x396C8C005555E1568C00AAAB0000AAAB,
    "G2": (X**8 + 4 * X**7 + 5 * X**6 - 4 * X**4 - 6 * X**3 - 4 * X**2 + 4 * X + 13) // 9,
}
SMALL_ORDERS = {"G1": [3, 11, 10177, 859267, 52437899], "G2": [13, 23, 2713, 11953, 262069]}
"""Prime factors of the cofactors."""
EDGE_SCALARS = [0, 1, 2, 31, 32, R // 2, R - 2, R - 1, 1 << 254]
EDGE_SCALARS += [X - 1, X, X + 1, X**2 - 1, X**2, X**2 + 1, X**3]
GROUPS = {"G1": (G1, Z1, b, 48), "G2": (G2, Z2, b2, 96)}
ORACLES = {"independent": "py_ecc 8.0.0"}


def scalar(rng: Random) -> int:
    """A scalar modulo r; about one in four is an extreme one."""
    return rng.choice(EDGE_SCALARS) if rng.random() < 0.25 else rng.randrange(R)


def word(value: int) -> str:
    """A 32-byte big-endian integer in hex."""
    return value.to_bytes(32, "big").hex()


def compressed(group: str, point) -> bytes:
    """The encoding with x alone."""
    if group == "G1":
        return compress_G1(point).to_bytes(48, "big")
    z1, z2 = compress_G2(point)
    return z1.to_bytes(48, "big") + z2.to_bytes(48, "big")


def uncompressed(group: str, point) -> bytes:
    """The encoding with x and y, put together here: py_ecc has none."""
    size = GROUPS[group][3]
    if is_inf(point):
        return bytes([0x40]) + bytes(2 * size - 1)
    return b"".join(_bytes(part) for coordinate in normalize(point) for part in reversed(parts(coordinate)))


def parts(element) -> list[int]:
    """The parts of a field element, the real one first."""
    return [int(c) for c in element.coeffs] if isinstance(element, FQ2) else [int(element)]


def coordinate(element) -> list[str]:
    """A field element as the vectors have it."""
    return [_bytes(part).hex() for part in parts(element)]


def _bytes(part: int) -> bytes:
    return part.to_bytes(48, "big")


def decode(group: str, data: bytes):
    """The point of the curve; raises ValueError when py_ecc refuses it, which does not check the subgroup."""
    if group == "G1":
        return decompress_G1(int.from_bytes(data, "big"))
    return decompress_G2((int.from_bytes(data[:48], "big"), int.from_bytes(data[48:], "big")))


def affine(point) -> dict:
    """x and y, or infinity."""
    if is_inf(point):
        return {"infinity": True}
    x, y = normalize(point)
    return {"x": coordinate(x), "y": coordinate(y)}


def point(rng: Random, group: str):
    """A point of the subgroup; about one in ten is infinity, or the generator."""
    generator, zero, _, _ = GROUPS[group]
    if rng.random() < 0.1:
        return rng.choice([zero, generator, neg(generator)])
    return multiply(generator, rng.randrange(1, R))


def on_curve(rng: Random, group: str):
    """A random point of the whole curve."""
    size = GROUPS[group][3]
    while True:
        data = b"".join(_bytes(rng.randrange(P)) for _ in range(size // 48))
        try:
            return decode(group, bytes([data[0] | 0x80 | rng.choice([0, 0x20])]) + data[1:])
        except ValueError:
            continue


def of_small_order(rng: Random, group: str):
    """A point whose order is a small prime."""
    order = rng.choice(SMALL_ORDERS[group])
    zero = GROUPS[group][1]
    # The cofactor may hold the prime twice, and the group need not be cyclic: multiply down to order itself.
    cofactor = COFACTORS[group]
    while cofactor % order == 0:
        cofactor //= order
    while True:
        candidate = multiply(on_curve(rng, group), cofactor * R)
        while not is_inf(candidate):
            next_one = multiply(candidate, order)
            if is_inf(next_one):
                return candidate
            candidate = next_one


# Points.


def _points(cases: Cases, rng: Random, count: int) -> None:
    """A point of each group, and a refusal, for every five cases asked for: they take py_ecc long."""
    for group in GROUPS:
        for _ in rounds(count // 5 + 1):
            value = point(rng, group)
            form, data = _form(rng, group, value)
            if form == "compressed":
                must_equal("decoded", normalize_or_none(decode(group, data)), normalize_or_none(value))
            cases.add(f"{group}-accept", {"group": group, form: data.hex()}, affine(value))
        for index in rounds(count // 5 + len(_REFUSALS)):
            _REFUSALS[index % len(_REFUSALS)](cases, rng, group)


def _form(rng: Random, group: str, value) -> tuple[str, bytes]:
    if rng.random() < 0.5:
        return "compressed", compressed(group, value)
    return "uncompressed", uncompressed(group, value)


def normalize_or_none(value):
    """Coordinates that compare, or None for infinity."""
    return None if is_inf(value) else normalize(value)


def _not_in_subgroup(cases: Cases, rng: Random, group: str) -> None:
    value = on_curve(rng, group)
    must_equal("outside the subgroup", is_inf(multiply(value, R)), False)
    form, data = _form(rng, group, value)
    cases.refuse(f"{group}-refuse", {"group": group, form: data.hex()}, "notInSubgroup", label="on-curve")


def _small_order(cases: Cases, rng: Random, group: str) -> None:
    value = of_small_order(rng, group)
    label = "small-order"
    if rng.random() < 0.5:
        value, label = add(value, point(rng, group)), "small-order-added"
    must_equal("outside the subgroup", is_inf(multiply(value, R)), False)
    form, data = _form(rng, group, value)
    cases.refuse(f"{group}-refuse", {"group": group, form: data.hex()}, "notInSubgroup", label=label)


def _not_on_curve(cases: Cases, rng: Random, group: str) -> None:
    size = GROUPS[group][3]
    while True:
        data = b"".join(_bytes(rng.randrange(P)) for _ in range(size // 48))
        data = bytes([data[0] | 0x80 | rng.choice([0, 0x20])]) + data[1:]
        try:
            decode(group, data)
        except ValueError:
            break
    cases.refuse(f"{group}-refuse", {"group": group, "compressed": data.hex()}, "notOnCurve", label="no-root")


def _other_y(cases: Cases, rng: Random, group: str) -> None:
    size = GROUPS[group][3]
    data = bytearray(uncompressed(group, multiply(GROUPS[group][0], rng.randrange(1, R))))
    data[2 * size - 1] ^= 1 << rng.randrange(3)
    x, y = data[:size], data[size:]
    must_equal("on the curve", is_on_curve(_point(group, x, y), GROUPS[group][2]), False)
    input = {"group": group, "uncompressed": data.hex()}
    cases.refuse(f"{group}-refuse", input, "notOnCurve", label="other-y")


def _point(group: str, x: bytes, y: bytes):
    def element(data: bytes):
        numbers = [int.from_bytes(data[at : at + 48], "big") for at in range(0, len(data), 48)]
        return FQ(numbers[0]) if group == "G1" else FQ2(list(reversed(numbers)))

    return element(x), element(y), FQ(1) if group == "G1" else FQ2.one()


def _out_of_range(cases: Cases, rng: Random, group: str) -> None:
    size = GROUPS[group][3]
    form = rng.choice(["compressed", "uncompressed"])
    total = size if form == "compressed" else 2 * size
    value = multiply(GROUPS[group][0], rng.randrange(1, R))
    data = bytearray(compressed(group, value) if form == "compressed" else uncompressed(group, value))
    at = 48 * rng.randrange(total // 48)
    flags = data[at] & 0xE0 if at == 0 else 0
    data[at : at + 48] = _bytes(rng.randrange(P, 1 << 381))
    data[at] |= flags
    cases.refuse(f"{group}-refuse", {"group": group, form: data.hex()}, "nonCanonical", label="beyond-p")


def _flags(cases: Cases, rng: Random, group: str) -> None:
    value = multiply(GROUPS[group][0], rng.randrange(1, R))
    data = bytearray(compressed(group, value))
    size = GROUPS[group][3]
    match rng.randrange(6):
        case 0:
            data[0] &= 0x7F
            form, error, label = "compressed", "notCompressed", "flag-clear"
        case 1:
            data[0] |= 0x40
            form, error, label = "compressed", "badFlags", "infinity-on-point"
        case 2:
            data = bytearray([0xC0 | rng.choice([0, 0x20])]) + bytearray(size - 1)
            data[0 if data[0] & 0x20 else rng.randrange(1, size)] |= 1 << rng.randrange(5)
            form, error, label = "compressed", "badFlags", "infinity-with-data"
        case 3:
            data = bytearray(uncompressed(group, value))
            data[0] |= 0x80
            form, error, label = "uncompressed", "compressed", "flag-set"
        case 4:
            data = bytearray(uncompressed(group, value))
            data[0] |= 0x20
            form, error, label = "uncompressed", "badFlags", "sign-on-uncompressed"
        case _:
            data = bytearray(uncompressed(group, GROUPS[group][1]))
            data[rng.randrange(1, 2 * size)] = rng.randrange(1, 256)
            form, error, label = "uncompressed", "badFlags", "infinity-with-data"
    cases.refuse(f"{group}-refuse", {"group": group, form: data.hex()}, error, label=label)


def _length(cases: Cases, rng: Random, group: str) -> None:
    form, data = _form(rng, group, point(rng, group))
    size = len(data)
    lengths = (0, 1, size - 1, size + 1, 2 * size, rng.randrange(4 * size))
    length = rng.choice([n for n in lengths if n != size])
    data = (data * 4)[:length]
    cases.refuse(f"{group}-refuse", {"group": group, form: data.hex()}, "badLength", label=f"{length}-bytes")


_REFUSALS = [
    _not_in_subgroup,
    _small_order,
    _not_on_curve,
    _other_y,
    _out_of_range,
    _flags,
    _length,
]

POINTS = Kind("bls_points", "Decoding of points of BLS12-381 in both forms", ORACLES, _points)


# Scalars.


def _scalars(cases: Cases, rng: Random, count: int) -> None:
    """`count` of each: arithmetic, reduction of wide integers, both byte orders with refusals."""
    for _ in rounds(count):
        x, y = scalar(rng), scalar(rng)
        cases.add(
            "arithmetic",
            {"a": word(x), "b": word(y)},
            {
                "sum": word((x + y) % R),
                "difference": word((x - y) % R),
                "product": word(x * y % R),
                "negative": word(-x % R),
                "inverse": word(pow(x, R - 2, R)),
            },
        )
    for _ in rounds(count):
        data = rng.randbytes(rng.randint(0, 64)) if rng.random() < 0.8 else b"\xff" * rng.randint(0, 64)
        cases.add("wide", {"wide": data.hex()}, {"reduced": word(int.from_bytes(data, "big") % R)})
    for _ in rounds(count):
        value = rng.choice([scalar(rng), R, R + 1, 2**256 - 1, rng.randrange(R, 2**256)])
        data = value.to_bytes(32, "little").hex()
        if value < R:
            cases.add("little-endian", {"littleEndian": data}, {"bigEndian": word(value)})
        else:
            cases.refuse("refuse", {"littleEndian": data}, "nonCanonical", label="beyond-r")
            cases.refuse("refuse", {"a": word(value), "b": word(1)}, "nonCanonical", label="beyond-r")


SCALARS = Kind(
    "bls_scalar", "Arithmetic modulo the order of BLS12-381's groups", {"independent": "Python"}, _scalars
)


# Sums of multiples.


def _group(cases: Cases, rng: Random, count: int) -> None:
    """A sum in each group for every ten cases asked for, some of many terms: they take py_ecc long."""
    for group in GROUPS:
        zero = GROUPS[group][1]
        for index in rounds(count // 10 + 1):
            terms = rng.randint(1, 3) if index % 40 else rng.randint(33, 80)
            points = [point(rng, group) for _ in range(min(terms, 3))]
            # Equal and opposite points among them, so that sums meet the special cases of addition.
            points += [rng.choice([points[0], neg(points[0]), points[-1]]) for _ in range(terms - len(points))]
            scalars = [scalar(rng) for _ in points]
            total = zero
            for value, factor in zip(points, scalars, strict=True):
                total = add(total, multiply(value, factor))
            cases.add(
                group,
                {
                    "group": group,
                    "points": [compressed(group, value).hex() for value in points],
                    "scalars": [word(factor) for factor in scalars],
                },
                {"sum": compressed(group, total).hex()},
            )


GROUP = Kind("bls_group", "Sums of multiples of points of BLS12-381", ORACLES, _group)


# Hashing.


def _tag(rng: Random) -> bytes:
    """A printable tag of up to 255 bytes."""
    length = edge_length(rng, [1, 2, 43, 254], 254)
    return bytes(rng.choice(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:") for _ in range(max(1, length)))


def _expand(cases: Cases, rng: Random, count: int) -> None:
    """`count` messages."""
    for _ in rounds(count):
        message, tag = rng.randbytes(edge_length(rng, [0, 55, 64, 119], 300)), _tag(rng)
        length = edge_length(rng, [1, 32, 64, 8159], 8160)
        cases.add(
            None,
            {"message": message.hex(), "dst": tag.hex(), "length": length},
            {"uniform": expand_message_xmd(message, tag, length, sha256).hex()},
        )
    must_refuse("too long", lambda: expand_message_xmd(b"", b"TAG", 8161, sha256))
    cases.refuse("refuse", {"message": "", "dst": "544147", "length": 8161}, "tooLong", label="8161-bytes")
    cases.refuse("refuse", {"message": "", "dst": "", "length": 32}, "emptyDomain", label="no-tag")


EXPAND = Kind("expand_message_xmd", "expand_message_xmd with SHA-256 (RFC 9380)", ORACLES, _expand)


def _hash(cases: Cases, rng: Random, count: int) -> None:
    """A message for every two cases asked for, over the four suites."""
    for index in rounds(count // 2 + 4):
        group = ("G1", "G2")[index % 2]
        uniform = index % 4 < 2
        suite = f"BLS12381{group}_XMD:SHA-256_SSWU_{'RO' if uniform else 'NU'}_"
        message, tag = rng.randbytes(edge_length(rng, [0, 32, 64], 200)), _tag(rng)
        field = hash_to_field_FQ if group == "G1" else hash_to_field_FQ2
        onto = map_to_curve_G1 if group == "G1" else map_to_curve_G2
        clear = clear_cofactor_G1 if group == "G1" else clear_cofactor_G2
        elements = field(message, 2 if uniform else 1, tag, sha256)
        mapped = [onto(element) for element in elements]
        value = clear(add(*mapped) if uniform else mapped[0])
        if uniform:
            whole = (hash_to_G1 if group == "G1" else hash_to_G2)(message, tag, sha256)
            must_equal("hash", normalize(whole), normalize(value))
        names = ["Q0", "Q1"] if uniform else ["Q"]
        cases.add(
            suite,
            {"suite": suite, "dst": tag.decode(), "message": message.hex()},
            affine(value)
            | {"u": [coordinate(element) for element in elements]}
            | {name: affine(q) for name, q in zip(names, mapped, strict=True)},
        )


HASH = Kind("hash_to_curve", "The RFC 9380 suites of BLS12-381, with the values on the way", ORACLES, _hash)


# Pairings.


def encoded(value: FQ12) -> bytes:
    """The 576 bytes of a value of the pairing.

    py_ecc has the field of p^12 elements as polynomials in w with w^12 - 2 w^6 + 2 = 0, so that w^6 = 1 + u.
    """
    c = [int(coefficient) for coefficient in value.coeffs]
    # a + b·u at w^k stands as (a - b) at w^k ... b at w^(k+6), since u = w^6 - 1.
    pairs = {k: ((c[k] + c[k + 6]) % P, c[k + 6] % P) for k in range(6)}
    return b"".join(_bytes(part) for k in (0, 2, 4, 1, 3, 5) for part in pairs[k])


def _pairing(cases: Cases, rng: Random, count: int) -> None:
    """A pairing takes py_ecc most of a second: one for every twenty cases asked for."""
    for index in rounds(count // 20 + 1):
        p, q = point(rng, "G1"), point(rng, "G2")
        value = pairing(q, p) ** 3
        cases.add(
            "value",
            {"g1": compressed("G1", p).hex(), "g2": compressed("G2", q).hex()},
            {"gt": encoded(FQ12.one() / value).hex()},
        )
        # e(aP, bQ) · e(-abP, Q) is one, e(aP, bQ) · e(P, Q) hardly ever.
        a, factor = rng.randrange(1, R), rng.randrange(1, R)
        first = (multiply(G1, a), multiply(G2, factor))
        second = (neg(multiply(G1, a * factor % R)), G2)
        if index % 2:
            second = (G1, second[1])
        product = pairing(first[1], first[0]) * pairing(second[1], second[0])
        if (product == FQ12.one()) != (index % 2 == 0):
            raise OracleDisagrees("py_ecc does not find the pairing bilinear")
        cases.add(
            "product",
            {
                "pairs": [
                    [compressed("G1", one).hex(), compressed("G2", other).hex()]
                    for one, other in (first, second)
                ]
            },
            {"isOne": index % 2 == 0, "gt": encoded(FQ12.one() / product**3).hex()},
        )


PAIRING = Kind(
    "bls_pairing", "Pairings of BLS12-381 with exponent 3(p^12 - 1)/r, in 576 bytes", ORACLES, _pairing
)

KINDS = [SCALARS, POINTS, GROUP, EXPAND, HASH, PAIRING]
