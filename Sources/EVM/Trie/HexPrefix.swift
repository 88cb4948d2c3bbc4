import Primitives

/// The compact form of a path inside a node (Yellow Paper, appendix C): a nibble of flags, one
/// nibble of padding if the path is even, then the path.
public enum HexPrefix {
    /// The form of `path`; `isLeaf` says whether the key ends with it.
    public static func encode(_ path: NibblePath, isLeaf: Bool) -> [UInt8] {
        withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { buffer in
            let count = write(path, from: 0, isLeaf: isLeaf, into: buffer)
            return [UInt8](buffer.prefix(count))
        }
    }

    /// Nil unless `bytes` are the one form of a path of at most sixty-four nibbles.
    public static func decode(_ bytes: some Collection<UInt8>) -> (path: NibblePath, isLeaf: Bool)? {
        guard let first = bytes.first, first < 0x40, let rest = NibblePath(bytes: bytes.dropFirst()) else {
            return nil
        }
        let isLeaf = first & 0x20 != 0
        if first & 0x10 == 0 { return first & 15 == 0 ? (rest, isLeaf) : nil }
        guard let path = NibblePath.root.appending(Int(first & 15)).appending(rest) else { return nil }
        return (path, isLeaf)
    }

    /// Room for any form: a byte of flags and thirty-two more.
    static let capacity = 33

    /// How many bytes the form of `count` nibbles has.
    @inline(__always)
    static func byteCount(nibbles count: Int) -> Int { 1 + count / 2 }

    /// Writes the form of what follows the first `start` nibbles; `buffer` has ``capacity`` bytes.
    @inline(__always)
    static func write(
        _ path: NibblePath, from start: Int, isLeaf: Bool, into buffer: UnsafeMutableRawBufferPointer
    ) -> Int {
        precondition(buffer.count >= capacity && start <= path.count)
        let count = path.count - start
        let isOdd = count & 1
        var flags: UInt8 = isLeaf ? 0x20 : 0
        if isOdd == 1 { flags |= 0x10 | UInt8(truncatingIfNeeded: path[start]) }
        buffer[0] = flags
        let whole = path.bits << (4 * (start + isOdd))
        whole.bytes32.store(into: UnsafeMutableRawBufferPointer(rebasing: buffer[1...]))
        return byteCount(nibbles: count)
    }
}
