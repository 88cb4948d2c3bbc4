internal import Crypto
internal import Primitives

/// What a hash is for: its first byte, so that no two uses ever hash the same bytes.
enum HashTag: UInt8 {
    case transcriptStart = 0x00
    case transcriptMessage = 0x01
    case challengeSeed = 0x02
    case challengeState = 0x03
    case commitment = 0x04
    case stream = 0x05
    case confirmation = 0x06
    case baseTransfer = 0x07
    case columnExpansion = 0x08
    case checkExpansion = 0x09
    case randomTransfer = 0x0a
    case multiplierExpansion = 0x0b
    case session = 0x0c
    case tripleName = 0x0d
}

/// SHA-256 of a tag and fields, integers big-endian.
struct TaggedHash {
    private var hasher = SHA256()

    init(_ tag: HashTag) { withUnsafeBytes(of: tag.rawValue) { hasher.update(bufferPointer: $0) } }

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

    mutating func add(_ value: Bytes32) {
        let words = (
            value.words.0.bigEndian, value.words.1.bigEndian, value.words.2.bigEndian,
            value.words.3.bigEndian
        )
        withUnsafeBytes(of: words) { hasher.update(bufferPointer: $0) }
    }

    mutating func add(_ value: some FixedWidthInteger & BitwiseCopyable) {
        withUnsafeBytes(of: value.bigEndian) { hasher.update(bufferPointer: $0) }
    }

    /// The number of bytes in 32 bits, and the bytes.
    mutating func add(prefixed bytes: [UInt8]) {
        add(UInt32(truncatingIfNeeded: bytes.count))
        add(bytes)
    }

    func finish() -> Bytes32 { hasher.finalize().withUnsafeBytes { Bytes32(loadingFrom: $0) } }
}

extension Bytes32 {
    /// The first 32 bytes at `offset`, which the caller knows to be there.
    @inline(__always)
    init(loadingFrom bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
        }
        self.init(words: word(0), word(1), word(2), word(3))
    }
}

extension FixedWidthInteger where Self: BitwiseCopyable {
    /// Most significant byte first.
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
