internal import Primitives

/// The backend in pure Swift.
struct PortableCurve: CurveOperations {
    func generatorMultiple(secret k: Scalar) -> AffinePoint {
        SecretMultiplication.generator(k).affine()
    }

    func multiple(of point: AffinePoint, secret k: Scalar) -> AffinePoint {
        SecretMultiplication.point(k, point).affine()
    }

    func combination(_ a: Scalar, _ point: AffinePoint, _ b: Scalar) -> AffinePoint {
        PublicMultiplication.combination(a, point, b).affine()
    }

    func add(_ a: AffinePoint, _ b: AffinePoint) -> AffinePoint {
        (ProjectivePoint(a) + ProjectivePoint(b)).affine()
    }

    func sum(_ points: [Point]) -> AffinePoint {
        var total = ProjectivePoint.infinity
        for point in points { total = total + ProjectivePoint(point.affine) }
        return total.affine()
    }

    func decompress(x: FieldElement, parity: UInt64) -> AffinePoint? {
        AffinePoint.decompress(x: x, parity: parity)
    }

    /// SEC 1, section 4.1.3, with the nonce of RFC 6979 and s in the low half.
    func sign(_ digest: Scalar, key: Scalar) -> Signature? {
        var nonces = DeterministicNonces(key: key, digest: digest)
        while true {
            let k = nonces.next()
            let point = SecretMultiplication.generator(k).affine()
            let (r, overflow) = Scalar.reduceOnce(point.x.canonicalBytes)
            let s = k.inverse() * (digest + r * key)
            // Neither has ever been seen to be zero; the standard asks for the next nonce then.
            if r.isZero || s.isZero { continue }
            let high = s.highBit
            let id = (point.y.parity ^ high) | overflow &<< 1
            return Signature(
                r: r, s: Scalar.select(s, -s, high), checkedRecoveryID: UInt8(truncatingIfNeeded: id))
        }
    }

    /// SEC 1, section 4.1.4, comparing x = r (mod n) without leaving Jacobian coordinates.
    func verify(_ signature: Signature, _ digest: Scalar, key: AffinePoint) -> Bool {
        let inverse = signature.s.inverse()
        let point = PublicMultiplication.combination(signature.r * inverse, key, digest * inverse)
        if point.isInfinity { return false }
        let zz = point.z.squared()
        let (first, second) = Self.abscissas(of: signature.r)
        if (first * zz).equals(point.x) { return true }
        return second.map { ($0 * zz).equals(point.x) } ?? false
    }

    /// SEC 1, section 4.1.6.
    func recover(_ signature: Signature, _ digest: Scalar) -> AffinePoint? {
        let (first, second) = Self.abscissas(of: signature.r)
        guard let x = signature.recoveryID & 2 == 0 ? first : second,
            let point = AffinePoint.decompress(x: x, parity: UInt64(signature.recoveryID & 1))
        else { return nil }
        let inverse = signature.r.inverse()
        let key = PublicMultiplication.combination(signature.s * inverse, point, -(digest * inverse))
        return key.isInfinity ? nil : key.affine()
    }

    /// The field elements that are r modulo n: r itself, and r + n where that is below p.
    private static func abscissas(of r: Scalar) -> (FieldElement, FieldElement?) {
        var carry: UInt64 = 0
        let x0 = addCarry(r.l0, Scalar.n0, &carry)
        let x1 = addCarry(r.l1, Scalar.n1, &carry)
        let x2 = addCarry(r.l2, Scalar.n2, &carry)
        let x3 = addCarry(r.l3, Scalar.n3, &carry)
        let second = carry == 0 ? FieldElement(Bytes32(words: x3, x2, x1, x0)) : nil
        return (FieldElement(limbs: r.l0, r.l1, r.l2, r.l3), second)
    }
}
