internal import BLS12381

extension BLSSignature {
    /// The signature that lies at zero on the polynomial through `shares`, in the exponent: Σ λᵢ · σᵢ.
    ///
    /// All shares given are used, at least two; their order does not matter. Fewer than the threshold, or one
    /// that is wrong, give a point that is no signature: verify it, or let ``BLSCommitments`` do both.
    ///
    /// - Throws: ``ThresholdBLSError`` with `tooFew`, `duplicateIdentifier`, or `identityPoint` if the sum
    ///   vanishes.
    public init(combining shares: [BLSSignatureShare]) throws(ThresholdBLSError) {
        guard shares.count >= 2 else {
            throw ThresholdBLSError(.tooFew(needed: 2, actual: shares.count), .share)
        }
        try Lagrange.requireDistinct(shares.map(\.identifier))
        try self.init(G2.interpolated(shares, at: 0))
    }
}

extension G2 {
    /// The value at `place` of the polynomial through `shares`, whose identifiers differ.
    static func interpolated(_ shares: [BLSSignatureShare], at place: UInt8) -> G2 {
        let weights = Lagrange.weights(shares.map(\.identifier), at: place)
        let points = shares.map(\.point)
        // There are as many weights as points.
        guard let sum = try? G2.sum(of: points, times: weights.numerators) else { return .identity }
        return weights.denominator == .one ? sum : sum.multiplied(by: weights.denominator.inverse())
    }
}
