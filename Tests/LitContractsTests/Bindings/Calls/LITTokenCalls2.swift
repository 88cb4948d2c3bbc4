import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Every function of LITToken, called with the given arguments.
let litToken2Calls: [BoundCall] = [
    BoundCall(LITToken.self, "unpause()") { c, a in
        _ = try await c.unpause()
        return nil
    }
]
