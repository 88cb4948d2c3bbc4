/// A type with its name: an argument, a result, or a component of a struct.
public struct ABIParameter: Hashable, Sendable {
    /// Empty if it has none.
    public var name: String
    /// What values it takes; whether such a type exists is checked when it is used.
    public var type: ABIType
    /// In events: whether the value is a topic of the log.
    public var isIndexed: Bool
    /// The compiler's own name of the type, such as `struct Staking.Version`, if known.
    public var internalType: String?

    /// From its parts, by default without a name and not indexed; the type is checked when it is used.
    public init(
        _ type: ABIType, name: String = "", isIndexed: Bool = false, internalType: String? = nil
    ) {
        self.name = name
        self.type = type
        self.isIndexed = isIndexed
        self.internalType = internalType
    }

    /// From text such as `address indexed owner` or `tuple(uint256 id, bytes data)[] calldata items`.
    public init(parsing text: some StringProtocol) throws(ABIError) {
        var scanner = ABIScanner(text)
        self = try scanner.parameter(.eventParameter)
        try scanner.end()
    }
}

extension ABIParameter: CustomStringConvertible {
    /// The text that ``init(parsing:)`` reads, without a data location.
    public var description: String {
        var text = ""
        type.write(to: &text, named: true)
        if isIndexed { text += " indexed" }
        if !name.isEmpty { text += " \(name)" }
        return text
    }
}

extension [ABIParameter] {
    /// The canonical types in parentheses.
    var canonical: String { ABIType.tuple(self).canonical }

    /// The parameters in parentheses, with their names.
    var text: String { "(" + map(\.description).joined(separator: ", ") + ")" }
}
