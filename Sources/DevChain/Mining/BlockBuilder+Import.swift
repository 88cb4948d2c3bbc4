import EVM
import Ethereum

extension BuiltBlock {
    /// A block made elsewhere, checked and executed on `tip`.
    init(
        importing block: Block, on tip: ChainTip, chainID: UInt64, hashes: BlockHashes
    ) throws(ChainError) {
        let outcome: BlockImport.Outcome
        do {
            outcome = try BlockImport.run(
                block, after: tip.block.header, on: tip.state, chainID: chainID
            ) { hashes.hash($0) }
        } catch {
            throw ChainError(error)
        }
        var receipts: [SealedReceipt] = []
        var (gasUsed, logCount): (UInt64, Int) = (0, 0)
        for (signed, receipt) in zip(block.transactions, outcome.receipts) {
            receipts.append(
                SealedReceipt(
                    receipt, of: signed.transaction, from: signed.sender,
                    gasUsed: receipt.cumulativeGasUsed - gasUsed, baseFee: block.header.baseFeePerGas,
                    firstLogIndex: logCount))
            gasUsed = receipt.cumulativeGasUsed
            logCount += receipt.logs.count
        }
        do {
            self.init(
                block: SealedBlock(
                    header: block.header, transactions: block.transactions.map { ChainTransaction($0) },
                    receipts: receipts, withdrawals: block.withdrawals, prelude: tip.overrides,
                    undo: try tip.undo(outcome.changes)),
                state: outcome.state, changes: outcome.changes, refused: [])
        } catch {
            throw ChainError(error)
        }
    }
}
