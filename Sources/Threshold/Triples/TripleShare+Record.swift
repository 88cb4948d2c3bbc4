public import Primitives
internal import Secp256k1

/// The form in which a triple is stored: a version, the curve, everything that binds it, its numbers and
/// its commitments.
///
/// Integers are big-endian, texts and lists have their length in front.
extension TripleShare {
    private static let recordVersion: UInt8 = 1

    /// The record, to be sealed and stored. The triple itself is gone: a store hands it out again once, after
    /// it has marked it used.
    public consuming func record() -> Secret {
        var front = ByteWriter()
        front.append(TripleShare.recordVersion)
        front.append(text: Point.groupName)
        front.append(text: binding.keySet)
        front.appendBigEndian(binding.epoch)
        front.appendBigEndian(UInt32(truncatingIfNeeded: binding.threshold))
        front.append(contentsOf: binding.signers.encoded)
        front.appendBigEndian(owner.rawValue)
        front.append(id.value)
        let back = publicA.encoded + publicB.encoded + publicC.encoded
        let (start, scalars) = (front.count, [a, b, c].map(\.bytes32))
        return Secret(count: start + 96 + back.count) { buffer in
            buffer.copyBytes(from: front.bytes)
            for (index, scalar) in scalars.enumerated() {
                scalar.store(into: UnsafeMutableRawBufferPointer(rebasing: buffer[(start + 32 * index)...]))
            }
            UnsafeMutableRawBufferPointer(rebasing: buffer[(start + 96)...]).copyBytes(from: back)
        }
    }

    /// From a record.
    ///
    /// - Throws: ``ThresholdError`` with `unsupportedVersion`, `malformedRecord`, or `shareMismatch` if the
    ///   numbers do not belong to the commitments.
    public init(record: Secret) throws(ThresholdError) {
        var bytes = record.withUnsafeBytes { Array($0) }
        defer { Secret.wipe(&bytes) }
        guard let version = bytes.first else { throw ThresholdError(.malformedRecord) }
        guard version == TripleShare.recordVersion else {
            throw ThresholdError(.unsupportedVersion(version))
        }
        let parsed: TripleShare?
        do {
            parsed = try TripleShare.parse(bytes)
        } catch {
            throw ThresholdError(.malformedRecord)
        }
        guard let triple = parsed else { throw ThresholdError(.malformedRecord) }
        let threshold = triple.binding.threshold
        try triple.publicA.verify(triple.a, of: triple.owner, threshold: threshold)
        try triple.publicB.verify(triple.b, of: triple.owner, threshold: threshold)
        try triple.publicC.verify(triple.c, of: triple.owner, threshold: threshold)
        self = triple
    }

    private static func parse(_ bytes: [UInt8]) throws -> TripleShare? {
        var reader = ByteReader(bytes)
        try reader.skip(1)
        guard try reader.readText() == Point.groupName, let keySet = try reader.readText() else { return nil }
        let epoch: UInt64 = try reader.readBigEndian()
        let threshold: UInt32 = try reader.readBigEndian()
        let count: UInt32 = try reader.readBigEndian()
        guard reader.remaining / 4 >= Int(count) else { return nil }
        var signers: [PartyID] = []
        for _ in 0..<count { signers.append(PartyID(try reader.readBigEndian())) }
        let owner = PartyID(try reader.readBigEndian())
        let id = TripleID(try reader.readBytes32())
        let binding = try TripleBinding(
            keySet: keySet, epoch: epoch, signers: Participants(signers), threshold: Int(threshold))
        guard binding.signers.contains(owner) else { return nil }
        let a = try Scalar(canonical: reader.readBytes32())
        let b = try Scalar(canonical: reader.readBytes32())
        let c = try Scalar(canonical: reader.readBytes32())
        var polynomials: [PublicPolynomial<Point>] = []
        for _ in 0..<3 {
            guard try reader.readBigEndian() == threshold else { return nil }
            var elements: [Point] = []
            for _ in 0..<threshold {
                elements.append(try Point(strict: Array(try reader.read(Point.encodedCount))))
            }
            polynomials.append(PublicPolynomial(elements))
        }
        try reader.requireEnd()
        return TripleShare(
            id: id, binding: binding, owner: owner,
            values: SecretArray(repeating: a, count: 3) { values in (values[1], values[2]) = (b, c) },
            publicA: polynomials[0], publicB: polynomials[1], publicC: polynomials[2])
    }
}

extension ByteWriter {
    fileprivate mutating func append(text: String) {
        let bytes = Array(text.utf8)
        appendBigEndian(UInt32(truncatingIfNeeded: bytes.count))
        append(contentsOf: bytes)
    }
}

extension ByteReader {
    fileprivate mutating func readText() throws(ByteReaderError) -> String? {
        let count: UInt32 = try readBigEndian()
        return String(validating: try read(Int(count)), as: UTF8.self)
    }
}
