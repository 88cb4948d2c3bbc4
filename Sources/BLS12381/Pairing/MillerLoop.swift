/// The optimal ate pairing before its last step (Vercauteren, "Optimal Pairings", 2010): the function with
/// divisor |x|·(Q) + … at P, built along the bits of the curve's parameter, then conjugated since x is negative.
struct MillerLoop {
    /// One pair of finite points, and the multiple of Q reached so far.
    private struct Pair {
        let x, y: Fp
        let qx, qy: Fp2
        var multiple: TwistPoint
    }

    private var pairs: [Pair] = []

    /// Adds a pair, which counts as one if either point is infinity.
    mutating func append(_ p: ProjectivePoint<Fp>, _ q: ProjectivePoint<Fp2>) {
        if (p.infinityBit | q.infinityBit) == 1 { return }
        let (x, y) = p.affine
        let (qx, qy) = q.affine
        pairs.append(Pair(x: x, y: y, qx: qx, qy: qy, multiple: TwistPoint(x: qx, y: qy, z: .one)))
    }

    /// The product over all pairs, which share the squarings.
    consuming func value() -> Fp12 {
        var product = Fp12.one
        if pairs.isEmpty { return product }
        // The bits of |x| below the highest.
        for bit in (0..<63).reversed() {
            if bit != 62 { product = product.squared() }
            for index in pairs.indices {
                let line = pairs[index].multiple.double()
                product = line.applied(to: product, pairs[index].x, pairs[index].y)
            }
            if (Fr.parameter &>> UInt64(bit)) & 1 == 1 {
                for index in pairs.indices {
                    let line = pairs[index].multiple.add(pairs[index].qx, pairs[index].qy)
                    product = line.applied(to: product, pairs[index].x, pairs[index].y)
                }
            }
        }
        return product.conjugate
    }
}

/// A line through points of the twist, up to a factor that the final exponentiation takes to one:
/// c0 + c1·xP·v + c4·yP·v·w at the point (xP, yP) of G1.
private struct Line {
    var c0, c1, c4: Fp2

    @inline(__always)
    func applied(to product: Fp12, _ x: Fp, _ y: Fp) -> Fp12 {
        product.times(line: c0, c1 * x, c4 * y)
    }
}

/// A finite point of the twist as (X/Z, Y/Z), with the lines that come of adding.
///
/// Formulas after Aranha, Karabina, Longa, Gebotys, López, "Faster Explicit Formulas for Computing Pairings over
/// Ordinary Curves" (2011), for a twist whose constant is multiplied by ξ.
private struct TwistPoint {
    var x, y, z: Fp2

    /// Doubles it, and gives the tangent: (y² - 3bz²) - 3x²·xP·v + 2yz·yP·vw, negated.
    @inline(never)
    mutating func double() -> Line {
        let a = (x * y).halved()
        let b = y.squared()
        let c = z.squared()
        let e = c.timesTripleConstant()
        let f = e.doubled() + e
        let g = (b + f).halved()
        let h = (y + z).squared() - (b + c)
        let xx = x.squared()
        let ee = e.squared()
        x = a * (b - f)
        y = g.squared() - (ee.doubled() + ee)
        z = b * h
        return Line(c0: e - b, c1: xx.doubled() + xx, c4: -h)
    }

    /// Adds an affine point that is neither this nor its negative, and gives the line through both.
    @inline(never)
    mutating func add(_ qx: Fp2, _ qy: Fp2) -> Line {
        let theta = y - qy * z
        let lambda = x - qx * z
        let lambda2 = lambda.squared()
        let lambda3 = lambda2 * lambda
        let f = theta.squared() * z
        let g = lambda2 * x
        let h = lambda3 + f - g.doubled()
        x = lambda * h
        y = theta * (g - h) - lambda3 * y
        z = z * lambda3
        return Line(c0: theta * qx - lambda * qy, c1: -theta, c4: lambda)
    }
}
