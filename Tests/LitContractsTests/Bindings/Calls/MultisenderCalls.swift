import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of Multisender, called with the given arguments.
let multisenderCalls: [BoundCall] = [
    BoundCall(Multisender.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(Multisender.self, "sendEth(address[])") { c, a in
        _ = try await c.sendEther(to: a(0), value: BoundCall.value)
        return nil
    },
    BoundCall(Multisender.self, "sendTokens(address[],address)") { c, a in
        _ = try await c.sendTokens(to: a(0), token: a(1))
        return nil
    },
    BoundCall(Multisender.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(Multisender.self, "withdraw()") { c, a in
        _ = try await c.withdraw()
        return nil
    },
    BoundCall(Multisender.self, "withdrawTokens(address)") { c, a in
        _ = try await c.withdrawTokens(a(0))
        return nil
    },
]
