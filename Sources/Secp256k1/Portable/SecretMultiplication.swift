internal import Primitives

/// Multiplication by secret scalars: fixed windows, whole tables read, complete formulas.
enum SecretMultiplication {
    /// k * G.
    static func generator(_ k: Scalar) -> ProjectivePoint { fixed(k, GeneratorTables.shared.windows) }

    /// k times the point whose multiples `windows` holds (see ``GeneratorTables/windows``): one entry per
    /// window of five bits, no doublings.
    static func fixed(_ k: Scalar, _ windows: [SIMD8<UInt64>]) -> ProjectivePoint {
        var result = ProjectivePoint.infinity
        var rest = k
        var carry: UInt64 = 0
        windows.withUnsafeBufferPointer { table in
            guard var window = table.baseAddress else { return }
            for _ in 0..<SecretDigits.fullCount {
                let digit = SecretDigits.digit(rest.l0 & 31, &carry)
                rest = Scalar(
                    limbs: rest.l0 &>> 5 | rest.l1 &<< 59, rest.l1 &>> 5 | rest.l2 &<< 59,
                    rest.l2 &>> 5 | rest.l3 &<< 59, rest.l3 &>> 5)
                var entry = AffinePoint(packed: scan(window, digit.magnitude))
                entry.y = FieldElement.select(entry.y, -entry.y, digit.sign)
                // The sum is thrown away where the digit is zero and the entry no point.
                let sum = result.adding(finite: entry)
                result = ProjectivePoint.select(sum, result, isZeroBit(digit.magnitude))
                window += SecretDigits.tableSize
            }
        }
        return result
    }

    /// k * P, by the endomorphism as k1 * P + k2 * λP with halves of 128 bits.
    static func point(_ k: Scalar, _ point: AffinePoint) -> ProjectivePoint {
        let (k1, k2) = k.split()
        var p1 = ProjectivePoint(point)
        p1.y = FieldElement.select(p1.y, -p1.y, k1.sign)

        let size = SecretDigits.tableSize
        let count = SecretDigits.halfCount
        return withUnsafeTemporaryAllocation(of: ProjectivePoint.self, capacity: 2 * size) { tables in
            withUnsafeTemporaryAllocation(of: SignedDigit.self, capacity: 2 * count) { digits in
                tables.initialize(repeating: .infinity)
                digits.initialize(repeating: SignedDigit(magnitude: 0, sign: 0))
                defer { Secret.wipe(UnsafeMutableRawBufferPointer(digits)) }
                fill(UnsafeMutableBufferPointer(rebasing: tables[..<size]), with: p1)
                // The endomorphism takes one table to the other.
                for index in 0..<size {
                    var entry = tables[index]
                    entry.x = entry.x * .beta
                    entry.y = FieldElement.select(entry.y, -entry.y, k1.sign ^ k2.sign)
                    tables[size + index] = entry
                }
                recode(k1, into: UnsafeMutableBufferPointer(rebasing: digits[..<count]))
                recode(k2, into: UnsafeMutableBufferPointer(rebasing: digits[count...]))

                var result = ProjectivePoint.infinity
                for index in (0..<count).reversed() {
                    if index != count - 1 {
                        for _ in 0..<SecretDigits.windowBits { result = result.doubled() }
                    }
                    result = result + entry(tables[..<size], digits[index])
                    result = result + entry(tables[size...], digits[count + index])
                }
                return result
            }
        }
    }

    /// The multiples 1 to 16 of `point`.
    private static func fill(
        _ table: UnsafeMutableBufferPointer<ProjectivePoint>, with point: ProjectivePoint
    ) {
        table[0] = point
        for index in 1..<table.count {
            table[index] = index & 1 == 1 ? table[index / 2].doubled() : table[index - 1] + point
        }
    }

    private static func recode(_ k: HalfScalar, into digits: UnsafeMutableBufferPointer<SignedDigit>) {
        var low = k.low
        var high = k.high
        var carry: UInt64 = 0
        for index in digits.indices {
            digits[index] = SecretDigits.digit(low & 31, &carry)
            low = low &>> 5 | high &<< 59
            high = high &>> 5
        }
    }

    /// The multiple that `digit` stands for, infinity for zero, by reading the whole table.
    @inline(__always)
    private static func entry(
        _ table: Slice<UnsafeMutableBufferPointer<ProjectivePoint>>, _ digit: SignedDigit
    ) -> ProjectivePoint {
        var found = ProjectivePoint.infinity
        for index in 0..<SecretDigits.tableSize {
            let hit = isZeroBit(UInt64(truncatingIfNeeded: index &+ 1) ^ digit.magnitude)
            found = ProjectivePoint.select(found, table[table.startIndex &+ index], hit)
        }
        found.y = FieldElement.select(found.y, -found.y, digit.sign)
        return found
    }
}
