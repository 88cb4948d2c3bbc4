import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of ContractResolver, called with the given arguments.
let contractResolver1Calls: [BoundCall] = [
    BoundCall(ContractResolver.self, "addAdmin(address)") { c, a in
        _ = try await c.addAdmin(a(0))
        return nil
    },
    BoundCall(ContractResolver.self, "addAllowedEnv(uint8)") { c, a in
        _ = try await c.addAllowedEnvironment(a(0))
        return nil
    },
    BoundCall(ContractResolver.self, "getContract(bytes32,uint8)") { c, a in
        [try await c.address(of: a(0), in: a(1)).abiValue]
    },
    BoundCall(ContractResolver.self, "ADMIN_ROLE()") { c, a in
        [try await c.adminRole().abiValue]
    },
    BoundCall(ContractResolver.self, "ALLOWLIST_CONTRACT()") { c, a in
        [try await c.allowlistName().abiValue]
    },
    BoundCall(ContractResolver.self, "BACKUP_RECOVERY_CONTRACT()") { c, a in
        [try await c.backupRecoveryName().abiValue]
    },
    BoundCall(ContractResolver.self, "CLONE_NET_CONTRACT()") { c, a in
        [try await c.cloneNetName().abiValue]
    },
    BoundCall(ContractResolver.self, "DEFAULT_ADMIN_ROLE()") { c, a in
        [try await c.defaultAdminRole().abiValue]
    },
    BoundCall(ContractResolver.self, "DOMAIN_WALLET_REGISTRY()") { c, a in
        [try await c.domainWalletRegistryName().abiValue]
    },
    BoundCall(ContractResolver.self, "grantRole(bytes32,address)") { c, a in
        _ = try await c.grantRole(a(0), to: a(1))
        return nil
    },
    BoundCall(ContractResolver.self, "hasRole(bytes32,address)") { c, a in
        [try await c.hasRole(a(0), account: a(1)).abiValue]
    },
    BoundCall(ContractResolver.self, "HOST_COMMANDS_CONTRACT()") { c, a in
        [try await c.hostCommandsName().abiValue]
    },
    BoundCall(ContractResolver.self, "HD_KEY_DERIVER_CONTRACT()") { c, a in
        [try await c.keyDeriverName().abiValue]
    },
    BoundCall(ContractResolver.self, "LIT_TOKEN_CONTRACT()") { c, a in
        [try await c.litTokenName().abiValue]
    },
    BoundCall(ContractResolver.self, "MULTI_SENDER_CONTRACT()") { c, a in
        [try await c.multisenderName().abiValue]
    },
    BoundCall(ContractResolver.self, "PAYMENT_DELEGATION_CONTRACT()") { c, a in
        [try await c.paymentDelegationName().abiValue]
    },
    BoundCall(ContractResolver.self, "PKP_HELPER_CONTRACT()") { c, a in
        [try await c.pkpHelperName().abiValue]
    },
    BoundCall(ContractResolver.self, "PKP_HELPER_V2_CONTRACT()") { c, a in
        [try await c.pkpHelperV2Name().abiValue]
    },
    BoundCall(ContractResolver.self, "PKP_NFT_METADATA_CONTRACT()") { c, a in
        [try await c.pkpNFTMetadataName().abiValue]
    },
    BoundCall(ContractResolver.self, "PKP_NFT_CONTRACT()") { c, a in
        [try await c.pkpNFTName().abiValue]
    },
    BoundCall(ContractResolver.self, "PKP_PERMISSIONS_CONTRACT()") { c, a in
        [try await c.pkpPermissionsName().abiValue]
    },
    BoundCall(ContractResolver.self, "PUB_KEY_ROUTER_CONTRACT()") { c, a in
        [try await c.pubkeyRouterName().abiValue]
    },
    BoundCall(ContractResolver.self, "RATE_LIMIT_NFT_CONTRACT()") { c, a in
        [try await c.rateLimitNFTName().abiValue]
    },
    BoundCall(ContractResolver.self, "RELEASE_REGISTER_CONTRACT()") { c, a in
        [try await c.releaseRegisterName().abiValue]
    },
    BoundCall(ContractResolver.self, "removeAdmin(address)") { c, a in
        _ = try await c.removeAdmin(a(0))
        return nil
    },
    BoundCall(ContractResolver.self, "removeAllowedEnv(uint8)") { c, a in
        _ = try await c.removeAllowedEnvironment(a(0))
        return nil
    },
    BoundCall(ContractResolver.self, "renounceRole(bytes32,address)") { c, a in
        _ = try await c.renounceRole(a(0), account: a(1))
        return nil
    },
    BoundCall(ContractResolver.self, "revokeRole(bytes32,address)") { c, a in
        _ = try await c.revokeRole(a(0), from: a(1))
        return nil
    },
    BoundCall(ContractResolver.self, "getRoleAdmin(bytes32)") { c, a in
        [try await c.roleAdmin(of: a(0)).abiValue]
    },
    BoundCall(ContractResolver.self, "setContract(bytes32,uint8,address)") { c, a in
        _ = try await c.setAddress(of: a(0), in: a(1), to: a(2))
        return nil
    },
]
