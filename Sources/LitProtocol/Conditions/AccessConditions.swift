public import Primitives

/// Conditions under which the network decrypts, or signs a token: a list with operators between, and groups
/// in it.
///
/// The hash of the canonical text names them. Order counts, as does the case of every letter.
public struct AccessConditions: Hashable, Sendable {
    /// Which kind of list; raw values are the members of requests, in the order in which nodes look for them.
    public enum Form: String, Hashable, Sendable, CaseIterable {
        /// Accounts, tokens and other well-known questions to EVM chains.
        case evmBasic = "accessControlConditions"
        /// Functions of contracts.
        case evmContract = "evmContractConditions"
        /// Accounts and programs of Solana.
        case solana = "solRpcConditions"
        /// All kinds, those of Cosmos among them.
        case unified = "unifiedAccessControlConditions"
    }

    /// What stands between conditions.
    public enum Operator: String, Hashable, Sendable, CaseIterable {
        case and, or
    }

    /// What stands in a list.
    public indirect enum Item: Hashable, Sendable {
        /// A condition.
        case condition(AccessCondition)
        /// What joins its neighbours.
        case `operator`(Operator)
        /// A list in the place of a condition.
        case group([Item])
    }

    /// The kind of list.
    public let form: Form
    /// The list.
    public let items: [Item]

    /// The most conditions in a list, those of its groups included.
    public static let limit = 30

    /// From its parts; nothing is checked before ``checkCount()`` and the evaluation.
    public init(form: Form, items: [Item]) {
        self.form = form
        self.items = items
    }

    /// From the list in a request.
    ///
    /// - Throws: `NodeBadInput`, or `NodeInvalidUnifiedConditionType`, if it has not the form of its kind.
    public init(form: Form, _ json: JSON) throws(NodeError) {
        guard let list = json.array else {
            throw NodeError(
                .badInput, "The member \(form.rawValue) of the request must be an array, not \(json.kind).")
        }
        self.form = form
        self.items = try Self.items(list, form)
    }

    private static func items(_ list: [JSON], _ form: Form) throws(NodeError) -> [Item] {
        var items: [Item] = []
        for json in list {
            if let group = json.array {
                items.append(.group(try Self.items(group, form)))
            } else if let name = json["operator"] {
                guard let known = name.string.flatMap(Operator.init(rawValue:)) else {
                    throw NodeError(.badInput, "An operator between conditions must be and, or or.")
                }
                items.append(.operator(known))
            } else {
                items.append(.condition(try AccessCondition(json, in: form)))
            }
        }
        return items
    }

    /// The list for a request: canonical, as the JavaScript SDK sends it.
    public var json: JSON { Self.json(items) }

    private static func json(_ items: [Item]) -> JSON {
        .array(
            items.map { item in
                switch item {
                case .condition(let condition): condition.json
                case .operator(let name): ["operator": .string(name.rawValue)]
                case .group(let items): json(items)
                }
            })
    }

    /// SHA-256 of the canonical text.
    public var hash: Bytes32 { SHA2.sha256(json.utf8) }

    /// What a session needs to have data decrypted under these conditions.
    ///
    /// - Parameter data: SHA-256 of the plaintext.
    public func resource(data: Bytes32) -> LitResource { .ciphertext(conditions: hash, data: data) }

    /// What a session needs to have a token signed that says that these conditions hold.
    public var resource: LitResource { LitResource(kind: .accessControlCondition, id: hash.bytes.hex) }

    /// The number of conditions, those of groups included.
    public var count: Int { Self.count(items) }

    private static func count(_ items: [Item]) -> Int {
        items.reduce(0) { sum, item in
            switch item {
            case .condition: sum + 1
            case .operator: sum
            case .group(let items): sum + count(items)
            }
        }
    }

    /// Throws `NodeTooManyConditions` if there are more than ``limit``.
    public func checkCount() throws(NodeError) {
        let count = count
        guard count <= Self.limit else {
            throw NodeError(.tooManyConditions, "Too many conditions, max is \(Self.limit), got \(count)")
        }
    }
}

extension Members {
    /// The conditions of a request: of several lists the first, in the order of the forms.
    func conditions() throws(NodeError) -> AccessConditions {
        for form in AccessConditions.Form.allCases {
            if let json = self[form.rawValue] { return try AccessConditions(form: form, json) }
        }
        let names = AccessConditions.Form.allCases.map(\.rawValue).joined(separator: ", ")
        throw NodeError(.missingAccessControlConditions, "The request needs one of \(names).")
    }
}
