public import ActionProtocol
public import Primitives

extension LocalActionHost {
    private func permissions(_ tokenID: UInt256) -> LocalPermissions? {
        configuration.permissions[tokenID]
            ?? (configuration.permitsEverything ? nil : LocalPermissions())
    }

    public func isPermittedAction(
        _ action: String, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        guard let permissions = permissions(tokenID) else { return true }
        guard let cid = try? CID(action) else { return false }
        return permissions.actions.contains { (try? CID($0))?.isSameContent(as: cid) == true }
    }

    public func isPermittedAddress(
        _ address: String, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        guard let permissions = permissions(tokenID) else { return true }
        return permissions.addresses.contains { $0.lowercased() == address.lowercased() }
    }

    public func isPermittedAuthMethod(
        type: UInt256, userID: [UInt8], tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        guard let permissions = permissions(tokenID) else { return true }
        return permissions.authMethods.contains { $0.method.type == type && $0.method.id == userID }
    }

    public func permittedActions(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [String] {
        permissions(tokenID)?.actions ?? []
    }

    public func permittedAddresses(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [String] {
        permissions(tokenID)?.addresses.map { $0.lowercased() } ?? []
    }

    public func permittedAuthMethods(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [PermittedAuthMethod] {
        permissions(tokenID)?.authMethods.map(\.method) ?? []
    }

    public func permittedAuthMethodScopes(
        type: UInt256, userID: [UInt8], limit: UInt256, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [Bool] {
        let count = limit > 1_000 ? 1_000 : Int(limit.description) ?? 0
        guard let permissions = permissions(tokenID) else { return (0..<count).map { $0 > 0 } }
        let scopes = permissions.authMethods.first { $0.method.type == type && $0.method.id == userID }?
            .scopes
        return (0..<count).map { scopes?.contains($0) == true }
    }
}
