public import Ethereum
public import Primitives

/// What makes a transaction valid, as far as it can be said without a state and a block (Cancun).
public enum TransactionRules {
    /// The most bytes of creation code (EIP-3860).
    public static let maxInitCodeSize = 49_152
    /// The most blobs in a transaction, as in a block (EIP-4844).
    public static let maxBlobs = 6
    /// The first byte of the hash of a blob whose commitment is of KZG (EIP-4844).
    public static let blobHashVersion: UInt8 = 0x01

    /// The checks that hold on a chain whatever its state: chain id, fees, creation code, blobs, and
    /// intrinsic gas.
    ///
    /// A legacy transaction without chain id is valid on every chain (EIP-155). Nonce, balance, code of
    /// the sender and limits of the block are not looked at.
    /// - Throws: ``TransactionRuleError`` for the first rule that is broken.
    public static func checkStatic(
        _ transaction: Transaction, chainID: UInt64
    ) throws(TransactionRuleError) {
        if let own = transaction.chainID, own != chainID {
            throw TransactionRuleError(.wrongChainID(actual: own, expected: chainID))
        }
        let (maxFee, priorityFee) = (transaction.maxFeePerGas, transaction.maxPriorityFeePerGas)
        guard priorityFee <= maxFee else {
            throw TransactionRuleError(.priorityFeeAboveMaxFee(priorityFee: priorityFee, maxFee: maxFee))
        }
        guard maxGasCost(of: transaction) != nil else {
            throw TransactionRuleError(.gasCostOverflow(gasLimit: transaction.gasLimit, maxFee: maxFee))
        }
        if transaction.to == nil, transaction.data.count > maxInitCodeSize {
            throw TransactionRuleError(.initCodeTooLarge(size: transaction.data.count))
        }
        if case .blob = transaction.fees { try checkBlobs(transaction) }
        let intrinsic = IntrinsicGas.of(transaction)
        guard intrinsic <= transaction.gasLimit else {
            throw TransactionRuleError(
                .intrinsicGasTooLow(gasLimit: transaction.gasLimit, intrinsic: intrinsic))
        }
    }

    /// The most that gas and blob gas can cost, in wei: what the sender must have on top of the value.
    /// Nil beyond 2^256 - 1, which nobody has.
    public static func maxGasCost(of transaction: Transaction) -> UInt256? {
        let (gas, overflow) = transaction.maxFeePerGas
            .multipliedReportingOverflow(by: UInt256(transaction.gasLimit))
        guard !overflow else { return nil }
        guard let blobFee = transaction.maxFeePerBlobGas else { return gas }
        let (blobs, blobOverflow) = blobFee.multipliedReportingOverflow(by: UInt256(transaction.blobGas))
        let (sum, carry) = gas.addingReportingOverflow(blobs)
        return blobOverflow || carry ? nil : sum
    }

    private static func checkBlobs(_ transaction: Transaction) throws(TransactionRuleError) {
        let hashes = transaction.blobVersionedHashes
        guard transaction.to != nil else { throw TransactionRuleError(.blobCreation) }
        guard !hashes.isEmpty else { throw TransactionRuleError(.noBlobs) }
        guard hashes.count <= maxBlobs else { throw TransactionRuleError(.tooManyBlobs(hashes.count)) }
        for (index, hash) in hashes.enumerated() {
            let version = UInt8(hash.words.0 >> 56)
            guard version == blobHashVersion else {
                throw TransactionRuleError(.badBlobHashVersion(index: index, version: version))
            }
        }
    }
}
