import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of PubkeyRouter, called with the given arguments.
let pubkeyRouterCalls: [BoundCall] = [
    BoundCall(PubkeyRouter.self, "adminResetRootKeys(address)") { c, a in
        _ = try await c.adminResetRootKeys(of: a(0))
        return nil
    },
    BoundCall(PubkeyRouter.self, "checkNodeSignatures((bytes32,bytes32,uint8)[],bytes,address)") { c, a in
        [try await c.checkNodeSignatures(a(0), of: a(1), stakingContract: a(2)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "getDerivedPubkey(address,bytes32)") { c, a in
        [try await c.derivedPublicKey(stakingContract: a(0), derivedKeyID: a(1)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "getEthAddress(uint256)") { c, a in
        [try await c.ethereumAddress(of: a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "deriveEthAddressFromPubkey(bytes)") { c, a in
        [try await c.ethereumAddress(ofPublicKey: a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "isRouted(uint256)") { c, a in
        [try await c.isRouted(a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(PubkeyRouter.self, "getPkpNftAddress()") { c, a in
        [try await c.pkpNFTAddress().abiValue]
    },
    BoundCall(PubkeyRouter.self, "getPubkey(uint256)") { c, a in
        [try await c.publicKey(of: a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "pubkeys(uint256)") { c, a in
        [try await c.publicKeys(a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "getRootKeys(address)") { c, a in
        [try await c.rootKeys(of: a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "getRoutingData(uint256)") { c, a in
        [try await c.routingData(of: a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "setRoutingData(uint256,bytes,address,uint256,bytes32)") { c, a in
        _ = try await c.setRoutingData(
            tokenID: a(0), publicKey: a(1), stakingContract: a(2), keyType: a(3), derivedKeyID: a(4))
        return nil
    },
    BoundCall(PubkeyRouter.self, "ethAddressToPkpId(address)") { c, a in
        [try await c.tokenID(of: a(0)).abiValue]
    },
    BoundCall(PubkeyRouter.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(PubkeyRouter.self, "voteForRootKeys(address,(bytes,uint256)[])") { c, a in
        _ = try await c.voteForRootKeys(stakingContract: a(0), rootKeys: a(1))
        return nil
    },
]
