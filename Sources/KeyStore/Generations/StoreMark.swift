internal import Primitives

/// Where a store stands in its own history: what it tells its peers, and what they hold against it later.
///
/// A mark is no secret, and it cannot be guessed ahead: every opening draws a random tag.
public struct StoreMark: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes the encoded form has.
    public static let encodedCount = 49
    static let randomCount = 16
    private static let version: UInt8 = 1

    /// Sixteen random bytes: drawn anew whenever the store had to give up its triples.
    public let incarnation: [UInt8]
    /// How often the store has been opened; it never falls, whatever becomes of the incarnation.
    public let opening: UInt64
    /// Sixteen random bytes, drawn at this opening.
    public let tag: [UInt8]
    /// How many transactions have taken triples out.
    public let sequence: UInt64

    init(incarnation: [UInt8], opening: UInt64, tag: [UInt8], sequence: UInt64) {
        self.incarnation = incarnation
        self.opening = opening
        self.tag = tag
        self.sequence = sequence
    }

    /// From a peer or a file.
    ///
    /// - Throws: ``KeyStoreError`` with `newerFormat` or `damaged`.
    public init(encoded: [UInt8]) throws(KeyStoreError) {
        guard encoded.first == StoreMark.version else {
            throw KeyStoreError(
                .newerFormat, "The mark of a key store has a version that this release does not know.")
        }
        guard encoded.count == StoreMark.encodedCount else {
            throw KeyStoreError(
                .damaged, "The mark of a key store has \(StoreMark.encodedCount) bytes, not \(encoded.count)."
            )
        }
        incarnation = Array(encoded[1..<17])
        opening = StoreMark.number(encoded[17..<25])
        tag = Array(encoded[25..<41])
        sequence = StoreMark.number(encoded[41..<49])
    }

    /// A version, and the four fields in order; numbers are big-endian.
    public var encoded: [UInt8] {
        var writer = ByteWriter(capacity: StoreMark.encodedCount)
        writer.append(StoreMark.version)
        writer.append(contentsOf: incarnation)
        writer.appendBigEndian(opening)
        writer.append(contentsOf: tag)
        writer.appendBigEndian(sequence)
        return writer.bytes
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    public var description: String {
        "opening \(opening) of incarnation \(incarnation.prefix(4).hex), \(sequence) withdrawals"
    }
}
