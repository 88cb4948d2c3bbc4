/// Why a protocol was not started, or a value from outside was not accepted. Nothing has been sent.
///
/// A run that began and had to end is a ``ProtocolAbort`` instead.
public struct ThresholdError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with inputs.
    public enum Code: Hashable, Sendable {
        /// The same party twice.
        case duplicateParticipant(PartyID)
        /// Fewer than two parties.
        case tooFewParticipants(Int)
        /// A threshold below one or above the number of parties.
        case thresholdOutOfRange(Int, participants: Int)
        /// A party that is not a member of the set it is to act in.
        case notAParticipant(PartyID)
        /// Fewer parties hold old shares than the old threshold asks for.
        case notEnoughOldParties(have: Int, need: Int)
        /// A party that has to contribute an old share has none.
        case missingOldShare(PartyID)
        /// A party that must not have an old share was given one.
        case unexpectedOldShare(PartyID)
        /// A share that does not lie on the polynomial behind its public key.
        case shareMismatch
        /// A list of commitments that is not as long as the threshold.
        case wrongLength(expected: Int, actual: Int)
        /// Fewer signers than the threshold asks for.
        case tooFewSigners(have: Int, need: Int)
        /// Triples that were made for other signers, another key set or another epoch.
        case foreignTriples
        /// Two triples that cannot be used together, or one used twice.
        case unmatchedTriples
        /// A key, triples or a request of different thresholds.
        case thresholdMismatch
        /// A size out of the range allowed.
        case sizeOutOfRange(Int)
        /// Bytes that are not a scalar below the group order.
        case nonCanonicalScalar
        /// Bytes that are not a point of the group.
        case invalidPoint
        /// The point at infinity, or a scalar of zero, as a key.
        case zeroKey
        /// A digest that is zero modulo the group order.
        case zeroDigest
        /// A digest that is not below the group order.
        case digestOutOfRange
        /// A value of a stored record that cannot be read.
        case malformedRecord
        /// A record written by another version.
        case unsupportedVersion(UInt8)
        /// A result that was taken before.
        case alreadyTaken
    }

    /// What is wrong.
    public let code: Code

    /// The code is kept as given.
    public init(_ code: Code) { self.code = code }

    public var description: String { "threshold: " + text }

    private var text: String {
        switch code {
        case .duplicateParticipant(let party): "party \(party) is listed twice; list each party once"
        case .tooFewParticipants(let count): "\(count) participants; at least 2 are needed"
        case .thresholdOutOfRange(let threshold, let count):
            "threshold \(threshold) is not from 1 to \(count), the number of participants"
        case .notAParticipant(let party): "party \(party) is not one of the participants"
        case .notEnoughOldParties(let have, let need):
            "\(have) parties hold old shares, \(need) are needed; keep more of the old set"
        case .missingOldShare(let party): "party \(party) has to contribute its old share and has none"
        case .unexpectedOldShare(let party): "party \(party) is new and must not bring an old share"
        case .shareMismatch: "the share does not belong to the public key"
        case .wrongLength(let expected, let actual): "\(actual) commitments, expected \(expected)"
        case .tooFewSigners(let have, let need): "\(have) signers, \(need) are needed"
        case .foreignTriples:
            "the triples were made for other signers, another key set or another epoch; generate new ones"
        case .unmatchedTriples: "these two triples do not form a pair; take two of one signer set"
        case .thresholdMismatch: "key, triples and request have different thresholds"
        case .sizeOutOfRange(let size): "\(size) is out of range"
        case .nonCanonicalScalar: "a scalar is not below the group order"
        case .invalidPoint: "the bytes are not a point of the group"
        case .zeroKey: "zero is not a key"
        case .zeroDigest: "the digest is zero modulo the group order"
        case .digestOutOfRange: "the digest is not below the group order; sign a hash"
        case .malformedRecord: "the record cannot be read"
        case .unsupportedVersion(let version): "records of version \(version) cannot be read by this release"
        case .alreadyTaken: "this result has been taken before; it can be used once only"
        }
    }
}
