package import ActionProtocol
package import ActionRuntime
internal import Ethereum
internal import LitContracts
internal import LitProtocol
package import Primitives

extension NodeActionHost {
    package func isPermittedAction(
        _ action: String, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        guard let cid = try? CID(action) else { return false }
        return try await failing { () async throws(NodeError) in
            try await services.registry.isPermittedAction(AuthMethod.action(cid).id, of: tokenID)
        }
    }

    package func isPermittedAddress(
        _ address: String, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        guard let address = try? Address(address) else { return false }
        return try await failing { () async throws(NodeError) in
            try await services.registry.isPermittedAddress(address, of: tokenID)
        }
    }

    package func isPermittedAuthMethod(
        type: UInt256, userID: [UInt8], tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        try await failing { () async throws(NodeError) in
            try await services.registry.isPermittedAuthMethod(type: type, id: userID, of: tokenID)
        }
    }

    package func permittedActions(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [String] {
        try await failing { () async throws(NodeError) in
            // The hashes alone are what a CID of version 0 is made of.
            try await services.registry.permittedActions(of: tokenID).compactMap { bytes in
                (try? CID(bytes))?.text(in: .base58)
            }
        }
    }

    package func permittedAddresses(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [String] {
        try await failing { () async throws(NodeError) in
            try await services.registry.permittedAddresses(of: tokenID).map(\.prefixedHex)
        }
    }

    package func permittedAuthMethods(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [PermittedAuthMethod] {
        try await failing { () async throws(NodeError) in
            try await services.registry.permittedAuthMethods(of: tokenID).map { method in
                PermittedAuthMethod(
                    type: method.type.rawValue, id: method.id, userPublicKey: method.userPublicKey)
            }
        }
    }

    /// How many scopes are told at most: each is a read of the contract's storage.
    private static let scopeLimit = UInt256(1000)

    package func permittedAuthMethodScopes(
        type: UInt256, userID: [UInt8], limit: UInt256, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [Bool] {
        try await failing { () async throws(NodeError) in
            try await services.registry.scopes(
                type: type, id: userID, of: tokenID, limit: min(limit, Self.scopeLimit))
        }
    }
}
