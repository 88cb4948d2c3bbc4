package import Primitives
package import Secp256k1

extension PrivateKey {
    /// This key plus `secret` modulo the order; nil if `secret` is not below it or the sum is zero.
    package func adding(_ secret: Secret) -> PrivateKey? {
        guard let addend = Scalar(secret) else { return nil }
        return try? PrivateKey(scalar + addend)
    }
}

extension PublicKey {
    /// This key plus `secret` times the generator; nil if `secret` is not below the order or the sum
    /// is the point at infinity.
    package func adding(_ secret: Secret) -> PublicKey? {
        guard let addend = Scalar(secret) else { return nil }
        return try? PublicKey(point + Point.generator(timesSecret: addend))
    }
}

extension Scalar {
    /// Nil if the bytes are not 32 or not below the order.
    fileprivate init?(_ secret: Secret) {
        guard let scalar = try? secret.withUnsafeBytes({ try Scalar(canonical: $0) }) else { return nil }
        self = scalar
    }
}
