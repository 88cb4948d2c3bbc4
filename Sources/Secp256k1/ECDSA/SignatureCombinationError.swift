/// Why shares are no signature.
///
/// It never says what a share was.
public struct SignatureCombinationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong.
    public enum Code: Hashable, Sendable {
        /// No shares at all.
        case noShares
        /// Bytes that are not a point of the group, or infinity, where R should be.
        case invalidPoint
        /// A share that is not 32 bytes.
        case invalidShareLength(Int)
        /// A share that is not below the group order.
        case shareOutOfRange
        /// A digest that is not 32 bytes.
        case invalidDigestLength(Int)
        /// A digest that is zero modulo the group order.
        case zeroDigest
        /// Shares that do not add up to a signature of the key for the digest.
        case invalidSignature
        /// A signature from which another key would be recovered.
        case recoveryMismatch
    }

    /// What is wrong.
    public let code: Code

    /// The code is kept as given.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .noShares: "no shares provided"
        case .invalidPoint: "R is not a point of the group"
        case .invalidShareLength(let count): "a share of a signature has 32 bytes, not \(count)"
        case .shareOutOfRange: "a share is not below the group order"
        case .invalidDigestLength(let count): "a digest has 32 bytes, not \(count)"
        case .zeroDigest: "the digest is zero modulo the group order"
        case .invalidSignature: "the shares do not add up to a valid signature"
        case .recoveryMismatch: "another key would be recovered from the signature"
        }
    }
}
