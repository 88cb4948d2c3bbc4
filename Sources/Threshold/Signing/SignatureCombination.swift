public import Primitives
public import Secp256k1

/// The sum of all signers' shares, made into a signature and verified.
public enum SignatureCombination {
    /// From encoded shares, as they travel.
    ///
    /// - Parameters:
    ///   - bigR: 33 or 65 bytes of SEC 1.
    ///   - shares: 32 big-endian bytes each, below the order of the group.
    ///   - digest: 32 bytes, not zero modulo the order.
    ///   - publicKey: the key that has to have signed.
    /// - Returns: the signature with s in the low half and the recovery id that gives the key back.
    /// - Throws: ``ThresholdError`` with `noShares`, `invalidPoint`, `invalidShareLength`,
    ///   `nonCanonicalScalar`, `invalidDigestLength`, `zeroDigest`, `invalidSignature` or `recoveryMismatch`.
    public static func combine(
        bigR: [UInt8], shares: [[UInt8]], digest: [UInt8], publicKey: PublicKey
    ) throws(ThresholdError) -> Signature {
        guard let digest32 = Bytes32(digest) else {
            throw ThresholdError(.invalidDigestLength(digest.count))
        }
        let point: Point
        do { point = try Point(bigR) } catch { throw ThresholdError(.invalidPoint) }
        var summands: [Scalar] = []
        for share in shares {
            guard let bytes = Bytes32(share) else { throw ThresholdError(.invalidShareLength(share.count)) }
            summands.append(try Scalar(strict: bytes))
        }
        return try combine(bigR: point, shares: summands, digest: digest32, publicKey: publicKey)
    }

    /// From shares that have been read.
    ///
    /// - Throws: ``ThresholdError`` with `noShares`, `zeroDigest`, `invalidSignature` or `recoveryMismatch`.
    public static func combine(
        bigR: Point, shares: [Scalar], digest: Bytes32, publicKey: PublicKey
    ) throws(ThresholdError) -> Signature {
        guard !shares.isEmpty else { throw ThresholdError(.noShares) }
        guard !Scalar(reducing: digest).isZero else { throw ThresholdError(.zeroDigest) }
        guard let x = bigR.x else { throw ThresholdError(.invalidPoint) }
        let r = Scalar(reducing: x)
        let s = shares.reduce(Scalar.zero, +)
        // Bit 1 says that x was reduced.
        let id: UInt8 = (bigR.hasOddY ? 1 : 0) | (r.bytes32 == x ? 0 : 2)
        guard let signature = try? Signature(r: r, s: s, recoveryID: id).normalized else {
            throw ThresholdError(.invalidSignature)
        }
        // The key that is recovered is the one, and the only one, for which this signature with this id
        // holds.
        if let recovered = try? signature.recover(digest), recovered == publicKey { return signature }
        guard publicKey.isValid(signature, for: digest) else { throw ThresholdError(.invalidSignature) }
        throw ThresholdError(.recoveryMismatch)
    }
}
