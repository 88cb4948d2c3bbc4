/// Why bytes are not the scalar, point, key or signature that they should be.
///
/// It names the kind of value and the fault, never the bytes, which may be secret.
public struct Secp256k1Error: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being read or made.
    public enum Subject: String, Hashable, Sendable {
        case scalar
        case point
        case privateKey = "private key"
        case publicKey = "public key"
        case signature
    }

    /// What can be wrong with a value, by the rule that it breaks.
    public enum Code: Hashable, Sendable {
        /// The number of bytes is none of the lengths allowed.
        case wrongLength(expected: [Int], actual: Int)
        /// The first byte is not the SEC 1 tag (02, 03 or 04) that belongs to the length.
        case invalidPrefix(UInt8)
        /// A scalar of n or more.
        case scalarOutOfRange
        /// A private key of zero.
        case zeroPrivateKey
        /// A coordinate of p or more.
        case coordinateOutOfRange
        /// The coordinates do not satisfy y² = x³ + 7.
        case notOnCurve
        /// The point at infinity, where a point with coordinates is needed.
        case infinity
        /// `r` of a signature is zero, or n or more.
        case rOutOfRange
        /// `s` of a signature is zero, or n or more.
        case sOutOfRange
        /// A recovery id above 3, or a trailing byte other than 0, 1, 27 and 28.
        case invalidRecoveryID(UInt8)
        /// No public key could have made this signature with this recovery id.
        case unrecoverable
        /// Not strict DER (X.690): the offset of the first byte that is wrong.
        case invalidDER(offset: Int)
        /// The backend could not sign, which no valid key and digest bring about.
        case signingFailed
    }

    /// What is wrong.
    public let code: Code
    /// The kind of value it is wrong with.
    public let subject: Subject

    /// The fault `code` in what should be a `subject`; both are kept as given.
    public init(_ code: Code, _ subject: Subject) {
        self.code = code
        self.subject = subject
    }

    public var description: String {
        switch code {
        case .wrongLength(let expected, let actual):
            let lengths = expected.map(String.init).joined(separator: " or ")
            return "\(subject.rawValue): expected \(lengths) bytes, got \(actual)"
        case .invalidPrefix(let byte):
            return "\(subject.rawValue): first byte \(byte) is not the SEC 1 tag for this length; "
                + "use 2 or 3 (33 bytes) or 4 (65 bytes)"
        case .scalarOutOfRange: return "\(subject.rawValue): not below the group order"
        case .zeroPrivateKey: return "\(subject.rawValue): zero is not a private key"
        case .coordinateOutOfRange: return "\(subject.rawValue): a coordinate is not below the field prime"
        case .notOnCurve: return "\(subject.rawValue): not a point of secp256k1"
        case .infinity: return "\(subject.rawValue): the point at infinity is not allowed here"
        case .rOutOfRange: return "\(subject.rawValue): r is zero or not below the group order"
        case .sOutOfRange: return "\(subject.rawValue): s is zero or not below the group order"
        case .invalidRecoveryID(let byte):
            return
                "\(subject.rawValue): recovery byte \(byte) is not one of 0, 1, 27, 28 (or an id of 0 to 3)"
        case .unrecoverable:
            return "\(subject.rawValue): no public key matches this signature and recovery id"
        case .invalidDER(let offset): return "\(subject.rawValue): not strict DER at offset \(offset)"
        case .signingFailed: return "\(subject.rawValue): the backend could not sign"
        }
    }
}
