import Ethereum
import Primitives

/// Encodings of blocks and what is in them.
extension ChainRPC {
    static let rawMethods: [String: Method] = [
        "debug_getRawBlock": { rpc, parameters, _ throws(RPCError) in
            .data(try await rpc.knownBlock(parameters).encoded)
        },
        "debug_getRawHeader": { rpc, parameters, _ throws(RPCError) in
            .data(try await rpc.knownBlock(parameters).header.encoded)
        },
        "debug_getRawReceipts": { rpc, parameters, _ throws(RPCError) in
            .array(try await rpc.knownBlock(parameters).receipts.map { .data($0.receipt.encoded) })
        },
    ]

    private func knownBlock(_ parameters: Parameters) async throws(RPCError) -> SealedBlock {
        guard let block = try await block(parameters.requiredBlock(0)) else {
            throw .server("header not found")
        }
        return block
    }
}
