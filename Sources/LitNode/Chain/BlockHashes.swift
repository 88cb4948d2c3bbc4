import EthereumRPC
package import Primitives

/// The hashes of blocks that clients use as nonces.
///
/// A nonce of a SIWE message is kept as it was sent, and its `issuedAt` with it: clients also send hashes of other
/// chains, of which no node can know the time, and all nodes have to sign the same message. So only a challenge,
/// which must be fresh, is looked up.
package struct BlockHashes: Sendable {
    /// How many blocks a fresh hash may be behind the newest one.
    package static let freshness: UInt64 = 10

    private let watcher: NetworkWatcher

    package init(_ watcher: NetworkWatcher) { self.watcher = watcher }

    /// The newest block's hash, which the handshake reports; nil before the chain was read.
    package var latest: Bytes32? { watcher.seenBlocks.latest?.hash }

    /// Whether a block with this hash is on the chain and among the newest; asks the chain if it was not seen.
    /// False also while the chain cannot be read.
    package func isRecent(_ hash: Bytes32) async -> Bool {
        let seen = watcher.seenBlocks
        guard let latest = seen.latest else { return false }
        if let mark = seen.mark(of: hash) { return isFresh(mark.number, latest: latest.number) }
        guard let block = try? await watcher.provider.block(.hash(hash)) else { return false }
        // A node may know blocks that are undone; of those on the chain it says so by their height.
        guard let there = try? await watcher.provider.block(.number(block.number)), there.hash == hash else {
            return false
        }
        return isFresh(block.number, latest: max(latest.number, watcher.seenBlocks.latest?.number ?? 0))
    }

    private func isFresh(_ number: UInt64, latest: UInt64) -> Bool {
        number >= latest || latest - number <= Self.freshness
    }
}
