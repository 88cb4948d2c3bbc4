public import LitContracts
package import LitProtocol
public import Primitives

/// One thing that a session allows: to run actions, to sign with a PKP, to decrypt, to use a capacity credit.
///
/// ```swift
/// let session = try await lit.session(for: wallet, allowing: [.executeActions(), .sign(with: pkp)])
/// ```
public struct SessionPermission: Sendable {
    package let request: ResourceAbilityRequest
    /// How people know the resource, where its id tells them nothing: a PKP's address.
    let name: String?

    init(_ request: ResourceAbilityRequest, name: String? = nil) {
        self.request = request
        self.name = name
    }

    /// To run any action.
    public static func executeActions() -> Self { Self(.init(.actionExecution, on: .any(.action))) }

    /// To run the action with this CID, and no other. Of version 1, the same content as version 0 is meant.
    public static func executeAction(_ cid: CID) -> Self {
        Self(.init(.actionExecution, on: .action((try? cid.asVersion0()) ?? cid)))
    }

    /// To sign with any PKP that permits the session's account.
    public static func sign() -> Self { Self(.init(.pkpSigning, on: .any(.pkp))) }

    /// To sign with this PKP, and no other.
    public static func sign(with pkp: PKP) -> Self {
        Self(.init(.pkpSigning, on: .pkp(pkp.tokenID)), name: "\(pkp.address)")
    }

    /// To sign with the PKP of a token, and no other.
    public static func sign(withToken tokenID: UInt256) -> Self {
        Self(.init(.pkpSigning, on: .pkp(tokenID)))
    }

    /// To have anything decrypted whose access conditions hold.
    public static func decrypt() -> Self {
        Self(.init(.accessControlConditionDecryption, on: .any(.accessControlCondition)))
    }

    /// To have one ciphertext decrypted, if its access conditions hold.
    ///
    /// - Parameters:
    ///   - conditions: SHA-256 of the access conditions' canonical text.
    ///   - data: SHA-256 of the plaintext.
    public static func decrypt(conditions: Bytes32, data: Bytes32) -> Self {
        Self(.init(.accessControlConditionDecryption, on: .ciphertext(conditions: conditions, data: data)))
    }

    /// To have tokens signed that say access conditions hold, whichever they are.
    public static func attest() -> Self {
        Self(.init(.accessControlConditionSigning, on: .any(.accessControlCondition)))
    }

    /// To have tokens signed that say these access conditions hold.
    ///
    /// - Parameter conditions: SHA-256 of the conditions' canonical text.
    public static func attest(conditions: Bytes32) -> Self {
        let resource = LitResource(kind: .accessControlCondition, id: conditions.hex)
        return Self(.init(.accessControlConditionSigning, on: resource))
    }

    /// To pay with any capacity credit of the account.
    public static func useCapacityCredits() -> Self {
        Self(.init(.rateLimitIncreaseAuth, on: .any(.rateLimitIncrease)))
    }

    /// To pay with this capacity credit.
    public static func useCapacityCredit(_ tokenID: UInt256) -> Self {
        Self(.init(.rateLimitIncreaseAuth, on: .credit(tokenID)))
    }

    /// The resource as sessions name it, such as `lit-pkp://*`.
    public var resource: String { request.resource.key }

    /// The ability as sessions name it, such as `pkp-signing`.
    public var ability: String { request.ability.rawValue }

    /// Whether who has this permission has the other one too.
    public func covers(_ other: SessionPermission) -> Bool {
        guard request.ability == other.request.ability,
            request.resource.kind == other.request.resource.kind,
            request.restriction == nil || request.restriction == other.request.restriction
        else { return false }
        let (all, wanted) = (request.resource.id, other.request.resource.id)
        return all == "*" || all == wanted
    }
}

extension SessionPermission: Hashable {
    /// The same ability on the same resource; how people know it does not count.
    public static func == (a: Self, b: Self) -> Bool { a.request == b.request }
    public func hash(into hasher: inout Hasher) { hasher.combine(request) }
}

extension SessionPermission: CustomStringConvertible {
    /// For people, such as `sign with PKP 0x…`.
    public var description: String {
        let (kind, id) = (request.resource.kind, request.resource.id)
        let isAny = id == "*"
        return switch request.ability {
        case .actionExecution: isAny ? "run any action" : "run the action \(id)"
        case .pkpSigning:
            isAny
                ? "sign with any PKP"
                : name.map { "sign with PKP \($0)" } ?? "sign with the PKP of token 0x\(id)"
        case .accessControlConditionDecryption: isAny ? "decrypt anything" : "decrypt \(id)"
        case .accessControlConditionSigning:
            isAny ? "attest any access conditions" : "attest the access conditions \(id)"
        case .rateLimitIncreaseAuth where kind == .rateLimitIncrease:
            isAny ? "use any capacity credit" : "use capacity credit \(id)"
        case .rateLimitIncreaseAuth: "use \(request.resource)"
        }
    }

    /// How a program asks for it.
    var spelling: String {
        let isAny = request.resource.id == "*"
        return switch request.ability {
        case .actionExecution: isAny ? ".executeActions()" : ".executeAction(cid)"
        case .pkpSigning: isAny ? ".sign()" : ".sign(with: pkp)"
        case .accessControlConditionDecryption: isAny ? ".decrypt()" : ".decrypt(conditions:data:)"
        case .accessControlConditionSigning: isAny ? ".attest()" : ".attest(conditions:)"
        case .rateLimitIncreaseAuth:
            isAny ? ".useCapacityCredits()" : ".useCapacityCredit(\(request.resource.id))"
        }
    }
}

extension Sequence<SessionPermission> {
    /// Each once, in the order in which they came first.
    var unique: [SessionPermission] {
        var seen: Set<SessionPermission> = []
        return filter { seen.insert($0).inserted }
    }

    /// As one text.
    var list: String { map(\.description).joined(separator: ", ") }
}
