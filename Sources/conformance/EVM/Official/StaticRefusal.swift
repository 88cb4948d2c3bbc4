import EVM

/// The names that official tests give to the reasons for which transactions are refused.
enum StaticRefusal {
    /// Those that stand for rules beyond the encoding and need no state.
    private static let names: Set<String> = [
        "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS", "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS_2",
        "GASLIMIT_PRICE_PRODUCT_OVERFLOW", "INITCODE_SIZE_EXCEEDED", "INTRINSIC_GAS_TOO_LOW",
        "TYPE_3_TX_ZERO_BLOBS", "TYPE_3_TX_BLOB_COUNT_EXCEEDED", "TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH",
    ]

    /// Whether `error` can be the reason that `exception` names.
    ///
    /// Exactly known for the rules that need no state; of any other error only that it must not stand
    /// in for one of them.
    static func isReason(_ error: any Error, for exception: String) -> Bool {
        let alternatives = alternatives(exception)
        guard let error = error as? TransactionRuleError else { return !alternatives.isSubset(of: names) }
        return alternatives.contains(name(of: error))
    }

    /// The names in `exception`, of which any will do: `TransactionException.A|TransactionException.B`.
    private static func alternatives(_ exception: String) -> Set<String> {
        Set(exception.split(separator: "|").map { String($0.split(separator: ".").last ?? "") })
    }

    /// The name of the rule that is broken.
    private static func name(of error: TransactionRuleError) -> String {
        switch error.code {
        case .wrongChainID: "INVALID_CHAINID"
        case .priorityFeeAboveMaxFee: "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS_2"
        case .gasCostOverflow: "GASLIMIT_PRICE_PRODUCT_OVERFLOW"
        case .initCodeTooLarge: "INITCODE_SIZE_EXCEEDED"
        case .intrinsicGasTooLow: "INTRINSIC_GAS_TOO_LOW"
        case .blobCreation: "TYPE_3_TX_CONTRACT_CREATION"
        case .noBlobs: "TYPE_3_TX_ZERO_BLOBS"
        case .tooManyBlobs: "TYPE_3_TX_BLOB_COUNT_EXCEEDED"
        case .badBlobHashVersion: "TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH"
        }
    }
}
