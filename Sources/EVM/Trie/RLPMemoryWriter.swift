import Primitives

/// Writes into memory that its maker made large enough; checked, since a mistake would be silent.
struct RLPMemoryWriter {
    private let buffer: UnsafeMutableRawBufferPointer
    private var count = 0

    @inline(__always)
    init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    /// What has been written.
    @inline(__always)
    var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<count]) }

    /// The places from the next on.
    @inline(__always)
    private func room(_ needed: Int) -> UnsafeMutableRawBufferPointer {
        precondition(buffer.count - count >= needed)
        return UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
    }

    /// The header of a string (0x80) or list (0xc0) of `size` bytes.
    mutating func header(_ base: UInt8, _ size: Int) {
        let room = room(9)
        guard size >= 56 else {
            room[0] = base + UInt8(size)
            count += 1
            return
        }
        let lengthCount = (71 - size.leadingZeroBitCount) / 8
        room[0] = base + 55 + UInt8(lengthCount)
        for index in 1...lengthCount {
            room[index] = UInt8(truncatingIfNeeded: size >> (8 * (lengthCount - index)))
        }
        count += 1 + lengthCount
    }

    mutating func string(_ string: UnsafeRawBufferPointer) {
        if string.count != 1 || string[0] >= 0x80 { header(0x80, string.count) }
        raw(string)
    }

    /// What is RLP already.
    mutating func raw(_ bytes: UnsafeRawBufferPointer) {
        room(bytes.count).copyMemory(from: bytes)
        count += bytes.count
    }

    /// An integer without its leading zeros.
    mutating func integer(_ value: UInt256) {
        let size = (value.significantBitCount + 7) / 8
        if size != 1 || value.limbs.0 >= 0x80 { header(0x80, size) }
        (value << (256 - 8 * size)).bytes32.store(into: room(32))
        count += size
    }

    mutating func hash(_ hash: Bytes32) {
        let room = room(33)
        room[0] = 0xa0
        hash.store(into: UnsafeMutableRawBufferPointer(rebasing: room[1...]))
        count += 33
    }

    @inline(__always)
    mutating func reference(_ reference: TrieReference) {
        if reference.isHash {
            hash(reference.bytes)
        } else if reference.count == 0 {
            room(1)[0] = 0x80
            count += 1
        } else {
            reference.bytes.store(into: room(32))
            count += reference.count
        }
    }

    @inline(__always)
    mutating func path(_ path: NibblePath, from depth: Int, isLeaf: Bool) {
        let size = HexPrefix.byteCount(nibbles: path.count - depth)
        if size > 1 { header(0x80, size) }
        count += HexPrefix.write(path, from: depth, isLeaf: isLeaf, into: room(HexPrefix.capacity))
    }
}
