public import Ethereum

/// The gas that a transaction costs before any code runs (Yellow Paper section 6.2, `g₀`).
public enum IntrinsicGas {
    /// For every transaction.
    public static let perTransaction: UInt64 = 21_000
    /// On top, for one that creates a contract (EIP-2).
    public static let perCreation: UInt64 = 32_000
    /// For a byte of data that is zero.
    public static let perZeroByte: UInt64 = 4
    /// For a byte of data that is not zero (EIP-2028).
    public static let perNonzeroByte: UInt64 = 16
    /// For every started word of thirty-two bytes of creation code (EIP-3860).
    public static let perInitCodeWord: UInt64 = 2
    /// For an account of the access list (EIP-2930).
    public static let perAccessListAddress: UInt64 = 2_400
    /// For a storage slot of the access list (EIP-2930).
    public static let perAccessListStorageKey: UInt64 = 1_900

    /// What `transaction` costs.
    public static func of(_ transaction: Transaction) -> UInt64 {
        let data = transaction.data
        var zeros: UInt64 = 0
        for byte in data where byte == 0 { zeros += 1 }
        var gas = perTransaction + zeros * perZeroByte + (UInt64(data.count) - zeros) * perNonzeroByte
        if transaction.to == nil {
            gas += perCreation + (UInt64(data.count) + 31) / 32 * perInitCodeWord
        }
        for entry in transaction.accessList {
            gas += perAccessListAddress + UInt64(entry.storageKeys.count) * perAccessListStorageKey
        }
        return gas
    }
}
