/// Why bytes are not the scalar or point that they should be, or an input is none for its operation.
///
/// It names the kind of value and the fault, never the bytes, which may be secret.
public struct BLS12381Error: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being read or made.
    public enum Subject: String, Hashable, Sendable {
        case scalar
        case g1 = "point of G1"
        case g2 = "point of G2"
        case domain = "domain separation tag"
        case expansion = "expanded message"
    }

    /// What can be wrong with a value, by the rule that it breaks.
    public enum Code: Hashable, Sendable {
        /// The number of bytes is none of the lengths allowed.
        case wrongLength(expected: [Int], actual: Int)
        /// More bytes than are taken.
        case tooLong(limit: Int, actual: Int)
        /// A scalar of r or more.
        case scalarOutOfRange
        /// The flag of the compressed form is clear where that form is read.
        case notCompressed
        /// The flag of the compressed form is set where the uncompressed form is read.
        case compressed
        /// Flags that do not go together, or bits set beside the flag of infinity.
        case invalidFlags
        /// A coordinate of p or more.
        case coordinateOutOfRange
        /// The coordinates do not satisfy the curve's equation.
        case notOnCurve
        /// A point of the curve outside the subgroup of order r.
        case notInSubgroup
        /// Lists of points and scalars that differ in length.
        case countMismatch(points: Int, scalars: Int)
        /// A tag without a byte, which separates nothing.
        case emptyDomain
        /// More bytes than expand_message_xmd gives: 8160 with SHA-256.
        case expansionTooLong(count: Int)
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
        case .tooLong(let limit, let actual):
            return "\(subject.rawValue): expected at most \(limit) bytes, got \(actual)"
        case .scalarOutOfRange: return "\(subject.rawValue): not below the group order"
        case .notCompressed:
            return "\(subject.rawValue): the first byte lacks the flag 0x80 of the compressed form"
        case .compressed:
            return "\(subject.rawValue): the first byte has the flag 0x80 of the compressed form"
        case .invalidFlags:
            return "\(subject.rawValue): flags in the first byte contradict each other or the other bytes"
        case .coordinateOutOfRange: return "\(subject.rawValue): a coordinate is not below the field prime"
        case .notOnCurve: return "\(subject.rawValue): not on the curve"
        case .notInSubgroup: return "\(subject.rawValue): on the curve, but not of order r"
        case .countMismatch(let points, let scalars):
            return "\(subject.rawValue): \(points) points cannot be multiplied by \(scalars) scalars"
        case .emptyDomain: return "\(subject.rawValue): it must have at least one byte (RFC 9380)"
        case .expansionTooLong(let count):
            return "\(subject.rawValue): \(count) bytes asked for; SHA-256 gives at most 8160"
        }
    }
}
