import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of Allowlist, called with the given arguments.
let allowlistCalls: [BoundCall] = [
    BoundCall(Allowlist.self, "addAdmin(address)") { c, a in
        _ = try await c.addAdmin(a(0))
        return nil
    },
    BoundCall(Allowlist.self, "allowedItems(bytes32)") { c, a in
        [try await c.allowedItems(a(0)).abiValue]
    },
    BoundCall(Allowlist.self, "allowAll()") { c, a in
        [try await c.allowsAll().abiValue]
    },
    BoundCall(Allowlist.self, "isAdmin(address)") { c, a in
        [try await c.isAdmin(a(0)).abiValue]
    },
    BoundCall(Allowlist.self, "isAllowed(bytes32)") { c, a in
        [try await c.isAllowed(a(0)).abiValue]
    },
    BoundCall(Allowlist.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(Allowlist.self, "removeAdmin(address)") { c, a in
        _ = try await c.removeAdmin(a(0))
        return nil
    },
    BoundCall(Allowlist.self, "setAllowed(bytes32)") { c, a in
        _ = try await c.setAllowed(a(0))
        return nil
    },
    BoundCall(Allowlist.self, "setAllowAll(bool)") { c, a in
        _ = try await c.setAllowsAll(a(0))
        return nil
    },
    BoundCall(Allowlist.self, "setNotAllowed(bytes32)") { c, a in
        _ = try await c.setNotAllowed(a(0))
        return nil
    },
    BoundCall(Allowlist.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
]
