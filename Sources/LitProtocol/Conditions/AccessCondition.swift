public import Primitives

/// One condition of a list.
public enum AccessCondition: Hashable, Sendable {
    /// A well-known question to an EVM chain.
    case evmBasic(EVMBasicCondition)
    /// A function of a contract.
    case evmContract(EVMContractCondition)
    /// An account or program of Solana.
    case solana(SolanaCondition)
    /// A path of a Cosmos chain's interface.
    case cosmos(CosmosCondition)

    /// What is compared, and with what.
    public struct Test: Hashable, Sendable {
        /// What of a compound result; nil in conditions that have no such choice.
        public var key: String?
        /// Such as `=`.
        public var comparator: String
        /// The other side.
        public var value: String

        /// From its parts.
        public init(key: String? = nil, comparator: String, value: String) {
            self.key = key
            self.comparator = comparator
            self.value = value
        }

        init(_ members: Members, hasKey: Bool) throws(NodeError) {
            let test = try Members(members.value("returnValueTest"), of: "a condition's returnValueTest")
            key = hasKey ? try test.string("key") : nil
            comparator = try test.string("comparator")
            value = try test.string("value")
        }

        var json: JSON {
            var object = JSON.Object()
            object.add("key", key)
            object["comparator"] = .string(comparator)
            object["value"] = .string(value)
            return .object(object)
        }
    }

    init(_ json: JSON, in form: AccessConditions.Form) throws(NodeError) {
        let members = try Members(json, of: "a condition")
        switch form {
        case .evmBasic: self = .evmBasic(try EVMBasicCondition(members))
        case .evmContract: self = .evmContract(try EVMContractCondition(members))
        case .solana: self = .solana(try SolanaCondition(members, inUnified: false))
        case .unified: self = try Self.unified(members)
        }
    }

    /// Senders need not say which kind a condition is: then its members do. If they say it, both must agree.
    private static func unified(_ members: Members) throws(NodeError) -> AccessCondition {
        let shapes: [(type: String, members: [String])] = [
            ("evmBasic", ["contractAddress", "chain", "standardContractType", "method", "parameters"]),
            ("solRpc", ["method", "params", "chain"]),
            ("evmContract", ["contractAddress", "functionName", "functionParams", "functionAbi", "chain"]),
            ("cosmos", ["path", "chain"]),
        ]
        let shape = shapes.first { $0.members.allSatisfy(members.has) }?.type
        let said = try members.optionalString("conditionType")
        guard let shape, said == nil || said == shape else {
            throw NodeError(
                .invalidUnifiedConditionType,
                "A condition has \(said.map { "the conditionType \($0)" } ?? "no conditionType"), and "
                    + (shape.map { "the members of \($0)." } ?? "the members of no known kind."))
        }
        switch shape {
        case "evmBasic": return .evmBasic(try EVMBasicCondition(members))
        case "solRpc": return .solana(try SolanaCondition(members, inUnified: true))
        case "evmContract": return .evmContract(try EVMContractCondition(members))
        default: return .cosmos(try CosmosCondition(members))
        }
    }

    /// Canonical: members in the one order that counts, and no others.
    public var json: JSON {
        switch self {
        case .evmBasic(let condition): condition.json
        case .evmContract(let condition): condition.json
        case .solana(let condition): condition.json
        case .cosmos(let condition): condition.json
        }
    }

    /// The chain that it is about.
    public var chain: String {
        switch self {
        case .evmBasic(let condition): condition.chain
        case .evmContract(let condition): condition.chain
        case .solana(let condition): condition.chain
        case .cosmos(let condition): condition.chain
        }
    }
}

extension JSON {
    static func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

    /// With numbers as JavaScript writes them, members in their order.
    var withJavaScriptNumbers: JSON {
        switch self {
        case .null, .bool, .string: self
        case .number:
            JSON.Number(String(decoding: canonicalUTF8, as: UTF8.self)).map { .number($0) } ?? self
        case .array(let values): .array(values.map(\.withJavaScriptNumbers))
        case .object(let members): .object(members.withJavaScriptNumbers)
        }
    }
}

extension JSON.Object {
    fileprivate var withJavaScriptNumbers: JSON.Object {
        var object = JSON.Object()
        for (name, value) in self { object[name] = value.withJavaScriptNumbers }
        return object
    }
}

extension Members {
    /// An array of strings, which must be there.
    func requiredStrings(_ name: String) throws(NodeError) -> [String] {
        var strings: [String] = []
        for value in try array(name) {
            guard let string = value.string else { throw error(name, "must be an array of strings") }
            strings.append(string)
        }
        return strings
    }

    /// An array of strings; empty where there is none.
    func strings(_ name: String) throws(NodeError) -> [String] {
        has(name) ? try requiredStrings(name) : []
    }
}
