public import Primitives

/// A contract's constructor.
public struct ABIConstructor: Sendable {
    /// What a deployment passes, in order.
    public let inputs: [ABIParameter]
    /// Payable if ether may come with the deployment.
    public let stateMutability: ABIStateMutability
    private let coder: ABICoder

    /// Nonpayable, without arguments: what a contract has that declares none.
    public static let standard = ABIConstructor()

    private init() {
        inputs = []
        stateMutability = .nonpayable
        coder = .empty
    }

    /// - Throws: ``ABIError`` if a type does not exist.
    public init(
        inputs: [ABIParameter], stateMutability: ABIStateMutability = .nonpayable
    ) throws(ABIError) {
        self.inputs = inputs
        self.stateMutability = stateMutability
        coder = try ABICoder(inputs)
    }

    /// From a signature such as `constructor(address owner) payable`.
    public init(parsing text: some StringProtocol) throws(ABIError) {
        guard case .constructor(let constructor) = try ABIEntry(parsing: text) else {
            throw ABIError(.invalidSignature("expected constructor(…)"), at: 0)
        }
        self = constructor
    }

    /// A contract's creation code and the arguments: the data of the transaction that creates it.
    public func encodeDeployment(
        code: [UInt8], _ arguments: [ABIValue] = []
    ) throws(ABIError) -> [UInt8] {
        try coder.encode(arguments, prefix: code)
    }

    /// As ``encodeDeployment(code:_:)``, the arguments being a JSON array or an object by name.
    public func encodeDeployment(code: [UInt8], json arguments: JSON) throws(ABIError) -> [UInt8] {
        try coder.encode(json: arguments, prefix: code)
    }

    /// The arguments that follow `codeLength` bytes of creation code.
    public func decodeDeployment(
        _ data: some Collection<UInt8>, codeLength: Int, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> ABIArguments {
        try coder.decode(data, from: codeLength, options: options)
    }
}

extension ABIConstructor: Hashable {
    public static func == (a: Self, b: Self) -> Bool {
        a.inputs == b.inputs && a.stateMutability == b.stateMutability
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(inputs)
        hasher.combine(stateMutability)
    }
}

extension ABIConstructor: CustomStringConvertible {
    public var description: String {
        "constructor\(inputs.text)" + (stateMutability == .payable ? " payable" : "")
    }
}
