import EVM
import Ethereum
import Primitives

/// Traces of transactions, blocks and calls.
extension ChainRPC {
    static let debugMethods: [String: Method] = [
        "debug_traceTransaction": { rpc, parameters, _ throws(RPCError) in
            try await rpc.traceTransaction(parameters)
        },
        "debug_traceBlockByNumber": { rpc, parameters, _ throws(RPCError) in
            try await rpc.traceBlock(parameters[0, "block"].numberedBlock(), parameters)
        },
        "debug_traceBlockByHash": { rpc, parameters, _ throws(RPCError) in
            try await rpc.traceBlock(.hash(parameters[0, "hash"].hash()), parameters)
        },
        "debug_traceCall": { rpc, parameters, _ throws(RPCError) in try await rpc.traceCall(parameters) },
    ]

    private func traceTransaction(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let hash = try parameters[0, "hash"].hash()
        let request = try TraceRequest(parameters[1, "options"], byteLimit: limits.traceBytes)
        let found = try asking { () throws(ChainError) in try chain.transaction(hash: hash) }
        guard let block = found?.block, let index = found?.index,
            block.transactions.indices.contains(index), block.receipts.indices.contains(index)
        else { throw .server("transaction not found") }
        let (parent, environment) = try beginning(of: block)
        return try await computing { isStopped throws(RPCError) in
            var replay = try Replay(of: block, on: parent, in: environment)
            for earlier in block.transactions.prefix(index) {
                if isStopped() { throw .limitExceeded("replaying the block takes too long") }
                try replay.execute(earlier.transaction, from: earlier.sender)
            }
            let traced = block.transactions[index]
            return try replay.trace(
                traced.transaction, from: traced.sender,
                firstLogIndex: block.receipts[index].firstLogIndex, request)
        }
    }

    private func traceBlock(
        _ parameter: BlockParameter, _ parameters: Parameters
    ) async throws(RPCError) -> JSON {
        let request = try TraceRequest(parameters[1, "options"], byteLimit: limits.traceBytes)
        guard let block = try await block(parameter) else {
            let name = parameters[0, "block"].value.string ?? ""
            throw .server("block \(name) not found")
        }
        let (parent, environment) = try beginning(of: block)
        return try await computing { isStopped throws(RPCError) in
            var replay = try Replay(of: block, on: parent, in: environment)
            var traces: [JSON] = []
            for (transaction, sealed) in zip(block.transactions, block.receipts) {
                if isStopped() { throw .limitExceeded("tracing the block takes too long") }
                let trace = try replay.trace(
                    transaction.transaction, from: transaction.sender,
                    firstLogIndex: sealed.firstLogIndex, request)
                traces.append(["txHash": .hash(transaction.hash), "result": trace])
            }
            return .array(traces)
        }
    }

    private func traceCall(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let request = try TransactionRequest(parameters[0, "transaction"])
        let options = parameters[2, "options"]
        let trace = try TraceRequest(options, byteLimit: limits.traceBytes)
        let overrides = try options.member("stateOverrides").present.read { value throws(RPCError) in
            try StateOverrides(value)
        }
        let blockOverrides = try options.member("blockOverrides").present.read { value throws(RPCError) in
            try BlockOverrides(value)
        }
        let context = try await callContext(parameters.block(1), overrides ?? .none, blockOverrides ?? .none)
        let transaction = try callTransaction(request, in: context)
        return try await computing { _ throws(RPCError) in
            let state = try reading { () throws(StateError) in
                try context.state.applying(context.journaledState().changes())
            }
            let (environment, checks) = context.conditions(for: transaction)
            var replay = Replay(on: state, in: environment)
            return try replay.trace(transaction, from: request.from ?? .zero, checks: checks, trace)
        }
    }

    /// The state before a block, and what its transactions see of it.
    private func beginning(of block: SealedBlock) throws(RPCError) -> (WorldState, BlockEnvironment) {
        guard block.header.number > 0 else { throw .server("genesis is not traceable") }
        let state = try asking { () throws(ChainError) -> WorldState in
            guard let parent = try chain.block(hash: block.header.parentHash) else {
                throw ChainError(.historyGone, "the block before block \(block.header.number) is gone")
            }
            do {
                return try chain.state(after: parent).applying(block.prelude)
            } catch let error as StateError {
                throw ChainError(error)
            } catch let error as ChainError {
                throw error
            } catch {
                throw ChainError(StateError("\(error)"))
            }
        }
        return (state, chain.environment(of: block))
    }
}
