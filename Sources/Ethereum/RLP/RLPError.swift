/// Why bytes are not the one RLP encoding of what is expected.
public struct RLPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rules of the encoding and of its fields that bytes can break.
    public enum Code: Hashable, Sendable {
        /// The bytes end inside an item.
        case truncated
        /// Bytes follow the item, or more items stand in a list than expected.
        case trailingBytes
        /// A string or list where the other is expected.
        case expectedString, expectedList
        /// A byte below 0x80 that is not its own encoding.
        case nonCanonicalByte
        /// A length in the long form that would fit the short one, or has leading zeros.
        case nonCanonicalLength
        /// An integer with leading zeros.
        case nonCanonicalInteger
        /// An integer beyond the width of its field.
        case integerTooLarge(bits: Int)
        /// A string of another length than its field has.
        case wrongLength(expected: Int, actual: Int)
        /// Lists nested deeper than the limit.
        case tooDeep(limit: Int)
    }

    /// What is wrong with the item.
    public let code: Code
    /// Where the item begins, in bytes from the start of the input.
    public let offset: Int

    /// From what is wrong and where the item begins, in bytes from the start of the input.
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    public var description: String {
        let what =
            switch code {
            case .truncated: "ends inside an item"
            case .trailingBytes: "bytes left over"
            case .expectedString: "expected a string, found a list"
            case .expectedList: "expected a list, found a string"
            case .nonCanonicalByte: "a single byte below 0x80 must stand for itself"
            case .nonCanonicalLength: "length not in its shortest form"
            case .nonCanonicalInteger: "integer with leading zeros"
            case .integerTooLarge(let bits): "integer beyond \(bits) bits"
            case .wrongLength(let expected, let actual): "expected \(expected) bytes, found \(actual)"
            case .tooDeep(let limit): "nested more than \(limit) levels deep"
            }
        return "RLP: \(what) at offset \(offset)"
    }
}
