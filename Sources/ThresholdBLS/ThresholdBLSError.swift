public import BLS12381

/// Why a key, a share, a signature or a message of the network was refused.
public struct ThresholdBLSError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being read, combined or verified.
    public enum Subject: String, Hashable, Sendable {
        case publicKey = "BLS public key"
        case signature = "BLS signature"
        case share = "signature share"
        case keyShare = "key share"
        case commitments
        case sessionSignature = "session signature"
        case token
    }

    /// What can be wrong, by the rule that is broken.
    public enum Code: Hashable, Sendable {
        /// The number of bytes is not the one that the form has.
        case wrongLength(expected: Int, actual: Int)
        /// The text is not hexadecimal digits.
        case invalidHex
        /// The bytes are no point of the group, for this reason.
        case invalidPoint(BLS12381Error.Code)
        /// The point at infinity, which verifies nothing and belongs to no key.
        case identityPoint
        /// The bytes are no scalar below the group's order.
        case invalidScalar(BLS12381Error.Code)
        /// A secret of zero.
        case zeroScalar
        /// The identifier zero, at which the secret itself would lie.
        case zeroIdentifier
        /// Two shares, or two members, of this identifier.
        case duplicateIdentifier(UInt8)
        /// Fewer than are needed.
        case tooFew(needed: Int, actual: Int)
        /// A threshold or number of members that no network has.
        case invalidThreshold(Int, count: Int)
        /// The share is not the one that its member's key gives for this message.
        case invalidShare(UInt8)
        /// The signature is not the key's for this message.
        case invalidSignature
        /// Too many subsets of shares would have to be tried to find those that belong together.
        case tooManySubsets(limit: Int)
        /// The form is not as agreed; the text says where.
        case malformed(String)
        /// The address beside a signed message is not the one in it.
        case addressMismatch
        /// The time in seconds since 1970 at which it ended.
        case expired(at: UInt64)
    }

    /// What is wrong.
    public let code: Code
    /// The kind of value it is wrong with.
    public let subject: Subject

    init(_ code: Code, _ subject: Subject) {
        self.code = code
        self.subject = subject
    }

    public var description: String { "\(subject.rawValue): \(code.text)" }
}

extension ThresholdBLSError.Code {
    var text: String {
        switch self {
        case .wrongLength(let expected, let actual): "expected \(expected) bytes, got \(actual)"
        case .invalidHex: "not hexadecimal digits; there must be no 0x in front"
        case .invalidPoint(let code): BLS12381Error(code, .g2).description
        case .identityPoint: "the point at infinity is not allowed here"
        case .invalidScalar(let code): BLS12381Error(code, .scalar).description
        case .zeroScalar: "zero is no secret"
        case .zeroIdentifier: "the identifier is zero; members count from one"
        case .duplicateIdentifier(let id): "identifier \(id) occurs twice; every member counts once"
        case .tooFew(let needed, let actual): "\(needed) are needed, there are \(actual)"
        case .invalidThreshold(let threshold, let count):
            "a threshold of \(threshold) among \(count) members; there can be 1 to 255 members, and all or fewer sign"
        case .invalidShare(let id): "member \(id)'s share is not of its key and this message; leave it out"
        case .invalidSignature: "not the key's for this message"
        case .tooManySubsets(let limit):
            "no good subset among the first \(limit) tried; verify shares against commitments instead"
        case .malformed(let reason): reason
        case .addressMismatch: "its address is not the one in the signed message; do not trust it"
        case .expired(let time): "it ended at \(time) s since 1970"
        }
    }
}
