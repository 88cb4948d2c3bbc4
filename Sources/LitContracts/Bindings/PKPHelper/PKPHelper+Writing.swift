public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPHelper {
    /// Mints the PKP of somebody whom enough nodes have recognized, with permissions. Exactly
    /// ``PKPNFT/mintCost()`` must be sent along.
    public func claimAndMintNextAndAddAuthMethods(
        _ material: ClaimMaterial, permissions: AuthMethodData, value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send(
            "claimAndMintNextAndAddAuthMethods", material, permissions, value: value, overrides: overrides)
    }

    /// The same as ``claimAndMintNextAndAddAuthMethods(_:permissions:overrides:)``.
    public func claimAndMintNextAndAddAuthMethodsWithTypes(
        _ material: ClaimMaterial, permissions: AuthMethodData, value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send(
            "claimAndMintNextAndAddAuthMethodsWithTypes", material, permissions, value: value,
            overrides: overrides)
    }

    /// As ``claimAndMintNextAndAddAuthMethods(_:permissions:overrides:)``, for a given network.
    public func claimAndMintNextAndAddAuthMethodsWithTypesV2(
        _ material: ClaimMaterialV2, permissions: AuthMethodData, value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send(
            "claimAndMintNextAndAddAuthMethodsWithTypesV2", material, permissions, value: value,
            overrides: overrides)
    }

    /// Mints a PKP that permits auth methods. Exactly ``PKPNFT/mintCost()`` must be sent along.
    public func mintNextAndAddAuthMethods(
        keyType: KeyType = .secp256k1, types: [AuthMethodType], ids: [[UInt8]], publicKeys: [[UInt8]],
        scopes: [[Scope]], permitsItself: Bool, ownsItself: Bool, value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send(
            "mintNextAndAddAuthMethods", keyType, types, ids, publicKeys, scopes, permitsItself, ownsItself,
            value: value, overrides: overrides)
    }

    /// Mints a PKP that permits Lit Actions, accounts and auth methods. Exactly ``PKPNFT/mintCost()`` must
    /// be sent along.
    public func mintNextAndAddAuthMethodsWithTypes(
        keyType: KeyType = .secp256k1, actions: [[UInt8]], actionScopes: [[Scope]], addresses: [Address],
        addressScopes: [[Scope]], types: [AuthMethodType], ids: [[UInt8]], publicKeys: [[UInt8]],
        scopes: [[Scope]], permitsItself: Bool, ownsItself: Bool, value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send(
            "mintNextAndAddAuthMethodsWithTypes", keyType, actions, actionScopes, addresses, addressScopes,
            types, ids, publicKeys, scopes, permitsItself, ownsItself, value: value, overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }
}
