/// The pairing of G1 and G2, or a product of pairings, whose squarings and last step are shared.
///
/// Its value is the cube of the reduced optimal ate pairing: f^(3(p¹² - 1)/r), f being the conjugate of the
/// function of |x| (see ``GT/bytes`` for the tower). The exponent is what most libraries compute; py_ecc's value
/// to the power -3 is the same. Its time depends on the number of pairs, and on which points are infinity.
public struct Pairing: Sendable {
    private var loop = MillerLoop()

    /// The product of no pairings, which is one.
    public init() {}

    /// Multiplies by the pairing of `p` and `q`, which is one if either is infinity.
    public mutating func append(_ p: G1, _ q: G2) { loop.append(p.point, q.point) }

    /// The product.
    public func value() -> GT { GT(loop.value().finalExponentiation()) }

    /// Whether the product is one.
    public func isIdentity() -> Bool { value().isIdentity }

    /// The pairing of one point with another.
    public static func value(_ p: G1, _ q: G2) -> GT {
        var pairing = Pairing()
        pairing.append(p, q)
        return pairing.value()
    }

    /// Whether e(a, b) = e(c, d), computed as e(a, b) · e(-c, d) = 1.
    public static func areEqual(_ a: G1, _ b: G2, _ c: G1, _ d: G2) -> Bool {
        var pairing = Pairing()
        pairing.append(a, b)
        pairing.append(-c, d)
        return pairing.isIdentity()
    }
}
