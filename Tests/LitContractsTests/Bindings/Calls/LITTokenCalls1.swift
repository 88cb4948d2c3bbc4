import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of LITToken, called with the given arguments.
let litToken1Calls: [BoundCall] = [
    BoundCall(LITToken.self, "ADMIN_ROLE()") { c, a in
        [try await c.adminRole().abiValue]
    },
    BoundCall(LITToken.self, "allowance(address,address)") { c, a in
        [try await c.allowance(of: a(0), spender: a(1)).abiValue]
    },
    BoundCall(LITToken.self, "approve(address,uint256)") { c, a in
        _ = try await c.approve(a(0), amount: a(1))
        return nil
    },
    BoundCall(LITToken.self, "balanceOf(address)") { c, a in
        [try await c.balance(of: a(0)).abiValue]
    },
    BoundCall(LITToken.self, "burn(uint256)") { c, a in
        _ = try await c.burn(a(0))
        return nil
    },
    BoundCall(LITToken.self, "burnFrom(address,uint256)") { c, a in
        _ = try await c.burn(from: a(0), amount: a(1))
        return nil
    },
    BoundCall(LITToken.self, "cap()") { c, a in
        [try await c.cap().abiValue]
    },
    BoundCall(LITToken.self, "decimals()") { c, a in
        [try await c.decimals().abiValue]
    },
    BoundCall(LITToken.self, "decreaseAllowance(address,uint256)") { c, a in
        _ = try await c.decreaseAllowance(of: a(0), by: a(1))
        return nil
    },
    BoundCall(LITToken.self, "DEFAULT_ADMIN_ROLE()") { c, a in
        [try await c.defaultAdminRole().abiValue]
    },
    BoundCall(LITToken.self, "DOMAIN_SEPARATOR()") { c, a in
        [try await c.domainSeparator().abiValue]
    },
    BoundCall(LITToken.self, "grantRole(bytes32,address)") { c, a in
        _ = try await c.grantRole(a(0), to: a(1))
        return nil
    },
    BoundCall(LITToken.self, "hasRole(bytes32,address)") { c, a in
        [try await c.hasRole(a(0), account: a(1)).abiValue]
    },
    BoundCall(LITToken.self, "increaseAllowance(address,uint256)") { c, a in
        _ = try await c.increaseAllowance(of: a(0), by: a(1))
        return nil
    },
    BoundCall(LITToken.self, "paused()") { c, a in
        [try await c.isPaused().abiValue]
    },
    BoundCall(LITToken.self, "mint(address,uint256)") { c, a in
        _ = try await c.mint(to: a(0), amount: a(1))
        return nil
    },
    BoundCall(LITToken.self, "MINTER_ROLE()") { c, a in
        [try await c.minterRole().abiValue]
    },
    BoundCall(LITToken.self, "name()") { c, a in
        [try await c.name().abiValue]
    },
    BoundCall(LITToken.self, "nonces(address)") { c, a in
        [try await c.nonce(of: a(0)).abiValue]
    },
    BoundCall(LITToken.self, "pause()") { c, a in
        _ = try await c.pause()
        return nil
    },
    BoundCall(LITToken.self, "PAUSER_ROLE()") { c, a in
        [try await c.pauserRole().abiValue]
    },
    BoundCall(LITToken.self, "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)") { c, a in
        _ = try await c.permit(
            owner: a(0), spender: a(1), amount: a(2), deadline: a(3), v: a(4), r: a(5), s: a(6))
        return nil
    },
    BoundCall(LITToken.self, "renounceRole(bytes32,address)") { c, a in
        _ = try await c.renounceRole(a(0), account: a(1))
        return nil
    },
    BoundCall(LITToken.self, "revokeRole(bytes32,address)") { c, a in
        _ = try await c.revokeRole(a(0), from: a(1))
        return nil
    },
    BoundCall(LITToken.self, "getRoleAdmin(bytes32)") { c, a in
        [try await c.roleAdmin(of: a(0)).abiValue]
    },
    BoundCall(LITToken.self, "supportsInterface(bytes4)") { c, a in
        [try await c.supportsInterface(a.selector(0)).abiValue]
    },
    BoundCall(LITToken.self, "symbol()") { c, a in
        [try await c.symbol().abiValue]
    },
    BoundCall(LITToken.self, "totalSupply()") { c, a in
        [try await c.totalSupply().abiValue]
    },
    BoundCall(LITToken.self, "transferFrom(address,address,uint256)") { c, a in
        _ = try await c.transfer(from: a(0), to: a(1), amount: a(2))
        return nil
    },
    BoundCall(LITToken.self, "transfer(address,uint256)") { c, a in
        _ = try await c.transfer(to: a(0), amount: a(1))
        return nil
    },
]
