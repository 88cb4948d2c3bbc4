# pragma version 0.4.3
# pragma evm-version cancun
# pragma optimize gas
"""
@title KeyDeriver
@notice Derives the public key of a PKP from a network's root keys, in nothing but EVM code:
        pub = P_0 + t P_1 + t^2 P_2 + ... , where t is the key id hashed to a scalar of secp256k1. Nodes
        evaluate the same polynomial on their shares of the root keys, so what is computed here is the
        public half of what they sign with.
@dev    Every scalar t^j is split with the curve's endomorphism (x, y) -> (beta x, y), which multiplies by
        lambda, into two odd halves below 2^130. Each half is read as 26 digits of five bits, all of them
        odd, so that every id costs the same number of operations. The odd multiples up to 31 of every
        root are kept in affine form; one inversion serves all tables, another the result.
        This contract has no state and no owner.
"""

struct RootKey:
    pubkey: Bytes[MAX_KEY_BYTES]
    keyType: uint256


MAX_KEY_BYTES: constant(uint256) = 96
MAX_KEYS: constant(uint256) = 24
# Roots of one derivation, and the fewest: with one alone every PKP would have the same key.
MAX_ROOTS: constant(uint256) = 16
MIN_ROOTS: constant(uint256) = 2

K256: constant(uint256) = 2
DST_PRIME: constant(Bytes[44]) = b"LIT_HD_KEY_ID_K256_XMD:SHA-256_SSWU_RO_NUL_\x2b"

# secp256k1: y^2 = x^3 + 7 over the integers mod P, a group of N points.
P: constant(uint256) = max_value(uint256) - 2**32 - 976
N: constant(uint256) = max_value(uint256) - 432420386565659656852420866394968145598
# A cube root of one mod P, 0x7ae96a2b...719501ee. (BETA x, y) is (x, y) times lambda, a cube root of one mod N,
# 0x5363ad4c...1b23bd72.
BETA: constant(uint256) = 55594575648329892869085402983802832744385952214688224221778511981742606582254
# 3/2 mod P.
THREE_HALVES: constant(uint256) = 57896044618658097711785492504343953926634992332820282019728792003954417335833
# Short vectors of the lattice of all (a, b) with a + b lambda = 0 mod N: (A1, -B1) and (A2, A1), with
# A1 = 0x3086d221a7d46bcde86c90e49284eb15, B1 = 0xe4437ed6010e88286f547fa90abfe4c3 and A2 = A1 + B1.
A1: constant(uint256) = 64502973549206556628585045361533709077
B1: constant(uint256) = 303414439467246543595250775667605759171
A2: constant(uint256) = 367917413016453100223835821029139468248

WINDOWS: constant(uint256) = 26
WINDOW_BITS: constant(uint256) = 5
# Odd multiples 1, 3, ... 31 of a point.
MULTIPLES: constant(uint256) = 16
# What makes a signed half positive, and its digits the bits of the sum; see _split.
BIAS: constant(uint256) = 2**130
MAX_HALVES: constant(uint256) = 2 * (MAX_ROOTS - 1) + 1
MAX_ENTRIES: constant(uint256) = MULTIPLES * (MAX_ROOTS - 1) + 1

MODEXP: constant(address) = 0x0000000000000000000000000000000000000005


@external
@pure
def HD_KDF() -> address:
    """
    @notice The address at which chains of the original network have this derivation as a precompile.
            It is told for clients that ask; this contract computes by itself.
    """
    return 0x00000000000000000000000000000000000000F5


@external
@view
def computeHDPubKey(
    derivedKeyId: bytes32, rootHDKeys: DynArray[RootKey, MAX_KEYS], keyType: uint256
) -> (bool, Bytes[65]):
    """
    @notice Derives a public key. Anybody may ask, with any root keys.
    @param derivedKeyId The id of the key, as it stands in the routing data of a PKP.
    @param rootHDKeys Root keys in their order, which matters: compressed (33 bytes) or uncompressed (65).
    @param keyType Only roots of this type count. 2, secp256k1, is the only one that is derived.
    @return Whether it worked, and the key: 0x04, X, Y. It does not with fewer than two or more than sixteen
            roots, with one that is no point of the curve, or when the sum is the point at infinity.
    """
    if keyType != K256:
        return False, b""
    xs: uint256[MAX_ROOTS] = empty(uint256[MAX_ROOTS])
    ys: uint256[MAX_ROOTS] = empty(uint256[MAX_ROOTS])
    count: uint256 = 0
    for root: RootKey in rootHDKeys:
        if root.keyType != keyType:
            continue
        if count == MAX_ROOTS:
            return False, b""
        valid: bool = False
        valid, xs[count], ys[count] = self._decode(root.pubkey)
        if not valid:
            return False, b""
        count += 1
    if count < MIN_ROOTS:
        return False, b""

    x: uint256 = 0
    y: uint256 = 0
    z: uint256 = 0
    x, y, z = self._polynomial(self._tweak(derivedKeyId), xs, ys, count)
    if z == 0:
        return False, b""
    inverse: uint256 = self._power(z, P - 2)
    square: uint256 = uint256_mulmod(inverse, inverse, P)
    x = uint256_mulmod(x, square, P)
    y = uint256_mulmod(y, uint256_mulmod(square, inverse, P), P)
    return True, concat(b"\x04", convert(x, bytes32), convert(y, bytes32))


