internal import Crypto
public import Primitives
public import Secp256k1

/// The point τ at which the polynomial of root keys is evaluated for a key id.
///
/// `hash_to_field` of RFC 9380 (section 5.2) with the group's order in place of the field's prime:
/// expand_message_xmd with SHA-256 to 48 bytes, modulo the order. Public: it follows from the id.
public enum KeyTweak {
    /// The domain separation tag for secp256k1.
    public static let secp256k1Tag = "LIT_HD_KEY_ID_K256_XMD:SHA-256_SSWU_RO_NUL_"
    /// The domain separation tag for P-256.
    public static let p256Tag = "LIT_HD_KEY_ID_P256_XMD:SHA-256_SSWU_RO_NUL_"

    /// τ for secp256k1. Contracts and nodes pass the thirty-two bytes of a ``DerivedKeyID``; any bytes will do.
    public static func secp256k1(_ id: some Collection<UInt8>) -> Scalar {
        let (high, low) = uniform48(Array(id), tag: secp256k1Tag)
        return Scalar(wideReducing: high, low)
    }

    /// τ for P-256, as a number below that group's order.
    public static func p256(_ id: some Collection<UInt8>) -> UInt256 {
        let (high, low) = uniform48(Array(id), tag: p256Tag)
        // high · 2²⁵⁶ + low; 2²⁵⁶ modulo the order is 2²⁵⁶ less the order, which has its top bit set.
        let fold = UInt256.zero &- p256Order
        let folded = UInt256(high).multipliedModulo(fold, p256Order) ?? .zero
        let rest = UInt256(low) % p256Order
        let gap = p256Order &- rest
        return folded >= gap ? folded &- gap : folded &+ rest
    }

    /// SEC 2, section 2.4.2.
    package static let p256Order = UInt256(
        limbs: 0xf3b9_cac2_fc63_2551, 0xbce6_faad_a717_9e84, 0xffff_ffff_ffff_ffff, 0xffff_ffff_0000_0000)

    /// expand_message_xmd (RFC 9380 section 5.3.1) with SHA-256 to 48 bytes, as a 512-bit number's halves.
    package static func uniform48(_ message: [UInt8], tag: String) -> (high: Bytes32, low: Bytes32) {
        let suffix = Array(tag.utf8) + [UInt8(truncatingIfNeeded: tag.utf8.count)]
        let b0 = sha256([UInt8](repeating: 0, count: 64) + message + [0, 48, 0] + suffix)
        let b1 = sha256(b0 + [1] + suffix)
        let b2 = sha256(zip(b0, b1).map { $0 ^ $1 } + [2] + suffix)
        let high = [UInt8](repeating: 0, count: 16) + b1.prefix(16)
        let low = b1.suffix(16) + b2.prefix(16)
        return (Bytes32(high) ?? .zero, Bytes32(low) ?? .zero)
    }

    private static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
