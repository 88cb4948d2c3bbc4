internal import PeerTransport
internal import Primitives
internal import Threshold

extension PeerService {
    /// Orders, proposals and the signatures themselves.
    static let signing = PeerService(rawValue: 0x10)
    /// Marks of stores, and what concerns pools of triples.
    static let pools = PeerService(rawValue: 0x11)
    /// The making of triples.
    static let triples = PeerService(rawValue: 0x12)
    /// The making of keys.
    static let generation = PeerService(rawValue: 0x13)
    /// Values that actions exchange.
    static let values = PeerService(rawValue: 0x14)
}

/// The first byte of every body: a node that speaks another version is not understood.
enum WireFormat {
    static let version: UInt8 = 1
    /// Places are told in one byte.
    static let maximumMembers = 255
}

extension ByteWriter {
    init(_ kind: some RawRepresentable<UInt8>) {
        self.init()
        append(WireFormat.version)
        append(kind.rawValue)
    }

    /// A count and the places, a byte each.
    mutating func append(_ parties: [PartyID]) {
        append(UInt8(truncatingIfNeeded: parties.count))
        for party in parties { append(UInt8(truncatingIfNeeded: party.rawValue)) }
    }

    mutating func append(counted bytes: [UInt8]) {
        appendBigEndian(UInt32(truncatingIfNeeded: bytes.count))
        append(contentsOf: bytes)
    }
}

extension ByteReader {
    /// The kind of a body of this version.
    mutating func readKind<Kind: RawRepresentable<UInt8>>(
        _ type: Kind.Type = Kind.self
    ) throws(WireError) -> Kind {
        guard let version = try? readByte(), version == WireFormat.version, let byte = try? readByte(),
            let kind = Kind(rawValue: byte)
        else { throw WireError() }
        return kind
    }

    mutating func readParties() throws(ByteReaderError) -> [PartyID] {
        let count = Int(try readByte())
        return try read(count).map { PartyID(UInt32($0)) }
    }

    mutating func readCounted() throws(ByteReaderError) -> [UInt8] {
        let count: UInt32 = try readBigEndian()
        return Array(try read(Int(count)))
    }
}

/// A body that is none of ours.
struct WireError: Error {}
