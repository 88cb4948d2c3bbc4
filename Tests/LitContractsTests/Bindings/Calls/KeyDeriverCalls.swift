import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of KeyDeriver, called with the given arguments.
let keyDeriverCalls: [BoundCall] = [
    BoundCall(KeyDeriver.self, "computeHDPubKey(bytes32,(bytes,uint256)[],uint256)") { c, a in
        try await c.computePublicKey(derivedKeyID: a(0), rootKeys: a(1), keyType: a(2)).abiValues
    },
    BoundCall(KeyDeriver.self, "HD_KDF()") { c, a in
        [try await c.precompileAddress().abiValue]
    },
]
