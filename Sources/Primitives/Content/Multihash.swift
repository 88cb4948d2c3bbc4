/// A digest together with the function that made it (multiformats "multihash").
///
/// Binary form: function code and digest length in unsigned LEB128, then the digest. Functions other
/// than ``Function/identity`` and ``Function/sha256`` are carried without being understood.
public struct Multihash: Hashable, Sendable {
    /// A hash function by its code in the multicodec table.
    public struct Function: RawRepresentable, Hashable, Sendable {
        /// The code in the multicodec table; multihashes have it below 2⁶³.
        public let rawValue: UInt64
        /// Any code, in the table or not; it is checked when a multihash is made.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// The "digest" is the content itself.
        public static let identity = Function(rawValue: 0x00)
        /// SHA-256 (FIPS 180-4), whose digest is 32 bytes.
        public static let sha256 = Function(rawValue: 0x12)
    }

    /// The longest digest accepted, in bytes.
    public static let maximumDigestCount = 128

    /// What made the digest; not always a function that is understood here.
    public let function: Function
    /// At most ``maximumDigestCount`` bytes; for ``Function/identity`` the content itself.
    public let digest: [UInt8]

    /// - Throws: ``CIDError`` when the digest is too long, or not of the length that SHA-256 gives.
    public init(function: Function, digest: [UInt8]) throws(CIDError) {
        guard function.rawValue <= Int64.max else {
            throw CIDError(.numberTooLarge(function.rawValue))
        }
        let isRight = function == .sha256 ? digest.count == 32 : digest.count <= Self.maximumDigestCount
        guard isRight else {
            throw CIDError(.digestLength(function: function.rawValue, count: digest.count))
        }
        self.function = function
        self.digest = digest
    }

    /// A SHA-256 digest computed elsewhere.
    public init(sha256 digest: Bytes32) {
        function = .sha256
        self.digest = digest.bytes
    }

    /// The SHA-256 multihash of `content`.
    public static func sha256(of content: some Collection<UInt8>) -> Multihash {
        Multihash(sha256: SHA2.sha256(content))
    }

    /// From the binary form, all of it.
    public init(_ bytes: [UInt8]) throws(CIDError) {
        var reader = ByteReader(bytes)
        try self.init(reading: &reader)
        do { try reader.requireEnd() } catch { throw CIDError(.malformed(error)) }
    }

    /// Reads a multihash and leaves what follows it.
    init(reading reader: inout ByteReader) throws(CIDError) {
        let function = Function(rawValue: try CID.readNumber(&reader))
        let digest: ArraySlice<UInt8>
        do { digest = try reader.readLEB128Prefixed() } catch { throw CIDError(.malformed(error)) }
        // Checked before the copy, so that a claimed length costs nothing.
        guard digest.count <= Self.maximumDigestCount else {
            throw CIDError(.digestLength(function: function.rawValue, count: digest.count))
        }
        try self.init(function: function, digest: [UInt8](digest))
    }

    /// The binary form.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 4 + digest.count)
        writer.appendLEB128(function.rawValue)
        writer.appendLEB128Prefixed(digest)
        return writer.bytes
    }

    /// Whether `content` has this digest; nil when the function is not known here.
    public func matches(_ content: some Collection<UInt8>) -> Bool? {
        switch function {
        case .identity: digest.elementsEqual(content)
        case .sha256: SHA2.sha256(content).bytes == digest
        default: nil
        }
    }
}
