// Complete formulas for y² = x³ + 7 in homogeneous coordinates x = X/Z, y = Y/Z (Renes, Costello, Batina,
// "Complete addition formulas for prime order elliptic curves", 2015, algorithms 7 to 9, b3 = 21). They hold
// for all inputs, infinity (0 : 1 : 0) and equal points included, so secret paths need no case distinction.

/// A point for computations with secrets: every operation runs in constant time.
struct ProjectivePoint {
    var x, y, z: FieldElement

    static let infinity = ProjectivePoint(x: .zero, y: .one, z: .zero)

    @inline(__always)
    init(x: FieldElement, y: FieldElement, z: FieldElement) {
        self.x = x
        self.y = y
        self.z = z
    }

    @inline(__always)
    init(_ point: AffinePoint) {
        let infinite = point.infinityBit
        self.init(
            x: point.x,
            y: FieldElement.select(point.y, .one, infinite),
            z: FieldElement(limbs: infinite ^ 1, 0, 0, 0))
    }

    /// The coordinates, at the price of a field inversion; infinity falls out as (0, 0).
    func affine() -> AffinePoint {
        let inverse = z.inverse()
        return AffinePoint(x: (x * inverse).normalized(), y: (y * inverse).normalized())
    }

    @inline(__always)
    static func select(
        _ a: ProjectivePoint, _ b: ProjectivePoint, _ condition: UInt64
    ) -> ProjectivePoint {
        ProjectivePoint(
            x: FieldElement.select(a.x, b.x, condition),
            y: FieldElement.select(a.y, b.y, condition),
            z: FieldElement.select(a.z, b.z, condition))
    }

    /// The sum of any two points (algorithm 7).
    @inline(never)
    static func + (a: ProjectivePoint, b: ProjectivePoint) -> ProjectivePoint {
        let xx = a.x * b.x
        let yy = a.y * b.y
        let zz = a.z * b.z
        let xy = (a.x + a.y) * (b.x + b.y) - (xx + yy)
        let yz = (a.y + a.z) * (b.y + b.z) - (yy + zz)
        let xz = (a.x + a.z) * (b.x + b.z) - (xx + zz)
        return finish(xx: xx, yy: yy, zz21: zz.times(small: 21), xy: xy, yz: yz, xz: xz)
    }

    /// The sum with a point that is not infinity (algorithm 8); for infinity the result means nothing.
    @inline(never)
    func adding(finite b: AffinePoint) -> ProjectivePoint {
        let xx = x * b.x
        let yy = y * b.y
        let xy = (x + y) * (b.x + b.y) - (xx + yy)
        let yz = b.y * z + y
        let xz = b.x * z + x
        return ProjectivePoint.finish(xx: xx, yy: yy, zz21: z.times(small: 21), xy: xy, yz: yz, xz: xz)
    }

    /// The common end of both additions: `xy` stands for X1 Y2 + X2 Y1, and so on.
    @inline(__always)
    private static func finish(
        xx: FieldElement, yy: FieldElement, zz21: FieldElement,
        xy: FieldElement, yz: FieldElement, xz: FieldElement
    ) -> ProjectivePoint {
        let xx3 = xx.doubled() + xx
        let plus = yy + zz21
        let minus = yy - zz21
        let xz21 = xz.times(small: 21)
        return ProjectivePoint(
            x: xy * minus - yz * xz21,
            y: minus * plus + xz21 * xx3,
            z: plus * yz + xx3 * xy)
    }

    /// Twice this (algorithm 9).
    @inline(never)
    func doubled() -> ProjectivePoint {
        let yy = y.squared()
        let yy8 = yy.doubled().doubled().doubled()
        let zz21 = z.squared().times(small: 21)
        let minus = yy - (zz21.doubled() + zz21)
        return ProjectivePoint(
            x: (minus * (x * y)).doubled(),
            y: minus * (yy + zz21) + zz21 * yy8,
            z: (y * z) * yy8)
    }
}
