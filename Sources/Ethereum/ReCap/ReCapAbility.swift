extension ReCap {
    /// What may be done: a name in a namespace, such as `crud/read`. A star is an ordinary character.
    public struct Ability: Hashable, Sendable {
        /// What stands before the slash, such as `crud`.
        public let namespace: String
        /// What stands after the slash, such as `read`.
        public let name: String

        /// From the two names, each of one or more of `a-z A-Z 0-9 . * _ + -`.
        public init(namespace: String, name: String) throws(ReCapError) {
            guard Self.isName(namespace.utf8), Self.isName(name.utf8) else {
                throw ReCapError(.badAbility("\(namespace)/\(name)"))
            }
            self.namespace = namespace
            self.name = name
        }

        /// From `namespace/name`.
        public init(_ text: String) throws(ReCapError) {
            guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
                throw ReCapError(.badAbility(text))
            }
            let name = text.utf8.index(after: slash)
            try self.init(namespace: String(text[..<slash]), name: String(text[name...]))
        }

        private static func isName(_ text: String.UTF8View) -> Bool {
            !text.isEmpty
                && text.allSatisfy {
                    URISyntax.isLetter($0) || URISyntax.isDigit($0) || ".*_+-".utf8.contains($0)
                }
        }
    }
}

extension ReCap.Ability: CustomStringConvertible {
    /// `namespace/name`.
    public var description: String { "\(namespace)/\(name)" }
}

extension ReCap.Ability: Comparable {
    /// By the characters of `namespace/name`, which keeps a namespace's abilities together.
    public static func < (a: Self, b: Self) -> Bool {
        a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
    }
}
