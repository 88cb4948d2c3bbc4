import Ethereum
import Primitives

/// The root of a trie computed the slow way, from all keys at once (Yellow Paper, appendix D).
enum ReferenceTrie {
    static func root(_ pairs: [[UInt8]: [UInt8]]) -> Bytes32 {
        guard !pairs.isEmpty else { return Keccak256.hash([0x80]) }
        let all = pairs.map { (path: nibbles($0.key), value: $0.value) }
        return Keccak256.hash(node(all).encoded)
    }

    static func nibbles(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { [$0 / 16, $0 % 16] } }

    private typealias Pair = (path: [UInt8], value: [UInt8])

    private static func node(_ pairs: [Pair]) -> RLPItem {
        if pairs.count == 1 {
            return [.string(compact(pairs[0].path, leaf: true)), .string(pairs[0].value)]
        }
        var shared = pairs[0].path
        for pair in pairs { while !pair.path.starts(with: shared) { shared.removeLast() } }
        if !shared.isEmpty {
            let rest = pairs.map { (path: Array($0.path.dropFirst(shared.count)), value: $0.value) }
            return [.string(compact(shared, leaf: false)), child(rest)]
        }
        var items: [RLPItem] = []
        for nibble in UInt8(0)..<16 {
            let below = pairs.filter { $0.path.first == nibble }
            items.append(child(below.map { (path: Array($0.path.dropFirst()), value: $0.value) }))
        }
        items.append(.string(pairs.first { $0.path.isEmpty }?.value ?? []))
        return .list(items)
    }

    private static func child(_ pairs: [Pair]) -> RLPItem {
        if pairs.isEmpty { return .string([]) }
        let item = node(pairs)
        let encoded = item.encoded
        return encoded.count < 32 ? item : .string(Keccak256.hash(encoded).bytes)
    }

    private static func compact(_ path: [UInt8], leaf: Bool) -> [UInt8] {
        let flag: UInt8 = leaf ? 2 : 0
        let all = path.count % 2 == 1 ? [flag + 1] + path : [flag, 0] + path
        return stride(from: 0, to: all.count, by: 2).map { all[$0] * 16 + all[$0 + 1] }
    }
}
