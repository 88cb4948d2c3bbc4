import EVM
import Ethereum
import Primitives

/// What gas cost in some blocks that follow one another, as eth_feeHistory answers it.
struct FeeHistory {
    /// Oldest first, at least one.
    let blocks: [SealedBlock]
    /// Which tips to tell, each in percent of the block's gas; nil tells none.
    let percentiles: [Double]?

    /// Fees of one block more than there are: those of the next follow from the last.
    var json: JSON {
        let headers = blocks.map(\.header)
        var baseFees = headers.map(\.baseFeePerGas)
        var blobFees = headers.map { FeeMarket.blobBaseFee(excessBlobGas: $0.excessBlobGas) }
        if let last = headers.last {
            baseFees.append(FeeMarket.baseFee(after: last))
            blobFees.append(
                FeeMarket.blobBaseFee(excessBlobGas: FeeMarket.excessBlobGas(after: last)))
        }
        return .object([
            "oldestBlock": .quantity(headers.first?.number ?? 0),
            "baseFeePerGas": .array(baseFees.map { .quantity($0) }),
            "gasUsedRatio": .array(headers.map { .ratio(Double($0.gasUsed) / Double(max($0.gasLimit, 1))) }),
            "baseFeePerBlobGas": .array(blobFees.map { .quantity($0) }),
            "blobGasUsedRatio": .array(
                headers.map { .ratio(Double($0.blobGasUsed) / Double(FeeMarket.maxBlobGasPerBlock)) }),
            "reward": percentiles.map { percentiles in
                .array(blocks.map { .array(rewards(in: $0, percentiles).map { .quantity($0) }) })
            },
        ])
    }

    /// For each percentile the tip that at least so much of the block's gas did not exceed.
    private func rewards(in block: SealedBlock, _ percentiles: [Double]) -> [UInt256] {
        let baseFee = block.header.baseFeePerGas
        let tips = block.receipts
            .map { sealed in
                (tip: sealed.effectiveGasPrice - min(sealed.effectiveGasPrice, baseFee), gas: sealed.gasUsed)
            }
            .sorted { $0.tip < $1.tip }
        guard let first = tips.first else { return percentiles.map { _ in .zero } }
        var place = 0
        var sum = first.gas
        return percentiles.map { percentile in
            let threshold = UInt64(Double(block.header.gasUsed) * percentile / 100)
            while sum < threshold, place < tips.count - 1 {
                place += 1
                sum += tips[place].gas
            }
            return tips[place].tip
        }
    }
}
