import Primitives

/// The RLP of a trie's nodes (Yellow Paper, appendix D), written in one go into memory on the stack.
enum NodeEncoding {
    /// Lends the RLP of a leaf: what follows the first `depth` nibbles of its key, and its value.
    @inline(__always)
    static func withLeaf<R>(
        _ key: NibblePath, depth: Int, value: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> R
    ) -> R {
        let pathCount = HexPrefix.byteCount(nibbles: key.count - depth)
        let payload = headerCount(pathCount) + pathCount + stringCount(value)
        return withUnsafeTemporaryAllocation(byteCount: payload + slack, alignment: 8) { buffer in
            var writer = RLPMemoryWriter(buffer)
            writer.header(0xc0, payload)
            writer.path(key, from: depth, isLeaf: true)
            writer.string(value)
            return body(writer.written)
        }
    }

    /// Lends the RLP of an extension: the nibbles of `path` from `depth` on, and the child there.
    @inline(__always)
    static func withExtension<R>(
        _ path: NibblePath, depth: Int, child: TrieReference, _ body: (UnsafeRawBufferPointer) -> R
    ) -> R {
        let pathCount = HexPrefix.byteCount(nibbles: path.count - depth)
        let payload = headerCount(pathCount) + pathCount + child.encodedCount
        return withUnsafeTemporaryAllocation(byteCount: payload + slack, alignment: 8) { buffer in
            var writer = RLPMemoryWriter(buffer)
            writer.header(0xc0, payload)
            writer.path(path, from: depth, isLeaf: false)
            writer.reference(child)
            return body(writer.written)
        }
    }

    /// Lends the RLP of a branch: sixteen children, of which some are none, and the value of the
    /// key that ends here, empty if there is none.
    @inline(__always)
    static func withBranch<R>(
        _ children: UnsafeBufferPointer<TrieReference>, value: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) -> R
    ) -> R {
        var payload = stringCount(value)
        for child in children { payload += child.encodedCount }
        return withUnsafeTemporaryAllocation(byteCount: payload + slack, alignment: 8) { buffer in
            var writer = RLPMemoryWriter(buffer)
            writer.header(0xc0, payload)
            for child in children { writer.reference(child) }
            writer.string(value)
            return body(writer.written)
        }
    }

    // A header, and the thirty-two bytes that are written at once where fewer count.
    private static let slack = 9 + 33

    /// Of a string or list of `count` bytes; a path's first byte is below 0x80, so a path of one
    /// byte has none.
    @inline(__always)
    private static func headerCount(_ count: Int) -> Int {
        if count == 1 { return 0 }
        return count < 56 ? 1 : 1 + (71 - (count.leadingZeroBitCount)) / 8
    }

    @inline(__always)
    private static func stringCount(_ string: UnsafeRawBufferPointer) -> Int {
        if string.count == 1 { return string[0] < 0x80 ? 1 : 2 }
        return headerCount(string.count) + string.count
    }
}
