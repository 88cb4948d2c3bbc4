import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of PKPNFT, called with the given arguments.
let pkpNFT2Calls: [BoundCall] = [
    BoundCall(PKPNFT.self, "tokenURI(uint256)") { c, a in
        [try await c.tokenURI(of: a(0)).abiValue]
    },
    BoundCall(PKPNFT.self, "totalSupply()") { c, a in
        [try await c.totalSupply().abiValue]
    },
    BoundCall(PKPNFT.self, "transferFrom(address,address,uint256)") { c, a in
        _ = try await c.transfer(from: a(0), to: a(1), tokenID: a(2))
        return nil
    },
    BoundCall(PKPNFT.self, "transferOwnership(address)") { c, a in
        _ = try await c.transferOwnership(to: a(0))
        return nil
    },
    BoundCall(PKPNFT.self, "withdraw()") { c, a in
        _ = try await c.withdraw()
        return nil
    },
]
