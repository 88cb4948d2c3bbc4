/// Who gives what when a key moves to other parties or to another threshold: the old parties that stay
/// contribute their weighted shares, which add up to the key, and new ones contribute zero.
public struct Resharing<Group: ThresholdGroup>: Sendable {
    /// Everybody who had a share.
    public let oldParticipants: Participants
    /// The commitments to the old polynomial; the key is its constant term.
    public let oldPolynomial: PublicPolynomial<Group>
    /// Everybody who will have one.
    public let participants: Participants
    /// How many shares will determine the key.
    public let threshold: Int
    /// The old parties that stay: it is they who hand the key over.
    let keepers: Participants

    /// - Throws: ``ThresholdError`` with `tooFewParticipants`, `thresholdOutOfRange` or
    /// `notEnoughOldParties`.
    public init(
        from oldParticipants: Participants, _ oldPolynomial: PublicPolynomial<Group>,
        to participants: Participants, threshold: Int
    ) throws(ThresholdError) {
        let keepers = try Resharing.keepers(
            from: oldParticipants, threshold: oldPolynomial.coefficients.count, to: participants)
        guard participants.count >= 2 else { throw ThresholdError(.tooFewParticipants(participants.count)) }
        guard (1...participants.count).contains(threshold) else {
            throw ThresholdError(.thresholdOutOfRange(threshold, participants: participants.count))
        }
        self.oldParticipants = oldParticipants
        self.oldPolynomial = oldPolynomial
        self.participants = participants
        self.threshold = threshold
        self.keepers = keepers
    }

    /// New shares of the same key for the same parties and threshold; old and new ones do not go together.
    ///
    /// - Throws: as ``init(from:_:to:threshold:)``.
    public static func refresh(_ share: KeyShare<Group>) throws(ThresholdError) -> Resharing {
        try Resharing(
            from: share.participants, share.publicPolynomial, to: share.participants,
            threshold: share.threshold)
    }

    /// The parties of both sets, if they are enough.
    package static func keepers(
        from old: Participants, threshold: Int, to new: Participants
    ) throws(ThresholdError) -> Participants {
        let keepers = old.intersection(new)
        guard keepers.count >= threshold, threshold >= 1 else {
            throw ThresholdError(.notEnoughOldParties(have: keepers.count, need: threshold))
        }
        return keepers
    }

    /// What a party with this old share contributes.
    package static func contribution(
        of party: PartyID, share: Group.Exponent, keepers: Participants
    ) -> Group.Exponent {
        Lagrange.weight(of: party, in: keepers) * share
    }

    /// The public key of what a party has to contribute.
    func expectedContribution(of party: PartyID) -> Group {
        guard keepers.contains(party) else { return .neutral }
        return oldPolynomial.share(of: party).times(public: Lagrange.weight(of: party, in: keepers))
    }
}
