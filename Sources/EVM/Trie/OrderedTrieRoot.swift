public import Primitives

/// The root of the trie that holds each item under the RLP of its index: of a block's
/// transactions, receipts or withdrawals (Yellow Paper section 4.3.2; EIP-4895). Items are not empty.
public func orderedTrieRoot(of items: [[UInt8]]) -> Bytes32 {
    guard !items.isEmpty else { return emptyTrieRoot }
    let list = OrderedItems(items)
    return list.reference(0..<items.count, depth: 0).hash
}

/// Items in the order of their keys, from which references are computed without making nodes.
private struct OrderedItems {
    let items: [(key: NibblePath, item: [UInt8])]

    init(_ all: [[UInt8]]) {
        var items: [(key: NibblePath, item: [UInt8])] = []
        items.reserveCapacity(all.count)
        // The RLP of 0 is 0x80: after those of 1 to 127, before 0x8180 and all longer ones.
        for index in all.indices.dropFirst().prefix(127) { items.append((Self.key(index), all[index])) }
        if let first = all.first { items.append((Self.key(0), first)) }
        for index in all.indices.dropFirst(128) { items.append((Self.key(index), all[index])) }
        self.items = items
    }

    private static func key(_ index: Int) -> NibblePath {
        let number = UInt64(index)
        if number == 0 { return path(0x80, bytes: 1) }
        if number < 0x80 { return path(number, bytes: 1) }
        let count = 8 - number.leadingZeroBitCount / 8
        let lead = UInt256(limbs: UInt64(0x80 + count), 0, 0, 0) << (8 * count)
        return NibblePath(
            bits: (lead | UInt256(limbs: number, 0, 0, 0)) << (248 - 8 * count), count: 2 * count + 2)
    }

    private static func path(_ number: UInt64, bytes: Int) -> NibblePath {
        NibblePath(bits: UInt256(limbs: number, 0, 0, 0) << (256 - 8 * bytes), count: 2 * bytes)
    }

    /// Of the subtree of the items in `range`, not empty, whose keys agree in `depth` nibbles. No key
    /// is the beginning of another, so no branch has a value.
    func reference(_ range: Range<Int>, depth: Int) -> TrieReference {
        let (first, item) = items[range.lowerBound]
        guard range.count > 1 else {
            return item.withUnsafeBytes { value in
                NodeEncoding.withLeaf(first, depth: depth, value: value) { TrieReference(rlp: $0) }
            }
        }
        let shared = first.commonCount(with: items[range.upperBound - 1].key)
        let branch = withUnsafeTemporaryAllocation(of: TrieReference.self, capacity: 16) { children in
            var next = range.lowerBound
            for nibble in 0..<16 {
                let start = next
                while next < range.upperBound, items[next].key[shared] == nibble { next += 1 }
                children.initializeElement(
                    at: nibble, to: next > start ? reference(start..<next, depth: shared + 1) : .none)
            }
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            return NodeEncoding.withBranch(UnsafeBufferPointer(children), value: none) {
                TrieReference(rlp: $0)
            }
        }
        guard shared > depth else { return branch }
        return NodeEncoding.withExtension(first.prefix(shared), depth: depth, child: branch) {
            TrieReference(rlp: $0)
        }
    }
}
