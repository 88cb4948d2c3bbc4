public import BLS12381
internal import Primitives

/// The public side of a shared key: Cₖ = aₖ · g₁ for each coefficient of the polynomial that shares it.
///
/// The first is the network's public key; the polynomial in the exponent gives every member's. With them
/// a bad share is told from a good one.
public struct BLSCommitments: Hashable, Sendable {
    /// C₀, C₁, …: as many as must sign.
    public let points: [G1]
    /// The network's key, C₀.
    public let publicKey: BLSPublicKey

    /// So many shares make a signature.
    public var threshold: Int { points.count }

    /// From the points of the coefficients; all but the first may be infinity.
    ///
    /// - Throws: ``ThresholdBLSError`` with `tooFew` for none, `identityPoint` if the first is infinity.
    public init(_ points: [G1]) throws(ThresholdBLSError) {
        guard let first = points.first else {
            throw ThresholdBLSError(.tooFew(needed: 1, actual: 0), .commitments)
        }
        publicKey = try BLSPublicKey(first)
        self.points = points
    }

    /// From compressed forms, forty-eight bytes each.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidPoint`, or as ``init(_:)``.
    public init(encoded points: [[UInt8]]) throws(ThresholdBLSError) {
        var decoded: [G1] = []
        for bytes in points {
            do { decoded.append(try G1(compressed: bytes)) } catch {
                throw ThresholdBLSError(.invalidPoint(error.code), .commitments)
            }
        }
        try self.init(decoded)
    }

    /// The public key of the member `identifier`: Σ identifierᵏ · Cₖ.
    ///
    /// - Throws: ``ThresholdBLSError`` with `zeroIdentifier`, or `identityPoint` for a member whose share is zero.
    public func publicShare(of identifier: UInt8) throws(ThresholdBLSError) -> BLSPublicKey {
        guard identifier > 0 else { throw ThresholdBLSError(.zeroIdentifier, .commitments) }
        // Horner; the place is public, and small.
        let place = Fr(UInt64(identifier))
        var sum = G1.identity
        for point in points.reversed() { sum = sum.multiplied(by: place) + point }
        return try BLSPublicKey(sum)
    }

    /// Throws unless `share` is its member's part of the signature of `message`.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidShare` or `identityPoint`.
    public func verify(
        _ share: BLSSignatureShare, _ message: some Collection<UInt8>
    ) throws(ThresholdBLSError) {
        try verify(share, BLSMessagePoint(message))
    }

    /// As with a message, one that has been hashed already.
    public func verify(
        _ share: BLSSignatureShare, _ message: BLSMessagePoint
    ) throws(ThresholdBLSError) {
        guard try publicShare(of: share.identifier).isValid(BLSSignature(share.point), for: message) else {
            throw ThresholdBLSError(.invalidShare(share.identifier), .share)
        }
    }
}
