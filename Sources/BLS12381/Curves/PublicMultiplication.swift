/// Sums of multiples by public scalars, in time that depends on them.
enum PublicMultiplication {
    /// From this many points on, buckets beat tables.
    private static let bucketThreshold = 32

    /// k·P for a point of the subgroup.
    static func multiply<F: EndomorphicField>(_ k: Fr, _ point: ProjectivePoint<F>) -> ProjectivePoint<F> {
        interleaved([point], [k])
    }

    /// The sum of the multiples of points of the subgroup; both lists have the same length.
    static func sum<F: EndomorphicField>(
        _ points: [ProjectivePoint<F>], _ scalars: [Fr]
    ) -> ProjectivePoint<F> {
        points.count < bucketThreshold ? interleaved(points, scalars) : bucketed(points, scalars)
    }

    /// All multiples at once, which share the doublings (Straus 1964), with signed digits of which few are not
    /// zero, and tables of odd multiples.
    private static func interleaved<F: EndomorphicField>(
        _ points: [ProjectivePoint<F>], _ scalars: [Fr]
    ) -> ProjectivePoint<F> {
        var tables: [ProjectivePoint<F>] = []
        var digits: [[Int8]] = []
        tables.reserveCapacity(points.count * F.splitCount * SignedDigits.tableSize)
        for (point, scalar) in zip(points, scalars) {
            let twice = point.doubled()
            var odd = point
            for index in 0..<SignedDigits.tableSize {
                if index > 0 { odd = odd + twice }
                tables.append(odd)
            }
            for (index, part) in split(scalar, F.self).enumerated() {
                if index > 0 {
                    for place in (tables.count - SignedDigits.tableSize)..<tables.count {
                        let next = F.nextPoint(tables[place])
                        tables.append(next)
                    }
                }
                digits.append(SignedDigits.digits(of: part))
            }
        }
        var result = ProjectivePoint<F>.infinity
        for position in stride(from: (digits.map(\.count).max() ?? 0) - 1, through: 0, by: -1) {
            result = result.doubled()
            for (index, row) in digits.enumerated() where position < row.count && row[position] != 0 {
                let digit = Int(row[position])
                let entry = tables[index * SignedDigits.tableSize + abs(digit) / 2]
                result = result + (digit > 0 ? entry : -entry)
            }
        }
        return result
    }

    /// By collecting, for each window of the scalars, the points of the same digit in a bucket (Pippenger 1976).
    private static func bucketed<F: EndomorphicField>(
        _ points: [ProjectivePoint<F>], _ scalars: [Fr]
    ) -> ProjectivePoint<F> {
        var short: [(point: ProjectivePoint<F>, scalar: UInt128)] = []
        short.reserveCapacity(points.count * F.splitCount)
        for (point, scalar) in zip(points, scalars) {
            var image = point
            for (index, part) in split(scalar, F.self).enumerated() {
                if index > 0 { image = F.nextPoint(image) }
                short.append((image, part))
            }
        }
        // Additions per window are one for each short scalar and two for each bucket.
        let bits = max(3, (Int.bitWidth - short.count.leadingZeroBitCount) - 3)
        let windows = (F.splitBits + bits - 1) / bits
        var buckets = [ProjectivePoint<F>](repeating: .infinity, count: 1 << bits)
        var result = ProjectivePoint<F>.infinity
        for window in (0..<windows).reversed() {
            for _ in 0..<bits { result = result.doubled() }
            for index in buckets.indices { buckets[index] = .infinity }
            for (point, scalar) in short {
                let digit = Int(truncatingIfNeeded: scalar >> UInt128(window * bits)) & (1 << bits - 1)
                if digit != 0 { buckets[digit] = buckets[digit] + point }
            }
            // The sum of the buckets from the top, each as often as its digit says.
            var running = ProjectivePoint<F>.infinity
            var total = ProjectivePoint<F>.infinity
            for bucket in buckets.dropFirst().reversed() {
                running = running + bucket
                total = total + running
            }
            result = result + total
        }
        return result
    }

    private static func split<F: EndomorphicField>(_ scalar: Fr, _: F.Type) -> [UInt128] {
        [UInt128](unsafeUninitializedCapacity: F.splitCount) { buffer, count in
            buffer.initialize(repeating: 0)
            F.split(scalar, into: UnsafeMutableBufferPointer(rebasing: buffer[..<F.splitCount]))
            count = F.splitCount
        }
    }
}

/// The width-5 non-adjacent form: of any five digits in a row at most one is not zero, and it is odd.
private enum SignedDigits {
    /// The odd magnitudes 1 to 15.
    static let tableSize = 8

    /// The digits, the lowest first.
    static func digits(of value: UInt128) -> [Int8] {
        var digits: [Int8] = []
        digits.reserveCapacity(130)
        var rest = value
        // What the highest digits may carry beyond 128 bits.
        var overflow = false
        while rest != 0 || overflow {
            var digit: Int8 = 0
            if rest & 1 == 1 {
                let window = Int8(truncatingIfNeeded: rest & 31)
                digit = window > 15 ? window - 32 : window
                if digit > 0 {
                    rest -= UInt128(digit)
                } else {
                    let (sum, carried) = rest.addingReportingOverflow(UInt128(-Int(digit)))
                    rest = sum
                    overflow = carried
                }
            }
            digits.append(digit)
            rest >>= 1
            if overflow {
                rest |= 1 << 127
                overflow = false
            }
        }
        return digits
    }
}
