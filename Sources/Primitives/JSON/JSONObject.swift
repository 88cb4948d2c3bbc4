extension JSON {
    /// Members in the order in which they were written or added; names are unique.
    ///
    /// Equality ignores the order, as RFC 8259 section 4 says of objects.
    public struct Object: Sendable {
        private var names: [String] = []
        private var values: [String: JSON] = [:]

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
            get { values[name] }
            set {
                if let newValue {
                    if values.updateValue(newValue, forKey: name) == nil { names.append(name) }
                } else if values.removeValue(forKey: name) != nil {
                    names.removeAll { $0 == name }
                }
            }
        }

        /// Appends a member; false, changing nothing, if the name is there already.
        mutating func insert(_ name: String, _ value: JSON) -> Bool {
            guard values[name] == nil else { return false }
            values[name] = value
            names.append(name)
            return true
        }
    }
}

extension JSON.Object: Sequence {
    public func makeIterator() -> AnyIterator<(name: String, value: JSON)> {
        var rest = names.makeIterator()
        return AnyIterator {
            guard let name = rest.next(), let value = values[name] else { return nil }
            return (name, value)
        }
    }
}

extension JSON.Object: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.values == b.values }
    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
