import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of PKPHelper, called with the given arguments.
let pkpHelperCalls: [BoundCall] = [
    BoundCall(
        PKPHelper.self,
        "claimAndMintNextAndAddAuthMethods((uint256,bytes32,(bytes32,bytes32,uint8)[]),(uint256,bytes[],uint256[][],address[],uint256[][],uint256[],bytes[],bytes[],uint256[][],bool,bool))"
    ) { c, a in
        _ = try await c.claimAndMintNextAndAddAuthMethods(a(0), permissions: a(1), value: BoundCall.value)
        return nil
    },
    BoundCall(
        PKPHelper.self,
        "claimAndMintNextAndAddAuthMethodsWithTypes((uint256,bytes32,(bytes32,bytes32,uint8)[]),(uint256,bytes[],uint256[][],address[],uint256[][],uint256[],bytes[],bytes[],uint256[][],bool,bool))"
    ) { c, a in
        _ = try await c.claimAndMintNextAndAddAuthMethodsWithTypes(
            a(0), permissions: a(1), value: BoundCall.value)
        return nil
    },
    BoundCall(
        PKPHelper.self,
        "claimAndMintNextAndAddAuthMethodsWithTypesV2((uint256,bytes32,(bytes32,bytes32,uint8)[],address),(uint256,bytes[],uint256[][],address[],uint256[][],uint256[],bytes[],bytes[],uint256[][],bool,bool))"
    ) { c, a in
        _ = try await c.claimAndMintNextAndAddAuthMethodsWithTypesV2(
            a(0), permissions: a(1), value: BoundCall.value)
        return nil
    },
    BoundCall(PKPHelper.self, "contractResolver()") { c, a in
        [try await c.contractResolver().abiValue]
    },
    BoundCall(PKPHelper.self, "env()") { c, a in
        [try await c.environment().abiValue]
    },
    BoundCall(PKPHelper.self, "getPKPNftMetdataAddress()") { c, a in
        [try await c.metadataAddress().abiValue]
    },
    BoundCall(
        PKPHelper.self, "mintNextAndAddAuthMethods(uint256,uint256[],bytes[],bytes[],uint256[][],bool,bool)"
    ) { c, a in
        _ = try await c.mintNextAndAddAuthMethods(
            keyType: a(0), types: a(1), ids: a(2), publicKeys: a(3), scopes: a(4), permitsItself: a(5),
            ownsItself: a(6), value: BoundCall.value)
        return nil
    },
    BoundCall(
        PKPHelper.self,
        "mintNextAndAddAuthMethodsWithTypes(uint256,bytes[],uint256[][],address[],uint256[][],uint256[],bytes[],bytes[],uint256[][],bool,bool)"
    ) { c, a in
        _ = try await c.mintNextAndAddAuthMethodsWithTypes(
            keyType: a(0), actions: a(1), actionScopes: a(2), addresses: a(3), addressScopes: a(4),
            types: a(5), ids: a(6), publicKeys: a(7), scopes: a(8), permitsItself: a(9), ownsItself: a(10),
            value: BoundCall.value)
        return nil
    },
    BoundCall(PKPHelper.self, "onERC721Received(address,address,uint256,bytes)") { c, a in
        [try await c.onERC721Received(operator: a(0), from: a(1), tokenID: a(2), data: a(3)).abiValue]
    },
    BoundCall(PKPHelper.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(PKPHelper.self, "getPkpPermissionsAddress()") { c, a in
        [try await c.permissionsAddress().abiValue]
    },
    BoundCall(PKPHelper.self, "getPkpNftAddress()") { c, a in
        [try await c.pkpNFTAddress().abiValue]
    },
    BoundCall(PKPHelper.self, "getStakingAddress()") { c, a in
        [try await c.stakingAddress().abiValue]
    },
    BoundCall(PKPHelper.self, "supportsInterface(bytes4)") { c, a in
        [try await c.supportsInterface(a.selector(0)).abiValue]
    },
    BoundCall(PKPHelper.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
]
