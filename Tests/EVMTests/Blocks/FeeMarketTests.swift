import EVM
import Ethereum
import Primitives
import Testing

@Suite("The fee market")
struct FeeMarketTests {
    private func header(gasUsed: UInt64, baseFee: UInt256, excess: UInt64 = 0, blobGas: UInt64 = 0)
        -> BlockHeader
    {
        BlockHeader(
            parentHash: .zero, beneficiary: .zero, stateRoot: .zero, transactionsRoot: .zero,
            receiptsRoot: .zero, number: 1, gasLimit: 30_000_000, gasUsed: gasUsed, timestamp: 1,
            baseFeePerGas: baseFee, withdrawalsRoot: .zero, blobGasUsed: blobGas, excessBlobGas: excess)
    }

    @Test("moves the base fee by an eighth at most (EIP-1559)")
    func baseFee() {
        #expect(FeeMarket.baseFee(after: header(gasUsed: 15_000_000, baseFee: 1000)) == 1000)
        #expect(FeeMarket.baseFee(after: header(gasUsed: 30_000_000, baseFee: 1000)) == 1125)
        #expect(FeeMarket.baseFee(after: header(gasUsed: 0, baseFee: 1000)) == 875)
        #expect(FeeMarket.baseFee(after: header(gasUsed: 15_000_001, baseFee: 1)) == 2)
        #expect(FeeMarket.baseFee(after: header(gasUsed: 0, baseFee: 7)) == 7)
    }

    @Test("lets excess blob gas grow above the target only (EIP-4844)")
    func excessBlobGas() {
        #expect(FeeMarket.excessBlobGas(after: header(gasUsed: 0, baseFee: 1, blobGas: 393_216)) == 0)
        #expect(FeeMarket.excessBlobGas(after: header(gasUsed: 0, baseFee: 1, blobGas: 786_432)) == 393_216)
        #expect(
            FeeMarket.excessBlobGas(after: header(gasUsed: 0, baseFee: 1, excess: .max, blobGas: 1))
                == UInt64.max - 393_216)
    }

    @Test("prices blob gas along an exponential (EIP-4844)")
    func blobBaseFee() {
        #expect(FeeMarket.blobBaseFee(excessBlobGas: 0) == 1)
        #expect(FeeMarket.blobBaseFee(excessBlobGas: 2_314_057) == 1)
        #expect(FeeMarket.blobBaseFee(excessBlobGas: 2_314_058) == 2)
        #expect(FeeMarket.blobBaseFee(excessBlobGas: 10 * 1024 * 1024) == 23)
        #expect(FeeMarket.blobBaseFee(excessBlobGas: .max) == .max)
    }
}
