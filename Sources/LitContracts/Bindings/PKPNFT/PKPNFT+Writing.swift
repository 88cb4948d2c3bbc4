public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPNFT {
    /// Lets an account transfer a token. Its owner and the owner's operators may.
    @discardableResult
    public func approve(
        _ spender: Address, tokenID: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("approve", spender, tokenID, overrides: overrides)
    }

    /// Ends a PKP. Its permissions stay, and nobody can change them any more.
    @discardableResult
    public func burn(
        _ tokenID: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("burn", tokenID, overrides: overrides)
    }

    /// Mints the PKP of somebody whom enough nodes have recognized. Exactly ``mintCost()`` must be sent
    /// along.
    public func claimAndMint(
        keyType: KeyType = .secp256k1, derivedKeyID: Bytes32, signatures: [NodeSignature], value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send(
            "claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[])", keyType, derivedKeyID, signatures,
            value: value, overrides: overrides)
    }

    /// As the form without a staking contract, which must be the network's own, or zero.
    public func claimAndMint(
        keyType: KeyType = .secp256k1, derivedKeyID: Bytes32, signatures: [NodeSignature],
        stakingContract: Address, value: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send(
            "claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[],address)", keyType, derivedKeyID,
            signatures, stakingContract, value: value, overrides: overrides)
    }

    /// Mints a PKP that one Lit Action may sign anything with, and that nobody owns: its permissions are
    /// frozen. Exactly ``mintCost()`` must be sent along.
    public func mintGrantAndBurnNext(
        keyType: KeyType = .secp256k1, ipfsCID: [UInt8], value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send("mintGrantAndBurnNext", keyType, ipfsCID, value: value, overrides: overrides)
    }

    /// Mints a PKP to the sender. Exactly ``mintCost()`` must be sent along.
    public func mintNext(
        keyType: KeyType = .secp256k1, value: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<PKP> {
        try await send("mintNext", keyType, value: value, overrides: overrides)
    }

    /// Transfers a token; a contract must say that it takes it (ERC-721).
    @discardableResult
    public func safeTransfer(
        from sender: Address, to recipient: Address, tokenID: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(
            "safeTransferFrom(address,address,uint256)", sender, recipient, tokenID, overrides: overrides)
    }

    /// As ``safeTransfer(from:to:tokenID:overrides:)``, with data for a contract that takes it.
    @discardableResult
    public func safeTransfer(
        from sender: Address, to recipient: Address, tokenID: UInt256, data: [UInt8],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(
            "safeTransferFrom(address,address,uint256,bytes)", sender, recipient, tokenID, data,
            overrides: overrides)
    }

    /// Lets an account transfer all of the sender's tokens, or no longer.
    @discardableResult
    public func setApprovalForAll(
        operator operatorAddress: Address, approved: Bool,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setApprovalForAll", operatorAddress, approved, overrides: overrides)
    }

    /// Sets what a mint costs, in wei. Only the owner may.
    @discardableResult
    public func setMintCost(
        _ cost: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMintCost", cost, overrides: overrides)
    }

    /// Transfers a token. Its owner and who is approved may.
    @discardableResult
    public func transfer(
        from sender: Address, to recipient: Address, tokenID: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferFrom", sender, recipient, tokenID, overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }

    /// Sends the contract's ether to the owner, who alone may.
    @discardableResult
    public func withdraw(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("withdraw", overrides: overrides)
    }
}
