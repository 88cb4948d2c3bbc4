import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of PKPPermissions, called with the given arguments.
let pkpPermissionsCalls: [BoundCall] = [
    BoundCall(PKPPermissions.self, "addPermittedAction(uint256,bytes,uint256[])") { c, a in
        _ = try await c.addPermittedAction(tokenID: a(0), ipfsCID: a(1), scopes: a(2))
        return nil
    },
    BoundCall(PKPPermissions.self, "addPermittedAddress(uint256,address,uint256[])") { c, a in
        _ = try await c.addPermittedAddress(tokenID: a(0), address: a(1), scopes: a(2))
        return nil
    },
    BoundCall(PKPPermissions.self, "addPermittedAuthMethod(uint256,(uint256,bytes,bytes),uint256[])") {
        c, a in
        _ = try await c.addPermittedAuthMethod(tokenID: a(0), authMethod: a(1), scopes: a(2))
        return nil
    },
    BoundCall(PKPPermissions.self, "addPermittedAuthMethodScope(uint256,uint256,bytes,uint256)") { c, a in
        _ = try await c.addPermittedAuthMethodScope(tokenID: a(0), type: a(1), id: a(2), scope: a(3))
        return nil
    },
    BoundCall(PKPPermissions.self, "getAuthMethodId(uint256,bytes)") { c, a in
        [try await c.authMethodID(type: a(0), id: a(1)).abiValue]
    },
    BoundCall(
        PKPPermissions.self,
        "batchAddRemoveAuthMethods(uint256,uint256[],bytes[],bytes[],uint256[][],uint256[],bytes[])"
    ) { c, a in
        _ = try await c.batchAddRemoveAuthMethods(
            tokenID: a(0), addingTypes: a(1), addingIDs: a(2), addingPublicKeys: a(3), addingScopes: a(4),
            removingTypes: a(5), removingIDs: a(6))
        return nil
    },
    BoundCall(PKPPermissions.self, "getEthAddress(uint256)") { c, a in
        [try await c.ethereumAddress(of: a(0)).abiValue]
    },
    BoundCall(PKPPermissions.self, "isPermittedAuthMethodScopePresent(uint256,uint256,bytes,uint256)") {
        c, a in
        [try await c.hasScope(tokenID: a(0), type: a(1), id: a(2), scope: a(3)).abiValue]
    },
    BoundCall(PKPPermissions.self, "isPermittedAction(uint256,bytes)") { c, a in
        [try await c.isPermittedAction(tokenID: a(0), ipfsCID: a(1)).abiValue]
    },
    BoundCall(PKPPermissions.self, "isPermittedAddress(uint256,address)") { c, a in
        [try await c.isPermittedAddress(tokenID: a(0), address: a(1)).abiValue]
    },
    BoundCall(PKPPermissions.self, "isPermittedAuthMethod(uint256,uint256,bytes)") { c, a in
        [try await c.isPermittedAuthMethod(tokenID: a(0), type: a(1), id: a(2)).abiValue]
    },
    BoundCall(PKPPermissions.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(PKPPermissions.self, "getPermittedActions(uint256)") { c, a in
        [try await c.permittedActions(of: a(0)).abiValue]
    },
    BoundCall(PKPPermissions.self, "getPermittedAddresses(uint256)") { c, a in
        [try await c.permittedAddresses(of: a(0)).abiValue]
    },
    BoundCall(PKPPermissions.self, "getPermittedAuthMethods(uint256)") { c, a in
        [try await c.permittedAuthMethods(of: a(0)).abiValue]
    },
    BoundCall(PKPPermissions.self, "getPkpNftAddress()") { c, a in
        [try await c.pkpNFTAddress().abiValue]
    },
    BoundCall(PKPPermissions.self, "getPubkey(uint256)") { c, a in
        [try await c.publicKey(of: a(0)).abiValue]
    },
    BoundCall(PKPPermissions.self, "getPKPPubKeysByAuthMethod(uint256,bytes)") { c, a in
        [try await c.publicKeys(permitting: a(0), id: a(1)).abiValue]
    },
    BoundCall(PKPPermissions.self, "removePermittedAction(uint256,bytes)") { c, a in
        _ = try await c.removePermittedAction(tokenID: a(0), ipfsCID: a(1))
        return nil
    },
    BoundCall(PKPPermissions.self, "removePermittedAddress(uint256,address)") { c, a in
        _ = try await c.removePermittedAddress(tokenID: a(0), address: a(1))
        return nil
    },
    BoundCall(PKPPermissions.self, "removePermittedAuthMethod(uint256,uint256,bytes)") { c, a in
        _ = try await c.removePermittedAuthMethod(tokenID: a(0), type: a(1), id: a(2))
        return nil
    },
    BoundCall(PKPPermissions.self, "removePermittedAuthMethodScope(uint256,uint256,bytes,uint256)") { c, a in
        _ = try await c.removePermittedAuthMethodScope(tokenID: a(0), type: a(1), id: a(2), scope: a(3))
        return nil
    },
    BoundCall(PKPPermissions.self, "getRouterAddress()") { c, a in
        [try await c.routerAddress().abiValue]
    },
    BoundCall(PKPPermissions.self, "getPermittedAuthMethodScopes(uint256,uint256,bytes,uint256)") { c, a in
        [try await c.scopes(of: a(0), type: a(1), id: a(2), count: a(3)).abiValue]
    },
    BoundCall(PKPPermissions.self, "setRootHash(uint256,uint256,bytes32)") { c, a in
        _ = try await c.setRootHash(tokenID: a(0), group: a(1), root: a(2))
        return nil
    },
    BoundCall(PKPPermissions.self, "getTokenIdsForAuthMethod(uint256,bytes)") { c, a in
        [try await c.tokenIDs(permitting: a(0), id: a(1)).abiValue]
    },
    BoundCall(PKPPermissions.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(PKPPermissions.self, "getUserPubkeyForAuthMethod(uint256,bytes)") { c, a in
        [try await c.userPublicKey(of: a(0), id: a(1)).abiValue]
    },
    BoundCall(PKPPermissions.self, "verifyState(uint256,uint256,bytes32[],bytes32)") { c, a in
        [try await c.verifyState(tokenID: a(0), group: a(1), proof: a(2), leaf: a(3)).abiValue]
    },
    BoundCall(PKPPermissions.self, "verifyStates(uint256,uint256,bytes32[],bool[],bytes32[])") { c, a in
        [
            try await c.verifyStates(tokenID: a(0), group: a(1), proof: a(2), proofFlags: a(3), leaves: a(4))
                .abiValue
        ]
    },
]
