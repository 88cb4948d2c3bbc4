public import Ethereum
public import EthereumRPC
public import Primitives

extension StakingBalances {
    /// Lets the sender run a further validator under another address.
    @discardableResult
    public func addAlias(
        _ account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addAlias", account, overrides: overrides)
    }

    /// Permits an account to stake. Only the owner may.
    @discardableResult
    public func addPermittedStaker(
        _ staker: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addPermittedStaker", staker, overrides: overrides)
    }

    /// Permits accounts to stake. Only the owner may.
    @discardableResult
    public func addPermittedStakers(
        _ stakers: [Address], overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addPermittedStakers", stakers, overrides: overrides)
    }

    /// Pays an account's rewards. Only ``Staking`` may.
    @discardableResult
    public func payReward(
        to account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("getReward", account, overrides: overrides)
    }

    /// Takes stake from an account. Only ``Staking`` may.
    @discardableResult
    public func penalize(
        _ amount: UInt256, account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("penalizeTokens", amount, account, overrides: overrides)
    }

    /// Ends an alias of the sender.
    @discardableResult
    public func removeAlias(
        _ account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removeAlias", account, overrides: overrides)
    }

    /// Permits an account to stake no longer. Only the owner may.
    @discardableResult
    public func removePermittedStaker(
        _ staker: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removePermittedStaker", staker, overrides: overrides)
    }

    /// Gives tokens taken as penalties to a staker as stake. Only the owner may.
    @discardableResult
    public func restakePenaltyTokens(
        for staker: Address, amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("restakePenaltyTokens", staker, amount, overrides: overrides)
    }

    /// Credits an account with a reward. Only ``Staking`` may.
    @discardableResult
    public func rewardValidator(
        _ amount: UInt256, account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("rewardValidator", amount, account, overrides: overrides)
    }

    /// Sets how many aliases a staker may have. Only the owner may.
    @discardableResult
    public func setMaxAliasCount(
        _ count: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMaxAliasCount", count, overrides: overrides)
    }

    /// Sets the most a validator may stake. Only the owner may.
    @discardableResult
    public func setMaximumStake(
        _ amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMaximumStake", amount, overrides: overrides)
    }

    /// Sets the least a validator must stake. Only the owner may.
    @discardableResult
    public func setMinimumStake(
        _ amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMinimumStake", amount, overrides: overrides)
    }

    /// Lets only permitted accounts stake, or all. Only the owner may.
    @discardableResult
    public func setPermittedStakersOn(
        _ permitted: Bool, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setPermittedStakersOn", permitted, overrides: overrides)
    }

    /// Takes tokens from an account as its stake. Only ``Staking`` may.
    @discardableResult
    public func stake(
        _ amount: UInt256, account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("stake", amount, account, overrides: overrides)
    }

    /// Takes tokens from one account as the stake of another. Only ``Staking`` may.
    @discardableResult
    public func stake(
        _ amount: UInt256, for account: Address, from sender: Address,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("stakeForValidator", amount, account, sender, overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }

    /// Sends tokens taken as penalties. Only the owner may.
    @discardableResult
    public func transferPenaltyTokens(
        _ amount: UInt256, to recipient: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferPenaltyTokens", amount, recipient, overrides: overrides)
    }

    /// Gives an account its stake back. Only ``Staking`` may.
    @discardableResult
    public func withdraw(
        _ amount: UInt256, account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("withdraw", amount, account, overrides: overrides)
    }

    /// Sends tokens taken as penalties to the owner, who alone may.
    @discardableResult
    public func withdrawPenaltyTokens(
        _ amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("withdrawPenaltyTokens", amount, overrides: overrides)
    }
}
