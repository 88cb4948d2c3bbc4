public import Ethereum
public import Primitives

/// What gas and blob gas cost, by how full the blocks before were (EIP-1559, EIP-4844).
public enum FeeMarket {
    static let elasticity: UInt64 = 2
    static let baseFeeChangeDenominator = UInt256(8)
    /// The blob gas that a block may use.
    public static let maxBlobGasPerBlock: UInt64 = 786_432
    static let targetBlobGasPerBlock: UInt64 = 393_216
    static let blobBaseFeeUpdateFraction = UInt256(3_338_477)

    /// The base fee of the block after `parent`, in wei (EIP-1559).
    public static func baseFee(after parent: BlockHeader) -> UInt256 {
        let target = parent.gasLimit / elasticity
        let fee = parent.baseFeePerGas
        if parent.gasUsed == target || target == 0 { return fee }
        if parent.gasUsed > target {
            let excess = UInt256(parent.gasUsed - target)
            let step = fee &* excess / UInt256(target) / baseFeeChangeDenominator
            return fee &+ max(step, .one)
        }
        let unused = UInt256(target - parent.gasUsed)
        return fee &- fee &* unused / UInt256(target) / baseFeeChangeDenominator
    }

    /// The excess blob gas of the block after `parent` (EIP-4844, `calc_excess_blob_gas`).
    public static func excessBlobGas(after parent: BlockHeader) -> UInt64 {
        let (sum, overflow) = parent.excessBlobGas.addingReportingOverflow(parent.blobGasUsed)
        if overflow { return .max - targetBlobGasPerBlock }
        return sum < targetBlobGasPerBlock ? 0 : sum - targetBlobGasPerBlock
    }

    /// The price of a unit of blob gas, in wei (EIP-4844, `get_base_fee_per_blob_gas`); the largest
    /// number where the series leaves 256 bits.
    public static func blobBaseFee(excessBlobGas: UInt64) -> UInt256 {
        let numerator = UInt256(excessBlobGas)
        var index = UInt256.one
        var output = UInt256.zero
        var term = blobBaseFeeUpdateFraction
        while !term.isZero {
            let (sum, overflow) = output.addingReportingOverflow(term)
            let (product, tooLarge) = term.multipliedReportingOverflow(by: numerator)
            if overflow || tooLarge { return .max }
            output = sum
            term = product / (blobBaseFeeUpdateFraction &* index)
            index = index &+ .one
        }
        return output / blobBaseFeeUpdateFraction
    }
}
