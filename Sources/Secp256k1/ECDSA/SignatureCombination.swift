public import Primitives

/// The sum of all signers' shares of a threshold signature, made into a signature and verified.
public enum SignatureCombination {
    /// From encoded shares, as they travel.
    ///
    /// - Parameters:
    ///   - bigR: 33 or 65 bytes of SEC 1.
    ///   - shares: 32 big-endian bytes each, below the order of the group.
    ///   - digest: 32 bytes, not zero modulo the order.
    ///   - publicKey: the key that has to have signed.
    /// - Returns: the signature with s in the low half and the recovery id that gives the key back.
    /// - Throws: ``SignatureCombinationError`` with `noShares`, `invalidPoint`, `invalidShareLength`,
    ///   `shareOutOfRange`, `invalidDigestLength`, `zeroDigest`, `invalidSignature` or `recoveryMismatch`.
    public static func combine(
        bigR: [UInt8], shares: [[UInt8]], digest: [UInt8], publicKey: PublicKey
    ) throws(SignatureCombinationError) -> Signature {
        guard let digest32 = Bytes32(digest) else {
            throw SignatureCombinationError(.invalidDigestLength(digest.count))
        }
        let point: Point
        do { point = try Point(bigR) } catch { throw SignatureCombinationError(.invalidPoint) }
        var summands: [Scalar] = []
        for share in shares {
            guard let bytes = Bytes32(share) else {
                throw SignatureCombinationError(.invalidShareLength(share.count))
            }
            do { summands.append(try Scalar(canonical: bytes)) } catch {
                throw SignatureCombinationError(.shareOutOfRange)
            }
        }
        return try combine(bigR: point, shares: summands, digest: digest32, publicKey: publicKey)
    }

    /// From shares that have been read.
    ///
    /// - Throws: ``SignatureCombinationError`` with `noShares`, `invalidPoint`, `zeroDigest`, `invalidSignature` or
    ///   `recoveryMismatch`.
    public static func combine(
        bigR: Point, shares: [Scalar], digest: Bytes32, publicKey: PublicKey
    ) throws(SignatureCombinationError) -> Signature {
        guard !shares.isEmpty else { throw SignatureCombinationError(.noShares) }
        guard !Scalar(reducing: digest).isZero else { throw SignatureCombinationError(.zeroDigest) }
        guard let x = bigR.x else { throw SignatureCombinationError(.invalidPoint) }
        let r = Scalar(reducing: x)
        let s = shares.reduce(Scalar.zero, +)
        // Bit 1 says that x was reduced.
        let id: UInt8 = (bigR.hasOddY ? 1 : 0) | (r.bytes32 == x ? 0 : 2)
        guard let signature = try? Signature(r: r, s: s, recoveryID: id).normalized else {
            throw SignatureCombinationError(.invalidSignature)
        }
        // The key that is recovered is the one, and the only one, for which this signature with this id
        // holds.
        if let recovered = try? signature.recover(digest), recovered == publicKey { return signature }
        guard publicKey.isValid(signature, for: digest) else {
            throw SignatureCombinationError(.invalidSignature)
        }
        throw SignatureCombinationError(.recoveryMismatch)
    }
}
