import EVM
import Ethereum
import Primitives

/// The header of a block to come: all that execution depends on; what follows from it is empty.
enum BlockTemplate {
    static func header(
        after parent: SealedBlock, settings: ChainSettings, now: UInt64
    ) throws(ChainError) -> BlockHeader {
        guard let timestamp = settings.times.timestamp(after: parent.header.timestamp, now: now) else {
            throw ChainError(
                .invalidTimestamp,
                "no block can follow block \(parent.number): "
                    + "its timestamp would be above \(BlockTimes.latest)"
            )
        }
        return BlockHeader(
            parentHash: parent.hash, beneficiary: settings.coinbase, stateRoot: .zero,
            transactionsRoot: emptyTrieRoot, receiptsRoot: emptyTrieRoot, number: parent.number + 1,
            gasLimit: settings.gasLimit, gasUsed: 0, timestamp: timestamp,
            prevRandao: settings.nextPrevRandao ?? randomness(after: parent),
            baseFeePerGas: settings.nextBaseFee ?? FeeMarket.baseFee(after: parent.header),
            withdrawalsRoot: emptyTrieRoot, excessBlobGas: FeeMarket.excessBlobGas(after: parent.header))
    }

    /// Differs from block to block and cannot be told before the parent is known, yet follows from it: the
    /// same chain built again has the same hashes.
    private static func randomness(after parent: SealedBlock) -> Bytes32 {
        Keccak256.hash(parent.hash.bytes + parent.header.prevRandao.bytes)
    }
}
