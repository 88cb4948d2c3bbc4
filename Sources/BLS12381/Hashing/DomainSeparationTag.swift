internal import Crypto

/// What keeps hashes for different uses apart: a tag of at least one byte (RFC 9380, section 3.1).
///
/// One of more than 255 bytes counts as its SHA-256 digest behind a fixed prefix (section 5.3.3).
public struct DomainSeparationTag: Hashable, Sendable {
    /// The tag, shortened if it was too long, and its length.
    let suffix: [UInt8]

    /// From the bytes of the tag.
    ///
    /// - Throws: ``BLS12381Error`` with `emptyDomain`.
    public init(_ bytes: some Collection<UInt8>) throws(BLS12381Error) {
        guard !bytes.isEmpty else { throw BLS12381Error(.emptyDomain, .domain) }
        self.init(nonEmpty: [UInt8](bytes))
    }

    private init(nonEmpty bytes: [UInt8]) {
        guard bytes.count > 255 else {
            suffix = bytes + [UInt8(truncatingIfNeeded: bytes.count)]
            return
        }
        suffix = SHA256.hash(data: Array("H2C-OVERSIZE-DST-".utf8) + bytes) + [32]
    }

    /// For signatures in G2 with proofs of possession: `BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_` (IETF draft
    /// on BLS signatures, section 4.2.3).
    public static let signatureWithPossession = DomainSeparationTag(
        nonEmpty: Array("BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_".utf8))

    /// For the proofs of possession themselves: `BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_` (same section).
    public static let proofOfPossession = DomainSeparationTag(
        nonEmpty: Array("BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_".utf8))
}
