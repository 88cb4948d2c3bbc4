import EVM
import Primitives

/// What the engine hands over to be written and shown: everything since the publication before.
struct Publication: Sendable {
    /// A return to an earlier block, which happens before anything else.
    struct Rewind: Sendable {
        let block: SealedBlock
        let sealed: WorldState
        /// What the pool has instead.
        let pool: [Bytes32: ChainTransaction]
    }

    var rewind: Rewind?
    var blocks: [(block: SealedBlock, state: WorldState)] = []
    var poolChanges: [TransactionPool.Change] = []
    var head: ChainHead
    var settings: ChainSettings
    /// The engine's record, if it is another than before.
    var record: [UInt8]?
}
