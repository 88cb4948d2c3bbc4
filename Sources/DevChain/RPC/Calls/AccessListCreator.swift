import EVM
import Ethereum
import Primitives

/// Finds the access list with which a transaction touches nothing that is not listed (EIP-2930).
struct AccessListCreator {
    let context: CallContext
    let sender: Address
    let transaction: Transaction
    /// Whether nothing is to be computed any longer.
    let isStopped: () -> Bool

    /// How often a list may change the transaction's course before that is given up.
    private static let maxRounds = 16

    /// The list, and the outcome of the transaction that carries it.
    func create() throws(RPCError) -> (list: Transaction.AccessList, outcome: ExecutionResult) {
        let to: Address
        if let called = transaction.to { to = called } else { to = try created() }
        var list = transaction.accessList
        for _ in 0..<Self.maxRounds {
            if isStopped() { throw .limitExceeded("creating the access list takes too long") }
            let tracer = AccessListTracer(sender: sender, to: to, list: list)
            let outcome = try context.result(of: carrying(list), from: sender, tracer: tracer)
            let found = tracer.accessList
            if found == list { return (list, outcome) }
            list = found
        }
        throw .server("the access list changes with every execution")
    }

    /// The address of the contract that the transaction creates.
    private func created() throws(RPCError) -> Address {
        let nonce = try reading { () throws(StateError) in
            try context.journaledState().account(sender).nonce
        }
        return Address.created(by: sender, nonce: nonce)
    }

    private func carrying(_ list: Transaction.AccessList) -> Transaction {
        var transaction = transaction
        switch transaction.fees {
        case .legacy(let price), .accessList(let price, _):
            transaction.fees = .accessList(gasPrice: price, list)
        case .dynamic(let maxFee, let tip, _):
            transaction.fees = .dynamic(maxFeePerGas: maxFee, maxPriorityFeePerGas: tip, list)
        case .blob(let maxFee, let tip, _, let blobFee, let hashes):
            transaction.fees = .blob(
                maxFeePerGas: maxFee, maxPriorityFeePerGas: tip, list, maxFeePerBlobGas: blobFee,
                versionedHashes: hashes)
        }
        return transaction
    }
}
