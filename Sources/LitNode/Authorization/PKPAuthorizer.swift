package import LitContracts
package import LitProtocol
package import Primitives

/// Decides who may use a PKP, by what its contracts say.
///
/// The owner may do everything; whoever is permitted, whether by an auth method, an action or an address, may
/// do what their scopes say, and to sign anything includes to sign personal messages. Owner and permissions
/// are read at the same time, and scopes only of those permissions that are the user's: one of the ways is
/// enough, so their order changes nothing.
package struct PKPAuthorizer: PKPAuthorization {
    private let registry: any PKPRegistry

    package init(registry: any PKPRegistry) { self.registry = registry }

    /// How many scopes there are, by their numbers.
    static let scopeLimit = 32

    package func require(
        _ scope: Scope, of tokenID: UInt256, for context: AuthContext
    ) async throws(NodeError) {
        let identities = PKPIdentities(context)
        if try await Self.isAllowed(scope, tokenID, identities, by: registry) { return }
        // A permission may be newer than what is remembered: nobody is refused by that.
        if try await Self.isAllowed(scope, tokenID, identities, by: registry.unremembered) { return }
        throw NodeError(
            .authSigScopeTooLimited,
            "None of the AuthMethods, AuthSig or Lit Actions meet the requires scope [\(scope.rawValue)].")
    }

    private static func isAllowed(
        _ scope: Scope, _ tokenID: UInt256, _ identities: PKPIdentities, by registry: any PKPRegistry
    ) async throws(NodeError) -> Bool {
        guard !identities.accounts.isEmpty || !identities.methods.isEmpty else { return false }
        async let owning = outcome { () async throws(NodeError) in try await registry.owner(of: tokenID) }
        async let permitting = outcome { () async throws(NodeError) in
            try await registry.permittedAuthMethods(of: tokenID)
        }
        if let owner = try await owning.get(), identities.accounts.contains(owner) { return true }
        let matches = identities.matches(among: try await permitting.get())
        return try await hasScope(scope, tokenID, matches, by: registry)
    }

    /// Whether one of the methods has the scope. That another could not be read matters only if none has it.
    private static func hasScope(
        _ scope: Scope, _ tokenID: UInt256, _ methods: [AuthMethod], by registry: any PKPRegistry
    ) async throws(NodeError) -> Bool {
        let result = await withTaskGroup(of: Result<Bool, NodeError>.self) { group in
            for method in methods {
                group.addTask {
                    await outcome { () async throws(NodeError) in
                        let flags = try await registry.scopes(
                            type: method.type.rawValue, id: method.id, of: tokenID,
                            limit: UInt256(scopeLimit))
                        return satisfies(flags, scope)
                    }
                }
            }
            var result = Result<Bool, NodeError>.success(false)
            for await next in group {
                switch next {
                case .success(true):
                    group.cancelAll()
                    return next
                case .success(false): break
                case .failure: result = next
                }
            }
            return result
        }
        return try result.get()
    }

    static func satisfies(_ flags: [Bool], _ scope: Scope) -> Bool {
        func has(_ scope: Scope) -> Bool {
            guard let place = Int(exactly: scope.rawValue) else { return false }
            return flags.indices.contains(place) && flags[place]
        }
        return has(scope) || (scope == .personalSign && has(.signAnything))
    }
}

/// What a body does, as a value: for bodies that run beside each other.
func outcome<Value>(_ body: () async throws(NodeError) -> Value) async -> Result<Value, NodeError> {
    do throws(NodeError) { return .success(try await body()) } catch { return .failure(error) }
}
