import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of ContractResolver, called with the given arguments.
let contractResolver2Calls: [BoundCall] = [
    BoundCall(ContractResolver.self, "STAKING_BALANCES_CONTRACT()") { c, a in
        [try await c.stakingBalancesName().abiValue]
    },
    BoundCall(ContractResolver.self, "STAKING_CONTRACT()") { c, a in
        [try await c.stakingName().abiValue]
    },
    BoundCall(ContractResolver.self, "supportsInterface(bytes4)") { c, a in
        [try await c.supportsInterface(a.selector(0)).abiValue]
    },
    BoundCall(ContractResolver.self, "typeAddresses(bytes32,uint8)") { c, a in
        [try await c.typeAddress(of: a(0), in: a(1)).abiValue]
    },
]
