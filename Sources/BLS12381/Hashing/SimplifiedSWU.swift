/// A field with a curve y² = x³ + A·x + B, isogenous to the curve proper, onto which its elements can be mapped.
protocol MappableField: EndomorphicField {
    /// A of the isogenous curve.
    static var mapA: Self { get }
    /// B of the isogenous curve.
    static var mapB: Self { get }
    /// The non-square Z.
    static var nonsquare: Self { get }
    /// A square root of u / v, with 1; or with 0, if there is none, a root of Z·u / v. In constant time.
    static func rootOfRatioOrMultiple(_ u: Self, _ v: Self) -> (isSquare: UInt64, root: Self)
    /// The sign in the sense of RFC 9380, section 4.1: 0 or 1.
    var sign: UInt64 { get }
    /// The isogeny's polynomials, the lowest coefficient first, that of the highest power being 1 in the
    /// denominators.
    static var isogeny: Isogeny<Self> { get }

    /// Bytes for one element: 64 for each of its parts.
    static var uniformByteCount: Int { get }
    /// From that many uniform bytes (RFC 9380, section 5.2).
    init(uniform bytes: UnsafeRawBufferPointer)
}

/// A map between curves as rational functions of x; that for y is multiplied by y.
struct Isogeny<F: MappableField>: Sendable {
    let xNumerator: [F]
    let xDenominator: [F]
    let yNumerator: [F]
    let yDenominator: [F]
}

extension MappableField {
    /// The simplified SWU map (RFC 9380, appendix F.2), then the isogeny. In constant time.
    static func map(_ u: Self) -> ProjectivePoint<Self> {
        let zuu = nonsquare * u.squared()
        let sum = zuu.squared() + zuu
        let x1 = mapB * (sum + one)
        let divisor = mapA * select(-sum, nonsquare, sum.zeroBit)
        // g(x1 / divisor) as a ratio.
        let divisor2 = divisor.squared()
        let divisor3 = divisor2 * divisor
        let numerator = (x1.squared() + mapA * divisor2) * x1 + mapB * divisor3
        let (isSquare, root) = rootOfRatioOrMultiple(numerator, divisor3)
        let x = select(zuu * x1, x1, isSquare)
        let y = select(zuu * u * root, root, isSquare)
        return isogenous(x, divisor, select(-y, y, u.sign ^ y.sign ^ 1))
    }

    /// The image of (x / divisor, y) on the curve proper.
    private static func isogenous(_ x: Self, _ divisor: Self, _ y: Self) -> ProjectivePoint<Self> {
        let map = isogeny
        // All four as homogeneous polynomials of their own degrees; the divisors left over are put right below.
        let xNumerator = evaluate(map.xNumerator, x, divisor)
        let xDenominator = evaluate(map.xDenominator, x, divisor) * divisor
        let yNumerator = evaluate(map.yNumerator, x, divisor) * y
        let yDenominator = evaluate(map.yDenominator, x, divisor)
        // A zero denominator means infinity: then Z is zero, and Y has to be anything but zero.
        let z = xDenominator * yDenominator
        let infinity = z.zeroBit
        return ProjectivePoint(
            x: select(xNumerator * yDenominator, .zero, infinity),
            y: select(yNumerator * xDenominator, .one, infinity), z: z)
    }

    /// The polynomial at x / divisor, times the power of the divisor that its degree is.
    private static func evaluate(_ coefficients: [Self], _ x: Self, _ divisor: Self) -> Self {
        var result = Self.zero
        var power = Self.one
        for coefficient in coefficients.reversed() {
            result = result * x + coefficient * power
            power = power * divisor
        }
        return result
    }

    /// The sum of the images of two elements, then the multiple that lies in the subgroup (hash_to_curve).
    static func hash(_ message: [UInt8], _ domain: DomainSeparationTag) -> ProjectivePoint<Self> {
        let bytes = ExpandMessage.uniform(message, domain, 2 * uniformByteCount)
        return bytes.withUnsafeBytes { buffer in
            let first = Self(uniform: UnsafeRawBufferPointer(rebasing: buffer[..<uniformByteCount]))
            let second = Self(uniform: UnsafeRawBufferPointer(rebasing: buffer[uniformByteCount...]))
            return clearCofactor(map(first) + map(second))
        }
    }

    /// The image of one element, taken into the subgroup (encode_to_curve): not uniform.
    static func encode(_ message: [UInt8], _ domain: DomainSeparationTag) -> ProjectivePoint<Self> {
        let bytes = ExpandMessage.uniform(message, domain, uniformByteCount)
        return bytes.withUnsafeBytes { clearCofactor(map(Self(uniform: $0))) }
    }
}
