/// Products of polynomials over GF(2), in constant time and without instructions that not every processor
/// has.
///
/// A product of integers adds with carries where a product of polynomials must not carry. With only every
/// fourth bit set in factors of 32 bits no sum exceeds eight, so that carries stay within their four bits,
/// the lowest of which is the sum modulo two.
package enum BinaryPolynomials {
    /// a · b, not reduced.
    package static func multiply(_ a: Block128, _ b: Block128) -> Block256 {
        let low = multiply(a.low, b.low)
        let high = multiply(a.high, b.high)
        // Karatsuba: the middle is (a0 + a1)(b0 + b1) without the two outer products.
        let middle = multiply(a.low ^ a.high, b.low ^ b.high) ^ low ^ high
        return Block256(
            low: Block128(low: low.low, high: low.high ^ middle.low),
            high: Block128(low: high.low ^ middle.high, high: high.high))
    }

    private static func multiply(_ a: UInt64, _ b: UInt64) -> Block128 {
        let (a0, a1) = (a & 0xffff_ffff, a &>> 32)
        let (b0, b1) = (b & 0xffff_ffff, b &>> 32)
        let low = multiply32(a0, b0)
        let high = multiply32(a1, b1)
        let middle = multiply32(a0 ^ a1, b0 ^ b1) ^ low ^ high
        return Block128(low: low ^ middle &<< 32, high: high ^ middle &>> 32)
    }

    /// Of two factors below 2^32.
    @inline(__always)
    private static func multiply32(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let m0: UInt64 = 0x1111_1111_1111_1111
        let (m1, m2, m3) = (m0 &<< 1, m0 &<< 2, m0 &<< 3)
        let (a0, a1, a2, a3) = (a & m0, a & m1, a & m2, a & m3)
        let (b0, b1, b2, b3) = (b & m0, b & m1, b & m2, b & m3)
        let r0 = (a0 &* b0) ^ (a1 &* b3) ^ (a2 &* b2) ^ (a3 &* b1)
        let r1 = (a0 &* b1) ^ (a1 &* b0) ^ (a2 &* b3) ^ (a3 &* b2)
        let r2 = (a0 &* b2) ^ (a1 &* b1) ^ (a2 &* b0) ^ (a3 &* b3)
        let r3 = (a0 &* b3) ^ (a1 &* b2) ^ (a2 &* b1) ^ (a3 &* b0)
        return (r0 & m0) | (r1 & m1) | (r2 & m2) | (r3 & m3)
    }

    /// For every column j of `rows` the sum over k of (block k of column j) · multipliers[k], where a block
    /// is 128 rows: 128 products for each multiplier, made at once.
    ///
    /// The multipliers are public, so that which rows are added may depend on them; the rows are secret, and
    /// nothing depends on their values. Four rows at a time, as in the method of four Russians: the sixteen
    /// sums of four rows are prepared, and each output row takes one.
    ///
    /// - Parameter rows: 128 for each multiplier.
    static func multiplyColumns(
        of rows: UnsafeBufferPointer<Block128>, by multipliers: [Block128]
    ) -> SecretArray<Block256> {
        precondition(rows.count == 128 * multipliers.count)
        // Row d holds the coefficient of x^d for all 128 columns.
        let coefficients = SecretArray(repeating: Block128.zero, count: 256) { sums in
            withUnsafeTemporaryAllocation(of: Block128.self, capacity: 16) { table in
                table.initialize(repeating: .zero)
                for (block, multiplier) in multipliers.enumerated() {
                    let windows = windowsOfFour(multiplier)
                    for first in stride(from: 0, to: 128, by: 4) {
                        fill(table, rows, 128 * block + first)
                        for (offset, window) in windows.enumerated() {
                            sums[first + offset] ^= table[window]
                        }
                    }
                }
                table.update(repeating: .zero)
            }
        }
        return coefficients.withValues { sums in
            BitMatrix.withColumns(of: sums) { columns in
                SecretArray(count: 128) { j in
                    Block256(
                        low: Block128(low: columns[4 * j], high: columns[4 * j + 1]),
                        high: Block128(low: columns[4 * j + 2], high: columns[4 * j + 3]))
                }
            }
        }
    }

    /// For every d the four bits d, d-1, d-2, d-3 of the multiplier, the first one lowest.
    private static func windowsOfFour(_ multiplier: Block128) -> [Int] {
        var window = 0
        return (0..<131).map { d in
            window = (window << 1) & 15 | (d < 128 ? Int(multiplier.bit(d)) : 0)
            return window
        }
    }

    /// All sums of the four rows from `first`: bit a of the place says whether row a is in it.
    @inline(__always)
    private static func fill(
        _ table: UnsafeMutableBufferPointer<Block128>, _ rows: UnsafeBufferPointer<Block128>, _ first: Int
    ) {
        for a in 0..<4 {
            let row = rows[first + a]
            for lower in 0..<(1 << a) { table[1 << a | lower] = table[lower] ^ row }
        }
    }
}
