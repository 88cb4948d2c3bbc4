public import Ethereum
public import EthereumRPC
public import Primitives

extension LITToken {
    /// Lets a spender take up to an amount of the sender's tokens.
    @discardableResult
    public func approve(
        _ spender: Address, amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("approve", spender, amount, overrides: overrides)
    }

    /// Ends tokens of the sender.
    @discardableResult
    public func burn(
        _ amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("burn", amount, overrides: overrides)
    }

    /// Ends tokens of an account that the sender may take.
    @discardableResult
    public func burn(
        from account: Address, amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("burnFrom", account, amount, overrides: overrides)
    }

    /// Lets a spender take less of the sender's tokens.
    @discardableResult
    public func decreaseAllowance(
        of spender: Address, by amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("decreaseAllowance", spender, amount, overrides: overrides)
    }

    /// Gives a role. Only members of its admin role may.
    @discardableResult
    public func grantRole(
        _ role: Bytes32, to account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("grantRole", role, account, overrides: overrides)
    }

    /// Lets a spender take more of the sender's tokens.
    @discardableResult
    public func increaseAllowance(
        of spender: Address, by amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("increaseAllowance", spender, amount, overrides: overrides)
    }

    /// Makes tokens. Only minters may.
    @discardableResult
    public func mint(
        to recipient: Address, amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("mint", recipient, amount, overrides: overrides)
    }

    /// Stops all transfers. Only pausers may.
    @discardableResult
    public func pause(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("pause", overrides: overrides)
    }

    /// Approves by the owner's signature (EIP-2612), until `deadline` in seconds since 1970.
    @discardableResult
    public func permit(
        owner: Address, spender: Address, amount: UInt256, deadline: UInt256, v: UInt8, r: Bytes32,
        s: Bytes32, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("permit", owner, spender, amount, deadline, v, r, s, overrides: overrides)
    }

    /// Gives up one's own role.
    @discardableResult
    public func renounceRole(
        _ role: Bytes32, account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("renounceRole", role, account, overrides: overrides)
    }

    /// Takes a role. Only members of its admin role may.
    @discardableResult
    public func revokeRole(
        _ role: Bytes32, from account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("revokeRole", role, account, overrides: overrides)
    }

    /// Sends tokens of an account that has allowed it.
    @discardableResult
    public func transfer(
        from owner: Address, to recipient: Address, amount: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferFrom", owner, recipient, amount, overrides: overrides)
    }

    /// Sends tokens.
    @discardableResult
    public func transfer(
        to recipient: Address, amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transfer", recipient, amount, overrides: overrides)
    }

    /// Lets transfers go on. Only pausers may.
    @discardableResult
    public func unpause(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("unpause", overrides: overrides)
    }
}
