/// A JSON value (RFC 8259) that loses nothing: numbers keep their text, members their order.
///
/// Ethereum's JSON carries integers far beyond 2^53 and signed texts whose member order counts, so
/// neither floating-point numbers nor dictionaries will do.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Number)
    case string(String)
    case array([JSON])
    case object(Object)

    /// A number by its text, which is known to follow the grammar of RFC 8259 section 6.
    public struct Number: Hashable, Sendable {
        /// As it was written, such as `-1`, `1e18`, `0.50`.
        public let text: String

        /// Nil unless the whole of `text` is a JSON number.
        public init?(_ text: String) {
            var parser = JSONParser(Array(text.utf8))
            guard let number = try? parser.parseWholeNumber() else { return nil }
            self = number
        }

        init(unchecked text: String) { self.text = text }

        /// In decimal digits, whatever the width; `-` in front if it is negative.
        public init(_ value: some FixedWidthInteger) { text = String(value) }
        /// In decimal digits, up to 78 of them.
        public init(_ value: UInt256) { text = value.description }

        /// Whether the text has neither a fraction nor an exponent.
        public var isInteger: Bool { !text.utf8.contains { $0 == 0x2e || $0 | 0x20 == 0x65 } }

        /// The value if it is written as an integer in this type's range.
        public func integer<T: FixedWidthInteger>(as type: T.Type = T.self) -> T? {
            isInteger ? T(text) : nil
        }

        /// The nearest double; nil if it is out of range.
        public var double: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
    }
}

extension JSON {
    /// Whether this is `null`, which an absent member is not.
    public var isNull: Bool { self == .null }

    /// True or false, if this is one of them.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The text without quotes and escapes, if this is a string.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The number with its text, if this is one.
    public var number: Number? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The elements in order, if this is an array.
    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members, if this is an object.
    public var object: Object? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The number as a machine integer, if it is one and fits.
    public var int: Int? { number?.integer() }

    /// The member of this name, if this is an object that has it.
    public subscript(name: String) -> JSON? { object?[name] }

    /// The element at this place, if this is an array that has it.
    public subscript(index: Int) -> JSON? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }

    /// What kind of value this is, in words for a message.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
}

extension JSON: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .number(Number(value)) }
}

extension JSON: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
    /// Members in the order given; a name given twice keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        var object = Object()
        for (name, value) in elements { object[name] = value }
        self = .object(object)
    }
}
