/// The coefficients of a secret polynomial times the generator (Feldman, 1987): what tells everybody, without
/// giving a share away, whether a share is right. Constant term first.
public struct PublicPolynomial<Group: ThresholdGroup>: Hashable, Sendable {
    /// As many as the threshold.
    public let coefficients: [Group]

    /// The coefficients are taken as they are.
    public init(_ coefficients: [Group]) { self.coefficients = coefficients }

    /// The public key of the shared secret; the neutral element for no coefficients.
    public var constantTerm: Group { coefficients.first ?? .neutral }

    /// The public key of the share at a place, by Horner's rule in the exponent.
    public func value(at point: UInt64) -> Group {
        var sum = Group.neutral
        for coefficient in coefficients.reversed() {
            sum = (sum.isNeutral ? sum : Self.multiple(of: sum, by: point)) + coefficient
        }
        return sum
    }

    /// The places of shares are small numbers: a few sums are a fraction of a multiplication's work.
    private static func multiple(of element: Group, by factor: UInt64) -> Group {
        guard (1...8).contains(factor) else { return element.times(public: Group.Exponent(factor)) }
        var product = element
        for bit in (0..<(factor.bitWidth - factor.leadingZeroBitCount - 1)).reversed() {
            product = product + product
            if (factor &>> UInt64(bit)) & 1 == 1 { product = product + element }
        }
        return product
    }

    /// The public key of a party's share.
    public func share(of party: PartyID) -> Group { value(at: party.evaluationPoint) }

    /// Checks a share of degree below `threshold` against these commitments.
    ///
    /// - Throws: ``ThresholdError`` with `wrongLength` or `shareMismatch`.
    public func verify(
        _ share: Group.Exponent, of party: PartyID, threshold: Int
    ) throws(ThresholdError) {
        guard coefficients.count == threshold else {
            throw ThresholdError(.wrongLength(expected: threshold, actual: coefficients.count))
        }
        guard Group.base(timesSecret: share) == self.share(of: party) else {
            throw ThresholdError(.shareMismatch)
        }
    }

    /// The sum, coefficient by coefficient; both have the same length.
    static func + (a: PublicPolynomial, b: PublicPolynomial) -> PublicPolynomial {
        PublicPolynomial(zip(a.coefficients, b.coefficients).map { $0 + $1 })
    }

    /// The sum of one or more polynomials of one length.
    package static func sum(_ polynomials: [PublicPolynomial]) -> PublicPolynomial {
        guard let first = polynomials.first else { return PublicPolynomial([]) }
        return polynomials.dropFirst().reduce(first) { $0 + $1 }
    }

    func replacingConstantTerm(_ element: Group) -> PublicPolynomial {
        PublicPolynomial([element] + coefficients.dropFirst())
    }

    /// A count in 32 bits and the elements.
    var encoded: [UInt8] {
        var bytes = UInt32(truncatingIfNeeded: coefficients.count).bigEndianBytes
        for coefficient in coefficients { bytes += coefficient.encodedElement }
        return bytes
    }
}
