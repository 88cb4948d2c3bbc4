import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of PKPNFTMetadata, called with the given arguments.
let pkpNFTMetadataCalls: [BoundCall] = [
    BoundCall(PKPNFTMetadata.self, "contractResolver()") { c, a in
        [try await c.contractResolver().abiValue]
    },
    BoundCall(PKPNFTMetadata.self, "env()") { c, a in
        [try await c.environment().abiValue]
    },
    BoundCall(PKPNFTMetadata.self, "bytesToHex(bytes)") { c, a in
        [try await c.hex(of: a(0)).abiValue]
    },
    BoundCall(PKPNFTMetadata.self, "tokenURI(uint256,bytes,address)") { c, a in
        [try await c.tokenURI(of: a(0), publicKey: a(1), ethereumAddress: a(2)).abiValue]
    },
]
