import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of Staking, called with the given arguments.
let staking2Calls: [BoundCall] = [
    BoundCall(Staking.self, "lockValidatorsForNextEpoch()") { c, a in
        _ = try await c.lockValidatorsForNextEpoch()
        return nil
    },
    BoundCall(Staking.self, "getMaxVersion()") { c, a in
        [try await c.maxVersion().abiValue]
    },
    BoundCall(Staking.self, "getMaxVersionString()") { c, a in
        [try await c.maxVersionString().abiValue]
    },
    BoundCall(Staking.self, "getMinVersion()") { c, a in
        [try await c.minVersion().abiValue]
    },
    BoundCall(Staking.self, "getMinVersionString()") { c, a in
        [try await c.minVersionString().abiValue]
    },
    BoundCall(Staking.self, "nextValidatorCountForConsensus()") { c, a in
        [try await c.nextValidatorCountForConsensus().abiValue]
    },
    BoundCall(Staking.self, "countOfNextValidatorsReadyForNextEpoch()") { c, a in
        [try await c.nextValidatorsReadyForNextEpoch().abiValue]
    },
    BoundCall(Staking.self, "getNodeStakerAddressMappings(address[])") { c, a in
        [try await c.nodeAddressMappings(of: a(0)).abiValue]
    },
    BoundCall(Staking.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(Staking.self, "requestToJoin(uint32,uint128,uint32,address,uint256,uint256)") { c, a in
        _ = try await c.requestToJoin(
            ip: a(0), ipv6: a(1), port: a(2), nodeAddress: a(3), senderPublicKey: a(4),
            receiverPublicKey: a(5))
        return nil
    },
    BoundCall(Staking.self, "requestToLeave()") { c, a in
        _ = try await c.requestToLeave()
        return nil
    },
    BoundCall(Staking.self, "requestToLeaveAsNode()") { c, a in
        _ = try await c.requestToLeaveAsNode()
        return nil
    },
    BoundCall(Staking.self, "setComplaintConfig(uint256,(uint256,uint256,uint256))") { c, a in
        _ = try await c.setComplaintConfig(a(1), for: a(0))
        return nil
    },
    BoundCall(
        Staking.self,
        "setConfig((uint256,uint256,uint256,uint256[],uint256,uint256,uint256,uint256,uint256,uint256,bool,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256),bool))"
    ) { c, a in
        _ = try await c.setConfig(a(0))
        return nil
    },
    BoundCall(Staking.self, "setDevopsAdmin(address)") { c, a in
        _ = try await c.setDevopsAdmin(a(0))
        return nil
    },
    BoundCall(Staking.self, "setEpochEndTime(uint256)") { c, a in
        _ = try await c.setEpochEndTime(a(0))
        return nil
    },
    BoundCall(Staking.self, "setEpochLength(uint256)") { c, a in
        _ = try await c.setEpochLength(a(0))
        return nil
    },
    BoundCall(Staking.self, "setEpochState(uint8)") { c, a in
        _ = try await c.setEpochState(a(0))
        return nil
    },
    BoundCall(Staking.self, "setEpochTimeout(uint256)") { c, a in
        _ = try await c.setEpochTimeout(a(0))
        return nil
    },
    BoundCall(Staking.self, "setKickPenaltyPercent(uint256,uint256)") { c, a in
        _ = try await c.setKickPenalty(a(1), for: a(0))
        return nil
    },
    BoundCall(Staking.self, "setMaxVersion((uint256,uint256,uint256))") { c, a in
        _ = try await c.setMaxVersion(a(0))
        return nil
    },
    BoundCall(Staking.self, "setMinVersion((uint256,uint256,uint256))") { c, a in
        _ = try await c.setMinVersion(a(0))
        return nil
    },
    BoundCall(Staking.self, "shouldKickValidator(address)") { c, a in
        [try await c.shouldKickValidator(a(0)).abiValue]
    },
    BoundCall(Staking.self, "signalReadyForNextEpoch(uint256)") { c, a in
        _ = try await c.signalReadyForNextEpoch(epoch: a(0))
        return nil
    },
    BoundCall(Staking.self, "stake(uint256)") { c, a in
        _ = try await c.stake(a(0))
        return nil
    },
    BoundCall(Staking.self, "stakeAndJoin(uint256,uint32,uint128,uint32,address,uint256,uint256)") { c, a in
        _ = try await c.stakeAndJoin(
            amount: a(0), ip: a(1), ipv6: a(2), port: a(3), nodeAddress: a(4), senderPublicKey: a(5),
            receiverPublicKey: a(6))
        return nil
    },
    BoundCall(Staking.self, "nodeAddressToStakerAddress(address)") { c, a in
        [try await c.stakerAddress(ofNode: a(0)).abiValue]
    },
    BoundCall(Staking.self, "getStakingBalancesAddress()") { c, a in
        [try await c.stakingBalancesAddress().abiValue]
    },
    BoundCall(Staking.self, "state()") { c, a in
        [try await c.state().abiValue]
    },
    BoundCall(Staking.self, "getTokenAddress()") { c, a in
        [try await c.tokenAddress().abiValue]
    },
]
