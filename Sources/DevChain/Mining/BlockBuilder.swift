import EVM
import Ethereum
import Primitives

/// A block that was built, and what building it showed about the pool.
struct BuiltBlock {
    let block: SealedBlock
    let state: WorldState
    let changes: StateChanges
    /// Those that no block will ever hold as things are.
    let refused: [(transaction: ChainTransaction, error: ExecutionError)]
}

/// Builds the block that follows a tip: transactions from the pool, as many as fit.
struct BlockBuilder {
    private let tip: ChainTip
    private let execution: BlockExecution
    private var header: BlockHeader
    private var transactions: [ChainTransaction] = []
    private var receipts: [SealedReceipt] = []
    private var logCount = 0
    private var refused: [(transaction: ChainTransaction, error: ExecutionError)] = []

    /// Executes what `pool` has on the state of `tip`, in the block of this header, and seals it.
    static func build(
        _ header: BlockHeader, on tip: ChainTip, from pool: TransactionPool, chainID: UInt64,
        hashes: BlockHashes
    ) throws(ChainError) -> BuiltBlock {
        do throws(StateError) {
            var builder = BlockBuilder(header, on: tip, chainID: chainID, hashes: hashes)
            try builder.execution.begin()
            builder.fill(from: pool)
            return try builder.seal()
        } catch {
            throw ChainError(error)
        }
    }

    private init(_ header: BlockHeader, on tip: ChainTip, chainID: UInt64, hashes: BlockHashes) {
        self.header = header
        self.tip = tip
        execution = BlockExecution(on: tip.state, header: header, chainID: chainID) { hashes.hash($0) }
    }

    private mutating func fill(from pool: TransactionPool) {
        var order = PoolOrder(pool, baseFee: header.baseFeePerGas)
        while let next = order.first {
            guard header.gasLimit - min(execution.gasUsed, header.gasLimit) >= IntrinsicGas.perTransaction
            else {
                return
            }
            do {
                try execute(next)
                order.takeFirst(from: pool)
            } catch {
                if !error.mayPass { refused.append((next, error)) }
                order.skipFirst()
            }
        }
    }

    private mutating func execute(_ next: ChainTransaction) throws(ExecutionError) {
        let checks: ExecutionChecks = next.isImpersonated ? .all.subtracting(.senderCode) : .all
        let result = try execution.execute(next.transaction, from: next.sender, checks: checks)
        guard let receipt = execution.receipts.last else { return }
        transactions.append(next)
        receipts.append(
            SealedReceipt(
                receipt, of: next.transaction, from: next.sender, gasUsed: result.gasUsed,
                baseFee: header.baseFeePerGas, firstLogIndex: logCount))
        logCount += receipt.logs.count
    }

    private mutating func seal() throws(StateError) -> BuiltBlock {
        try execution.end()
        let changes = execution.changes()
        let state = try tip.state.applying(changes)
        header.stateRoot = state.root
        header.gasUsed = execution.gasUsed
        header.blobGasUsed = execution.blobGasUsed
        header.logsBloom = execution.logsBloom
        if !transactions.isEmpty {
            header.transactionsRoot = orderedTrieRoot(of: transactions.map(\.encoded))
            header.receiptsRoot = orderedTrieRoot(of: execution.receipts.map(\.encoded))
        }
        let block = SealedBlock(
            header: header, transactions: transactions, receipts: receipts, prelude: tip.overrides,
            undo: try tip.undo(changes))
        return BuiltBlock(block: block, state: state, changes: changes, refused: refused)
    }
}

extension SealedReceipt {
    /// With what follows from the transaction and its block.
    init(
        _ receipt: Receipt, of transaction: Transaction, from sender: Address, gasUsed: UInt64,
        baseFee: UInt256, firstLogIndex: Int
    ) {
        self.init(
            receipt: receipt, gasUsed: gasUsed,
            effectiveGasPrice: transaction.effectiveGasPrice(baseFee: baseFee),
            contractAddress: transaction.to == nil
                ? Address.created(by: sender, nonce: transaction.nonce) : nil,
            firstLogIndex: firstLogIndex, blobGasUsed: transaction.blobGas)
    }
}

extension ExecutionError {
    /// Whether another block may hold the transaction: one with more room, or with lower fees.
    fileprivate var mayPass: Bool {
        guard case .rejected(let rejection) = self else { return false }
        switch rejection.code {
        case .nonceTooHigh, .exceedsBlockGas, .feeBelowBaseFee, .blobFeeBelowBase, .exceedsBlobGas:
            return true
        case .nonceTooLow, .nonceExhausted, .senderIsContract, .insufficientFunds: return false
        }
    }
}
