import Ethereum
import Primitives

/// Blocks and their receipts.
extension ChainRPC {
    static let blockMethods: [String: Method] = [
        "eth_getBlockByNumber": { rpc, parameters, _ throws(RPCError) in
            try await rpc.block(parameters, parameters[0, "block"].numberedBlock())
        },
        "eth_getBlockByHash": { rpc, parameters, _ throws(RPCError) in
            try await rpc.block(parameters, .hash(parameters[0, "hash"].hash()))
        },
        "eth_getHeaderByNumber": { rpc, parameters, _ throws(RPCError) in
            try await rpc.header(parameters[0, "block"].numberedBlock())
        },
        "eth_getHeaderByHash": { rpc, parameters, _ throws(RPCError) in
            try await rpc.header(.hash(parameters[0, "hash"].hash()))
        },
        "eth_getBlockTransactionCountByNumber": { rpc, parameters, _ throws(RPCError) in
            try await rpc.count(parameters[0, "block"].numberedBlock()) { $0.transactions.count }
        },
        "eth_getBlockTransactionCountByHash": { rpc, parameters, _ throws(RPCError) in
            try await rpc.count(.hash(parameters[0, "hash"].hash())) { $0.transactions.count }
        },
        "eth_getUncleCountByBlockNumber": { rpc, parameters, _ throws(RPCError) in
            try await rpc.count(parameters[0, "block"].numberedBlock()) { _ in 0 }
        },
        "eth_getUncleCountByBlockHash": { rpc, parameters, _ throws(RPCError) in
            try await rpc.count(.hash(parameters[0, "hash"].hash())) { _ in 0 }
        },
        "eth_getUncleByBlockNumberAndIndex": { _, parameters, _ throws(RPCError) in
            _ = try parameters[0, "block"].numberedBlock()
            _ = try parameters[1, "index"].quantity()
            return .null
        },
        "eth_getUncleByBlockHashAndIndex": { _, parameters, _ throws(RPCError) in
            _ = try parameters[0, "hash"].hash()
            _ = try parameters[1, "index"].quantity()
            return .null
        },
        "eth_getBlockReceipts": { rpc, parameters, _ throws(RPCError) in
            try await rpc.receipts(parameters.requiredBlock(0))
        },
    ]

    private func block(
        _ parameters: Parameters, _ parameter: BlockParameter
    ) async throws(RPCError) -> JSON {
        let full = try parameters.flag(1, "fullTransactions")
        return try await block(parameter)?.json(full: full, isPending: parameter == .pending) ?? .null
    }

    private func header(_ parameter: BlockParameter) async throws(RPCError) -> JSON {
        try await block(parameter).map {
            .object($0.header.json(hash: $0.hash, isPending: parameter == .pending))
        } ?? .null
    }

    private func count(
        _ parameter: BlockParameter, _ count: (SealedBlock) -> Int
    ) async throws(RPCError) -> JSON {
        try await block(parameter).map { .quantity(count($0)) } ?? .null
    }

    private func receipts(_ parameter: BlockParameter) async throws(RPCError) -> JSON {
        guard let block = try await block(parameter) else { return .null }
        return .array(block.transactions.indices.map { block.receiptJSON($0) })
    }
}

extension Argument {
    /// A block by its word or number, not by its hash.
    func numberedBlock() throws(RPCError) -> BlockParameter {
        let block = try block()
        if case .hash = block, value.string != nil { throw error("hex number > 64 bits") }
        return block
    }
}
