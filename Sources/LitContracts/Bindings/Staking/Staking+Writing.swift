public import Ethereum
public import EthereumRPC
public import Primitives

extension Staking {
    /// Takes a validator from the next epoch. Only the owner and the operators' account may.
    @discardableResult
    public func adminKickValidator(
        _ staker: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("adminKickValidatorInNextEpoch", staker, overrides: overrides)
    }

    /// Lets a kicked validator join again. Only the owner and the operators' account may.
    @discardableResult
    public func adminRejoinValidator(
        _ staker: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("adminRejoinValidator", staker, overrides: overrides)
    }

    /// Takes stake from a validator, in the smallest unit of the token. Only the owner may.
    @discardableResult
    public func adminSlashValidator(
        _ staker: Address, amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("adminSlashValidator", staker, amount, overrides: overrides)
    }

    /// Stakes the sender's tokens for a validator. Only the owner may.
    @discardableResult
    public func adminStake(
        for staker: Address, amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("adminStakeForValidator", staker, amount, overrides: overrides)
    }

    /// Begins the next epoch with the next set of validators. Anybody may once enough are ready and the time
    /// has come.
    @discardableResult
    public func advanceEpoch(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("advanceEpoch", overrides: overrides)
    }

    /// Pays the sender's rewards.
    @discardableResult
    public func claimReward(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("getReward", overrides: overrides)
    }

    /// Asks all nodes to discard what they have prepared. Only the owner and the operators' account may.
    @discardableResult
    public func emitClearOfflinePhaseData(
        type dataType: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("emitClearOfflinePhaseData", dataType, overrides: overrides)
    }

    /// Asks all nodes to count what they have prepared. Only the owner and the operators' account may.
    @discardableResult
    public func emitCountOfflinePhaseData(
        type dataType: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("emitCountOfflinePhaseData", dataType, overrides: overrides)
    }

    /// Withdraws all stake and rewards of the sender, who must not be an active validator.
    @discardableResult
    public func exit(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("exit", overrides: overrides)
    }

    /// A validator's vote to kick another from the next epoch.
    @discardableResult
    public func kickValidator(
        _ staker: Address, reason: KickReason, data: [UInt8],
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("kickValidatorInNextEpoch", staker, reason, data, overrides: overrides)
    }

    /// Settles who the next validators are. Anybody may once the epoch has ended.
    @discardableResult
    public func lockValidatorsForNextEpoch(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("lockValidatorsForNextEpoch", overrides: overrides)
    }

    /// Makes the sender, who must have staked enough, a validator of the next epoch. The pair of keys must
    /// be new.
    @discardableResult
    public func requestToJoin(
        ip: UInt32, ipv6: UInt128 = 0, port: UInt32, nodeAddress: Address, senderPublicKey: UInt256,
        receiverPublicKey: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(
            "requestToJoin", ip, ipv6, port, nodeAddress, senderPublicKey, receiverPublicKey,
            overrides: overrides)
    }

    /// Takes the sender from the next set of validators.
    @discardableResult
    public func requestToLeave(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("requestToLeave", overrides: overrides)
    }

    /// Takes the sending node's staker from the next set of validators.
    @discardableResult
    public func requestToLeaveAsNode(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("requestToLeaveAsNode", overrides: overrides)
    }

    /// Sets how many complaints for a reason make a node vote. Only the owner may.
    @discardableResult
    public func setComplaintConfig(
        _ config: ComplaintConfig, for reason: KickReason,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setComplaintConfig", reason, config, overrides: overrides)
    }

    /// Sets how the network is run. Only the owner may.
    @discardableResult
    public func setConfig(
        _ config: StakingConfig, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setConfig", config, overrides: overrides)
    }

    /// Sets the operators' account. Only the owner may.
    @discardableResult
    public func setDevopsAdmin(
        _ account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setDevopsAdmin", account, overrides: overrides)
    }

    /// Sets when the current epoch may end, in seconds since 1970. Only the owner may.
    @discardableResult
    public func setEpochEndTime(
        _ time: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setEpochEndTime", time, overrides: overrides)
    }

    /// Sets how long the coming epochs are. Only the owner may.
    @discardableResult
    public func setEpochLength(
        _ seconds: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setEpochLength", seconds, overrides: overrides)
    }

    /// Sets the state. Only the owner and the operators' account may.
    @discardableResult
    public func setEpochState(
        _ state: StakingState, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setEpochState", state, overrides: overrides)
    }

    /// Sets the informative timeout. Only the owner may.
    @discardableResult
    public func setEpochTimeout(
        _ seconds: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setEpochTimeout", seconds, overrides: overrides)
    }

    /// Sets what part of the stake a kicked validator loses. Only the owner may.
    @discardableResult
    public func setKickPenalty(
        _ percent: UInt256, for reason: KickReason, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setKickPenaltyPercent", reason, percent, overrides: overrides)
    }

    /// Sets the newest version of nodes that may take part. Only the owner may.
    @discardableResult
    public func setMaxVersion(
        _ version: Version, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMaxVersion", version, overrides: overrides)
    }

    /// Sets the oldest version of nodes that may take part. Only the owner may.
    @discardableResult
    public func setMinVersion(
        _ version: Version, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setMinVersion", version, overrides: overrides)
    }

    /// A node's word that it has all it needs for the epoch after this one.
    @discardableResult
    public func signalReadyForNextEpoch(
        epoch epochNumber: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("signalReadyForNextEpoch", epochNumber, overrides: overrides)
    }

    /// Stakes tokens, in the smallest unit, that ``StakingBalances`` has been allowed to take.
    @discardableResult
    public func stake(
        _ amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("stake", amount, overrides: overrides)
    }

    /// Stakes and joins in one transaction.
    @discardableResult
    public func stakeAndJoin(
        amount: UInt256, ip: UInt32, ipv6: UInt128 = 0, port: UInt32, nodeAddress: Address,
        senderPublicKey: UInt256, receiverPublicKey: UInt256,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(
            "stakeAndJoin", amount, ip, ipv6, port, nodeAddress, senderPublicKey, receiverPublicKey,
            overrides: overrides)
    }

    /// Makes another account the owner. Only the owner may; the zero address is refused.
    @discardableResult
    public func transferOwnership(
        to newOwner: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("transferOwnership", newOwner, overrides: overrides)
    }

    /// Begins a change of validators again when not all have become ready in time. Nodes of the next set,
    /// the owner and the operators' account may.
    @discardableResult
    public func unlockValidatorsForNextEpoch(
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("unlockValidatorsForNextEpoch", overrides: overrides)
    }

    /// Changes how the sender's node is reached.
    @discardableResult
    public func updateNode(
        ip: UInt32, ipv6: UInt128 = 0, port: UInt32, nodeAddress: Address, senderPublicKey: UInt256,
        receiverPublicKey: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(
            "setIpPortNodeAddressAndCommunicationPubKeys", ip, ipv6, port, nodeAddress, senderPublicKey,
            receiverPublicKey, overrides: overrides)
    }

    /// Takes back stake, in the smallest unit of the token. Not for active validators.
    @discardableResult
    public func withdraw(
        _ amount: UInt256, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("withdraw", amount, overrides: overrides)
    }
}
