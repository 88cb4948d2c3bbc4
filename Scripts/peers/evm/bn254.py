"""Points of the curve of precompiles 0x06 to 0x08 (EIP-196, EIP-197), enough arithmetic for valid inputs.

With e(aP, bQ) · e(−abP, Q) = 1 a pairing check that holds needs no pairing to be made.
"""

P = 21888242871839275222246405745257275088696311157297823662689037894645226208583
N = 21888242871839275222246405745257275088548364400416034343698204186575808495617

Point = tuple[int, int] | None
Pair = tuple[int, int]
Twist = tuple[Pair, Pair] | None

G1: Point = (1, 2)
G2: Twist = (
    (
        10857046999023057135944570762232829481370756359578518086990519993285655852781,
        11559732032986387107991004021392285783925812861821192530917403151452391805634,
    ),
    (
        8495653923123431417604973247489272438418190587263600148770280649306958101930,
        4082367875863433681332203403145435568316851327593401208105741076214120093531,
    ),
)


def add(left: Point, right: Point) -> Point:
    """The sum of two points of G1; None is the point at infinity."""
    if left is None or right is None:
        return left or right
    (x1, y1), (x2, y2) = left, right
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = 3 * x1 * x1 * pow(2 * y1, -1, P) % P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def multiply(factor: int, point: Point = G1) -> Point:
    """A multiple of a point of G1."""
    result: Point = None
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def _sub(a: Pair, b: Pair) -> Pair:
    return (a[0] - b[0]) % P, (a[1] - b[1]) % P


def _mul(a: Pair, b: Pair) -> Pair:
    return (a[0] * b[0] - a[1] * b[1]) % P, (a[0] * b[1] + a[1] * b[0]) % P


def _div(a: Pair, b: Pair) -> Pair:
    norm = pow(b[0] * b[0] + b[1] * b[1], -1, P)
    return _mul(a, (b[0] * norm % P, -b[1] * norm % P))


def twist_add(left: Twist, right: Twist) -> Twist:
    """The sum of two points of the twist."""
    if left is None or right is None:
        return left or right
    (x1, y1), (x2, y2) = left, right
    if x1 == x2:
        if _sub(y1, (-y2[0] % P, -y2[1] % P)) == (0, 0):
            return None
        square = _mul(x1, x1)
        slope = _div((3 * square[0], 3 * square[1]), (2 * y1[0], 2 * y1[1]))
    else:
        slope = _div(_sub(y2, y1), _sub(x2, x1))
    x = _sub(_sub(_mul(slope, slope), x1), x2)
    return x, _sub(_mul(slope, _sub(x1, x)), y1)


def twist_multiply(factor: int, point: Twist = G2) -> Twist:
    """A multiple of a point of the twist."""
    result: Twist = None
    while factor:
        if factor & 1:
            result = twist_add(result, point)
        point = twist_add(point, point)
        factor >>= 1
    return result


def encode(point: Point) -> bytes:
    """64 bytes; zeros for infinity."""
    x, y = point or (0, 0)
    return x.to_bytes(32, "big") + y.to_bytes(32, "big")


def encode_twist(point: Twist) -> bytes:
    """128 bytes, the imaginary part of each coordinate first; zeros for infinity."""
    if point is None:
        return bytes(128)
    return b"".join(part.to_bytes(32, "big") for x in point for part in (x[1], x[0]))
