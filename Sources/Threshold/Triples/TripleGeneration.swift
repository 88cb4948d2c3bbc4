internal import Primitives
internal import Secp256k1

/// Makes triples for one set of signers: everybody commits to polynomials, multiplies the secrets pair by
/// pair, and proves that what was multiplied is what was committed to (the triple generation of cait-sith).
///
/// Nine one-way messages deep: commitments, the seven of a multiplication, and the last summands. A batch
/// makes several triples in the same number of messages.
public struct TripleGeneration: ~Copyable, ThresholdProtocol {
    /// The shares, in the same order at every signer, each to be taken once.
    public typealias Output = [OneTime<TripleShare>]

    /// How many triples one run can make.
    public static let maximumCount = 64

    enum Kind: UInt8, CaseIterable {
        case commitments, confirmation, openings, privateShares
        case baseOpening, baseAnswers, extensions, checkSeeds, checkProofs, pairs, multipliers
        case products, summands, productShares
    }

    private enum Phase { case start, committed, opened, shared, multiplied, done }

    var exchange: Exchange
    private let binding: TripleBinding
    private let sharesBase: Bool
    private var randomness: any ProtocolRandomness
    private var phase = Phase.start
    private var instances: [TripleInstance]
    private var commitments: [[Bytes32]] = []
    private var confirmations: [Bytes32] = []
    private var pairs: [PairMultiplication] = []

    /// One party's side of a run that makes `count` triples.
    ///
    /// - Parameters:
    ///   - binding: what the triples are for; its signers are the participants.
    ///   - count: from 1 to ``maximumCount``.
    ///   - run: what makes the run unique, the same at all participants: a number that is never used again.
    ///   - sharesBase: whether all triples of the run use one set of base transfers for each pair. It
    ///     saves most of the work; see <doc:ThresholdECDSA> for why it is safe. Everybody must choose the same.
    ///   - generator: cryptographically secure outside tests.
    /// - Throws: ``ThresholdError`` with `notAParticipant` or `sizeOutOfRange`.
    public init(
        _ binding: TripleBinding, count: Int, me: PartyID, run: [UInt8], sharesBase: Bool = false,
        using generator: inout some RandomNumberGenerator
    ) throws(ThresholdError) {
        try self.init(
            binding, count: count, me: me, run: run, sharesBase: sharesBase,
            randomness: KeyedRandomness(from: &generator))
    }

    package init(
        _ binding: TripleBinding, count: Int, me: PartyID, run: [UInt8], sharesBase: Bool,
        randomness: any ProtocolRandomness
    ) throws(ThresholdError) {
        try binding.signers.require(me, threshold: binding.threshold)
        guard (1...TripleGeneration.maximumCount).contains(count) else {
            throw ThresholdError(.sizeOutOfRange(count))
        }
        self.binding = binding
        self.sharesBase = sharesBase
        self.randomness = randomness
        let polynomials = 300 + 100 * binding.threshold
        exchange = Exchange(
            session: binding.generationSession(run: run, count: count, sharesBase: sharesBase), me: me,
            participants: binding.signers, kinds: UInt8(Kind.allCases.count),
            bodyLimit: count * max(2 * MultiplicativeToAdditive.pairsByteCount, polynomials))
        let transcript = Transcript.start(
            "swiftlit triples v1", group: Point.groupName, participants: binding.signers,
            threshold: binding.threshold)
        instances = []
        for instance in 0..<count {
            instances.append(
                TripleInstance(
                    instance: instance, threshold: binding.threshold, transcript: transcript,
                    randomness: &self.randomness))
        }
    }

    public mutating func poke() throws(ProtocolAbort) -> ProtocolAction<Output> { try nextAction() }
    public mutating func receive(_ message: [UInt8], from sender: PartyID) {
        exchange.receive(message, from: sender)
    }
    public mutating func expire() -> ProtocolAbort { expireRun() }
    public var awaited: [PartyID] { exchange.awaited }
}

extension TripleGeneration: ExchangeDriven {
    private var me: PartyID { exchange.me }
    private var signers: Participants { binding.signers }

    mutating func erase() {
        instances = []
        pairs = []
        commitments = []
    }

    mutating func advance() throws(ProtocolAbort) -> Step<Output> {
        var moved = false
        if phase == .opened || phase == .shared {
            for index in pairs.indices {
                if try pairs[index].advance(&exchange, &randomness) { moved = true }
            }
        }
        switch phase {
        case .start:
            commit()
            return .moved
        case .committed: if try open() { return .moved }
        case .opened: if try share() { return .moved }
        case .shared: if try multiply() { return .moved }
        case .multiplied: if let output = try finish() { return .finished(output) }
        case .done: break
        }
        return moved ? .moved : .waiting
    }

