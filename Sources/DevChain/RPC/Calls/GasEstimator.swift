import EVM
import Ethereum
import Primitives

/// Finds the smallest gas limit with which a transaction succeeds.
///
/// What a transaction uses is not enough: a call hands on at most 63/64 of the gas that is left (EIP-150), and
/// refunds come only afterwards. So limits are tried, to the last unit of gas.
struct GasEstimator {
    let context: CallContext
    let sender: Address
    /// The gas limit is overwritten.
    let transaction: Transaction
    /// Whether nothing is to be computed any longer.
    let isStopped: () -> Bool

    private static let stipend: UInt64 = 2_300

    /// The smallest gas limit up to `limit` with which the transaction succeeds.
    func estimate(upTo limit: UInt64) throws(RPCError) -> UInt64 {
        var high = try affordable(limit)
        if try isPlainTransfer(), high >= IntrinsicGas.perTransaction,
            try run(IntrinsicGas.perTransaction)?.succeeded == true
        {
            return IntrinsicGas.perTransaction
        }
        guard let first = try run(high), first.failure != .halt(.outOfGas) else {
            throw .server("gas required exceeds allowance (\(high))")
        }
        _ = try first.returned()
        // With one unit less than was used it cannot succeed.
        var low = first.gasUsed > 0 ? first.gasUsed - 1 : 0
        let likely = (first.gasUsed + first.gasRefunded + Self.stipend) * 64 / 63
        if likely < high {
            if try run(likely)?.succeeded == true { high = likely } else { low = max(low, likely) }
        }
        while low + 1 < high {
            // Most transactions need little more than they use.
            let middle = min(low + (high - low) / 2, low < .max / 2 ? low * 2 : .max)
            let tried = max(middle, low + 1)
            if try run(tried)?.succeeded == true { high = tried } else { low = tried }
        }
        return high
    }

    /// `limit`, or less if the sender cannot pay so much gas at the price that is given.
    private func affordable(_ limit: UInt64) throws(RPCError) -> UInt64 {
        let price = transaction.maxFeePerGas
        guard !price.isZero else { return limit }
        let balance: UInt256
        do { balance = try context.journaledState().account(sender).balance } catch {
            throw .internalError(error.description)
        }
        guard balance >= transaction.value else {
            throw .server(
                "insufficient funds for gas * price + value: address \(sender) have \(balance) "
                    + "want \(transaction.value)")
        }
        return min(limit, UInt64(clamping: (balance &- transaction.value) / price))
    }

    /// Whether there is no code to run.
    private func isPlainTransfer() throws(RPCError) -> Bool {
        guard let to = transaction.to, transaction.data.isEmpty, Precompile.at(to) == nil else {
            return false
        }
        do { return try !context.journaledState().account(to).hasCode } catch {
            throw .internalError(error.description)
        }
    }

    /// The outcome with this gas limit; nil if the limit does not even cover what is paid before any code runs.
    private func run(_ gas: UInt64) throws(RPCError) -> ExecutionResult? {
        if isStopped() { throw .limitExceeded("estimating takes too long; give a lower gas limit") }
        var transaction = transaction
        transaction.gasLimit = gas
        do { return try context.run(transaction, from: sender) } catch {
            if case .invalid(let rule) = error, case .intrinsicGasTooLow = rule.code { return nil }
            throw RPCError(error)
        }
    }
}
