import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of Staking, called with the given arguments.
let staking1Calls: [BoundCall] = [
    BoundCall(Staking.self, "getActiveUnkickedValidatorStructs()") { c, a in
        [try await c.activeUnkickedValidatorStructs().abiValue]
    },
    BoundCall(Staking.self, "getActiveUnkickedValidators()") { c, a in
        [try await c.activeUnkickedValidators().abiValue]
    },
    BoundCall(Staking.self, "getActiveUnkickedValidatorStructsAndCounts()") { c, a in
        try await c.activeValidators().abiValues
    },
    BoundCall(Staking.self, "adminKickValidatorInNextEpoch(address)") { c, a in
        _ = try await c.adminKickValidator(a(0))
        return nil
    },
    BoundCall(Staking.self, "adminRejoinValidator(address)") { c, a in
        _ = try await c.adminRejoinValidator(a(0))
        return nil
    },
    BoundCall(Staking.self, "adminSlashValidator(address,uint256)") { c, a in
        _ = try await c.adminSlashValidator(a(0), amount: a(1))
        return nil
    },
    BoundCall(Staking.self, "adminStakeForValidator(address,uint256)") { c, a in
        _ = try await c.adminStake(for: a(0), amount: a(1))
        return nil
    },
    BoundCall(Staking.self, "advanceEpoch()") { c, a in
        _ = try await c.advanceEpoch()
        return nil
    },
    BoundCall(Staking.self, "checkVersion((uint256,uint256,uint256))") { c, a in
        [try await c.checkVersion(a(0)).abiValue]
    },
    BoundCall(Staking.self, "getReward()") { c, a in
        _ = try await c.claimReward()
        return nil
    },
    BoundCall(Staking.self, "complaintConfig(uint256)") { c, a in
        [try await c.complaintConfig(for: a(0)).abiValue]
    },
    BoundCall(Staking.self, "config()") { c, a in
        [try await c.config().abiValue]
    },
    BoundCall(Staking.self, "contractResolver()") { c, a in
        [try await c.contractResolver().abiValue]
    },
    BoundCall(Staking.self, "currentValidatorCountForConsensus()") { c, a in
        [try await c.currentValidatorCountForConsensus().abiValue]
    },
    BoundCall(Staking.self, "countOfCurrentValidatorsReadyForNextEpoch()") { c, a in
        [try await c.currentValidatorsReadyForNextEpoch().abiValue]
    },
    BoundCall(Staking.self, "devopsAdmin()") { c, a in
        [try await c.devopsAdmin().abiValue]
    },
    BoundCall(Staking.self, "emitClearOfflinePhaseData(uint256)") { c, a in
        _ = try await c.emitClearOfflinePhaseData(type: a(0))
        return nil
    },
    BoundCall(Staking.self, "emitCountOfflinePhaseData(uint256)") { c, a in
        _ = try await c.emitCountOfflinePhaseData(type: a(0))
        return nil
    },
    BoundCall(Staking.self, "env()") { c, a in
        [try await c.environment().abiValue]
    },
    BoundCall(Staking.self, "epoch()") { c, a in
        [try await c.epoch().abiValue]
    },
    BoundCall(Staking.self, "exit()") { c, a in
        _ = try await c.exit()
        return nil
    },
    BoundCall(Staking.self, "isActiveValidator(address)") { c, a in
        [try await c.isActiveValidator(a(0)).abiValue]
    },
    BoundCall(Staking.self, "isActiveValidatorByNodeAddress(address)") { c, a in
        [try await c.isActiveValidator(node: a(0)).abiValue]
    },
    BoundCall(Staking.self, "isReadyForNextEpoch()") { c, a in
        [try await c.isReadyForNextEpoch().abiValue]
    },
    BoundCall(Staking.self, "readyForNextEpoch(address)") { c, a in
        [try await c.isReadyForNextEpoch(staker: a(0)).abiValue]
    },
    BoundCall(Staking.self, "getKeyTypes()") { c, a in
        [try await c.keyTypes().abiValue]
    },
    BoundCall(Staking.self, "kickPenaltyPercentByReason(uint256)") { c, a in
        [try await c.kickPenalty(for: a(0)).abiValue]
    },
    BoundCall(Staking.self, "kickValidatorInNextEpoch(address,uint256,bytes)") { c, a in
        _ = try await c.kickValidator(a(0), reason: a(1), data: a(2))
        return nil
    },
    BoundCall(Staking.self, "getVotingStatusToKickValidator(uint256,address,address)") { c, a in
        try await c.kickVotes(epoch: a(0), against: a(1), by: a(2)).abiValues
    },
    BoundCall(Staking.self, "getKickedValidators()") { c, a in
        [try await c.kickedValidators().abiValue]
    },
]
