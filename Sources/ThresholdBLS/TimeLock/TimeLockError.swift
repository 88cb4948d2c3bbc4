public import BLS12381

/// Why something was not encrypted, or a ciphertext not opened.
public struct TimeLockError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a ciphertext, or its key.
    public enum Code: Hashable, Sendable {
        /// The ciphertext ends too early, or a length in it is beyond its end.
        case truncated
        /// Bytes follow the scheme's.
        case trailingBytes(Int)
        /// A length is not in its shortest form.
        case malformedLength
        /// The last byte names another scheme than that of the network, 2.
        case wrongScheme(UInt8)
        /// The first forty-eight bytes are no point of G1, for this reason.
        case invalidPoint(BLS12381Error.Code)
        /// The first forty-eight bytes are the point at infinity.
        case identityPoint
        /// The text is not base64.
        case invalidBase64
        /// The key is another identity's, or the ciphertext was changed.
        case decryptionFailed
        /// The ciphertext was changed where its content does not depend on it.
        case notCanonical
    }

    /// What is wrong.
    public let code: Code

    init(_ code: Code) { self.code = code }

    public var description: String {
        let reason =
            switch code {
            case .truncated: "it ends too early"
            case .trailingBytes(let count): "\(count) bytes follow its end"
            case .malformedLength: "a length in it is not in its shortest form"
            case .wrongScheme(let byte): "its scheme is \(byte), the network's is 2"
            case .invalidPoint(let code): BLS12381Error(code, .g1).description
            case .identityPoint: "it begins with the point at infinity"
            case .invalidBase64: "it is not base64"
            case .decryptionFailed: "the key does not open it: it is another identity's, or damaged"
            case .notCanonical: "it was changed after it was made, though not its content"
            }
        return "ciphertext: \(reason)"
    }
}
