package import Primitives

/// Makes shares of a new key, or new shares of an old one: everybody shares a secret of its own, bound by a
/// commitment before anybody opens, and the key is the sum (the key generation of cait-sith).
///
/// Two one-way messages deep. Whoever shares something else than it committed to, or than its part of an
/// old key, is named.
public struct KeyGeneration<Group: ThresholdGroup>: ~Copyable, ThresholdProtocol {
    /// The party's share.
    public typealias Output = KeyShare<Group>

    enum Kind: UInt8, CaseIterable {
        case commitments, confirmation, openings, privateShares
    }

    private enum Phase { case start, committed, opened, done }

    var exchange: Exchange
    private let participants: Participants
    private let threshold: Int
    private let resharing: Resharing<Group>?
    private var randomness: any ProtocolRandomness
    private var phase = Phase.start
    private var polynomial: SecretPolynomial<Group>?
    private let opening: PublicPolynomial<Group>
    private let commitmentKey: Bytes32
    private var commitments: [Bytes32] = []
    package private(set) var confirmation = Bytes32.zero
    private var transcript: Transcript

    /// One party's side of a run that makes a new key.
    ///
    /// - Parameters:
    ///   - epoch: the epoch in which the participants have these ids.
    ///   - run: what makes the run unique, the same at all participants.
    ///   - generator: cryptographically secure outside tests.
    /// - Throws: ``ThresholdError`` with `tooFewParticipants`, `thresholdOutOfRange` or `notAParticipant`.
    public init(
        of participants: Participants, threshold: Int, me: PartyID, epoch: UInt64, run: [UInt8],
        using generator: inout some RandomNumberGenerator
    ) throws(ThresholdError) {
        try self.init(
            participants: participants, threshold: threshold, me: me, epoch: epoch, run: run,
            randomness: KeyedRandomness(from: &generator))
    }

    package init(
        participants: Participants, threshold: Int, me: PartyID, epoch: UInt64, run: [UInt8],
        randomness: any ProtocolRandomness
    ) throws(ThresholdError) {
        try self.init(
            participants, threshold, me, epoch, run, nil, contribution: nil, randomness: randomness)
    }

    /// One party's side of a run that makes new shares of an old key.
    ///
    /// - Parameters:
    ///   - resharing: from whom to whom, the same at all participants.
    ///   - old: this party's old share; nil for a new party.
    /// - Throws: ``ThresholdError`` with `notAParticipant`, `missingOldShare`, `unexpectedOldShare` or
    ///   `shareMismatch`.
    public init(
        _ resharing: Resharing<Group>, old: KeyShare<Group>?, me: PartyID, epoch: UInt64, run: [UInt8],
        using generator: inout some RandomNumberGenerator
    ) throws(ThresholdError) {
        var contribution = Group.Exponent.zero
        if resharing.keepers.contains(me) {
            guard let old, old.owner == me else { throw ThresholdError(.missingOldShare(me)) }
            guard old.publicPolynomial == resharing.oldPolynomial else {
                throw ThresholdError(.shareMismatch)
            }
            contribution = Resharing<Group>.contribution(
                of: me, share: old.exponent, keepers: resharing.keepers)
        } else if old != nil {
            throw ThresholdError(.unexpectedOldShare(me))
        }
        try self.init(
            resharing, contributing: contribution, me: me, epoch: epoch, run: run, using: &generator)
    }

    /// For a contribution that need not be the right one.
    package init(
        _ resharing: Resharing<Group>, contributing contribution: Group.Exponent, me: PartyID,
        epoch: UInt64, run: [UInt8], using generator: inout some RandomNumberGenerator
    ) throws(ThresholdError) {
        try self.init(
            resharing.participants, resharing.threshold, me, epoch, run, resharing,
            contribution: contribution, randomness: KeyedRandomness(from: &generator))
    }

    private init(
        _ participants: Participants, _ threshold: Int, _ me: PartyID, _ epoch: UInt64, _ run: [UInt8],
        _ resharing: Resharing<Group>?, contribution: Group.Exponent?, randomness: any ProtocolRandomness
    ) throws(ThresholdError) {
        try participants.require(me, threshold: threshold)
        self.participants = participants
        self.threshold = threshold
        self.resharing = resharing
        var context = [Array(Group.groupName.utf8), run]
        if let resharing {
            context += [resharing.oldParticipants.encoded, resharing.oldPolynomial.encoded]
        }
        exchange = Exchange(
            session: SessionID(
                purpose: resharing == nil ? "keygen" : "reshare", epoch: epoch,
                participants: participants, threshold: threshold, context: context),
            me: me, participants: participants, kinds: UInt8(Kind.allCases.count),
            bodyLimit: 4 + threshold * Group.encodedCount + 96)
        var randomness = randomness
        let polynomial = SecretPolynomial<Group>(count: threshold) { index in
            if index == 0, let contribution { return contribution }
            return randomness.scalar(.init(.coefficient, index: index))
        }
        opening = polynomial.commitments()
        self.polynomial = polynomial
        commitmentKey = randomness.bytes32(.init(.commitmentKey))
        self.randomness = randomness
        transcript = Transcript.start(
            "swiftlit keygen v1", group: Group.groupName, participants: participants,
            threshold: threshold)
    }

    public mutating func poke() throws(ProtocolAbort) -> ProtocolAction<Output> { try nextAction() }
    public mutating func receive(_ message: [UInt8], from sender: PartyID) {
        exchange.receive(message, from: sender)
    }
    public mutating func expire() -> ProtocolAbort { expireRun() }
    public var awaited: [PartyID] { exchange.awaited }

