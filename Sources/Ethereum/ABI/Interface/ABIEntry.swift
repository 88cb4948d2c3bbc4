/// One entry of a contract's interface.
public enum ABIEntry: Hashable, Sendable {
    case function(ABIFunction)
    case event(ABIEvent)
    case error(ABICustomError)
    case constructor(ABIConstructor)
    /// Called with data that no function takes.
    case fallback(ABIStateMutability)
    /// Called with ether and no data; always payable.
    case receive

    /// From a signature that begins with `function`, `event`, `error`, `constructor`, `fallback` or
    /// `receive`.
    public init(parsing text: some StringProtocol) throws(ABIError) {
        var parser = ABISignatureParser(text)
        self = try parser.entry()
    }

    static func checkName(_ name: String, of what: String) throws(ABIError) {
        guard ABIScanner.isIdentifier(name) else {
            throw ABIError(.invalidSignature("the name of the \(what), \"\(name)\", is no identifier"))
        }
    }
}

extension ABIEntry: CustomStringConvertible {
    /// The full signature, as ``init(parsing:)`` reads it.
    public var description: String {
        switch self {
        case .function(let function): function.description
        case .event(let event): event.description
        case .error(let error): error.description
        case .constructor(let constructor): constructor.description
        case .fallback(let mutability):
            "fallback() external" + (mutability == .payable ? " payable" : "")
        case .receive: "receive() external payable"
        }
    }
}
