import EVM
import Foundation
import Primitives

/// Under what a node of a trie is kept: two blobs, in whose order a trie's nodes lie together and each
/// before those below it.
struct NodeKey {
    /// The thirty-two bytes of the owner's hash; empty for the trie of accounts.
    let owner: Data
    /// Two nibbles per byte, the last of an odd number with a zero, and then how many there are.
    let path: Data

    init(owner: Bytes32?, path: NibblePath) {
        self.owner = owner.map { Data($0.bytes) } ?? Data()
        var packed = Data(capacity: path.count / 2 + 2)
        var index = 0
        while index < path.count {
            let low = index + 1 < path.count ? path[index + 1] : 0
            packed.append(UInt8(truncatingIfNeeded: path[index] << 4 | low))
            index += 2
        }
        packed.append(UInt8(truncatingIfNeeded: path.count))
        self.path = packed
    }
}
