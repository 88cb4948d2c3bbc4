public import Primitives

/// What an action finds by their names among its global variables.
///
/// ```swift
/// let parameters: ActionParameters = ["toSign": .bytes(digest), "name": "world", "limits": ["daily": 5]]
/// ```
public struct ActionParameters: Hashable, Sendable {
    /// The value of a parameter, as JavaScript will see it.
    public struct Value: Hashable, Sendable {
        package let json: JSON

        init(_ json: JSON) { self.json = json }
    }

    /// By their names, in the order in which they were given.
    package var members: JSON.Object

    /// No parameters.
    public init() { members = JSON.Object() }

    /// From the members of a JSON object.
    public init(_ members: JSON.Object) { self.members = members }

    /// The names, in order.
    public var names: [String] { members.keys }

    /// The value of a name. Setting nil removes the name.
    public subscript(name: String) -> Value? {
        get { members[name].map(Value.init) }
        set { members[name] = newValue?.json }
    }
}

extension ActionParameters: ExpressibleByDictionaryLiteral {
    /// A name given twice keeps its last value.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self.init()
        for (name, value) in elements { members[name] = value.json }
    }
}

extension ActionParameters.Value {
    /// Bytes, which JavaScript sees as an array of numbers: what `signEcdsa` wants as `toSign`.
    public static func bytes(_ bytes: some Collection<UInt8>) -> Self {
        Self(.array(bytes.map { .number(.init($0)) }))
    }

    /// Thirty-two bytes, such as a digest, which JavaScript sees as an array of numbers.
    public static func bytes(_ bytes: Bytes32) -> Self { .bytes(bytes.bytes) }

    /// A text.
    public static func string(_ text: some StringProtocol) -> Self { Self(.string(String(text))) }

    /// A whole number. JavaScript has those up to 2^53 exactly; larger ones are refused when the action is to be
    /// run, and go as ``string(_:)`` for `BigInt` instead.
    public static func number(_ number: some FixedWidthInteger) -> Self { Self(.number(.init(number))) }

    /// A number; infinity and what is no number become `null`, as `JSON.stringify` has it.
    public static func number(_ number: Double) -> Self {
        Self(JSON.Number(number.description).map { .number($0) } ?? .null)
    }

    /// True or false.
    public static func bool(_ value: Bool) -> Self { Self(.bool(value)) }

    /// A list of values.
    public static func array(_ values: [Self]) -> Self { Self(.array(values.map(\.json))) }

    /// An object with these members.
    public static func object(_ members: ActionParameters) -> Self { Self(.object(members.members)) }

    /// Any JSON value.
    public static func json(_ json: JSON) -> Self { Self(json) }

    /// `null`.
    public static let null = Self(.null)
}

extension ActionParameters.Value: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
}

extension ActionParameters.Value: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// A list of values.
    public init(arrayLiteral elements: Self...) { self = .array(elements) }

    /// An object; a name given twice keeps its last value.
    public init(dictionaryLiteral elements: (String, Self)...) {
        var parameters = ActionParameters()
        for (name, value) in elements { parameters[name] = value }
        self = .object(parameters)
    }
}
