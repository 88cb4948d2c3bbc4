import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of RateLimitNFT, called with the given arguments.
let rateLimitNFT1Calls: [BoundCall] = [
    BoundCall(RateLimitNFT.self, "approve(address,uint256)") { c, a in
        _ = try await c.approve(a(0), tokenID: a(1))
        return nil
    },
    BoundCall(RateLimitNFT.self, "getApproved(uint256)") { c, a in
        [try await c.approved(for: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "balanceOf(address)") { c, a in
        [try await c.balance(of: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "burn(uint256)") { c, a in
        _ = try await c.burn(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "capacity(uint256)") { c, a in
        [try await c.capacity(of: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "freeMintSigTest(uint256,uint256,bytes32,uint8,bytes32,bytes32)") { c, a in
        try await c.checkFreeMintSignature(
            expiresAt: a(0), requestsPerKilosecond: a(1), messageHash: a(2), v: a(3), r: a(4), s: a(5))
        return []
    },
    BoundCall(RateLimitNFT.self, "calculateCost(uint256,uint256)") { c, a in
        [try await c.cost(requestsPerKilosecond: a(0), expiresAt: a(1)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "currentSoldRequestsPerKilosecond()") { c, a in
        [try await c.currentSoldRequestsPerKilosecond().abiValue]
    },
    BoundCall(RateLimitNFT.self, "defaultRateLimitWindowSeconds()") { c, a in
        [try await c.defaultRateLimitWindow().abiValue]
    },
    BoundCall(RateLimitNFT.self, "exists(uint256)") { c, a in
        [try await c.exists(a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "freeMint(uint256,uint256,bytes32,uint8,bytes32,bytes32)") { c, a in
        _ = try await c.freeMint(
            expiresAt: a(0), requestsPerKilosecond: a(1), messageHash: a(2), v: a(3), r: a(4), s: a(5))
        return nil
    },
    BoundCall(RateLimitNFT.self, "freeMintSigner()") { c, a in
        [try await c.freeMintSigner().abiValue]
    },
    BoundCall(RateLimitNFT.self, "freeRequestsPerRateLimitWindow()") { c, a in
        [try await c.freeRequestsPerRateLimitWindow().abiValue]
    },
    BoundCall(RateLimitNFT.self, "RLIHolderRateLimitWindowSeconds()") { c, a in
        [try await c.holderRateLimitWindow().abiValue]
    },
    BoundCall(RateLimitNFT.self, "isApprovedForAll(address,address)") { c, a in
        [try await c.isApprovedForAll(owner: a(0), operator: a(1)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "checkBelowMaxRequestsPerKilosecond(uint256)") { c, a in
        [try await c.isBelowMaximum(requestsPerKilosecond: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "isExpired(uint256)") { c, a in
        [try await c.isExpired(a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "redeemedFreeMints(bytes32)") { c, a in
        [try await c.isRedeemed(a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "maxExpirationSeconds()") { c, a in
        [try await c.maxExpiration().abiValue]
    },
    BoundCall(RateLimitNFT.self, "maxRequestsPerKilosecond()") { c, a in
        [try await c.maxRequestsPerKilosecond().abiValue]
    },
    BoundCall(RateLimitNFT.self, "mint(uint256)") { c, a in
        _ = try await c.mint(expiresAt: a(0), value: BoundCall.value)
        return nil
    },
    BoundCall(RateLimitNFT.self, "name()") { c, a in
        [try await c.name().abiValue]
    },
    BoundCall(RateLimitNFT.self, "owner()") { c, a in
        [try await c.owner().abiValue]
    },
    BoundCall(RateLimitNFT.self, "ownerOf(uint256)") { c, a in
        [try await c.owner(of: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "prefixed(bytes32)") { c, a in
        [try await c.personalMessageHash(of: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "pruneExpired(address)") { c, a in
        _ = try await c.pruneExpired(of: a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "calculateRequestsPerKilosecond(uint256,uint256)") { c, a in
        [try await c.requestsPerKilosecond(for: a(0), expiresAt: a(1)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "additionalRequestsPerKilosecondCost()") { c, a in
        [try await c.requestsPerKilosecondCost().abiValue]
    },
    BoundCall(RateLimitNFT.self, "safeTransferFrom(address,address,uint256)") { c, a in
        _ = try await c.safeTransfer(from: a(0), to: a(1), tokenID: a(2))
        return nil
    },
    BoundCall(RateLimitNFT.self, "safeTransferFrom(address,address,uint256,bytes)") { c, a in
        _ = try await c.safeTransfer(from: a(0), to: a(1), tokenID: a(2), data: a(3))
        return nil
    },
]
