public import Ethereum
internal import Primitives

/// Judges conditions as far as that needs nothing but who the user is: neither a chain nor another service.
public struct LocalConditionEvaluator: Sendable {
    /// The user's account; nil where there is none, and then no condition on it holds.
    public var user: Address?
    /// The CID of the action that runs; empty outside of actions.
    public var actionCID: String
    /// The domain and the resources of the message by which the user signed in.
    public var domain: String?, resources: [String]

    /// From its parts.
    public init(user: Address?, actionCID: String = "", domain: String? = nil, resources: [String] = []) {
        self.user = user
        self.actionCID = actionCID
        self.domain = domain
        self.resources = resources
    }

    /// For a user, by the message that allowed his session or authenticated him.
    public init(message: SIWEMessage, actionCID: String = "") {
        self.init(
            user: message.address, actionCID: actionCID, domain: message.domain,
            resources: message.resources ?? [])
    }

    private static let userAddress = ":userAddress"

    /// Throws `NodeAccessControlConditionsReturnedNotAuthorized` unless the conditions hold.
    public func require(_ conditions: AccessConditions) throws(NodeError) {
        guard try evaluate(conditions) else {
            throw NodeError(
                .accessControlConditionsReturnedNotAuthorized,
                "The access control conditions do not hold for \(user?.checksummed ?? "nobody"). Check the conditions, "
                    + "and the wallet.")
        }
    }

    /// Whether the conditions hold.
    ///
    /// - Throws: `NodeTooManyConditions`, `NodeInvalidBooleanConditionType`; `NodeChainNotSupported` if it
    ///   depends on a condition that needs a chain.
    public func evaluate(_ conditions: AccessConditions) throws(NodeError) -> Bool {
        try conditions.checkCount()
        return try conditions.hold { condition throws(NodeError) in try holds(condition) }
    }

    private func holds(_ condition: AccessCondition) throws(NodeError) -> Bool {
        switch condition {
        case .evmBasic(let condition): try holds(condition)
        case .evmContract(let condition):
            throw needsChain("calls \(condition.functionName) on", condition.chain)
        case .solana(let condition): try holds(condition)
        case .cosmos(let condition): throw needsChain("reads \(condition.path) from", condition.chain)
        }
    }

    private func needsChain(_ what: String, _ chain: String) -> NodeError {
        NodeError(
            .chainNotSupported,
            "A condition \(what) the chain \(chain), which this network does not evaluate yet. Use conditions on "
                + "\(Self.userAddress).")
    }

    private func holds(_ condition: EVMBasicCondition) throws(NodeError) -> Bool {
        let test = condition.test
        switch (condition.standardContractType, condition.method) {
        case ("", ""):
            guard let parameter = condition.parameters.first else {
                throw NodeError(.badInput, "A condition that compares its parameter has none.")
            }
            guard parameter != Self.userAddress else {
                guard let user, let other = try address(test.value) else { return false }
                return ConditionComparison.holds(user, test.comparator, other)
            }
            return ConditionComparison.holds(
                try substitute(parameter), test.comparator, test.value, contains: true)
        case ("SIWE", _):
            switch condition.parameters.first {
            case ":domain":
                guard let domain else { return false }
                return ConditionComparison.holds(domain, test.comparator, test.value, contains: true)
            case ":resources":
                let isThere = resources.contains(test.value)
                return test.comparator == "contains" ? isThere : test.comparator == "!contains" && !isThere
            default: return false
            }
        case ("", "eth_getBalance"): throw needsChain("reads a balance from", condition.chain)
        case (let type, _) where Self.typesOnChains.contains(type):
            throw needsChain("asks \(type) on", condition.chain)
        case ("POAP", _), ("LitAction", _):
            throw needsChain("asks \(condition.standardContractType) for", condition.chain)
        default: return false
        }
    }

    private static let typesOnChains: Set = [
        "ERC20", "ERC721", "ERC1155", "MolochDAOv2.1", "Creaton", "ProofOfHumanity", "CASK", "PKPPermissions",
        "timestamp",
    ]

    private func holds(_ condition: SolanaCondition) throws(NodeError) -> Bool {
        guard condition.method.isEmpty, condition.params.count == 1, let text = condition.params[0].string
        else { throw needsChain("calls \(condition.method) on", condition.chain) }
        guard text != Self.userAddress, condition.test.value != Self.userAddress else {
            throw NodeError(.invalidSolanaAuthSig, "SOL auth sig is missing while checking a SolRpcCondition")
        }
        return ConditionComparison.holds(
            try substitute(text), condition.test.comparator, condition.test.value, contains: false)
    }

    /// The address that a test names, in twenty bytes.
    private func address(_ text: String) throws(NodeError) -> Address? {
        guard text != Self.userAddress else { return user }
        guard let bytes = try? Hex.decode(text, count: 20), let address = try? Address(bytes) else {
            throw NodeError(
                .conditionAddressConversionError, "A condition names \(text), which is no address.")
        }
        return address
    }

    /// A parameter, if it is exactly one of the special ones, by what it stands for.
    private func substitute(_ parameter: String) throws(NodeError) -> String {
        let named = ":litParam:"
        if parameter == ":currentActionIpfsId" { return actionCID }
        guard parameter.hasPrefix(named) else { return parameter }
        let prefix = parameter.dropFirst() + ":"
        guard let entry = resources.first(where: { $0.hasPrefix(prefix) }) else { return parameter }
        guard let bytes = try? Base64URL.decode(entry.dropFirst(prefix.count)),
            let text = String(validating: bytes, as: UTF8.self)
        else {
            throw NodeError(
                .invalidSIWESpecialParam, "The resource \(entry) is no text in UTF-8 and base64url.")
        }
        return text
    }
}
