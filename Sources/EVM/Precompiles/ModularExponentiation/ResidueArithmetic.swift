/// Multiplication of residues of a fixed number of limbs, in memory that the caller provides.
protocol ResidueArithmetic {
    /// Limbs of every residue.
    var count: Int { get }

    /// Limbs of working memory that an operation needs.
    var scratchCount: Int { get }

    /// result = a · b; any of them may be the same.
    func multiply(
        _ result: UnsafeMutablePointer<UInt64>, _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>,
        scratch: UnsafeMutablePointer<UInt64>)

    /// result = a².
    func square(
        _ result: UnsafeMutablePointer<UInt64>, _ a: UnsafePointer<UInt64>,
        scratch: UnsafeMutablePointer<UInt64>)
}

extension ResidueArithmetic {
    /// `base` to the power of an exponent other than zero, by sliding windows over its bits.
    func power(_ base: [UInt64], _ exponent: Exponent) -> [UInt64] {
        let n = count
        let tableCount = 1 << (exponent.windowWidth - 1)
        let memory = UnsafeMutableBufferPointer<UInt64>.allocate(
            capacity: (tableCount + 2) * n + scratchCount)
        defer { memory.deallocate() }
        memory.initialize(repeating: 0)
        guard let table = memory.baseAddress, base.count == n else { return base }
        let sum = table + tableCount * n
        let square = sum + n
        let scratch = square + n

        // The odd powers, of which the first is the base.
        for index in 0..<n { table[index] = base[index] }
        if tableCount > 1 { self.square(square, table, scratch: scratch) }
        for index in 1..<max(tableCount, 1) {
            multiply(table + index * n, table + (index - 1) * n, square, scratch: scratch)
        }
        raise(sum, table, exponent, scratch)
        return Array(UnsafeBufferPointer(start: sum, count: n))
    }

    /// sum = table[0] to the power of `exponent`, `table` holding the odd powers.
    private func raise(
        _ sum: UnsafeMutablePointer<UInt64>, _ table: UnsafePointer<UInt64>, _ exponent: Exponent,
        _ scratch: UnsafeMutablePointer<UInt64>
    ) {
        let width = exponent.windowWidth
        var high = exponent.significantBitCount - 1
        var started = false
        while high >= 0 {
            if exponent.bit(high) == 0 {
                square(sum, sum, scratch: scratch)
                high -= 1
                continue
            }
            var low = max(0, high - width + 1)
            while exponent.bit(low) == 0 { low += 1 }
            var digit = 0
            for index in stride(from: high, through: low, by: -1) {
                digit = digit << 1 | exponent.bit(index)
                if started { square(sum, sum, scratch: scratch) }
            }
            let odd = table + (digit >> 1) * count
            if started {
                multiply(sum, sum, odd, scratch: scratch)
            } else {
                sum.update(from: odd, count: count)
                started = true
            }
            high = low - 1
        }
    }
}
