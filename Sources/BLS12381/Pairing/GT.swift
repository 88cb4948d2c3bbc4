/// A value of the pairing: an element of the subgroup of order r of the field of p¹² elements.
public struct GT: Sendable {
    package let value: Fp12

    init(_ value: Fp12) { self.value = value }

    /// One, which changes nothing when multiplied by.
    public static let identity = GT(.one)
    /// The length of ``bytes``: 576.
    public static let byteCount = 12 * Fp.byteCount

    /// Whether this is one. In constant time.
    public var isIdentity: Bool { Fp12.equalBit(value, .one) == 1 }

    /// The product.
    public static func * (a: GT, b: GT) -> GT { GT(a.value * b.value) }

    /// The inverse.
    public func inverse() -> GT { GT(value.conjugate) }

    /// This to the power of a public scalar. Its time betrays the scalar.
    public func power(_ exponent: Fr) -> GT {
        let n = exponent.canonical
        var result = Fp12.one
        for limb in [n.l3, n.l2, n.l1, n.l0] {
            for bit in (0..<UInt64(64)).reversed() {
                result = result.cyclotomicSquared()
                if (limb &>> bit) & 1 == 1 { result = result * value }
            }
        }
        return GT(result)
    }

    /// The twelve coefficients of 48 big-endian bytes each, in the order c0.c0.c0, c0.c0.c1, c0.c1.c0, c0.c1.c1,
    /// c0.c2.c0, c0.c2.c1, and likewise of c1; with u² = -1, v³ = 1 + u, w² = v, this being c0 + c1·w.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: GT.byteCount) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            var place = 0
            func write(_ coefficient: Fp) {
                coefficient.write(
                    to: UnsafeMutableRawBufferPointer(rebasing: raw[place..<place + Fp.byteCount]))
                place += Fp.byteCount
            }
            func write(_ element: Fp6) {
                for coefficient in [element.c0, element.c1, element.c2] {
                    write(coefficient.c0)
                    write(coefficient.c1)
                }
            }
            write(value.c0)
            write(value.c1)
            count = place
        }
    }
}

extension GT: Hashable {
    /// In constant time.
    public static func == (a: GT, b: GT) -> Bool { Fp12.equalBit(a.value, b.value) == 1 }

    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension GT: CustomStringConvertible {
    /// Not the value, from which keys are derived.
    public var description: String { isIdentity ? "GT(identity)" : "GT(redacted)" }
}