    /// Round 1.
    private mutating func commit() {
        var writer = BodyWriter()
        for instance in instances { writer.append(instance.commitment) }
        exchange.sendToAll(Kind.commitments, writer.bytes)
        phase = .committed
    }

    /// Round 2: opens only after everybody has committed.
    private mutating func open() throws(ProtocolAbort) -> Bool {
        guard let arrived = exchange.collect(Kind.commitments, from: exchange.others) else { return false }
        var lists: [PartyID: [Bytes32]] = [me: instances.map(\.commitment)]
        for (party, body) in arrived {
            var reader = BodyReader(body, from: party)
            var list: [Bytes32] = []
            for _ in instances { list.append(try reader.bytes32()) }
            try reader.end()
            lists[party] = list
        }
        commitments = signers.map { lists[$0] ?? [] }
        confirmations = instances.indices.map { index in
            Commitment.confirmation(of: commitments.map { $0[index] })
        }
        let confirmation = confirmations.flatMap(\.bytes)
        exchange.sendToAll(Kind.confirmation, confirmation)
        var openings = BodyWriter()
        for index in instances.indices {
            instances[index].transcript.message("confirmation", confirmation)
            if instances.count > 1 {
                // Proofs of one triple of a batch hold for no other.
                let place =
                    UInt32(truncatingIfNeeded: instances.count).bigEndianBytes
                    + UInt32(truncatingIfNeeded: index).bigEndianBytes
                instances[index].transcript.message("batch", place)
            }
            instances[index].openingMessage(me: me, randomness: &randomness, into: &openings)
        }
        exchange.sendToAll(Kind.openings, openings.bytes)
        for party in exchange.others {
            var writer = BodyWriter()
            for instance in instances {
                writer.append(instance.e.share(of: party))
                writer.append(instance.f.share(of: party))
            }
            exchange.send(Kind.privateShares, to: party, writer.bytes)
        }
        let factors = instances.map { Factors($0.e.constantTerm, $0.f.constantTerm) }
        for party in exchange.others {
            let names = confirmations.map { pairSessionName($0.bytes, me, party) }
            pairs.append(
                PairMultiplication(
                    me: me, peer: party, factors: factors, sessionNames: names, sharesBase: sharesBase,
                    exchange: &exchange, randomness: &randomness))
        }
        phase = .opened
        return true
    }

    /// Round 3: checks what was opened and dealt, and multiplies in the exponent.
    private mutating func share() throws(ProtocolAbort) -> Bool {
        guard
            exchange.has(
                [Kind.confirmation, .openings, .privateShares], from: exchange.others),
            let confirmed = exchange.collect(Kind.confirmation, from: exchange.others),
            let opened = exchange.collect(Kind.openings, from: exchange.others),
            let dealt = exchange.collect(Kind.privateShares, from: exchange.others)
        else { return false }
        try require(confirmed)
        var openings: [[TripleInstance.Opening]] = instances.map { _ in [] }
        for (place, party) in signers.enumerated() {
            guard let body = opened.first(where: { $0.party == party })?.body else {
                for index in instances.indices { openings[index].append(instances[index].opening) }
                continue
            }
            var reader = BodyReader(body, from: party)
            for index in instances.indices {
                openings[index].append(
                    try instances[index].readOpening(
                        &reader, from: party, commitment: commitments[place][index],
                        threshold: binding.threshold))
            }
            try reader.end()
        }
        var shares: [[(party: PartyID, e: Scalar, f: Scalar)]] = instances.map { _ in [] }
        for (party, body) in dealt {
            var reader = BodyReader(body, from: party)
            for index in instances.indices {
                shares[index].append((party, try reader.scalar(), try reader.scalar()))
            }
            try reader.end()
        }
        var writer = BodyWriter()
        for index in instances.indices {
            try instances[index].addUp(
                openings: openings[index], dealt: shares[index], me: me, dealers: signers)
            instances[index].productMessage(me: me, randomness: &randomness, into: &writer)
        }
        exchange.sendToAll(Kind.products, writer.bytes)
        phase = .shared
        return true
    }

