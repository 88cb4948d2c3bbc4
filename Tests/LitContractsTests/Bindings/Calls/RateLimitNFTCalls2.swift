import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of RateLimitNFT, called with the given arguments.
let rateLimitNFT2Calls: [BoundCall] = [
    BoundCall(RateLimitNFT.self, "setApprovalForAll(address,bool)") { c, a in
        _ = try await c.setApprovalForAll(operator: a(0), approved: a(1))
        return nil
    },
    BoundCall(RateLimitNFT.self, "setRateLimitWindowSeconds(uint256)") { c, a in
        _ = try await c.setDefaultRateLimitWindow(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "setFreeMintSigner(address)") { c, a in
        _ = try await c.setFreeMintSigner(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "setFreeRequestsPerRateLimitWindow(uint256)") { c, a in
        _ = try await c.setFreeRequestsPerRateLimitWindow(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "setRLIHolderRateLimitWindowSeconds(uint256)") { c, a in
        _ = try await c.setHolderRateLimitWindow(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "setMaxExpirationSeconds(uint256)") { c, a in
        _ = try await c.setMaxExpiration(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "setMaxRequestsPerKilosecond(uint256)") { c, a in
        _ = try await c.setMaxRequestsPerKilosecond(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "setAdditionalRequestsPerKilosecondCost(uint256)") { c, a in
        _ = try await c.setRequestsPerKilosecondCost(a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "totalSoldRequestsPerKilosecondByExpirationTime(uint256)") { c, a in
        [try await c.soldRequestsPerKilosecond(expiresAt: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "supportsInterface(bytes4)") { c, a in
        [try await c.supportsInterface(a.selector(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "symbol()") { c, a in
        [try await c.symbol().abiValue]
    },
    BoundCall(RateLimitNFT.self, "tokenByIndex(uint256)") { c, a in
        [try await c.token(at: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "tokenOfOwnerByIndex(address,uint256)") { c, a in
        [try await c.token(of: a(0), at: a(1)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "tokenIdCounter()") { c, a in
        [try await c.tokenIDCounter().abiValue]
    },
    BoundCall(RateLimitNFT.self, "tokenSVG(uint256)") { c, a in
        [try await c.tokenSVG(of: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "tokenURI(uint256)") { c, a in
        [try await c.tokenURI(of: a(0)).abiValue]
    },
    BoundCall(RateLimitNFT.self, "totalSupply()") { c, a in
        [try await c.totalSupply().abiValue]
    },
    BoundCall(RateLimitNFT.self, "transferFrom(address,address,uint256)") { c, a in
        _ = try await c.transfer(from: a(0), to: a(1), tokenID: a(2))
        return nil
    },
    BoundCall(RateLimitNFT.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(RateLimitNFT.self, "withdraw()") { c, a in
        _ = try await c.withdraw()
        return nil
    },
]
