public import Ethereum
public import EthereumRPC
public import Primitives

extension StakingBalances {
    /// How many aliases a staker has.
    public func aliasCount(of staker: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("aliasCount", staker)
    }

    /// What an account has staked, in the smallest unit of the token; an alias stands for its staker.
    public func balance(of account: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("balanceOf", account)
    }

    /// True if an account has staked enough and not too much; reverts with the reason if not.
    public func checkStakingAmounts(of account: Address) async throws(EthereumRPCError) -> Bool {
        try await read("checkStakingAmounts", account)
    }

    /// The resolver by which the contract finds the others.
    public func contractResolver() async throws(EthereumRPCError) -> Address {
        try await read("contractResolver")
    }

    /// The environment for which it asks the resolver.
    public func environment() async throws(EthereumRPCError) -> LitEnvironment {
        try await read("env")
    }

    /// Whether an account may stake while ``permittedStakersOn()``.
    public func isPermittedStaker(_ staker: Address) async throws(EthereumRPCError) -> Bool {
        try await read("isPermittedStaker", staker)
    }

    /// How many aliases a staker may have.
    public func maxAliasCount() async throws(EthereumRPCError) -> UInt256 {
        try await read("maxAliasCount")
    }

    /// Of a validator, in the smallest unit of the token.
    public func maximumStake() async throws(EthereumRPCError) -> UInt256 {
        try await read("maximumStake")
    }

    /// Of a validator, in the smallest unit of the token.
    public func minimumStake() async throws(EthereumRPCError) -> UInt256 {
        try await read("minimumStake")
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// Tokens taken as penalties, in the smallest unit.
    public func penaltyBalance() async throws(EthereumRPCError) -> UInt256 {
        try await read("penaltyBalance")
    }

    /// Whether only permitted accounts may stake.
    public func permittedStakersOn() async throws(EthereumRPCError) -> Bool {
        try await read("permittedStakersOn")
    }

    /// What an account has earned, in the smallest unit of the token.
    public func reward(of account: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("rewardOf", account)
    }

    /// What is there to pay rewards from, in the smallest unit of the token.
    public func rewardFund() async throws(EthereumRPCError) -> UInt256 {
        try await read("rewardFund")
    }

    /// The staker of an alias; zero if it is none.
    public func staker(ofAlias account: Address) async throws(EthereumRPCError) -> Address {
        try await read("aliases", account)
    }

    /// Where the resolver says that ``Staking`` is.
    public func stakingAddress() async throws(EthereumRPCError) -> Address {
        try await read("getStakingAddress")
    }

    /// Where the resolver says that ``LITToken`` is.
    public func tokenAddress() async throws(EthereumRPCError) -> Address {
        try await read("getTokenAddress")
    }

    /// By all, in the smallest unit of the token.
    public func totalStaked() async throws(EthereumRPCError) -> UInt256 {
        try await read("totalStaked")
    }
}
