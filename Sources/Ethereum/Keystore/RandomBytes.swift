internal import Primitives

extension RandomNumberGenerator {
    /// The next `count` bytes.
    mutating func bytes(count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { fill($0) }
        return bytes
    }

    /// The next `count` bytes, in memory that is wiped.
    mutating func secret(count: Int) -> Secret {
        Secret(count: count) { fill($0) }
    }

    private mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        var word: UInt64 = 0
        for index in buffer.indices {
            if index % 8 == 0 { word = next() }
            buffer[index] = UInt8(truncatingIfNeeded: word)
            word >>= 8
        }
    }
}
