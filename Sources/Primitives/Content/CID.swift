/// A content identifier of IPFS, version 0 or 1.
///
/// Two identifiers are equal when version, codec and multihash are. The same content may thus have
/// unequal identifiers: compare by ``isSameContent(as:)`` where that matters.
public struct CID: Hashable, Sendable {
    /// The form: 0 is the bare SHA-256 multihash of a dag-pb block, 1 names its codec.
    public enum Version: UInt64, Hashable, Sendable { case v0 = 0, v1 = 1 }

    /// How to read the content, by its code in the multicodec table.
    public struct Codec: RawRepresentable, Hashable, Sendable {
        /// The code in the multicodec table; identifiers have it below 2⁶³.
        public let rawValue: UInt64
        /// Any code, in the table or not; it is checked when an identifier is made.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// Bytes without structure.
        public static let raw = Codec(rawValue: 0x55)
        /// Nodes of a Merkle DAG in protobuf: files and folders (UnixFS).
        public static let dagPB = Codec(rawValue: 0x70)
        /// Nodes of a Merkle DAG in deterministic CBOR.
        public static let dagCBOR = Codec(rawValue: 0x71)
        /// A public key of libp2p, as in the names of IPNS.
        public static let libp2pKey = Codec(rawValue: 0x72)
        /// Nodes of a Merkle DAG in JSON.
        public static let dagJSON = Codec(rawValue: 0x0129)
    }

    /// Which of the two forms it has.
    public let version: Version
    /// How to read the content; in version 0 always dag-pb.
    public let codec: Codec
    /// The digest of the content, and the function that made it.
    public let multihash: Multihash

    /// A version 1 identifier.
    public init(codec: Codec, multihash: Multihash) throws(CIDError) {
        guard codec.rawValue <= Int64.max else { throw CIDError(.numberTooLarge(codec.rawValue)) }
        self.init(version: .v1, codec: codec, multihash: multihash)
    }

    /// The version 0 identifier of a dag-pb block with this SHA-256 digest.
    public init(dagPB digest: Bytes32) {
        self.init(version: .v0, codec: .dagPB, multihash: Multihash(sha256: digest))
    }

    private init(version: Version, codec: Codec, multihash: Multihash) {
        self.version = version
        self.codec = codec
        self.multihash = multihash
    }

    /// From the binary form, all of it.
    ///
    /// Version 0 is the bare multihash `12 20` and 32 bytes; version 1 is 01, the codec's code and the
    /// multihash, numbers in unsigned LEB128.
    public init(_ bytes: [UInt8]) throws(CIDError) {
        var reader = ByteReader(bytes)
        if bytes.count == 34, bytes.starts(with: [0x12, 0x20]) {
            self.init(version: .v0, codec: .dagPB, multihash: try Multihash(reading: &reader))
            return
        }
        let version = try Self.readNumber(&reader)
        guard version == Version.v1.rawValue else { throw CIDError(.unsupportedVersion(version)) }
        let codec = Codec(rawValue: try Self.readNumber(&reader))
        let multihash = try Multihash(reading: &reader)
        do { try reader.requireEnd() } catch { throw CIDError(.malformed(error)) }
        self.init(version: .v1, codec: codec, multihash: multihash)
    }

    /// The binary form.
    public var bytes: [UInt8] {
        let hash = multihash.bytes
        guard version == .v1 else { return hash }
        var writer = ByteWriter(capacity: 4 + hash.count)
        writer.appendLEB128(version.rawValue)
        writer.appendLEB128(codec.rawValue)
        writer.append(contentsOf: hash)
        return writer.bytes
    }

    /// Whether both name the same bytes: same multihash, whatever version, codec and base.
    public func isSameContent(as other: CID) -> Bool { multihash == other.multihash }

    /// The same content and codec as version 1.
    public var asVersion1: CID { CID(version: .v1, codec: codec, multihash: multihash) }

    /// The same content and codec as version 0, which only dag-pb with SHA-256 has.
    public func asVersion0() throws(CIDError) -> CID {
        guard codec == .dagPB, multihash.function == .sha256 else { throw CIDError(.notVersion0) }
        return CID(version: .v0, codec: codec, multihash: multihash)
    }

    /// A number in unsigned LEB128, of at most nine bytes as multiformats has it.
    static func readNumber(_ reader: inout ByteReader) throws(CIDError) -> UInt64 {
        let number: UInt64
        do { number = try reader.readLEB128() } catch { throw CIDError(.malformed(error)) }
        guard number <= Int64.max else { throw CIDError(.numberTooLarge(number)) }
        return number
    }
}
