import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of PKPNFT, called with the given arguments.
let pkpNFT1Calls: [BoundCall] = [
    BoundCall(PKPNFT.self, "approve(address,uint256)") { c, a in
        _ = try await c.approve(a(0), tokenID: a(1))
        return nil
    },
    BoundCall(PKPNFT.self, "getApproved(uint256)") { c, a in
        [try await c.approved(for: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "balanceOf(address)") { c, a in
        [try await c.balance(of: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "burn(uint256)") { c, a in
        _ = try await c.burn(a(0))
        return nil
    },
    BoundCall(PKPNFT.self, "claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[])") { c, a in
        _ = try await c.claimAndMint(
            keyType: a(0), derivedKeyID: a(1), signatures: a(2), value: BoundCall.value)
        return nil
    },
    BoundCall(PKPNFT.self, "claimAndMint(uint256,bytes32,(bytes32,bytes32,uint8)[],address)") { c, a in
        _ = try await c.claimAndMint(
            keyType: a(0), derivedKeyID: a(1), signatures: a(2), stakingContract: a(3), value: BoundCall.value
        )
        return nil
    },
    BoundCall(PKPNFT.self, "getEthAddress(uint256)") { c, a in
        [try await c.ethereumAddress(of: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "exists(uint256)") { c, a in
        [try await c.exists(a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "isApprovedForAll(address,address)") { c, a in
        [try await c.isApprovedForAll(owner: a(0), operator: a(1)).abiValue]
    },
    BoundCall(PKPNFT.self, "getPkpNftMetadataAddress()") { c, a in
        [try await c.metadataAddress().abiValue]
    },
    BoundCall(PKPNFT.self, "mintCost()") { c, a in
        [try await c.mintCost().abiValue]
    },
    BoundCall(PKPNFT.self, "mintGrantAndBurnNext(uint256,bytes)") { c, a in
        _ = try await c.mintGrantAndBurnNext(keyType: a(0), ipfsCID: a(1), value: BoundCall.value)
        return nil
    },
    BoundCall(PKPNFT.self, "mintNext(uint256)") { c, a in
        _ = try await c.mintNext(keyType: a(0), value: BoundCall.value)
        return nil
    },
    BoundCall(PKPNFT.self, "name()") { c, a in
        [try await c.name().abiValue]
    },
    BoundCall(PKPNFT.self, "getNextDerivedKeyId()") { c, a in
        [try await c.nextDerivedKeyID().abiValue]
    },
    BoundCall(PKPNFT.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(PKPNFT.self, "ownerOf(uint256)") { c, a in
        [try await c.owner(of: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "getPkpPermissionsAddress()") { c, a in
        [try await c.permissionsAddress().abiValue]
    },
    BoundCall(PKPNFT.self, "prefixed(bytes32)") { c, a in
        [try await c.personalMessageHash(of: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "getPubkey(uint256)") { c, a in
        [try await c.publicKey(of: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "getRouterAddress()") { c, a in
        [try await c.routerAddress().abiValue]
    },
    BoundCall(PKPNFT.self, "safeTransferFrom(address,address,uint256)") { c, a in
        _ = try await c.safeTransfer(from: a(0), to: a(1), tokenID: a(2))
        return nil
    },
    BoundCall(PKPNFT.self, "safeTransferFrom(address,address,uint256,bytes)") { c, a in
        _ = try await c.safeTransfer(from: a(0), to: a(1), tokenID: a(2), data: a(3))
        return nil
    },
    BoundCall(PKPNFT.self, "setApprovalForAll(address,bool)") { c, a in
        _ = try await c.setApprovalForAll(operator: a(0), approved: a(1))
        return nil
    },
    BoundCall(PKPNFT.self, "setMintCost(uint256)") { c, a in
        _ = try await c.setMintCost(a(0))
        return nil
    },
    BoundCall(PKPNFT.self, "getStakingAddress()") { c, a in
        [try await c.stakingAddress().abiValue]
    },
    BoundCall(PKPNFT.self, "supportsInterface(bytes4)") { c, a in
        [try await c.supportsInterface(a.selector(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "symbol()") { c, a in
        [try await c.symbol().abiValue]
    },
    BoundCall(PKPNFT.self, "tokenByIndex(uint256)") { c, a in
        [try await c.token(at: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "tokenOfOwnerByIndex(address,uint256)") { c, a in
        [try await c.token(of: a(0), at: a(1)).abiValue]
    },
]
