/// The permutation under Keccak, SHA-3 and SHAKE (FIPS 202 section 3): 24 rounds over 25 lanes.
///
/// Lane `i` is A[x, y] of the standard with i = x + 5y. A round works on local variables only: the
/// compiler keeps what it can in registers, and nothing is allocated or bounds-checked on the way.
struct KeccakF1600: Sendable {
    typealias Lanes = (
        UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64, UInt64
    )

    /// All zero at first.
    private(set) var lanes: Lanes = (
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    )

    /// Lends the 200 bytes of the state. Lanes are little-endian, as on every platform served here.
    @inline(__always)
    mutating func withBytes<R>(_ body: (UnsafeMutableRawBufferPointer) -> R) -> R {
        withUnsafeMutableBytes(of: &lanes, body)
    }

    @inline(never)
    mutating func permute() {
        var (
            a00, a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12,
            a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24
        ) = lanes
        Self.roundConstants.withUnsafeBufferPointer { constants in
            for constant in constants {
                // θ: the parity of each column, and what it adds to its neighbours.
                let c0 = a00 ^ a05 ^ a10 ^ a15 ^ a20
                let c1 = a01 ^ a06 ^ a11 ^ a16 ^ a21
                let c2 = a02 ^ a07 ^ a12 ^ a17 ^ a22
                let c3 = a03 ^ a08 ^ a13 ^ a18 ^ a23
                let c4 = a04 ^ a09 ^ a14 ^ a19 ^ a24
                let d0 = c4 ^ left(c1, 1)
                let d1 = c0 ^ left(c2, 1)
                let d2 = c1 ^ left(c3, 1)
                let d3 = c2 ^ left(c4, 1)
                let d4 = c3 ^ left(c0, 1)

                // ρ and π: every lane rotated and moved to its row, where χ mixes it.
                let r0 = row(
                    a00 ^ d0, left(a06 ^ d1, 44), left(a12 ^ d2, 43),
                    left(a18 ^ d3, 21), left(a24 ^ d4, 14))
                let r1 = row(
                    left(a03 ^ d3, 28), left(a09 ^ d4, 20), left(a10 ^ d0, 3),
                    left(a16 ^ d1, 45), left(a22 ^ d2, 61))
                let r2 = row(
                    left(a01 ^ d1, 1), left(a07 ^ d2, 6), left(a13 ^ d3, 25),
                    left(a19 ^ d4, 8), left(a20 ^ d0, 18))
                let r3 = row(
                    left(a04 ^ d4, 27), left(a05 ^ d0, 36), left(a11 ^ d1, 10),
                    left(a17 ^ d2, 15), left(a23 ^ d3, 56))
                let r4 = row(
                    left(a02 ^ d2, 62), left(a08 ^ d3, 55), left(a14 ^ d4, 39),
                    left(a15 ^ d0, 41), left(a21 ^ d1, 2))

                // ι: the round's constant.
                (a00, a01, a02, a03, a04) = (r0.0 ^ constant, r0.1, r0.2, r0.3, r0.4)
                (a05, a06, a07, a08, a09) = r1
                (a10, a11, a12, a13, a14) = r2
                (a15, a16, a17, a18, a19) = r3
                (a20, a21, a22, a23, a24) = r4
            }
        }
        lanes = (
            a00, a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12,
            a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24
        )
    }

    private static let roundConstants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]
}

@inline(__always)
private func left(_ lane: UInt64, _ count: UInt64) -> UInt64 {
    lane &<< count | lane &>> (64 &- count)
}

/// χ on one row of five lanes.
@inline(__always)
private func row(
    _ b0: UInt64, _ b1: UInt64, _ b2: UInt64, _ b3: UInt64, _ b4: UInt64
) -> (UInt64, UInt64, UInt64, UInt64, UInt64) {
    (b0 ^ ~b1 & b2, b1 ^ ~b2 & b3, b2 ^ ~b3 & b4, b3 ^ ~b4 & b0, b4 ^ ~b0 & b1)
}
