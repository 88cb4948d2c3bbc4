internal import Primitives
internal import Secp256k1

/// What one party keeps of one triple while it is being made.
struct TripleInstance: Sendable {
    /// What a dealer commits to.
    struct Opening: Sendable {
        var e, f, l: PublicPolynomial<Point>

        /// What the commitment is to: all three, the last with its constant term, which is infinity.
        var encoded: [UInt8] { e.encoded + f.encoded + l.encoded }
    }

    let instance: Int
    let e, f, l: SecretPolynomial<Point>
    let opening: Opening
    let commitmentKey: Bytes32
    let commitment: Bytes32
    var transcript: Transcript
    /// Everybody's openings, in the order of the participants.
    var openings: [Opening] = []
    var sums = Opening(e: .init([]), f: .init([]), l: .init([]))
    /// This party's shares of a and b.
    var shares: SecretArray<Scalar>?
    var product = Point.infinity
    /// This party's summand of the product of the secrets.
    var summand: SecretArray<Scalar>?
    var summandPoint = Point.infinity
    var lWithSummand: SecretPolynomial<Point>?

    init(
        instance: Int, threshold: Int, transcript: Transcript, randomness: inout any ProtocolRandomness
    ) {
        self.instance = instance
        self.transcript = transcript
        e = SecretPolynomial(count: threshold) {
            randomness.scalar(.init(.factorCoefficient, index: $0, instance: instance))
        }
        f = SecretPolynomial(count: threshold) {
            randomness.scalar(.init(.coefficient, index: $0, instance: instance))
        }
        l = SecretPolynomial(count: threshold) {
            $0 == 0
                ? .zero
                : randomness.scalar(.init(.productCoefficient, index: $0, instance: instance))
        }
        opening = Opening(e: e.commitments(), f: f.commitments(), l: l.commitments())
        commitmentKey = randomness.bytes32(.init(.commitmentKey, instance: instance))
        commitment = Commitment.make(key: commitmentKey, value: opening.encoded)
    }

    /// The opening with both proofs, as it is sent: l without its constant term, which is infinity for
    /// everybody.
    func openingMessage(
        me: PartyID, randomness: inout any ProtocolRandomness, into writer: inout BodyWriter
    ) {
        writer.append(opening.e.encoded)
        writer.append(opening.f.encoded)
        writer.append(PublicPolynomial(Array(opening.l.coefficients.dropFirst())).encoded)
        writer.append(commitmentKey)
        writer.append(
            DiscreteLogProof.prove(
                e.constantTerm, of: opening.e.constantTerm,
                nonce: randomness.scalar(.init(.constantTermProof, instance: instance)),
                in: transcript.fork("dlog0", me)))
        writer.append(
            DiscreteLogProof.prove(
                f.constantTerm, of: opening.f.constantTerm,
                nonce: randomness.scalar(.init(.secondProof, instance: instance)),
                in: transcript.fork("dlog1", me)))
    }

    /// Reads another dealer's opening and makes every check of it [T2, T4, T5]. T3, that l begins with
    /// infinity, holds by the message's form.
    func readOpening(
        _ reader: inout BodyReader, from dealer: PartyID, commitment: Bytes32, threshold: Int
    ) throws(ProtocolAbort) -> Opening {
        let e: PublicPolynomial<Point> = try reader.polynomial(count: threshold)
        let f: PublicPolynomial<Point> = try reader.polynomial(count: threshold)
        let rest: PublicPolynomial<Point> = try reader.polynomial(count: threshold - 1)
        let opening = Opening(e: e, f: f, l: PublicPolynomial([.infinity] + rest.coefficients))
        let key = try reader.bytes32()
        let firstProof: DiscreteLogProof<Point> = try reader.proof()
        let secondProof: DiscreteLogProof<Point> = try reader.proof()
        guard Commitment.make(key: key, value: opening.encoded) == commitment else {
            throw ProtocolAbort(.commitment, culprit: dealer)
        }
        guard firstProof.isValid(for: e.constantTerm, in: transcript.fork("dlog0", dealer)),
            secondProof.isValid(for: f.constantTerm, in: transcript.fork("dlog1", dealer))
        else { throw ProtocolAbort(.constantTermProof, culprit: dealer) }
        return opening
    }

