/// The order in which the bytes of an integer are written.
public enum ByteOrder: Hashable, Sendable {
    case bigEndian
    case littleEndian
}

/// Why a length could not be written into the place kept for it.
public struct ByteWriterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a length or its place.
    public enum Code: Hashable, Sendable {
        /// More bytes follow the place than its integer type can say.
        case lengthOverflow
        /// The place lies outside the bytes written: it comes from another writer.
        case foreignPlace
    }

    /// What is wrong.
    public let code: Code

    /// Where the place begins, in bytes from the start of the output.
    public let offset: Int

    /// How many bytes follow the place; below zero for ``Code/foreignPlace``.
    public let length: Int

    public var description: String {
        switch code {
        case .lengthOverflow: "bytes: length \(length) does not fit in its field at offset \(offset)"
        case .foreignPlace: "bytes: no length field was kept at offset \(offset)"
        }
    }
}

/// Appends bytes and integers to an array.
public struct ByteWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes to make room for at once.
    public init(capacity: Int = 0) {
        if capacity > 0 { bytes.reserveCapacity(capacity) }
    }

    /// How many bytes have been written.
    public var count: Int { bytes.count }

    /// Appends one byte.
    public mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Appends the bytes as they are, without a length in front.
    public mutating func append(contentsOf other: some Sequence<UInt8>) {
        bytes.append(contentsOf: other)
    }

    /// Appends all thirty-two bytes.
    public mutating func append(_ word: Bytes32) { bytes.append(contentsOf: word.bytes) }

    /// All bytes of `value`, most significant first.
    public mutating func appendBigEndian<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// All bytes of `value`, least significant first.
    public mutating func appendLittleEndian<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Room kept for the length of what is written after it.
    public struct LengthPlace<T: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
        fileprivate let offset: Int
        fileprivate let order: ByteOrder
    }

    /// Writes a zero of type `T`, to become a length by ``patchLength(_:)``.
    public mutating func reserveLength<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
        as type: T.Type, order: ByteOrder = .bigEndian
    ) -> LengthPlace<T> {
        defer { appendBigEndian(T.zero) }
        return LengthPlace(offset: count, order: order)
    }

    /// Writes into `place` how many bytes have followed it so far.
    public mutating func patchLength<T>(_ place: LengthPlace<T>) throws(ByteWriterError) {
        let start = place.offset + MemoryLayout<T>.size
        let length = count - start
        guard length >= 0 else {
            throw ByteWriterError(code: .foreignPlace, offset: place.offset, length: length)
        }
        guard let value = T(exactly: length) else {
            throw ByteWriterError(code: .lengthOverflow, offset: place.offset, length: length)
        }
        let ordered = place.order == .bigEndian ? value.bigEndian : value.littleEndian
        withUnsafeBytes(of: ordered) { bytes.replaceSubrange(place.offset..<start, with: $0) }
    }
}
