import Ethereum
import Primitives

/// Transactions and receipts by hash and by place.
extension ChainRPC {
    static let transactionMethods: [String: Method] = [
        "eth_getTransactionByHash": { rpc, parameters, _ throws(RPCError) in
            guard let found = try rpc.located(parameters) else { return .null }
            return found.transaction.json(in: found.block, at: found.index ?? 0)
        },
        "eth_getTransactionReceipt": { rpc, parameters, _ throws(RPCError) in
            guard let found = try rpc.located(parameters), let block = found.block, let index = found.index
            else { return .null }
            return block.receiptJSON(index)
        },
        "eth_getTransactionByBlockNumberAndIndex": { rpc, parameters, _ throws(RPCError) in
            try await rpc.transaction(in: parameters[0, "block"].numberedBlock(), parameters)
        },
        "eth_getTransactionByBlockHashAndIndex": { rpc, parameters, _ throws(RPCError) in
            try await rpc.transaction(in: .hash(parameters[0, "hash"].hash()), parameters)
        },
        "eth_getRawTransactionByHash": { rpc, parameters, _ throws(RPCError) in
            try rpc.located(parameters).map { .data($0.transaction.encoded) } ?? .data([])
        },
        "eth_getRawTransactionByBlockNumberAndIndex": { rpc, parameters, _ throws(RPCError) in
            try await rpc.rawTransaction(in: parameters[0, "block"].numberedBlock(), parameters)
        },
        "eth_getRawTransactionByBlockHashAndIndex": { rpc, parameters, _ throws(RPCError) in
            try await rpc.rawTransaction(in: .hash(parameters[0, "hash"].hash()), parameters)
        },
        "debug_getRawTransaction": { rpc, parameters, _ throws(RPCError) in
            try rpc.located(parameters).map { .data($0.transaction.encoded) } ?? .data([])
        },
    ]

    private func located(_ parameters: Parameters) throws(RPCError) -> LocatedTransaction? {
        let hash = try parameters[0, "hash"].hash()
        return try asking { () throws(ChainError) in try chain.transaction(hash: hash) }
    }

    private func transaction(
        in parameter: BlockParameter, _ parameters: Parameters
    ) async throws(RPCError) -> JSON {
        guard let (block, index) = try await place(parameter, parameters) else { return .null }
        return block.transactionJSON(index, isPending: parameter == .pending)
    }

    private func rawTransaction(
        in parameter: BlockParameter, _ parameters: Parameters
    ) async throws(RPCError) -> JSON {
        guard let (block, index) = try await place(parameter, parameters) else { return .data([]) }
        return .data(block.transactions[index].encoded)
    }

    /// The block and a place in it that exists.
    private func place(
        _ parameter: BlockParameter, _ parameters: Parameters
    ) async throws(RPCError) -> (SealedBlock, Int)? {
        let index = Int(exactly: try parameters[1, "index"].quantity())
        guard let block = try await block(parameter), let index, block.transactions.indices.contains(index)
        else { return nil }
        return (block, index)
    }
}
