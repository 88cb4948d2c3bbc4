internal import Primitives

/// Multiplication by secret scalars: fixed windows, whole tables read, complete formulas.
enum SecretMultiplication {
    /// The bits of a window.
    private static var windowBits: Int { 5 }
    /// The magnitudes other than zero of a signed digit, hence the entries of a table.
    private static var tableSize: Int { 16 }

    /// A signed digit: a magnitude of 0 to 16, and 1 as `sign` of a negative one.
    private struct Digit {
        var magnitude: UInt64
        var sign: UInt64
    }

    /// k·P for a point of the subgroup, as a sum of multiples by short scalars.
    static func multiply<F: EndomorphicField>(
        _ k: Fr, _ point: ProjectivePoint<F>
    ) -> ProjectivePoint<F> {
        // Windows that cover the bits of a short scalar and a carry.
        let windows = F.splitBits / windowBits + 1
        let count = F.splitCount
        return withUnsafeTemporaryAllocation(of: ProjectivePoint<F>.self, capacity: count * tableSize) {
            tables in
            withUnsafeTemporaryAllocation(of: Digit.self, capacity: count * windows) { digits in
                tables.initialize(repeating: .infinity)
                digits.initialize(repeating: Digit(magnitude: 0, sign: 0))
                defer { Secret.wipe(UnsafeMutableRawBufferPointer(digits)) }
                fill(tables, point)
                recode(k, F.self, digits, windows)

                var result = ProjectivePoint<F>.infinity
                for window in (0..<windows).reversed() {
                    for _ in 0..<windowBits { result = result.doubled() }
                    for part in 0..<count {
                        let table = UnsafeMutableBufferPointer(
                            rebasing: tables[part &* tableSize..<(part &+ 1) &* tableSize])
                        result = result + entry(table, digits[part &* windows &+ window])
                    }
                }
                return result
            }
        }
    }

    /// The multiples 1 to 16 of the point, then those of its images.
    private static func fill<F: EndomorphicField>(
        _ tables: UnsafeMutableBufferPointer<ProjectivePoint<F>>, _ point: ProjectivePoint<F>
    ) {
        tables[0] = point
        for index in 1..<tableSize {
            tables[index] = index & 1 == 1 ? tables[index / 2].doubled() : tables[index &- 1] + point
        }
        for index in tableSize..<tables.count {
            tables[index] = F.nextPoint(tables[index &- tableSize])
        }
    }

    private static func recode<F: EndomorphicField>(
        _ k: Fr, _: F.Type, _ digits: UnsafeMutableBufferPointer<Digit>, _ windows: Int
    ) {
        withUnsafeTemporaryAllocation(of: UInt128.self, capacity: F.splitCount) { parts in
            parts.initialize(repeating: 0)
            defer { Secret.wipe(UnsafeMutableRawBufferPointer(parts)) }
            F.split(k, into: parts)
            for part in 0..<F.splitCount {
                var rest = parts[part]
                var carry: UInt64 = 0
                for window in 0..<windows {
                    let value = (UInt64(truncatingIfNeeded: rest) & 31) &+ carry
                    rest = rest &>> 5
                    // 0 to 16 stand for themselves; 17 to 32 become -15 to 0 with a carry.
                    carry = (16 &- value) &>> 63
                    let m = secretMask(carry)
                    digits[part &* windows &+ window] = Digit(
                        magnitude: (value & ~m) | ((32 &- value) & m), sign: carry)
                }
            }
        }
    }

    /// The multiple that `digit` stands for, infinity for zero, by reading the whole table.
    @inline(__always)
    private static func entry<F: EndomorphicField>(
        _ table: UnsafeMutableBufferPointer<ProjectivePoint<F>>, _ digit: Digit
    ) -> ProjectivePoint<F> {
        var found = ProjectivePoint<F>.infinity
        for index in 0..<tableSize {
            let hit = isZeroBit(UInt64(truncatingIfNeeded: index &+ 1) ^ digit.magnitude)
            found = ProjectivePoint.select(found, table[index], hit)
        }
        found.y = F.select(found.y, -found.y, digit.sign)
        return found
    }
}
