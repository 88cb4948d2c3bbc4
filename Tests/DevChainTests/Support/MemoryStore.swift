import DevChain
import EVM
import Primitives
import Synchronization

/// A store in memory, whose content survives closing: a second chain can be opened on it.
final class MemoryStore: ChainStore {
    struct NodeKey: Hashable {
        let owner: Bytes32?
        let path: NibblePath
    }

    struct Content: Sendable {
        var chain: StoredChain?
        var blocks: [UInt64: SealedBlock] = [:]
        var nodes: [NodeKey: [UInt8]] = [:]
        var codes: [Bytes32: [UInt8]] = [:]
        var batches = 0
        var isClosed = false
        /// What the next writes throw.
        var failure: StoreError?
        /// What reading nodes throws.
        var nodeFailure: StateError?
    }

    let content = Mutex(Content())

    func load() throws(StoreError) -> StoredChain? { content.withLock { $0.chain } }

    func write(_ batch: StoreBatch) throws(StoreError) {
        let failure: StoreError? = content.withLock { content in
            if let failure = content.failure { return failure }
            content.batches += 1
            if let above = batch.removedAbove {
                content.blocks = content.blocks.filter { $0.key <= above }
            }
            for block in batch.blocks { content.blocks[block.number] = block }
            for node in batch.difference.nodes {
                content.nodes[NodeKey(owner: node.owner, path: node.path)] = node.record
            }
            for code in batch.difference.codes { content.codes[code.hash] = code.bytes }
            content.chain = batch.chain
            if let below = batch.pruneBelow {
                content.blocks = content.blocks.filter { $0.key == 0 || $0.key >= below }
            }
            return nil
        }
        if let failure { throw failure }
    }

    func block(number: UInt64) throws(StoreError) -> SealedBlock? {
        content.withLock { $0.blocks[number] }
    }

    func blockNumber(hash: Bytes32) throws(StoreError) -> UInt64? {
        content.withLock { content in content.blocks.values.first { $0.hash == hash }?.number }
    }

    func transactionPlace(hash: Bytes32) throws(StoreError) -> TransactionPlace? {
        content.withLock { content in
            for block in content.blocks.values {
                if let index = block.transactions.firstIndex(where: { $0.hash == hash }) {
                    return TransactionPlace(number: block.number, index: index)
                }
            }
            return nil
        }
    }

    func node(owner: Bytes32?, path: NibblePath) throws(StateError) -> [UInt8]? {
        let (failure, node) = content.withLock {
            ($0.nodeFailure, $0.nodes[NodeKey(owner: owner, path: path)])
        }
        if let failure { throw failure }
        return node
    }

    func code(_ hash: Bytes32) throws(StateError) -> [UInt8]? { content.withLock { $0.codes[hash] } }

    func close() { content.withLock { $0.isClosed = true } }
}
