internal import Crypto
internal import Primitives

/// Ed25519 signatures by the strict rules: what RFC 8032 checks, and neither key nor commitment in a small
/// subgroup.
///
/// Without that, a key of small order has signatures that are good for every message.
enum Ed25519Strict {
    static func isValid(signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 32 else { return false }
        guard isAcceptable(publicKey), isAcceptable(Array(signature.prefix(32))) else { return false }
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// Whether the encoding of a point is canonical, and the point of large order.
    static func isAcceptable(_ encoding: [UInt8]) -> Bool {
        guard let sign = encoding.last,
            let y = UInt256(bigEndian: [sign & 0x7f] + encoding.dropLast().reversed())
        else { return false }
        return y < modulus && !smallOrders.contains(y)
    }

    // The curve's base field has p = 2^255 - 19.
    private static let modulus = UInt256(1) << 255 - UInt256(19)

    /// The y coordinates of the eight points whose order divides eight.
    private static let smallOrders: Set<UInt256> = {
        let eighth = UInt256(
            limbs: 0xb027_b2c2_8f95_e826, 0xf098_eff2_89f4_c345, 0x3933_c6d3_05ac_dfd5, 0x05fc_536d_8802_38b1)
        return [UInt256(0), UInt256(1), modulus - UInt256(1), eighth, modulus - eighth]
    }()
}
