internal import Primitives
internal import Secp256k1

/// Hashing to a number modulo the order of secp256k1, by expand_message_xmd with SHA-256 (RFC 9380,
/// section 5.3.1) to 48 bytes.
enum HashToScalar {
    private static let domain = Array("LIT_HD_KEY_ID_K256_XMD:SHA-256_SSWU_RO_NUL_".utf8)

    /// Under the tag that the key derivation of the network uses.
    static func k256(_ message: [UInt8]) -> Scalar {
        let tag = domain + [UInt8(domain.count)]
        let first = SHA2.sha256(
            [UInt8](repeating: 0, count: 64) + message + [0, 48, 0] + tag)
        let block1 = SHA2.sha256(first.bytes + [1] + tag)
        let mixed = zip(first.bytes, block1.bytes).map { $0 ^ $1 }
        let block2 = SHA2.sha256(mixed + [2] + tag)
        // Forty-eight bytes, right-aligned in sixty-four.
        let bytes = [UInt8](repeating: 0, count: 16) + block1.bytes + block2.bytes.prefix(16)
        return bytes.withUnsafeBytes {
            Scalar(wideReducing: Bytes32(loadingFrom: $0), Bytes32(loadingFrom: $0, at: 32))
        }
    }
}
