extension BN254 {
    /// A point (X/Z, Y/Z) of the twist, whose steps also give the line they draw.
    ///
    /// After Costello, Lange, Naehrig ("Faster Pairing Computations on Curves with High-Degree Twists",
    /// 2010) and Aranha and others (EUROCRYPT 2011).
    package struct TwistPoint: Sendable {
        package var x, y, z: Fp2

        /// 3/ξ, the constant of the twist, and three times it.
        static let constant = Fp2(Fp(3), Fp.zero) * Fp2.nonresidue.inverse()
        private static let tripledConstant = constant.tripled()

        @inline(__always)
        init(x: Fp2, y: Fp2) {
            self.x = x
            self.y = y
            z = Fp2.one
        }

        /// A line, whose value at a point (x, y) of the curve is c0·y + c1·x·w + c3·w³, up to a factor that
        /// the final exponentiation takes to one.
        struct Line {
            let c0, c1, c3: Fp2
        }
    }
}

extension BN254.TwistPoint {
    /// Doubles the point; the line is the tangent.
    ///
    /// At (x, y) = (X/Z, Y/Z) the tangent of the untwisted point (x·w², y·w³) has the slope s·w with
    /// s = 3x²/2y. Its value yP - s·xP·w + (s·x - y)·w³, times 2YZ, has the coefficients 2YZ, -3X² and
    /// Y² - 3bZ², where the equation of the curve has replaced X³.
    @inline(never)
    mutating func double() -> Line {
        let a = (x * y).halved()
        let b = y.squared()
        let c = z.squared()
        let e = c * BN254.TwistPoint.tripledConstant
        let f = e.tripled()
        let g = (b + f).halved()
        let h = (y + z).squared() - b - c
        let line = Line(c0: h, c1: -x.squared().tripled(), c3: b - e)
        x = a * (b - f)
        y = g.squared() - e.squared().tripled()
        z = b * h
        return line
    }

    /// Adds a point in affine coordinates that is neither this nor its opposite; the line goes through both.
    ///
    /// The slope is θ/λ·w with θ = Y - yZ and λ = X - xZ, and the value of the line comes out times λ.
    @inline(never)
    mutating func add(_ qx: BN254.Fp2, _ qy: BN254.Fp2) -> Line {
        let theta = y - qy * z
        let lambda = x - qx * z
        let c = theta.squared()
        let d = lambda.squared()
        let e = lambda * d
        let f = z * c
        let g = x * d
        let h = e + f - g.doubled()
        x = lambda * h
        y = theta * (g - h) - e * y
        z = z * e
        return Line(c0: lambda, c1: -theta, c3: theta * qx - lambda * qy)
    }
}
