public import Ethereum

/// What a session may do with a resource; raw values are those of session messages.
public enum LitAbility: String, Hashable, Sendable, CaseIterable {
    /// To have data decrypted.
    case accessControlConditionDecryption = "access-control-condition-decryption"
    /// To have a token signed that says conditions hold.
    case accessControlConditionSigning = "access-control-condition-signing"
    /// To sign with a key.
    case pkpSigning = "pkp-signing"
    /// To pay with a capacity credit.
    case rateLimitIncreaseAuth = "rate-limit-increase-auth"
    /// To run an action.
    case actionExecution = "lit-action-execution"

    /// The kind of resource that the ability is about.
    public var resourceKind: LitResource.Kind {
        switch self {
        case .accessControlConditionDecryption, .accessControlConditionSigning: .accessControlCondition
        case .pkpSigning: .pkp
        case .rateLimitIncreaseAuth: .rateLimitIncrease
        case .actionExecution: .action
        }
    }

    /// Namespace and name in a ReCap.
    var recapNames: (namespace: String, name: String) {
        switch self {
        case .accessControlConditionDecryption: ("Threshold", "Decryption")
        case .accessControlConditionSigning, .pkpSigning: ("Threshold", "Signing")
        case .rateLimitIncreaseAuth: ("Auth", "Auth")
        case .actionExecution: ("Threshold", "Execution")
        }
    }

    /// The ability as a ReCap names it.
    public func recapAbility() throws(ReCapError) -> ReCap.Ability {
        try ReCap.Ability(namespace: recapNames.namespace, name: recapNames.name)
    }
}
