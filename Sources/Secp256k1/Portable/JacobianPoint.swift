/// A point for public computations, x = X/Z², y = Y/Z³: quicker, and its running time shows its inputs.
///
/// None of the formulas uses the constant 7 of the curve, so they also serve on the isomorphic curves
/// y² = x³ + 7u⁶ on which tables with a common Z are affine.
struct JacobianPoint {
    var x, y, z: FieldElement
    var isInfinity: Bool

    static let infinity = JacobianPoint(x: .one, y: .one, z: .zero, isInfinity: true)

    @inline(__always)
    init(x: FieldElement, y: FieldElement, z: FieldElement, isInfinity: Bool = false) {
        self.x = x
        self.y = y
        self.z = z
        self.isInfinity = isInfinity
    }

    init(_ point: AffinePoint) {
        self.init(x: point.x, y: point.y, z: .one, isInfinity: point.isInfinity)
    }

    func affine() -> AffinePoint {
        isInfinity ? .infinity : affine(inverseOfZ: z.inverse())
    }

    func affine(inverseOfZ inverse: FieldElement) -> AffinePoint {
        let square = inverse.squared()
        return AffinePoint(x: (x * square).normalized(), y: (y * (square * inverse)).normalized())
    }

    /// Twice this, with Z = YZ in place of 2YZ so that the other terms are halves and quarters.
    @inline(__always)
    func doubled() -> JacobianPoint {
        let xx = x.squared()
        let slope = (xx.doubled() + xx).halved()
        let yy = y.squared()
        let t = x * yy
        let x3 = slope.squared() - t.doubled()
        return JacobianPoint(
            x: x3, y: slope * (t - x3) - yy.squared(), z: y * z, isInfinity: isInfinity)
    }

    /// The sum with a finite point, and the ratio of the new Z to the old: zero unless the points differ
    /// in x. This must not be infinity.
    @inline(__always)
    func addingDistinct(_ b: AffinePoint) -> (sum: JacobianPoint, ratio: FieldElement) {
        let zz = z.squared()
        let h = b.x * zz - x
        let r = b.y * (zz * z) - y
        return (chord(h: h, r: r, x: x, y: y, z: z * h), h)
    }

    /// The third point of the chord: `h` and `r` are the differences of x and y over a common Z.
    @inline(__always)
    private func chord(
        h: FieldElement, r: FieldElement, x: FieldElement, y: FieldElement, z: FieldElement
    ) -> JacobianPoint {
        let hh = h.squared()
        let hhh = hh * h
        let v = x * hh
        let x3 = r.squared() - hhh - v.doubled()
        return JacobianPoint(x: x3, y: r * (v - x3) - y * hhh, z: z)
    }

    /// The sum with any finite point.
    @inline(never)
    mutating func add(finite b: AffinePoint) {
        if isInfinity {
            self = JacobianPoint(x: b.x, y: b.y, z: .one)
            return
        }
        let zz = z.squared()
        let h = b.x * zz - x
        let r = b.y * (zz * z) - y
        if h.isZero {
            self = r.isZero ? doubled() : .infinity
            return
        }
        self = chord(h: h, r: r, x: x, y: y, z: z * h)
    }

    /// Replaces this by twice it.
    @inline(never)
    mutating func double() { self = doubled() }
}
