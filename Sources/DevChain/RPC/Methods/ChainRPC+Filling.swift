import Ethereum
import Primitives

/// What a request for a transaction leaves out.
extension ChainRPC {
    /// What miners are offered where nothing else is said, in wei.
    static let defaultTip: UInt256 = 1_000_000_000

    /// The transaction that `request` describes, with nonce, gas and fees filled in.
    ///
    /// - Parameter sender: whose nonce it gets.
    func filled(_ request: TransactionRequest, from sender: Address) async throws(RPCError) -> Transaction {
        let chainID = chain.settings.chainID
        if let given = request.chainID, given != chainID {
            throw .server("invalid chain id for signer: have \(given) want \(chainID)")
        }
        guard request.to != nil || !(request.data ?? []).isEmpty else {
            throw .server("contract creation without any data provided")
        }
        guard request.blobVersionedHashes == nil, request.type != 3 else {
            throw .unsupported("blob transactions are not accepted without their blobs")
        }
        let fees = try filledFees(request)
        let nonce: UInt64
        if let given = request.nonce { nonce = given } else { nonce = try await nextNonce(of: sender) }
        var transaction = Transaction(
            chainID: chainID, nonce: nonce, gasLimit: 0, to: request.to, value: request.value ?? .zero,
            data: request.data ?? [], fees: fees)
        if let gas = request.gas {
            transaction.gasLimit = gas
        } else {
            transaction.gasLimit = try await estimate(
                transaction, from: sender, in: try await callContext(.pending), upTo: nil)
        }
        return transaction
    }

    /// The fees that are given, or else room for the base fee to double, and the default tip.
    private func filledFees(_ request: TransactionRequest) throws(RPCError) -> Transaction.Fees {
        let baseFee = try asking { () throws(ChainError) in try chain.nextHeader().baseFeePerGas }
        let list = request.accessList ?? []
        let isOld = request.type == 0 || request.type == 1
        if isOld, request.maxFeePerGas != nil || request.maxPriorityFeePerGas != nil {
            throw .server("a transaction of type \(request.type ?? 0) has no maxFeePerGas")
        }
        if isOld || request.gasPrice != nil, request.type != 2 {
            let price = request.gasPrice ?? baseFee &+ Self.defaultTip
            return request.accessList == nil && request.type != 1
                ? .legacy(gasPrice: price) : .accessList(gasPrice: price, list)
        }
        if let price = request.gasPrice {
            return .dynamic(maxFeePerGas: price, maxPriorityFeePerGas: price, list)
        }
        let tip =
            request.maxPriorityFeePerGas
            ?? min(max(Self.defaultTip, chain.suggestedTip), request.maxFeePerGas ?? .max)
        let (double, overflow) = (baseFee &+ baseFee).addingReportingOverflow(tip)
        let maxFee = request.maxFeePerGas ?? (overflow ? .max : double)
        guard tip <= maxFee else {
            throw .server(
                "max priority fee per gas higher than max fee per gas: \(tip) above \(maxFee) wei")
        }
        return .dynamic(maxFeePerGas: maxFee, maxPriorityFeePerGas: tip, list)
    }
}
