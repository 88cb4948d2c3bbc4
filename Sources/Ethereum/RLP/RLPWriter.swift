public import Primitives

/// Appends RLP items to a buffer.
public struct RLPWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// With nothing written yet.
    public init() {}

    /// With room for so many bytes, which are then written without moving those before them.
    public init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// The encoding of one list whose items `body` appends.
    public static func list(_ body: (inout RLPWriter) -> Void) -> [UInt8] {
        var writer = RLPWriter()
        writer.appendList(body)
        return writer.bytes
    }

    /// Appends a string.
    public mutating func append(_ string: some Collection<UInt8>) {
        let count = string.count
        if count == 1, let byte = string.first, byte < 0x80 {
            bytes.append(byte)
            return
        }
        appendHeader(short: 0x80, count: count)
        bytes.append(contentsOf: string)
    }

    /// Appends an unsigned integer: its big-endian bytes without leading zeros.
    public mutating func append(_ value: UInt256) {
        if let small = UInt64(exactly: value) { append(small) } else { append(value.minimalBigEndianBytes) }
    }

    /// Appends an unsigned integer: its big-endian bytes without leading zeros.
    public mutating func append(_ value: UInt64) {
        guard value >= 0x80 else {
            bytes.append(value == 0 ? 0x80 : UInt8(value))
            return
        }
        let count = 8 - value.leadingZeroBitCount / 8
        bytes.append(0x80 + UInt8(count))
        appendBigEndian(value, count: count)
    }

    /// Appends a string of thirty-two bytes, leading zeros included.
    public mutating func append(_ value: Bytes32) {
        bytes.append(0xa0)
        appendBytes(of: value, from: 0)
    }

    /// Appends a string of twenty bytes.
    public mutating func append(_ address: Address) {
        bytes.append(0x94)
        appendBytes(of: address.word, from: 12)
    }

    /// Appends the address, or the empty string for none.
    public mutating func append(_ address: Address?) {
        if let address { append(address) } else { bytes.append(0x80) }
    }

    /// Appends a list whose items `body` appends.
    public mutating func appendList(_ body: (inout RLPWriter) -> Void) {
        // Written in place and moved only when the length turns out to need more than one byte.
        let start = bytes.count
        bytes.append(0)
        body(&self)
        let count = bytes.count - start - 1
        if count < 56 {
            bytes[start] = 0xc0 + UInt8(count)
        } else {
            var header = RLPWriter()
            header.appendHeader(short: 0xc0, count: count)
            bytes.replaceSubrange(start...start, with: header.bytes)
        }
    }

    /// Appends items that are encoded already.
    public mutating func appendEncoded(_ items: some Collection<UInt8>) { bytes.append(contentsOf: items) }

    private mutating func appendHeader(short: UInt8, count: Int) {
        guard count >= 56 else {
            bytes.append(short + UInt8(count))
            return
        }
        let length = UInt64(count)
        let lengthBytes = 8 - length.leadingZeroBitCount / 8
        bytes.append(short + 55 + UInt8(lengthBytes))
        appendBigEndian(length, count: lengthBytes)
    }

    /// The word's bytes from `start` on, without a copy to the heap.
    private mutating func appendBytes(of word: Bytes32, from start: Int) {
        let (w0, w1, w2, w3) = word.words
        let ordered = (w0.bigEndian, w1.bigEndian, w2.bigEndian, w3.bigEndian)
        withUnsafeBytes(of: ordered) { buffer in
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[start...]))
        }
    }

    private mutating func appendBigEndian(_ value: UInt64, count: Int) {
        var shift = 8 * (count - 1)
        while shift >= 0 {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
            shift -= 8
        }
    }
}
