import Ethereum
import Primitives

/// When a transaction takes the place of another with the same sender and nonce.
enum ReplacementRule {
    /// Both limits on its fees must be a tenth higher, and higher at all.
    static func check(_ new: Transaction, replacing old: Transaction) throws(ChainError) {
        func outbids(_ new: UInt256, _ old: UInt256) -> Bool {
            let (required, overflow) = old.addingReportingOverflow(old / 10)
            return !overflow && new > old && new >= required
        }
        guard outbids(new.maxFeePerGas, old.maxFeePerGas),
            outbids(new.maxPriorityFeePerGas, old.maxPriorityFeePerGas),
            outbidsBlobs(new, old, by: outbids)
        else {
            throw ChainError(
                .replacementUnderpriced,
                "replacement transaction underpriced: both fee limits must rise by a tenth from "
                    + "\(old.maxFeePerGas) and \(old.maxPriorityFeePerGas) wei")
        }
    }

    private static func outbidsBlobs(
        _ new: Transaction, _ old: Transaction, by outbids: (UInt256, UInt256) -> Bool
    ) -> Bool {
        guard let old = old.maxFeePerBlobGas else { return true }
        return new.maxFeePerBlobGas.map { outbids($0, old) } ?? true
    }
}
