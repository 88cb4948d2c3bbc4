public import Ethereum
public import EthereumRPC
public import Primitives

extension PubkeyRouter {
    /// Forgets the root keys and the votes for them. Only the owner may, and only in ``LitEnvironment/dev``.
    @discardableResult
    public func adminResetRootKeys(
        of stakingContract: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("adminResetRootKeys", stakingContract, overrides: overrides)
    }

    /// Stores what a key derives from. Only ``PKPNFT`` may.
    @discardableResult
    public func setRoutingData(
        tokenID: UInt256, publicKey: [UInt8], stakingContract: Address, keyType: KeyType,
        derivedKeyID: Bytes32, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(
            "setRoutingData", tokenID, publicKey, stakingContract, keyType, derivedKeyID, overrides: overrides
        )
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }

    /// A validator's vote for all root keys at once; they are set when all of the current epoch agree. Once
    /// for each network.
    @discardableResult
    public func voteForRootKeys(
        stakingContract: Address, rootKeys: [RootKey],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("voteForRootKeys", stakingContract, rootKeys, overrides: overrides)
    }
}
