/// Multiplication by public scalars, in variable time: interleaved sliding windows over halved scalars.
enum PublicMultiplication {
    /// Bits of the windows over a point that has no stored table.
    private static let pointBits = 5
    private static let pointTableSize = 1 << (pointBits - 2)
    /// Digits of a number below 2^128: a carry can make one more.
    private static let digitCount = 129

    /// a * P + b * G.
    static func combination(_ a: Scalar, _ point: AffinePoint, _ b: Scalar) -> JacobianPoint {
        let usesPoint = !(a.isZero || point.isInfinity)
        let usesGenerator = !b.isZero
        let generator = GeneratorTables.shared
        return withUnsafeTemporaryAllocation(of: Int16.self, capacity: 4 * digitCount) { digits in
            withUnsafeTemporaryAllocation(of: AffinePoint.self, capacity: 2 * pointTableSize) { tables in
                digits.initialize(repeating: 0)
                tables.initialize(repeating: .infinity)
                func part(_ index: Int) -> UnsafeMutableBufferPointer<Int16> {
                    UnsafeMutableBufferPointer(
                        rebasing: digits[index * digitCount..<(index + 1) * digitCount])
                }
                var length = 0
                var commonZ = FieldElement.one
                if usesPoint {
                    let (k1, k2) = a.split()
                    length = max(length, recode(k1, bits: pointBits, into: part(0)))
                    length = max(length, recode(k2, bits: pointBits, into: part(1)))
                    commonZ = fill(tables, with: point)
                }
                if usesGenerator {
                    let low = HalfScalar(low: b.l0, high: b.l1, sign: 0)
                    let high = HalfScalar(low: b.l2, high: b.l3, sign: 0)
                    length = max(length, recode(low, bits: GeneratorTables.wnafBits, into: part(2)))
                    length = max(length, recode(high, bits: GeneratorTables.wnafBits, into: part(3)))
                }

                // The tables of P are affine on the isomorphic curve given by their common Z; entries
                // of G's tables are brought there, and the common Z is put back at the end.
                let zz = commonZ.squared()
                let zzz = zz * commonZ
                var result = JacobianPoint.infinity
                for index in (0..<length).reversed() {
                    if !result.isInfinity { result.double() }
                    if usesPoint {
                        for half in 0..<2 {
                            let digit = digits[half * digitCount + index]
                            guard digit != 0 else { continue }
                            result.add(finite: entry(tables, digit, from: half * pointTableSize))
                        }
                    }
                    if usesGenerator {
                        for half in 0..<2 {
                            let digit = digits[(2 + half) * digitCount + index]
                            guard digit != 0 else { continue }
                            let table = half == 0 ? generator.odd : generator.oddHigh
                            var point = table.withUnsafeBufferPointer { entry($0, digit, from: 0) }
                            if usesPoint { point = AffinePoint(x: point.x * zz, y: point.y * zzz) }
                            result.add(finite: point)
                        }
                    }
                }
                result.z = result.z * commonZ
                return result
            }
        }
    }

    /// The multiple that an odd `digit` stands for, from a table of odd multiples.
    @inline(__always)
    private static func entry(
        _ table: some RandomAccessCollection<AffinePoint>, _ digit: Int16, from start: Int
    ) -> AffinePoint {
        let offset = start &+ Int(digit.magnitude &>> 1)
        var point = table[table.index(table.startIndex, offsetBy: offset)]
        if digit < 0 { point.y = -point.y }
        return point
    }

    /// Puts the odd multiples of P and then of λP into `tables`, all over one Z, which is returned.
    private static func fill(
        _ tables: UnsafeMutableBufferPointer<AffinePoint>, with point: AffinePoint
    ) -> FieldElement {
        // On the curve where 2P is affine, adding it is cheap.
        let double = JacobianPoint(point).doubled()
        let zz = double.z.squared()
        let step = AffinePoint(x: double.x, y: double.y)
        var multiple = JacobianPoint(x: point.x * zz, y: point.y * (zz * double.z), z: .one)
        tables[0] = AffinePoint(x: multiple.x, y: multiple.y)
        return withUnsafeTemporaryAllocation(of: FieldElement.self, capacity: pointTableSize) { ratios in
            ratios.initialize(repeating: .one)
            for index in 1..<pointTableSize {
                // Odd multiples below the group order never meet 2P in x.
                (multiple, ratios[index]) = multiple.addingDistinct(step)
                tables[index] = AffinePoint(x: multiple.x, y: multiple.y)
            }
            var scale = FieldElement.one
            for index in (0..<pointTableSize).reversed() {
                if index != pointTableSize - 1 {
                    scale = scale * ratios[index + 1]
                    let square = scale.squared()
                    tables[index].x = tables[index].x * square
                    tables[index].y = tables[index].y * (square * scale)
                }
                tables[pointTableSize + index] = AffinePoint(x: tables[index].x * .beta, y: tables[index].y)
            }
            return multiple.z * double.z
        }
    }

    /// Writes the non-adjacent form of `k` with odd digits below 2^(bits - 1), and returns its length.
    private static func recode(
        _ k: HalfScalar, bits: Int, into digits: UnsafeMutableBufferPointer<Int16>
    ) -> Int {
        var value = UInt128(k.high) &<< 64 | UInt128(k.low)
        var position = 0
        let window = UInt128(1) &<< UInt128(bits)
        var length = 0
        while value != 0 {
            let zeros = value.trailingZeroBitCount
            value &>>= UInt128(zeros)
            position += zeros
            var digit = Int16(truncatingIfNeeded: value & (window &- 1))
            value &>>= UInt128(bits)
            if digit >= 1 << Int16(bits - 1) {
                digit -= 1 << Int16(bits)
                value &+= 1
            }
            digits[position] = k.sign == 1 ? -digit : digit
            length = position + 1
            position += bits
        }
        return length
    }
}
