/// Why bytes could not be read as asked, and where.
public struct ByteReaderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a read can fail for: the end of the input, or a number in it.
    public enum Code: Hashable, Sendable {
        /// Fewer bytes remain than the value takes.
        case truncated
        /// Bytes remain where there should be none.
        case trailingBytes
        /// A count below zero, or above what memory can address.
        case invalidCount
        /// A LEB128 number that does not fit in 64 bits.
        case varintOverflow
        /// A LEB128 number that a shorter form would spell.
        case varintNotMinimal
    }

    /// What is wrong.
    public let code: Code

    /// Where the value in question begins, in bytes from the start of the input.
    public let offset: Int

    /// How many bytes it takes; for ``Code/trailingBytes``, zero.
    public let needed: Int

    /// How many bytes there were at that offset.
    public let available: Int

    /// For readers built on this one; numbers are in bytes and kept as given.
    public init(_ code: Code, offset: Int, needed: Int, available: Int) {
        self.code = code
        self.offset = offset
        self.needed = needed
        self.available = available
    }

    public var description: String {
        switch code {
        case .truncated: "bytes: \(needed) needed at offset \(offset), \(available) available"
        case .trailingBytes: "bytes: \(available) left over at offset \(offset)"
        case .invalidCount: "bytes: impossible count at offset \(offset)"
        case .varintOverflow: "bytes: LEB128 number at offset \(offset) exceeds 64 bits"
        case .varintNotMinimal: "bytes: LEB128 number at offset \(offset) is not in its shortest form"
        }
    }
}

/// Reads bytes from front to back; a read that fails moves nothing.
///
/// No input makes it trap. It keeps the input alive, and lends slices of it without copying.
public struct ByteReader: Sendable {
    @usableFromInline let bytes: ArraySlice<UInt8>
    // Index into `bytes` of the next byte, and the index that counts as offset zero.
    @usableFromInline var position: Int
    @usableFromInline let origin: Int

    /// Begins at the start of the slice, which counts as offset zero.
    @inlinable
    public init(_ bytes: ArraySlice<UInt8>) {
        self.init(bytes, origin: bytes.startIndex)
    }

    /// Begins at the first byte.
    @inlinable
    public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    @inlinable
    init(_ bytes: ArraySlice<UInt8>, origin: Int) {
        self.bytes = bytes
        self.position = bytes.startIndex
        self.origin = origin
    }

    /// How many bytes have been read since the start of the input.
    @inlinable public var offset: Int { position &- origin }

    /// How many bytes are left.
    @inlinable public var remaining: Int { bytes.endIndex &- position }

    /// Whether everything has been read.
    @inlinable public var isAtEnd: Bool { remaining == 0 }

    /// The next byte, which stays unread; nil at the end.
    @inlinable public var next: UInt8? { isAtEnd ? nil : bytes[position] }

    /// Throws ``ByteReaderError/Code/trailingBytes`` unless everything has been read.
    @inlinable
    public func requireEnd() throws(ByteReaderError) {
        guard isAtEnd else { throw failure(.trailingBytes, needed: 0) }
    }

    /// The next `count` bytes.
    @inlinable
    public mutating func read(_ count: Int) throws(ByteReaderError) -> ArraySlice<UInt8> {
        guard count >= 0 else { throw failure(.invalidCount, needed: count) }
        guard count <= remaining else { throw failure(.truncated, needed: count) }
        let start = position
        position = start &+ count
        return bytes[start..<position]
    }

    /// The next `count` bytes, the count being a number from the input itself.
    @inlinable
    public mutating func read(counted count: UInt64) throws(ByteReaderError) -> ArraySlice<UInt8> {
        guard let count = Int(exactly: count) else { throw failure(.invalidCount, needed: .max) }
        return try read(count)
    }

    /// Everything that is left.
    @inlinable
    public mutating func readRemaining() -> ArraySlice<UInt8> {
        let rest = bytes[position...]
        position = bytes.endIndex
        return rest
    }

    /// A reader of the next `count` bytes only, whose offsets still count from this input's start.
    @inlinable
    public mutating func readReader(_ count: Int) throws(ByteReaderError) -> ByteReader {
        ByteReader(try read(count), origin: origin)
    }

    /// Passes over the next `count` bytes; fails as ``read(_:)`` does.
    @inlinable
    public mutating func skip(_ count: Int) throws(ByteReaderError) { _ = try read(count) }

    /// The next byte; fails with `truncated` at the end.
    @inlinable
    public mutating func readByte() throws(ByteReaderError) -> UInt8 {
        guard position < bytes.endIndex else { throw failure(.truncated, needed: 1) }
        defer { position &+= 1 }
        return bytes[position]
    }

    /// The next thirty-two bytes.
    @inlinable
    public mutating func readBytes32() throws(ByteReaderError) -> Bytes32 {
        Bytes32(try read(Bytes32.count)) ?? .zero
    }

    /// An integer of the type's full width, most significant byte first.
    @inlinable
    public mutating func readBigEndian<T: FixedWidthInteger & BitwiseCopyable>(
        as type: T.Type = T.self
    ) throws(ByteReaderError) -> T {
        T(bigEndian: try readRaw())
    }

    /// An integer of the type's full width, least significant byte first.
    @inlinable
    public mutating func readLittleEndian<T: FixedWidthInteger & BitwiseCopyable>(
        as type: T.Type = T.self
    ) throws(ByteReaderError) -> T {
        T(littleEndian: try readRaw())
    }

    @inlinable
    mutating func readRaw<T: FixedWidthInteger & BitwiseCopyable>() throws(ByteReaderError) -> T {
        let size = MemoryLayout<T>.size
        guard size <= remaining else { throw failure(.truncated, needed: size) }
        let start = position &- bytes.startIndex
        position &+= size
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: T.self) }
    }

    @usableFromInline
    func failure(_ code: ByteReaderError.Code, needed: Int) -> ByteReaderError {
        ByteReaderError(code, offset: offset, needed: needed, available: remaining)
    }
}
