/// A point (X/Z, Y/Z) of y² = x³ + b, with Z = 0 for infinity.
///
/// The formulas are complete (Renes, Costello, Batina, "Complete Addition Formulas for Prime Order Elliptic
/// Curves", 2016, algorithms 7 to 9): they hold for any two points of a group of odd order, and both curves
/// have odd order as a whole, points outside the subgroups included. So nothing branches on the points.
struct ProjectivePoint<F: CurveField>: Sendable {
    var x, y, z: F

    @inline(__always)
    init(x: F, y: F, z: F) {
        self.x = x
        self.y = y
        self.z = z
    }

    static var infinity: ProjectivePoint { ProjectivePoint(x: .zero, y: .one, z: .zero) }

    @inline(__always)
    static func select(_ a: ProjectivePoint, _ b: ProjectivePoint, _ condition: UInt64) -> ProjectivePoint {
        ProjectivePoint(
            x: F.select(a.x, b.x, condition), y: F.select(a.y, b.y, condition),
            z: F.select(a.z, b.z, condition))
    }

    /// 1 for infinity, otherwise 0.
    @inline(__always)
    var infinityBit: UInt64 { z.zeroBit }

    /// Whether both are the same point, without a division.
    static func equalBit(_ a: ProjectivePoint, _ b: ProjectivePoint) -> UInt64 {
        // The cross products agree for two infinities, whose X and Z are zero. For one they differ, its Y not
        // being zero; the last term does not rely on that.
        F.equalBit(a.x * b.z, b.x * a.z) & F.equalBit(a.y * b.z, b.y * a.z)
            & (a.infinityBit ^ b.infinityBit ^ 1)
    }

    @inline(__always)
    static prefix func - (p: ProjectivePoint) -> ProjectivePoint { ProjectivePoint(x: p.x, y: -p.y, z: p.z) }

    @inline(never)
    static func + (p: ProjectivePoint, q: ProjectivePoint) -> ProjectivePoint {
        let xx = p.x * q.x
        let yy = p.y * q.y
        let zz = p.z * q.z
        let xy = (p.x + p.y) * (q.x + q.y) - (xx + yy)
        let yz = (p.y + p.z) * (q.y + q.z) - (yy + zz)
        let xz = (p.x + p.z) * (q.x + q.z) - (xx + zz)
        let xx3 = xx.doubled() + xx
        let bzz = zz.timesTripleConstant()
        let sum = yy + bzz
        let difference = yy - bzz
        let bxz = xz.timesTripleConstant()
        return ProjectivePoint(
            x: xy * difference - yz * bxz, y: difference * sum + bxz * xx3, z: sum * yz + xx3 * xy)
    }

    @inline(never)
    func doubled() -> ProjectivePoint {
        let yy = y.squared()
        let yz = y * z
        let bzz = z.squared().timesTripleConstant()
        let xy = x * y
        let eight = yy.doubled().doubled().doubled()
        let difference = yy - (bzz.doubled() + bzz)
        return ProjectivePoint(
            x: (difference * xy).doubled(), y: difference * (yy + bzz) + bzz * eight, z: yz * eight)
    }

    /// The coordinates x and y; both zero for infinity.
    var affine: (x: F, y: F) {
        let inverse = z.inverse()
        return (x * inverse, y * inverse)
    }

    /// Whether y² = x³ + b, as it must be for the other operations to make sense.
    static func isOnCurve(x: F, y: F) -> Bool {
        F.equalBit(y.squared(), x.squared() * x + F.curveConstant) == 1
    }
}
