extension JSON {
    /// Members in the order in which they were written or added; names are unique.
    ///
    /// Equality ignores the order, as RFC 8259 section 4 says of objects.
    public struct Object: Sendable {
        private var names: [String] = []
        private var values: [Name: JSON] = [:]

        /// No members.
        public init() {}

        /// How many members there are.
        public var count: Int { names.count }
        /// Whether there are no members.
        public var isEmpty: Bool { names.isEmpty }

        /// The names in order.
        public var keys: [String] { names }

        /// The member's value. Setting an absent name appends it; setting nil removes it.
        public subscript(name: String) -> JSON? {
            get { values[Name(name)] }
            set {
                if let newValue {
                    if values.updateValue(newValue, forKey: Name(name)) == nil { names.append(name) }
                } else if values.removeValue(forKey: Name(name)) != nil {
                    names.removeAll { Name($0) == Name(name) }
                }
            }
        }

        /// Appends a member; false, changing nothing, if the name is there already.
        mutating func insert(_ name: String, _ value: JSON) -> Bool {
            let key = Name(name)
            guard values[key] == nil else { return false }
            values[key] = value
            names.append(name)
            return true
        }
    }
}

extension JSON.Object {
    /// A name by its bytes: strings of Swift are equal if Unicode holds them to be equivalent, names of
    /// JSON only if they are the same (RFC 8259 section 8.3).
    private struct Name: Hashable {
        let text: String

        init(_ text: String) { self.text = text }

        static func == (a: Self, b: Self) -> Bool { JSON.same(a.text, b.text) }
        func hash(into hasher: inout Hasher) { JSON.hash(text, into: &hasher) }
    }
}

extension JSON.Object: Sequence {
    public func makeIterator() -> AnyIterator<(name: String, value: JSON)> {
        var rest = names.makeIterator()
        return AnyIterator {
            guard let name = rest.next(), let value = values[Name(name)] else { return nil }
            return (name, value)
        }
    }
}

extension JSON.Object: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.values == b.values }
    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
