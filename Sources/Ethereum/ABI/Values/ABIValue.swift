public import Primitives

/// A value of the contract ABI.
///
/// Encoding checks a value against a type. Beside the value of exactly the type's kind it takes:
/// a non-negative `int` for `uint` and the reverse, `bytes` of the right length for `bytesN`,
/// `fixedBytes` for `bytes`, `bytes` for `uint8[]`, and `array` for a tuple. Decoding always gives
/// the exact kind. Strings compare as Swift's do, by canonical equivalence of Unicode.
public enum ABIValue: Hashable, Sendable {
    case uint(UInt256)
    /// In two's complement, sign extended to the whole width; see ``signed(_:)``.
    case int(UInt256)
    case address(Address)
    case bool(Bool)
    /// `bytesN`, and `function` (twenty-four bytes).
    case fixedBytes([UInt8])
    case bytes([UInt8])
    case string(String)
    case array([ABIValue])
    case tuple([ABIValue])
    /// The Keccak-256 hash that stands in a log for an indexed value of a reference type.
    case hash(Bytes32)

    /// `int` from a signed machine integer.
    public static func signed(_ value: Int64) -> ABIValue { .int(UInt256(signed: value)) }

    /// `bytes32`.
    public static func bytes32(_ value: Bytes32) -> ABIValue { .fixedBytes(value.bytes) }
}

extension ABIValue {
    /// The number, if this is a `uint`, or an `int` that is not negative.
    public var uint: UInt256? {
        switch self {
        case .uint(let value): value
        case .int(let value): value.isNegative ? nil : value
        default: nil
        }
    }

    /// The number in two's complement, if this is an `int`, or a `uint` below 2^255.
    public var int: UInt256? {
        switch self {
        case .int(let value): value
        case .uint(let value): value.isNegative ? nil : value
        default: nil
        }
    }

    /// The content of an `address`.
    public var address: Address? {
        if case .address(let value) = self { value } else { nil }
    }

    /// The content of a `bool`.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The content of `bytes` and of `bytesN`.
    public var bytes: [UInt8]? {
        switch self {
        case .bytes(let value), .fixedBytes(let value): value
        default: nil
        }
    }

    /// The content of `bytes32` or of `bytes` of that length, or an indexed value's hash.
    public var bytes32: Bytes32? {
        switch self {
        case .bytes(let value), .fixedBytes(let value): Bytes32(value)
        case .hash(let value): value
        default: nil
        }
    }

    /// The content of a `string`.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements of an array.
    public var array: [ABIValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The components of a tuple.
    public var tuple: [ABIValue]? {
        if case .tuple(let values) = self { values } else { nil }
    }

    /// The hash of an indexed value of a reference type.
    public var hash: Bytes32? {
        if case .hash(let value) = self { value } else { nil }
    }

    /// The element or component at this place, if this is an array or tuple that has it.
    public subscript(index: Int) -> ABIValue? {
        switch self {
        case .array(let values), .tuple(let values): values.indices.contains(index) ? values[index] : nil
        default: nil
        }
    }

    /// What kind of value this is, in words for a message.
    public var kind: String {
        switch self {
        case .uint: "an unsigned integer"
        case .int: "a signed integer"
        case .address: "an address"
        case .bool: "a bool"
        case .fixedBytes(let value): "bytes\(value.count)"
        case .bytes: "bytes"
        case .string: "a string"
        case .array: "an array"
        case .tuple: "a tuple"
        case .hash: "the hash of an indexed value"
        }
    }
}

extension ABIValue: ExpressibleByIntegerLiteral {
    /// `uint`, or `int` if negative; a literal that fits neither type of 256 bits traps.
    public init(integerLiteral value: StaticBigInt) {
        let word = UInt256(
            limbs: UInt64(value[0]), UInt64(value[1]), UInt64(value[2]), UInt64(value[3]))
        if value.signum() < 0 {
            precondition(value.bitWidth <= 256, "literal out of range for int256")
            self = .int(word)
        } else {
            precondition(value.bitWidth <= 257, "literal out of range for uint256")
            self = .uint(word)
        }
    }
}

extension ABIValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension ABIValue: ExpressibleByArrayLiteral {
    /// An array, which is also taken for a tuple.
    public init(arrayLiteral elements: ABIValue...) { self = .array(elements) }
}

extension ABIValue: CustomStringConvertible {
    /// For people: numbers in decimal, bytes in hexadecimal, strings in quotes.
    public var description: String {
        switch self {
        case .uint(let value): value.description
        case .int(let value): value.signedDescription
        case .address(let value): value.checksummed
        case .bool(let value): value ? "true" : "false"
        case .fixedBytes(let value), .bytes(let value): value.prefixedHex
        case .string(let value): JSON.string(value).text
        case .array(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        case .tuple(let values): "(" + values.map(\.description).joined(separator: ", ") + ")"
        case .hash(let value): "hash \(value)"
        }
    }
}
