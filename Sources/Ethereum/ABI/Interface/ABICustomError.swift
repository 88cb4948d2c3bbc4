internal import Primitives

/// An error that a contract reverts with: `error InsufficientBalance(uint256 available, uint256 required)`.
public struct ABICustomError: Sendable {
    /// Without types, such as `InsufficientBalance`.
    public let name: String
    /// What a revert carries, in order.
    public let inputs: [ABIParameter]
    /// The first four bytes of the signature's Keccak-256 hash.
    public let selector: ABISelector
    private let coder: ABICoder

    /// - Throws: ``ABIError`` if the name is no identifier or a type does not exist.
    public init(name: String, inputs: [ABIParameter]) throws(ABIError) {
        try ABIEntry.checkName(name, of: "error")
        self.name = name
        self.inputs = inputs
        coder = try ABICoder(inputs)
        selector = ABISelector(hash: Keccak256.hash((name + inputs.canonical).utf8))
    }

    /// From a signature, with or without the word `error` and with or without names.
    public init(parsing text: some StringProtocol) throws(ABIError) {
        var parser = ABISignatureParser(text)
        self = try parser.wholeError()
    }

    /// Name and canonical types.
    public var signature: String { name + inputs.canonical }

    /// Selector and arguments: the data of a revert.
    public func encode(_ arguments: [ABIValue] = []) throws(ABIError) -> [UInt8] {
        try coder.encode(arguments, prefix: selector.bytes)
    }

    /// The arguments of a revert's data.
    public func decode(
        _ data: some Collection<UInt8>, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> ABIArguments {
        guard ABISelector(data) == selector else { throw ABIError(.wrongSelector(expected: selector), at: 0) }
        return try coder.decode(data, from: 4, options: options)
    }
}

extension ABICustomError: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.name == b.name && a.inputs == b.inputs }

    public func hash(into hasher: inout Hasher) { hasher.combine(selector) }
}

extension ABICustomError: CustomStringConvertible {
    /// The full signature, as ``init(parsing:)`` reads it.
    public var description: String { "error \(name)\(inputs.text)" }
}
