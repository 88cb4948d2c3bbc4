import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of StakingBalances, called with the given arguments.
let stakingBalances1Calls: [BoundCall] = [
    BoundCall(StakingBalances.self, "addAlias(address)") { c, a in
        _ = try await c.addAlias(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "addPermittedStaker(address)") { c, a in
        _ = try await c.addPermittedStaker(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "addPermittedStakers(address[])") { c, a in
        _ = try await c.addPermittedStakers(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "aliasCount(address)") { c, a in
        [try await c.aliasCount(of: a(0)).abiValue]
    },
    BoundCall(StakingBalances.self, "balanceOf(address)") { c, a in
        [try await c.balance(of: a(0)).abiValue]
    },
    BoundCall(StakingBalances.self, "checkStakingAmounts(address)") { c, a in
        [try await c.checkStakingAmounts(of: a(0)).abiValue]
    },
    BoundCall(StakingBalances.self, "contractResolver()") { c, a in
        [try await c.contractResolver().abiValue]
    },
    BoundCall(StakingBalances.self, "env()") { c, a in
        [try await c.environment().abiValue]
    },
    BoundCall(StakingBalances.self, "isPermittedStaker(address)") { c, a in
        [try await c.isPermittedStaker(a(0)).abiValue]
    },
    BoundCall(StakingBalances.self, "maxAliasCount()") { c, a in
        [try await c.maxAliasCount().abiValue]
    },
    BoundCall(StakingBalances.self, "maximumStake()") { c, a in
        [try await c.maximumStake().abiValue]
    },
    BoundCall(StakingBalances.self, "minimumStake()") { c, a in
        [try await c.minimumStake().abiValue]
    },
    BoundCall(StakingBalances.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(StakingBalances.self, "getReward(address)") { c, a in
        _ = try await c.payReward(to: a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "penalizeTokens(uint256,address)") { c, a in
        _ = try await c.penalize(a(0), account: a(1))
        return nil
    },
    BoundCall(StakingBalances.self, "penaltyBalance()") { c, a in
        [try await c.penaltyBalance().abiValue]
    },
    BoundCall(StakingBalances.self, "permittedStakersOn()") { c, a in
        [try await c.permittedStakersOn().abiValue]
    },
    BoundCall(StakingBalances.self, "removeAlias(address)") { c, a in
        _ = try await c.removeAlias(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "removePermittedStaker(address)") { c, a in
        _ = try await c.removePermittedStaker(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "restakePenaltyTokens(address,uint256)") { c, a in
        _ = try await c.restakePenaltyTokens(for: a(0), amount: a(1))
        return nil
    },
    BoundCall(StakingBalances.self, "rewardOf(address)") { c, a in
        [try await c.reward(of: a(0)).abiValue]
    },
    BoundCall(StakingBalances.self, "rewardFund()") { c, a in
        [try await c.rewardFund().abiValue]
    },
    BoundCall(StakingBalances.self, "rewardValidator(uint256,address)") { c, a in
        _ = try await c.rewardValidator(a(0), account: a(1))
        return nil
    },
    BoundCall(StakingBalances.self, "setMaxAliasCount(uint256)") { c, a in
        _ = try await c.setMaxAliasCount(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "setMaximumStake(uint256)") { c, a in
        _ = try await c.setMaximumStake(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "setMinimumStake(uint256)") { c, a in
        _ = try await c.setMinimumStake(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "setPermittedStakersOn(bool)") { c, a in
        _ = try await c.setPermittedStakersOn(a(0))
        return nil
    },
    BoundCall(StakingBalances.self, "stake(uint256,address)") { c, a in
        _ = try await c.stake(a(0), account: a(1))
        return nil
    },
    BoundCall(StakingBalances.self, "stakeForValidator(uint256,address,address)") { c, a in
        _ = try await c.stake(a(0), for: a(1), from: a(2))
        return nil
    },
    BoundCall(StakingBalances.self, "aliases(address)") { c, a in
        [try await c.staker(ofAlias: a(0)).abiValue]
    },
]
