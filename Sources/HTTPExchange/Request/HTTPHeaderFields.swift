/// The header fields of a request or a response, in order; names compare without regard to case.
///
/// Any text can be put in; what HTTP does not allow is refused when the request is made or sent.
public struct HTTPHeaderFields: Hashable, Sendable {
    /// One line of a header.
    public struct Field: Hashable, Sendable {
        /// Kept in its letter case, which does not count when a field is looked up.
        public var name: String
        /// In a request, printable ASCII and tabs only, without outer white space (RFC 9110 section 5.5).
        public var value: String

        /// Takes any text; it is checked when a request is made with it or sent.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    private var fields: [Field]

    /// No fields.
    public init() { fields = [] }

    /// In the order given; a name may come more than once.
    public init(_ fields: some Sequence<Field>) { self.fields = Array(fields) }

    /// The first value under `name`; setting replaces every field of that name, `nil` removes them.
    public subscript(name: String) -> String? {
        get { fields.first { Self.same($0.name, name) }?.value }
        set {
            let first = fields.firstIndex { Self.same($0.name, name) }
            if let newValue, let first {
                fields[first].value = newValue
                let others = fields[(first + 1)...].filter { !Self.same($0.name, name) }
                fields.replaceSubrange((first + 1)..., with: others)
            } else if let newValue {
                append(name, newValue)
            } else {
                fields.removeAll { Self.same($0.name, name) }
            }
        }
    }

    /// Every value under `name`, in order. URLSession joins repeated fields of a response into one.
    public func values(of name: String) -> [String] {
        fields.filter { Self.same($0.name, name) }.map(\.value)
    }

    /// Adds a field after the others, keeping any of the same name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    static func same(_ a: String, _ b: String) -> Bool {
        a == b
            || a.utf8.count == b.utf8.count
                && a.utf8.elementsEqual(b.utf8) { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}

extension HTTPHeaderFields: RandomAccessCollection {
    public var startIndex: Int { fields.startIndex }
    public var endIndex: Int { fields.endIndex }
    public subscript(position: Int) -> Field { fields[position] }
}

extension HTTPHeaderFields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Field(name: $0.0, value: $0.1) })
    }
}

extension HTTPHeaderFields: CustomStringConvertible {
    /// The names alone: values may be credentials.
    public var description: String { fields.map(\.name).joined(separator: ", ") }
}
