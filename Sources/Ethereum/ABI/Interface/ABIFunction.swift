public import Primitives

/// What a function may do with the state and with ether.
public enum ABIStateMutability: String, Hashable, Sendable, CaseIterable {
    case pure, view, nonpayable, payable
}

/// A function of a contract.
///
/// ```swift
/// let transfer = try ABIFunction(parsing: "function transfer(address to, uint256 amount) returns (bool)")
/// let data = try transfer.encodeCall([.address(friend), 5])
/// ```
public struct ABIFunction: Sendable {
    /// Without types, such as `transfer`.
    public let name: String
    /// What a call passes, in order.
    public let inputs: [ABIParameter]
    /// What a call returns, in order; empty for nothing.
    public let outputs: [ABIParameter]
    /// Nonpayable unless declared otherwise.
    public let stateMutability: ABIStateMutability
    /// The first four bytes of the signature's Keccak-256 hash.
    public let selector: ABISelector

    private let inputCoder: ABICoder
    private let outputCoder: ABICoder

    /// - Throws: ``ABIError`` if the name is no identifier or a type does not exist.
    public init(
        name: String, inputs: [ABIParameter], outputs: [ABIParameter] = [],
        stateMutability: ABIStateMutability = .nonpayable
    ) throws(ABIError) {
        try ABIEntry.checkName(name, of: "function")
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self.stateMutability = stateMutability
        inputCoder = try ABICoder(inputs)
        outputCoder = try ABICoder(outputs)
        selector = ABISelector(hash: Keccak256.hash((name + inputs.canonical).utf8))
    }

    /// From a signature: `transfer(address,uint256)`, or in full
    /// `function balanceOf(address owner) external view returns (uint256)`.
    public init(parsing text: some StringProtocol) throws(ABIError) {
        var parser = ABISignatureParser(text)
        self = try parser.wholeFunction()
    }

    /// Name and canonical types, such as `transfer(address,uint256)`.
    public var signature: String { name + inputs.canonical }

    /// Selector and arguments: the data of a call.
    public func encodeCall(_ arguments: [ABIValue] = []) throws(ABIError) -> [UInt8] {
        try inputCoder.encode(arguments, prefix: selector.bytes)
    }

    /// Selector and arguments, which are Swift values.
    public func encodeCall(with arguments: any ABIEncodable...) throws(ABIError) -> [UInt8] {
        try encodeCall(arguments.map(\.abiValue))
    }

    /// Selector and arguments, which are a JSON array or an object by the parameters' names.
    public func encodeCall(json arguments: JSON) throws(ABIError) -> [UInt8] {
        try inputCoder.encode(json: arguments, prefix: selector.bytes)
    }

    /// The arguments of a call's data.
    public func decodeCall(
        _ data: some Collection<UInt8>, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> ABIArguments {
        guard ABISelector(data) == selector else { throw ABIError(.wrongSelector(expected: selector), at: 0) }
        return try inputCoder.decode(data, from: 4, options: options)
    }

    /// What a function returns, for contracts that are written in Swift.
    public func encodeResult(_ values: [ABIValue]) throws(ABIError) -> [UInt8] {
        try outputCoder.encode(values)
    }

    /// What a call has returned. No data where there should be some often means that there is no
    /// contract at the address.
    public func decodeResult(
        _ data: some Collection<UInt8>, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> ABIArguments {
        try outputCoder.decode(data, options: options)
    }
}

extension ABIFunction: Hashable {
    public static func == (a: Self, b: Self) -> Bool {
        a.name == b.name && a.inputs == b.inputs && a.outputs == b.outputs
            && a.stateMutability == b.stateMutability
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(selector)
        hasher.combine(outputs)
    }
}

extension ABIFunction: CustomStringConvertible {
    /// The full signature, as ``init(parsing:)`` reads it.
    public var description: String {
        var text = "function \(name)\(inputs.text)"
        if stateMutability != .nonpayable { text += " \(stateMutability.rawValue)" }
        if !outputs.isEmpty { text += " returns \(outputs.text)" }
        return text
    }
}
