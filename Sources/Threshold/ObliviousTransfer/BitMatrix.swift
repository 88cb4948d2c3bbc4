internal import Primitives

/// Turning rows of 128 bits into columns and back, 64 by 64 bits at a time.
enum BitMatrix {
    /// Lends the 128 columns of `rows`, each of rows.count / 64 words, one after the other; bit i of a
    /// column is that of row i. The count of rows is a multiple of 64.
    static func withColumns<R>(
        of rows: UnsafeBufferPointer<Block128>, _ body: (UnsafeMutableBufferPointer<UInt64>) -> R
    ) -> R {
        let words = rows.count / 64
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 128 * words + 64) { buffer in
            buffer.initialize(repeating: 0)
            defer { Secret.wipe(UnsafeMutableRawBufferPointer(buffer)) }
            let columns = UnsafeMutableBufferPointer(rebasing: buffer[..<(128 * words)])
            let square = UnsafeMutableBufferPointer(rebasing: buffer[(128 * words)...])
            for word in 0..<words {
                for i in 0..<64 { square[i] = rows[64 * word + i].low }
                transpose(square)
                for j in 0..<64 { columns[j * words + word] = square[j] }
                for i in 0..<64 { square[i] = rows[64 * word + i].high }
                transpose(square)
                for j in 0..<64 { columns[(64 + j) * words + word] = square[j] }
            }
            return body(columns)
        }
    }

    /// The rows of 128 columns of `words` words each, one after the other.
    static func rows(
        ofColumns columns: UnsafeMutableBufferPointer<UInt64>, words: Int
    ) -> SecretArray<Block128> {
        precondition(columns.count == 128 * words)
        return SecretArray(repeating: .zero, count: 64 * words) { rows in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { square in
                square.initialize(repeating: 0)
                defer { Secret.wipe(UnsafeMutableRawBufferPointer(square)) }
                for word in 0..<words {
                    for j in 0..<64 { square[j] = columns[j * words + word] }
                    transpose(square)
                    for i in 0..<64 { rows[64 * word + i].low = square[i] }
                    for j in 0..<64 { square[j] = columns[(64 + j) * words + word] }
                    transpose(square)
                    for i in 0..<64 { rows[64 * word + i].high = square[i] }
                }
            }
        }
    }

    /// Exchanges bit j of word i with bit i of word j, by exchanging ever smaller squares.
    private static func transpose(_ square: UnsafeMutableBufferPointer<UInt64>) {
        var width = 32
        var mask: UInt64 = 0x0000_0000_ffff_ffff
        while width > 0 {
            var k = 0
            while k < 64 {
                let swapped = ((square[k] &>> UInt64(width)) ^ square[k + width]) & mask
                square[k] ^= swapped &<< UInt64(width)
                square[k + width] ^= swapped
                k = (k + width + 1) & ~width
            }
            width >>= 1
            mask ^= mask &<< UInt64(width)
        }
    }
}
