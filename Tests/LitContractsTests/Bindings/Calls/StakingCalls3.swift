import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of Staking, called with the given arguments.
let staking3Calls: [BoundCall] = [
    BoundCall(Staking.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(Staking.self, "unlockValidatorsForNextEpoch()") { c, a in
        _ = try await c.unlockValidatorsForNextEpoch()
        return nil
    },
    BoundCall(
        Staking.self,
        "setIpPortNodeAddressAndCommunicationPubKeys(uint32,uint128,uint32,address,uint256,uint256)"
    ) { c, a in
        _ = try await c.updateNode(
            ip: a(0), ipv6: a(1), port: a(2), nodeAddress: a(3), senderPublicKey: a(4),
            receiverPublicKey: a(5))
        return nil
    },
    BoundCall(Staking.self, "validators(address)") { c, a in
        [try await c.validator(of: a(0)).abiValue]
    },
    BoundCall(Staking.self, "getValidatorsInCurrentEpochLength()") { c, a in
        [try await c.validatorCountInCurrentEpoch().abiValue]
    },
    BoundCall(Staking.self, "getValidatorsStructs(address[])") { c, a in
        [try await c.validatorStructs(of: a(0)).abiValue]
    },
    BoundCall(Staking.self, "getValidatorsStructsInCurrentEpoch()") { c, a in
        [try await c.validatorStructsInCurrentEpoch().abiValue]
    },
    BoundCall(Staking.self, "getValidatorsStructsInNextEpoch()") { c, a in
        [try await c.validatorStructsInNextEpoch().abiValue]
    },
    BoundCall(Staking.self, "getValidatorsInCurrentEpoch()") { c, a in
        [try await c.validatorsInCurrentEpoch().abiValue]
    },
    BoundCall(Staking.self, "getValidatorsInNextEpoch()") { c, a in
        [try await c.validatorsInNextEpoch().abiValue]
    },
    BoundCall(Staking.self, "withdraw(uint256)") { c, a in
        _ = try await c.withdraw(a(0))
        return nil
    },
]