@internal
@view
def _tweak(id: bytes32) -> uint256:
    """
    @dev hash_to_field of RFC 9380, section 5.2, with the order of the group as modulus and L = 48;
         expand_message_xmd of section 5.3.1 with SHA-256.
    """
    zeros: bytes32 = empty(bytes32)
    b0: bytes32 = sha256(concat(zeros, zeros, id, b"\x00\x30\x00", DST_PRIME))
    b1: bytes32 = sha256(concat(b0, b"\x01", DST_PRIME))
    mixed: bytes32 = convert(convert(b0, uint256) ^ convert(b1, uint256), bytes32)
    b2: bytes32 = sha256(concat(mixed, b"\x02", DST_PRIME))
    high: uint256 = uint256_mulmod(convert(b1, uint256), 2**128, N)
    return uint256_addmod(high, convert(b2, uint256) >> 128, N)


@internal
@view
def _decode(key: Bytes[MAX_KEY_BYTES]) -> (bool, uint256, uint256):
    """
    @dev A point in one of the two forms of SEC 1, section 2.3.4. Infinity has none here.
    """
    if len(key) != 33 and len(key) != 65:
        return False, 0, 0
    form: uint256 = convert(slice(key, 0, 1), uint256)
    x: uint256 = convert(slice(key, 1, 32), uint256)
    if x >= P:
        return False, 0, 0
    square: uint256 = uint256_addmod(uint256_mulmod(uint256_mulmod(x, x, P), x, P), 7, P)
    y: uint256 = 0
    if len(key) == 65:
        y = convert(slice(key, 33, 32), uint256)
        if form != 4 or y >= P:
            return False, 0, 0
    else:
        if form != 2 and form != 3:
            return False, 0, 0
        y = self._power(square, (P + 1) // 4)
        if y & 1 != form & 1:
            y = unsafe_sub(P, y)
    return uint256_mulmod(y, y, P) == square, x, y


@internal
@view
def _power(base: uint256, exponent: uint256) -> uint256:
    """
    @dev base^exponent mod P, by the precompile of EIP-198.
    """
    size: uint256 = 32
    answer: Bytes[32] = raw_call(
        MODEXP,
        concat(
            convert(size, bytes32),
            convert(size, bytes32),
            convert(size, bytes32),
            convert(base, bytes32),
            convert(exponent, bytes32),
            convert(P, bytes32),
        ),
        max_outsize=32,
        is_static_call=True,
    )
    return convert(answer, uint256)


@internal
@pure
def _split(scalar: uint256) -> (uint256, uint256):
    """
    @dev Halves with scalar = first + second lambda mod N, both odd and between -2^130 and 2^130, each with
         2^130 added. Their digits, from the lowest, are 2 u - 31, where u are five bits each from bit 1
         on: sum (2 u_i - 31) 32^i = 2 sum u_i 32^i - (2^130 - 1), which is the half again.
         (c1, c2) are the coordinates of (scalar, 0) in the lattice, rounded: at most 3.1 too small by the
         cut and the division by 2^256 in place of N, and at most 1 too large by what makes both odd. The
         vectors are independent mod 2, so there always is such a choice.
    """
    high: uint256 = scalar >> 128
    c1: uint256 = unsafe_mul(high, A1) >> 128
    c2: uint256 = unsafe_mul(high, B1) >> 128
    c1 = unsafe_add(c1, (c1 ^ scalar ^ 1) & 1)
    c2 = unsafe_add(c2, (c2 ^ scalar) & 1)
    first: uint256 = unsafe_sub(unsafe_sub(scalar, unsafe_mul(c1, A1)), unsafe_mul(c2, A2))
    second: uint256 = unsafe_sub(unsafe_mul(c1, B1), unsafe_mul(c2, A1))
    return unsafe_add(first, BIAS), unsafe_add(second, BIAS)


@internal
@view
def _polynomial(
    t: uint256, xs: uint256[MAX_ROOTS], ys: uint256[MAX_ROOTS], count: uint256
) -> (uint256, uint256, uint256):
    """
    @dev The sum of t^j times the j-th point, in Jacobian coordinates; z = 0 is the point at infinity.
         Points must be on the curve and 2 <= count <= 16. One function with all tables, since handing them
         on would be to copy them.
    """
    # The two halves of the scalar of each point but the first, whose scalar is 1.
    halves: DynArray[uint256, MAX_HALVES] = []
    # Sixteen odd multiples of each point but the first, and at last the first itself.
    table: DynArray[uint256[2], MAX_ENTRIES] = []
    # For each multiple its Z over that of the one before.
    ratios: DynArray[uint256, MAX_ENTRIES] = []
    # The Z of each point's last multiple, and the product of all such before it.
    lasts: DynArray[uint256, MAX_ROOTS] = []
    products: DynArray[uint256, MAX_ROOTS] = []

    # 1. The tables in co-Z coordinates: a multiple and twice the point have one Z, so that adding them is cheap
    # and moves both to the next Z. No multiple up to 31 can be plus or minus twice the point, whose order
    # is a large prime.
    scalar: uint256 = 1
    product: uint256 = 1
    for j: uint256 in range(1, count, bound=MAX_ROOTS):
        scalar = uint256_mulmod(scalar, t, N)
        first: uint256 = 0
        second: uint256 = 0
        first, second = self._split(scalar)
        halves.append(first)
        halves.append(second)

        # (x, y) is the point and (xd, yd) its double, both over z = 2 ys[j].
        square: uint256 = uint256_mulmod(ys[j], ys[j], P)
        x: uint256 = uint256_mulmod(uint256_mulmod(4, xs[j], P), square, P)
        y: uint256 = uint256_mulmod(8, uint256_mulmod(square, square, P), P)
        slope: uint256 = uint256_mulmod(uint256_mulmod(3, xs[j], P), xs[j], P)
        xd: uint256 = uint256_addmod(
            uint256_mulmod(slope, slope, P), unsafe_sub(P, uint256_addmod(x, x, P)), P
        )
        yd: uint256 = uint256_addmod(
            uint256_mulmod(slope, uint256_addmod(x, unsafe_sub(P, xd), P), P), unsafe_sub(P, y), P
        )
        z: uint256 = uint256_addmod(ys[j], ys[j], P)
        table.append([x, y])
        ratios.append(z)
        for _: uint256 in range(MULTIPLES - 1):
            dx: uint256 = uint256_addmod(xd, unsafe_sub(P, x), P)
            dy: uint256 = uint256_addmod(yd, unsafe_sub(P, y), P)
            square = uint256_mulmod(dx, dx, P)
            xd = uint256_mulmod(xd, square, P)
            x = uint256_mulmod(x, square, P)
            yd = uint256_mulmod(yd, uint256_addmod(xd, unsafe_sub(P, x), P), P)
            x = uint256_addmod(
                uint256_mulmod(dy, dy, P), unsafe_sub(P, uint256_addmod(xd, x, P)), P
            )
            y = uint256_addmod(
                uint256_mulmod(dy, uint256_addmod(xd, unsafe_sub(P, x), P), P), unsafe_sub(P, yd), P
            )
            z = uint256_mulmod(z, dx, P)
            table.append([x, y])
            ratios.append(dx)
        products.append(product)
        lasts.append(z)
        product = uint256_mulmod(product, z, P)

    # 2. To affine coordinates, backwards: from the inverse of the product to that of each last Z, and through
    # each table by its ratios.
    rest: uint256 = self._power(product, P - 2)
    entry: uint256 = len(table)
    for j: uint256 in range(1, count, bound=MAX_ROOTS):
        point: uint256 = unsafe_sub(unsafe_sub(count, j), 1)
        inverse: uint256 = uint256_mulmod(rest, products[point], P)
        rest = uint256_mulmod(rest, lasts[point], P)
        for _: uint256 in range(MULTIPLES):
            entry = unsafe_sub(entry, 1)
            square: uint256 = uint256_mulmod(inverse, inverse, P)
            jacobian: uint256[2] = table[entry]
            table[entry] = [
                uint256_mulmod(jacobian[0], square, P),
                uint256_mulmod(jacobian[1], uint256_mulmod(square, inverse, P), P),
            ]
            inverse = uint256_mulmod(inverse, ratios[entry], P)

    # 3. The first point: a digit of 1 in the last window, and none before.
    table.append([xs[0], ys[0]])
    halves.append(32)

    # 4. The sum (x, y, z), from the highest digits of all halves down to the lowest.
    x: uint256 = 0
    y: uint256 = 0
    z: uint256 = 0
    used: uint256 = unsafe_sub(len(halves), 1)
    lowest: uint256 = WINDOWS * WINDOW_BITS + 1
    for _: uint256 in range(WINDOWS):
        lowest = unsafe_sub(lowest, WINDOW_BITS)
        if z != 0:
            for _d: uint256 in range(WINDOW_BITS):
                # Doubling, with halves in place of doubles.
                yy: uint256 = uint256_mulmod(y, y, P)
                slope: uint256 = uint256_mulmod(THREE_HALVES, uint256_mulmod(x, x, P), P)
                s: uint256 = uint256_mulmod(x, unsafe_sub(P, yy), P)
                z = uint256_mulmod(z, y, P)
                x = uint256_addmod(uint256_mulmod(slope, slope, P), uint256_addmod(s, s, P), P)
                y = unsafe_sub(
                    P,
                    uint256_addmod(
                        uint256_mulmod(slope, uint256_addmod(x, s, P), P), uint256_mulmod(yy, yy, P), P
                    ),
                )
        if lowest == 1:
            used = unsafe_add(used, 1)
        for j: uint256 in range(used, bound=MAX_HALVES):
            u: uint256 = (halves[j] >> lowest) & 31
            # What is added: the point, or with y negated for the formulas, (px, -ny).
            px: uint256 = 0
            ny: uint256 = 0
            if u < 16:
                multiple: uint256[2] = table[unsafe_add((j >> 1) << 4, u ^ 15)]
                px = multiple[0]
                ny = multiple[1]
            else:
                multiple: uint256[2] = table[unsafe_add((j >> 1) << 4, u & 15)]
                px = multiple[0]
                ny = unsafe_sub(P, multiple[1])
            if j & 1 != 0:
                px = uint256_mulmod(BETA, px, P)
            zz: uint256 = uint256_mulmod(z, z, P)
            h: uint256 = uint256_addmod(uint256_mulmod(px, zz, P), unsafe_sub(P, x), P)
            r: uint256 = uint256_addmod(uint256_mulmod(ny, uint256_mulmod(zz, z, P), P), y, P)
            zh: uint256 = uint256_mulmod(z, h, P)
            if zh == 0:
                # The sum so far is infinity, or it is plus or minus the point.
                if z == 0:
                    x = px
                    y = unsafe_sub(P, ny)
                    z = 1
                elif r == 0:
                    x, y, z = self._double(px, unsafe_sub(P, ny))
                else:
                    z = 0
                continue
            hh: uint256 = unsafe_sub(P, uint256_mulmod(h, h, P))
            hhh: uint256 = uint256_mulmod(hh, h, P)
            v: uint256 = uint256_mulmod(x, hh, P)
            x = uint256_addmod(
                uint256_addmod(uint256_mulmod(r, r, P), hhh, P), uint256_addmod(v, v, P), P
            )
            y = uint256_addmod(
                uint256_mulmod(r, uint256_addmod(x, v, P), P), uint256_mulmod(y, hhh, P), P
            )
            z = zh
    return x, y, z


@internal
@pure
def _double(x: uint256, y: uint256) -> (uint256, uint256, uint256):
    """
    @dev Twice an affine point. There is none of order two.
    """
    slope: uint256 = uint256_mulmod(3, uint256_mulmod(x, x, P), P)
    square: uint256 = uint256_mulmod(y, y, P)
    s: uint256 = uint256_mulmod(4, uint256_mulmod(x, square, P), P)
    xd: uint256 = uint256_addmod(
        uint256_mulmod(slope, slope, P), unsafe_sub(P, uint256_addmod(s, s, P)), P
    )
    eighth: uint256 = uint256_mulmod(8, uint256_mulmod(square, square, P), P)
    yd: uint256 = uint256_addmod(
        uint256_mulmod(slope, uint256_addmod(s, unsafe_sub(P, xd), P), P), unsafe_sub(P, eighth), P
    )
    return xd, yd, uint256_addmod(y, y, P)