    /// The transcript's state, for comparison with published runs.
    package var transcriptState: Bytes32 { transcript.state }
}

extension KeyGeneration: ExchangeDriven {
    private var me: PartyID { exchange.me }

    mutating func erase() { polynomial = nil }

    mutating func advance() throws(ProtocolAbort) -> Step<Output> {
        switch phase {
        case .start:
            exchange.sendToAll(
                Kind.commitments, Commitment.make(key: commitmentKey, value: opening.encoded).bytes)
            phase = .committed
            return .moved
        case .committed: return try open() ? .moved : .waiting
        case .opened:
            guard let output = try finish() else { return .waiting }
            phase = .done
            return .finished(output)
        case .done: return .waiting
        }
    }

    /// Round 2: opens only after everybody has committed, so that nobody can choose by others' choices.
    private mutating func open() throws(ProtocolAbort) -> Bool {
        guard let polynomial,
            let arrived = exchange.collect(Kind.commitments, from: exchange.others)
        else { return false }
        var list = [me: Commitment.make(key: commitmentKey, value: opening.encoded)]
        for (party, body) in arrived {
            var reader = BodyReader(body, from: party)
            list[party] = try reader.bytes32()
            try reader.end()
        }
        commitments = participants.map { list[$0] ?? .zero }
        confirmation = Commitment.confirmation(of: commitments)
        transcript.message("confirmation", confirmation.bytes)
        exchange.sendToAll(Kind.confirmation, confirmation.bytes)
        var writer = BodyWriter()
        writer.append(opening.encoded)
        writer.append(commitmentKey)
        writer.append(
            DiscreteLogProof.prove(
                polynomial.constantTerm, of: opening.constantTerm,
                nonce: randomness.scalar(.init(.constantTermProof)), in: transcript.fork("dlog0", me)))
        exchange.sendToAll(Kind.openings, writer.bytes)
        for party in exchange.others {
            exchange.send(Kind.privateShares, to: party, polynomial.share(of: party).encoded32.bytes)
        }
        phase = .opened
        return true
    }

    /// Round 3: every check, then the sum.
    private mutating func finish() throws(ProtocolAbort) -> Output? {
        guard let polynomial,
            exchange.has([Kind.confirmation, .openings, .privateShares], from: exchange.others),
            let confirmed = exchange.collect(Kind.confirmation, from: exchange.others),
            let opened = exchange.collect(Kind.openings, from: exchange.others),
            let dealt = exchange.collect(Kind.privateShares, from: exchange.others)
        else { return nil }
        try require(confirmed)
        var openings = [me: opening]
        for (party, body) in opened { openings[party] = try readOpening(body, from: party) }
        if let resharing {
            // [A6], dealer by dealer: each contributes its part of the old key, or nothing.
            for (party, opening) in openings
            where opening.constantTerm != resharing.expectedContribution(of: party) {
                throw ProtocolAbort(.publicKey, culprit: party)
            }
        }
        let sum = PublicPolynomial.sum(participants.compactMap { openings[$0] })
        var value = polynomial.share(of: me)
        var shares: [(party: PartyID, share: Group.Exponent)] = []
        for (party, body) in dealt {
            var reader = BodyReader(body, from: party)
            shares.append((party, try reader.scalar()))
            try reader.end()
        }
        for share in shares { value = value + share.share }
        guard sum.share(of: me) == Group.base(timesSecret: value) else {
            let culprits = shares.filter { share in
                openings[share.party]?.share(of: me) != Group.base(timesSecret: share.share)
            }
            throw ProtocolAbort(.privateShare, .culprits(culprits.map(\.party)))
        }
        if let resharing, sum.constantTerm != resharing.oldPolynomial.constantTerm {
            throw ProtocolAbort(.publicKey, .suspects(exchange.others))
        }
        guard !sum.constantTerm.isNeutral, !value.isZero else {
            throw ProtocolAbort(.zeroKey, .suspects(exchange.others))
        }
        return KeyShare(owner: me, participants: participants, publicPolynomial: sum, value: value)
    }

    /// That everybody has seen the same commitments [A1]. One who lies and one who committed to different
    /// things before different parties look the same from here.
    private func require(
        _ confirmed: [(party: PartyID, body: [UInt8])]
    ) throws(ProtocolAbort) {
        for (party, body) in confirmed where body.count != Bytes32.count {
            throw ProtocolAbort(.messageForm, culprit: party)
        }
        guard confirmed.allSatisfy({ $0.body == confirmation.bytes }) else {
            throw ProtocolAbort(.confirmation, .suspects(exchange.others))
        }
    }

    /// Another dealer's opening, with every check of it [A2, A3, A4].
    private func readOpening(
        _ body: [UInt8], from dealer: PartyID
    ) throws(ProtocolAbort) -> PublicPolynomial<Group> {
        var reader = BodyReader(body, from: dealer)
        let polynomial: PublicPolynomial<Group> = try reader.polynomial(count: threshold)
        let key = try reader.bytes32()
        let proof: DiscreteLogProof<Group> = try reader.proof()
        try reader.end()
        guard let place = participants.firstIndex(of: dealer),
            Commitment.make(key: key, value: polynomial.encoded) == commitments[place]
        else { throw ProtocolAbort(.commitment, culprit: dealer) }
        guard proof.isValid(for: polynomial.constantTerm, in: transcript.fork("dlog0", dealer)) else {
            throw ProtocolAbort(.constantTermProof, culprit: dealer)
        }
        return polynomial
    }
}
