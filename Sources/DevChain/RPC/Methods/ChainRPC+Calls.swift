import EVM
import Ethereum
import Primitives

/// Calls that are only simulated.
extension ChainRPC {
    static let callMethods: [String: Method] = [
        "eth_call": { rpc, parameters, _ throws(RPCError) in try await rpc.call(parameters) },
        "eth_estimateGas": { rpc, parameters, _ throws(RPCError) in try await rpc.estimateGas(parameters) },
        "eth_createAccessList": { rpc, parameters, _ throws(RPCError) in
            try await rpc.createAccessList(parameters)
        },
    ]

    private func call(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let request = try TransactionRequest(parameters[0, "transaction"])
        let context = try await callContext(parameters)
        let transaction = try callTransaction(request, in: context)
        return try await computing { _ throws(RPCError) in
            .data(try context.result(of: transaction, from: request.from ?? .zero).returned())
        }
    }

    private func estimateGas(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let request = try TransactionRequest(parameters[0, "transaction"])
        let context = try await callContext(parameters)
        let transaction = try callTransaction(request, in: context)
        return .quantity(
            try await estimate(transaction, from: request.from ?? .zero, in: context, upTo: request.gas))
    }

    /// - Parameter limit: the most gas that may be used; the block's limit if nil or below what any needs.
    func estimate(
        _ transaction: Transaction, from sender: Address, in context: CallContext, upTo limit: UInt64?
    ) async throws(RPCError) -> UInt64 {
        let given = limit.flatMap { $0 >= IntrinsicGas.perTransaction ? $0 : nil }
        let most = min(given ?? context.block.gasLimit, limits.callGas)
        return try await computing { isStopped throws(RPCError) in
            try GasEstimator(
                context: context, sender: sender, transaction: transaction, isStopped: isStopped
            ).estimate(upTo: most)
        }
    }

    private func createAccessList(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let request = try TransactionRequest(parameters[0, "transaction"])
        let context = try await callContext(parameters)
        let transaction = try callTransaction(request, in: context)
        return try await computing { isStopped throws(RPCError) in
            let (list, outcome) = try AccessListCreator(
                context: context, sender: request.from ?? .zero, transaction: transaction,
                isStopped: isStopped
            ).create()
            return .object([
                "accessList": list.json, "gasUsed": .quantity(outcome.gasUsed),
                "error": outcome.failureText.map { .string($0) },
            ])
        }
    }

    /// Where a call runs: the block of parameter 1 with the overrides of parameters 2 and 3.
    private func callContext(_ parameters: Parameters) async throws(RPCError) -> CallContext {
        let block = try parameters.block(1)
        let overrides = try parameters[2, "stateOverrides"].present.read { value throws(RPCError) in
            try StateOverrides(value)
        }
        let blockOverrides = try parameters[3, "blockOverrides"].present.read { value throws(RPCError) in
            try BlockOverrides(value)
        }
        return try await callContext(block, overrides ?? .none, blockOverrides ?? .none)
    }

    func callContext(
        _ block: BlockParameter, _ overrides: StateOverrides = .none,
        _ blockOverrides: BlockOverrides = .none
    ) async throws(RPCError) -> CallContext {
        let head = try await head(block)
        return CallContext(
            state: head.state,
            block: chain.environment(of: head.block.header),
            overrides: overrides, blockOverrides: blockOverrides)
    }

    /// The transaction to simulate: without a limit of its own it may use the block's gas, never more than the
    /// cap.
    func callTransaction(
        _ request: TransactionRequest, in context: CallContext
    ) throws(RPCError) -> Transaction {
        let chainID = chain.settings.chainID
        if let given = request.chainID, given != chainID {
            throw .server("chainId does not match node's (have=\(given), want=\(chainID))")
        }
        var transaction = request.call(gas: min(request.gas ?? context.block.gasLimit, limits.callGas))
        transaction.chainID = nil
        return transaction
    }
}
