public import Ethereum
public import EthereumRPC
public import Primitives

extension RateLimitNFT {
    /// Lets an account transfer a token. Its owner and the owner's operators may.
    @discardableResult
    public func approve(
        _ spender: Address, tokenID: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("approve", spender, tokenID, overrides: overrides)
    }

    /// Ends a credit. Its owner and who is approved may.
    @discardableResult
    public func burn(
        _ tokenID: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("burn", tokenID, overrides: overrides)
    }

    /// Mints a credit that ``freeMintSigner()`` has signed for.
    public func freeMint(
        expiresAt: UInt256, requestsPerKilosecond: UInt256, messageHash: Bytes32, v: UInt8, r: Bytes32,
        s: Bytes32, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<CapacityCredit> {
        try await send(
            "freeMint", expiresAt, requestsPerKilosecond, messageHash, v, r, s, overrides: overrides)
    }

    /// Mints a credit to the sender at the rate that the ether sent along buys; see
    /// ``cost(requestsPerKilosecond:expiresAt:)``.
    public func mint(
        expiresAt: UInt256, value: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> ContractTransaction<CapacityCredit> {
        try await send("mint", expiresAt, value: value, overrides: overrides)
    }

    /// Burns an account's credits that have run out. Anybody may.
    @discardableResult
    public func pruneExpired(
        of owner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("pruneExpired", owner, overrides: overrides)
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

    /// Sets over which period the requests of others count. Only the owner may.
    @discardableResult
    public func setDefaultRateLimitWindow(
        _ seconds: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setRateLimitWindowSeconds", seconds, overrides: overrides)
    }

    /// Sets who signs for free credits. Only the owner may.
    @discardableResult
    public func setFreeMintSigner(
        _ signer: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setFreeMintSigner", signer, overrides: overrides)
    }

    /// Sets what those without a credit may ask in a window. Only the owner may.
    @discardableResult
    public func setFreeRequestsPerRateLimitWindow(
        _ count: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setFreeRequestsPerRateLimitWindow", count, overrides: overrides)
    }

    /// Sets over which period the requests of credit holders count. Only the owner may.
    @discardableResult
    public func setHolderRateLimitWindow(
        _ seconds: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setRLIHolderRateLimitWindowSeconds", seconds, overrides: overrides)
    }

    /// Sets how far ahead a credit may run, in seconds. Only the owner may.
    @discardableResult
    public func setMaxExpiration(
        _ seconds: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMaxExpirationSeconds", seconds, overrides: overrides)
    }

    /// Sets what can be sold in all. Only the owner may.
    @discardableResult
    public func setMaxRequestsPerKilosecond(
        _ rate: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMaxRequestsPerKilosecond", rate, overrides: overrides)
    }

    /// Sets the price, in wei. Only the owner may.
    @discardableResult
    public func setRequestsPerKilosecondCost(
        _ cost: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setAdditionalRequestsPerKilosecondCost", cost, overrides: overrides)
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
