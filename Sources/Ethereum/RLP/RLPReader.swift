public import Primitives

/// Reads consecutive RLP items from bytes, strictly: only canonical encodings are accepted.
///
/// Nothing is copied: strings and lists are slices of the input.
public struct RLPReader: Sendable {
    private let bytes: [UInt8]
    private let limit: Int
    /// Where the next item begins, in bytes from the start of the whole input.
    public private(set) var offset: Int

    /// Begins at the first of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
        limit = bytes.count
    }

    /// `slice`'s offsets are reported as they are in the slice.
    public init(_ slice: ArraySlice<UInt8>) { self.init(Array(slice)) }

    private init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        limit = range.upperBound
    }

    /// Whether every item has been read.
    public var isAtEnd: Bool { offset == limit }

    /// Throws unless every item has been read.
    public func end() throws(RLPError) {
        guard isAtEnd else { throw RLPError(.trailingBytes, at: offset) }
    }

    /// Whether the next item is a list; an error at the end.
    public func nextIsList() throws(RLPError) -> Bool {
        guard offset < limit else { throw RLPError(.truncated, at: offset) }
        return bytes[offset] >= 0xc0
    }

    /// The next item as it stands, its header included.
    public mutating func rawItem() throws(RLPError) -> ArraySlice<UInt8> {
        let (_, payload) = try header()
        defer { offset = payload.upperBound }
        return bytes[offset..<payload.upperBound]
    }

    /// The next item, a string.
    public mutating func string() throws(RLPError) -> ArraySlice<UInt8> {
        let (isList, payload) = try header()
        guard !isList else { throw RLPError(.expectedString, at: offset) }
        offset = payload.upperBound
        return bytes[payload]
    }

    /// The next item, a string of exactly `count` bytes.
    public mutating func string(count: Int) throws(RLPError) -> ArraySlice<UInt8> {
        let start = offset
        let content = try string()
        guard content.count == count else {
            throw RLPError(.wrongLength(expected: count, actual: content.count), at: start)
        }
        return content
    }

    /// The next item, a list, whose items the result reads.
    public mutating func list() throws(RLPError) -> RLPReader {
        let (isList, payload) = try header()
        guard isList else { throw RLPError(.expectedList, at: offset) }
        offset = payload.upperBound
        return RLPReader(bytes: bytes, range: payload)
    }

    /// The next item, an unsigned integer without leading zeros.
    public mutating func uint256() throws(RLPError) -> UInt256 {
        let start = offset
        let content = try string()
        guard content.first != 0 else { throw RLPError(.nonCanonicalInteger, at: start) }
        guard let value = UInt256(bigEndian: content) else {
            throw RLPError(.integerTooLarge(bits: 256), at: start)
        }
        return value
    }

    /// The next item, an unsigned integer of at most 64 bits without leading zeros.
    public mutating func uint64() throws(RLPError) -> UInt64 {
        let start = offset
        let content = try string()
        guard content.first != 0 else { throw RLPError(.nonCanonicalInteger, at: start) }
        guard content.count <= 8 else { throw RLPError(.integerTooLarge(bits: 64), at: start) }
        return content.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The next item, a string of thirty-two bytes.
    public mutating func bytes32() throws(RLPError) -> Bytes32 {
        let start = offset
        let content = try string()
        guard let value = Bytes32(content) else {
            throw RLPError(.wrongLength(expected: 32, actual: content.count), at: start)
        }
        return value
    }

    private func header() throws(RLPError) -> (isList: Bool, payload: Range<Int>) {
        guard offset < limit else { throw RLPError(.truncated, at: offset) }
        let first = bytes[offset]
        switch first {
        case 0..<0x80: return (false, offset..<offset + 1)
        case 0x80..<0xb8:
            let payload = try range(from: offset + 1, count: Int(first - 0x80))
            if payload.count == 1, bytes[payload.lowerBound] < 0x80 {
                throw RLPError(.nonCanonicalByte, at: offset)
            }
            return (false, payload)
        case 0xb8..<0xc0: return (false, try longRange(lengthBytes: Int(first - 0xb7)))
        case 0xc0..<0xf8: return (true, try range(from: offset + 1, count: Int(first - 0xc0)))
        default: return (true, try longRange(lengthBytes: Int(first - 0xf7)))
        }
    }

    private func range(from start: Int, count: Int) throws(RLPError) -> Range<Int> {
        guard count <= limit - start else { throw RLPError(.truncated, at: offset) }
        return start..<start + count
    }

    private func longRange(lengthBytes: Int) throws(RLPError) -> Range<Int> {
        let lengths = try range(from: offset + 1, count: lengthBytes)
        guard bytes[lengths.lowerBound] != 0 else { throw RLPError(.nonCanonicalLength, at: offset) }
        let length = bytes[lengths].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length > 55 else { throw RLPError(.nonCanonicalLength, at: offset) }
        guard let count = Int(exactly: length) else { throw RLPError(.truncated, at: offset) }
        return try range(from: lengths.upperBound, count: count)
    }
}
