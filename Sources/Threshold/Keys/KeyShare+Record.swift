public import Primitives

/// The form in which a key share is stored: a version, the group, the owner, everybody who has a share, the
/// commitments and the share itself.
///
/// Integers are big-endian; lists and the group's name have their length in front.
extension KeyShare {
    private static var recordVersion: UInt8 { 1 }

    /// The record, to be sealed and stored.
    public var record: Secret {
        let name = Array(Group.groupName.utf8)
        var front = ByteWriter()
        front.append(Self.recordVersion)
        front.append(UInt8(truncatingIfNeeded: name.count))
        front.append(contentsOf: name)
        front.appendBigEndian(owner.rawValue)
        front.append(contentsOf: participants.encoded)
        front.append(contentsOf: publicPolynomial.encoded)
        let (bytes, value) = (front.bytes, secret)
        return Secret(count: bytes.count + value.count) { buffer in
            buffer.copyBytes(from: bytes)
            value.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[bytes.count...]).copyMemory(from: $0)
            }
        }
    }

    /// From a record.
    ///
    /// - Throws: ``ThresholdError`` with `unsupportedVersion`, `malformedRecord` (also for a share in another
    ///   group), `shareMismatch` if the share does not belong to the commitments, or whatever else
    ///   ``init(owner:participants:publicPolynomial:secret:)`` refuses.
    public init(record: Secret) throws(ThresholdError) {
        let valueCount = 32
        // The front is no secret; the share is read where it lies.
        let front = record.withUnsafeBytes { Array($0.dropLast(valueCount)) }
        guard let version = front.first else { throw ThresholdError(.malformedRecord) }
        guard version == Self.recordVersion else { throw ThresholdError(.unsupportedVersion(version)) }
        let read: (owner: PartyID, participants: Participants, polynomial: PublicPolynomial<Group>)?
        do { read = try Self.parse(front) } catch { throw ThresholdError(.malformedRecord) }
        guard let read else { throw ThresholdError(.malformedRecord) }
        let value = record.withUnsafeBytes { bytes in
            Secret(copying: UnsafeRawBufferPointer(rebasing: bytes[(bytes.count - valueCount)...]))
        }
        try self.init(
            owner: read.owner, participants: read.participants, publicPolynomial: read.polynomial,
            secret: value)
    }

    private static func parse(
        _ front: [UInt8]
    ) throws -> (PartyID, Participants, PublicPolynomial<Group>)? {
        var reader = ByteReader(front)
        try reader.skip(1)
        let nameCount = Int(try reader.readByte())
        guard Array(try reader.read(nameCount)) == Array(Group.groupName.utf8) else { return nil }
        let owner = PartyID(try reader.readBigEndian())
        let partyCount: UInt32 = try reader.readBigEndian()
        guard reader.remaining / 4 >= Int(partyCount) else { return nil }
        var parties: [PartyID] = []
        for _ in 0..<partyCount { parties.append(PartyID(try reader.readBigEndian())) }
        let participants = try Participants(parties)
        // Another order would be another record of the same share.
        guard participants.ids == parties else { return nil }
        let threshold: UInt32 = try reader.readBigEndian()
        guard reader.remaining / Group.encodedCount == Int(threshold) else { return nil }
        var coefficients: [Group] = []
        for _ in 0..<threshold {
            coefficients.append(try Group(strict: Array(try reader.read(Group.encodedCount))))
        }
        try reader.requireEnd()
        return (owner, participants, PublicPolynomial(coefficients))
    }
}