    /// That everybody has seen the same commitments [T1]. One who lies and one who committed to different
    /// things before different parties look the same from here.
    private func require(
        _ confirmed: [(party: PartyID, body: [UInt8])]
    ) throws(ProtocolAbort) {
        let own = confirmations.flatMap(\.bytes)
        for (party, body) in confirmed where body.count != own.count {
            throw ProtocolAbort(.messageForm, culprit: party)
        }
        guard confirmed.allSatisfy({ $0.body == own }) else {
            throw ProtocolAbort(.confirmation, .suspects(exchange.others))
        }
    }

    /// Round 4: checks the products' proofs, and shares the outputs of the multiplication.
    private mutating func multiply() throws(ProtocolAbort) -> Bool {
        guard pairs.allSatisfy({ $0.summands != nil }) else { return false }
        guard let arrived = exchange.collect(Kind.products, from: exchange.others) else { return false }
        for (party, body) in arrived {
            var reader = BodyReader(body, from: party)
            let place = signers.firstIndex(of: party) ?? 0
            for index in instances.indices {
                let part = try instances[index].readProduct(&reader, from: party, at: place)
                instances[index].product += part
            }
            try reader.end()
        }
        var summands = BodyWriter()
        for index in instances.indices {
            var value = instances[index].e.constantTerm * instances[index].f.constantTerm
            for pair in pairs { value += pair.summands?[index] ?? .zero }
            instances[index].summandMessage(value, me: me, randomness: &randomness, into: &summands)
        }
        exchange.sendToAll(Kind.summands, summands.bytes)
        for party in exchange.others {
            var writer = BodyWriter()
            for instance in instances {
                writer.append(instance.lWithSummand?.share(of: party) ?? .zero)
            }
            exchange.send(Kind.productShares, to: party, writer.bytes)
        }
        pairs = []
        phase = .multiplied
        return true
    }

    /// Round 5: the product in the exponent and the product of the exponents are the same, or nobody has a
    /// triple.
    private mutating func finish() throws(ProtocolAbort) -> Output? {
        guard exchange.has([Kind.summands, .productShares], from: exchange.others),
            let arrived = exchange.collect(Kind.summands, from: exchange.others),
            let dealt = exchange.collect(Kind.productShares, from: exchange.others)
        else { return nil }
        var points: [[PartyID: Point]] = instances.map { [me: $0.summandPoint] }
        for (party, body) in arrived {
            var reader = BodyReader(body, from: party)
            for index in instances.indices {
                points[index][party] = try instances[index].readSummand(&reader, from: party)
            }
            try reader.end()
        }
        var shares: [[(party: PartyID, share: Scalar)]] = instances.map { _ in [] }
        for (party, body) in dealt {
            var reader = BodyReader(body, from: party)
            for index in instances.indices { shares[index].append((party, try reader.scalar())) }
            try reader.end()
        }
        var output: Output = []
        for index in instances.indices {
            output.append(OneTime(try finish(index, points[index], shares[index])))
        }
        phase = .done
        return output
    }

    private func finish(
        _ index: Int, _ points: [PartyID: Point], _ shares: [(party: PartyID, share: Scalar)]
    ) throws(ProtocolAbort) -> TripleShare {
        let instance = instances[index]
        let total = Point.sum(signers.map { points[$0] ?? .infinity })
        guard total == instance.product else {
            // Any party can have brought other factors to a multiplication than it committed to.
            throw ProtocolAbort(.product, .suspects(exchange.others))
        }
        let publicC = instance.sums.l.replacingConstantTerm(total)
        var c = instance.lWithSummand?.share(of: me) ?? .zero
        for share in shares { c += share.share }
        guard publicC.share(of: me) == Point.base(timesSecret: c) else {
            let culprits = shares.filter { share in
                guard let place = signers.firstIndex(of: share.party) else { return true }
                let polynomial = instance.openings[place].l.replacingConstantTerm(
                    points[share.party] ?? .infinity)
                return polynomial.share(of: me) != Point.base(timesSecret: share.share)
            }
            throw ProtocolAbort(.productShare, .culprits(culprits.map(\.party)))
        }
        return TripleShare(
            id: TripleID(
                session: exchange.session, confirmation: confirmations[index], instance: index),
            binding: binding, owner: me,
            values: SecretArray(repeating: c, count: 3) { values in
                (values[0], values[1]) = (instance.shares?[0] ?? .zero, instance.shares?[1] ?? .zero)
            },
            publicA: instance.sums.e, publicB: instance.sums.f, publicC: publicC)
    }
}
