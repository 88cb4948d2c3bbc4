/// One party of a protocol: the number from 0 that a validator set gives to a node.
public struct PartyID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number itself.
    public let rawValue: UInt32

    /// Any number is allowed; a set's members need not be consecutive.
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Where this party's share lies on every polynomial: the number plus one, hence never zero, which is
    /// the place of the shared secret.
    public var evaluationPoint: UInt64 { UInt64(rawValue) + 1 }

    public static func < (a: PartyID, b: PartyID) -> Bool { a.rawValue < b.rawValue }

    public var description: String { String(rawValue) }
}

/// Distinct parties in ascending order, which is the order of every list in a transcript.
public struct Participants: Hashable, Sendable, RandomAccessCollection {
    /// In ascending order.
    public let ids: [PartyID]

    /// From parties in any order.
    ///
    /// - Throws: ``ThresholdError`` with `duplicateParticipant`.
    public init(_ ids: some Sequence<PartyID>) throws(ThresholdError) {
        let sorted = ids.sorted()
        for (previous, next) in zip(sorted, sorted.dropFirst()) where previous == next {
            throw ThresholdError(.duplicateParticipant(next))
        }
        self.ids = sorted
    }

    public var startIndex: Int { ids.startIndex }
    public var endIndex: Int { ids.endIndex }
    public subscript(position: Int) -> PartyID { ids[position] }

    /// Everybody but `party`.
    public func others(than party: PartyID) -> [PartyID] { ids.filter { $0 != party } }

    /// The members that are also in `other`.
    func intersection(_ other: Participants) -> Participants {
        Participants(sorted: ids.filter { other.ids.contains($0) })
    }

    private init(sorted ids: [PartyID]) { self.ids = ids }

    /// A count and the ids, 32 bits each, big-endian: the form that transcripts and session ids absorb.
    var encoded: [UInt8] {
        var bytes = UInt32(truncatingIfNeeded: ids.count).bigEndianBytes
        for id in ids { bytes += id.rawValue.bigEndianBytes }
        return bytes
    }

    /// Refuses what no protocol of `threshold` of these parties can start with.
    ///
    /// - Throws: ``ThresholdError`` with `tooFewParticipants`, `thresholdOutOfRange` or `notAParticipant`.
    func require(_ me: PartyID, threshold: Int) throws(ThresholdError) {
        guard count >= 2 else { throw ThresholdError(.tooFewParticipants(count)) }
        guard (1...count).contains(threshold) else {
            throw ThresholdError(.thresholdOutOfRange(threshold, participants: count))
        }
        guard ids.contains(me) else { throw ThresholdError(.notAParticipant(me)) }
    }
}
