public import Primitives
internal import Secp256k1

/// What triples may be used for: by exactly these signers, in this epoch, with keys of this set.
///
/// A triple is a nonce that is not known yet. If two sets of signers that overlap only in corrupted parties
/// could both use it, two signatures would share a nonce and the key would follow from them; so it belongs
/// to one set from its beginning.
public struct TripleBinding: Hashable, Sendable {
    /// The set of root keys, by the name its owner gives it.
    public let keySet: String
    /// The epoch in which the signers have these ids.
    public let epoch: UInt64
    /// Everybody who signs.
    public let signers: Participants
    /// How many shares determine a secret; the triples' polynomials are as long.
    public let threshold: Int

    /// - Throws: ``ThresholdError`` with `tooFewParticipants`, `thresholdOutOfRange` or `tooFewSigners`.
    public init(
        keySet: String, epoch: UInt64, signers: Participants, threshold: Int
    ) throws(ThresholdError) {
        guard signers.count >= 2 else { throw ThresholdError(.tooFewParticipants(signers.count)) }
        guard threshold >= 1 else {
            throw ThresholdError(.thresholdOutOfRange(threshold, participants: signers.count))
        }
        guard signers.count >= threshold else {
            throw ThresholdError(.tooFewSigners(have: signers.count, need: threshold))
        }
        self.keySet = keySet
        self.epoch = epoch
        self.signers = signers
        self.threshold = threshold
    }

    /// The session of a run that makes triples for this; `run` makes it unique.
    func generationSession(run: [UInt8], count: Int, sharesBase: Bool) -> SessionID {
        SessionID(
            purpose: "triples", epoch: epoch, participants: signers, threshold: threshold,
            context: [
                Array(Point.groupName.utf8), Array(keySet.utf8), run,
                UInt32(truncatingIfNeeded: count).bigEndianBytes, [sharesBase ? 1 : 0],
            ])
    }
}

/// The name of a triple, the same at all its signers: a hash of the run that made it.
public struct TripleID: Hashable, Sendable, CustomStringConvertible {
    /// The hash.
    public let value: Bytes32

    /// For triples that were stored.
    public init(_ value: Bytes32) { self.value = value }

    init(session: SessionID, confirmation: Bytes32, instance: Int) {
        var hash = TaggedHash(.tripleName)
        hash.add(session.value)
        hash.add(confirmation)
        hash.add(UInt32(truncatingIfNeeded: instance))
        value = hash.finish()
    }

    public var description: String { value.hex }
}