    /// Adds up all openings and private shares, and checks the sums [T6]; if they are wrong, looks for
    /// whose fault it is.
    mutating func addUp(
        openings: [Opening], dealt: [(party: PartyID, e: Scalar, f: Scalar)], me: PartyID,
        dealers: Participants
    ) throws(ProtocolAbort) {
        self.openings = openings
        sums = Opening(
            e: .sum(openings.map(\.e)), f: .sum(openings.map(\.f)), l: .sum(openings.map(\.l)))
        var (a, b) = (e.share(of: me), f.share(of: me))
        for share in dealt {
            a += share.e
            b += share.f
        }
        shares = SecretArray(count: 2) { $0 == 0 ? a : b }
        if sums.e.share(of: me) == Point.base(timesSecret: a),
            sums.f.share(of: me) == Point.base(timesSecret: b)
        {
            return
        }
        let culprits = dealt.filter { share in
            guard let index = dealers.firstIndex(of: share.party) else { return true }
            return openings[index].e.share(of: me) != Point.base(timesSecret: share.e)
                || openings[index].f.share(of: me) != Point.base(timesSecret: share.f)
        }
        throw ProtocolAbort(.privateShare, .culprits(culprits.map(\.party)))
    }

    /// This party's part of the product's public key, with its proof.
    mutating func productMessage(
        me: PartyID, randomness: inout any ProtocolRandomness, into writer: inout BodyWriter
    ) {
        let other = sums.f.constantTerm
        product = other.times(secret: e.constantTerm)
        writer.append(product)
        writer.append(
            EqualDiscreteLogProof.prove(
                e.constantTerm,
                of: .init(first: opening.e.constantTerm, secondGenerator: other, second: product),
                nonce: randomness.scalar(.init(.productProof, instance: instance)),
                in: transcript.fork("dlogeq0", me)))
    }

    /// Reads another party's part and checks its proof [T7].
    func readProduct(
        _ reader: inout BodyReader, from party: PartyID, at index: Int
    ) throws(ProtocolAbort) -> Point {
        let part: Point = try reader.element(orNeutral: true)
        let proof: EqualDiscreteLogProof<Point> = try reader.equalityProof()
        let statement = EqualDiscreteLogProof.Statement(
            first: openings[index].e.constantTerm, secondGenerator: sums.f.constantTerm, second: part)
        guard proof.isValid(for: statement, in: transcript.fork("dlogeq0", party)) else {
            throw ProtocolAbort(.productProof, culprit: party)
        }
        return part
    }

    /// This party's summand of the product as a point, with its proof.
    mutating func summandMessage(
        _ value: Scalar, me: PartyID, randomness: inout any ProtocolRandomness,
        into writer: inout BodyWriter
    ) {
        summand = SecretArray(value)
        lWithSummand = l.replacingConstantTerm(value)
        summandPoint = Point.base(timesSecret: value)
        writer.append(summandPoint)
        writer.append(
            DiscreteLogProof.prove(
                value, of: summandPoint,
                nonce: randomness.scalar(.init(.summandProof, instance: instance)),
                in: transcript.fork("dlog2", me)))
    }

    /// Reads another party's summand and checks its proof [T8].
    func readSummand(
        _ reader: inout BodyReader, from party: PartyID
    ) throws(ProtocolAbort) -> Point {
        let point: Point = try reader.element(orNeutral: true)
        let proof: DiscreteLogProof<Point> = try reader.proof()
        guard proof.isValid(for: point, in: transcript.fork("dlog2", party)) else {
            throw ProtocolAbort(.summandProof, culprit: party)
        }
        return point
    }
}
