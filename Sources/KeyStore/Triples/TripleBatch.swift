internal import Primitives
public import Threshold

/// Pairs of new triples of one signer set, on their way into the store.
public struct TripleBatch: ~Copyable, Sendable {
    struct Entry: Sendable {
        let id: PairID
        let record: Secret
    }

    /// What all its triples may be used for.
    public let binding: TripleBinding
    /// Whose shares they are.
    public let owner: PartyID
    private(set) var entries: [Entry] = []

    /// Without pairs yet.
    ///
    /// - Throws: ``KeyStoreError`` with `mismatched` for an owner who is no signer, or `outOfRange` for a key
    ///   set or epoch that cannot be stored.
    public init(for binding: TripleBinding, owner: PartyID) throws(KeyStoreError) {
        guard binding.signers.contains(owner) else {
            throw KeyStoreError(.mismatched, "Party \(owner) is none of the signers of these triples.")
        }
        try Limits.check(keySet: binding.keySet, epoch: binding.epoch)
        self.binding = binding
        self.owner = owner
    }

    /// How many pairs it has.
    public var count: Int { entries.count }

    /// Adds a pair. Both triples are lost if they do not fit.
    ///
    /// - Throws: ``KeyStoreError`` with `mismatched` for triples of another owner or signer set, or twice the
    ///   same one.
    public mutating func add(
        _ first: consuming TripleShare, _ second: consuming TripleShare
    ) throws(KeyStoreError) {
        guard first.binding == binding, second.binding == binding, first.owner == owner,
            second.owner == owner
        else {
            throw KeyStoreError(
                .mismatched, "The triples were made for other signers, another epoch or another owner.")
        }
        let id = PairID(first.id, second.id)
        guard id.first != id.second else {
            throw KeyStoreError(.mismatched, "A pair consists of two triples, and one was given twice.")
        }
        let record = PairRecord.join(first.record(), second.record())
        entries.append(Entry(id: id, record: record))
    }

    /// Adds what a run of the generation made, in its order: the first with the second, and so on. One that is
    /// left over is lost.
    ///
    /// - Throws: ``KeyStoreError`` with `mismatched`, also for triples that were taken before.
    public mutating func add(_ triples: [OneTime<TripleShare>]) throws(KeyStoreError) {
        for index in 0..<(triples.count / 2) {
            try add(Self.value(of: triples[2 * index]), Self.value(of: triples[2 * index + 1]))
        }
    }

    private static func value(of triple: OneTime<TripleShare>) throws(KeyStoreError) -> TripleShare {
        do { return try triple.take() } catch {
            throw KeyStoreError(.mismatched, "The triples cannot be stored: \(error).")
        }
    }
}

/// Two records of triples in one: the length of the first (32 bits, big-endian), the first, the second.
enum PairRecord {
    static func join(_ first: Secret, _ second: Secret) -> Secret {
        Secret(count: 4 + first.count + second.count) { buffer in
            buffer.storeBytes(of: UInt32(truncatingIfNeeded: first.count).bigEndian, as: UInt32.self)
            first.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[4...]).copyMemory(from: $0)
            }
            second.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[(4 + first.count)...]).copyMemory(from: $0)
            }
        }
    }

    static func split(_ record: Secret) -> (first: Secret, second: Secret)? {
        record.withUnsafeBytes { bytes in
            guard bytes.count >= 4 else { return nil }
            let count = Int(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
            guard count <= bytes.count - 4 else { return nil }
            return (
                Secret(copying: UnsafeRawBufferPointer(rebasing: bytes[4..<(4 + count)])),
                Secret(copying: UnsafeRawBufferPointer(rebasing: bytes[(4 + count)...]))
            )
        }
    }

    /// The pair of a record, if it is the one that its row names.
    static func pair(
        of record: Secret, id: PairID, binding: TripleBinding, owner: PartyID
    ) -> HeldPair? {
        guard let (first, second) = split(record) else { return nil }
        do throws(ThresholdError) {
            let pair = try TriplePair(TripleShare(record: first), TripleShare(record: second))
            guard pair.ids.0 == id.first, pair.ids.1 == id.second, pair.binding == binding,
                pair.owner == owner
            else { return nil }
            return HeldPair(pair)
        } catch {
            return nil
        }
    }
}
