import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of StakingBalances, called with the given arguments.
let stakingBalances2Calls: [BoundCall] = [
    BoundCall(StakingBalances.self, "getStakingAddress()") { c, a in
        [try await c.stakingAddress().abiValue]
    },
    BoundCall(StakingBalances.self, "getTokenAddress()") { c, a in
        [try await c.tokenAddress().abiValue]
    },
    BoundCall(StakingBalances.self, "totalStaked()") { c, a in
        [try await c.totalStaked().abiValue]
    },
    BoundCall(StakingBalances.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "transferPenaltyTokens(uint256,address)") { c, a in
        _ = try await c.transferPenaltyTokens(a(0), to: a(1))
        return nil
    },
    BoundCall(StakingBalances.self, "withdraw(uint256,address)") { c, a in
        _ = try await c.withdraw(a(0), account: a(1))
        return nil
    },
    BoundCall(StakingBalances.self, "withdrawPenaltyTokens(uint256)") { c, a in
        _ = try await c.withdrawPenaltyTokens(a(0))
        return nil
    },
]
