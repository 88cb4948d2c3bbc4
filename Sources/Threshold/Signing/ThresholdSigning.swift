internal import Primitives
public import Secp256k1

/// Signs one digest: presigns, multiplies the nonce by a number that depends on the request, exchanges the
/// shares of the signature, and verifies their sum before anybody has an answer.
///
/// Two one-way messages deep. The triples are consumed whatever happens. Since everybody knows commitments
/// to all polynomials involved, a signer that sends anything wrong is named.
public struct ThresholdSigning: ~Copyable, ThresholdProtocol {
    /// The verified signature, s being low, the same at all signers.
    public typealias Output = Signature

    enum Kind: UInt8, CaseIterable { case presigning, signature }

    private enum Phase { case start, presigning, signing, done }

    var exchange: Exchange
    private let request: SigningRequest
    private let digest: Scalar
    private let signers: Participants
    private let publicKey: PublicKey
    private let keyPolynomial: PublicPolynomial<Point>
    private let first, second: PublicTriple
    private var phase = Phase.start
    private var inputs: PresigningInputs?
    private var sums: PresigningSums?
    private var rerandomiser = Scalar.one
    private var bigR = Point.infinity
    private var ownShare = Scalar.zero

    /// What this signer has sent of s, once it has: it is no secret any more, and the run keeps it however it ends.
    ///
    /// A client that is given the summands of all signers of one run adds them itself
    /// (`SignatureCombination`). Never another one for the same triples: they are consumed.
    public private(set) var released: SignatureSummand?

    /// The public side of a triple.
    private struct PublicTriple: Sendable {
        let a, b, c: PublicPolynomial<Point>
    }

    /// One signer's side.
    ///
    /// - Parameters:
    ///   - request: the same at all signers.
    ///   - key: this signer's share.
    ///   - triples: this signer's shares of two triples, the same at all signers. They are lost even if this
    ///     throws; whoever stores triples has marked them used before.
    /// - Throws: ``ThresholdError`` with `zeroDigest`, `digestOutOfRange`, `foreignTriples`,
    ///   `thresholdMismatch` or `notAParticipant`.
    public init(
        _ request: SigningRequest, key: SigningKey, triples: consuming TriplePair
    ) throws(ThresholdError) {
        let binding = triples.binding
        let me = triples.owner
        guard let digest = try? Scalar(canonical: request.digest) else {
            throw ThresholdError(.digestOutOfRange)
        }
        guard !digest.isZero else { throw ThresholdError(.zeroDigest) }
        guard key.share.owner == me, binding.keySet == key.keySet, binding.epoch == key.epoch else {
            throw ThresholdError(.foreignTriples)
        }
        guard binding.threshold == key.share.threshold else { throw ThresholdError(.thresholdMismatch) }
        for signer in binding.signers where !key.share.participants.contains(signer) {
            throw ThresholdError(.notAParticipant(signer))
        }
        self.request = request
        self.digest = digest
        signers = binding.signers
        publicKey = key.publicKey
        keyPolynomial = key.share.publicPolynomial
        first = PublicTriple(
            a: triples.first.publicA, b: triples.first.publicB, c: triples.first.publicC)
        second = PublicTriple(
            a: triples.second.publicA, b: triples.second.publicB, c: triples.second.publicC)
        let ids = triples.ids
        exchange = Exchange(
            session: SessionID(
                purpose: "sign", epoch: binding.epoch, participants: binding.signers,
                threshold: binding.threshold,
                context: [
                    Array(Point.groupName.utf8), Array(binding.keySet.utf8), request.keyID,
                    key.publicKey.compressed, request.digest.bytes, request.requestID,
                    request.attempt.bigEndianBytes, ids.0.value.bytes, ids.1.value.bytes,
                ]),
            me: me, participants: binding.signers, kinds: UInt8(Kind.allCases.count), bodyLimit: 96)
        let weight: Scalar = Lagrange.weight(of: me, in: binding.signers)
        inputs = PresigningInputs(
            x: key.share.exponent, first: (triples.first.a, triples.first.c),
            second: (triples.second.a, triples.second.b, triples.second.c), keyWeight: weight,
            tripleWeight: weight)
    }

    public mutating func poke() throws(ProtocolAbort) -> ProtocolAction<Output> { try nextAction() }
    public mutating func receive(_ message: [UInt8], from sender: PartyID) {
        exchange.receive(message, from: sender)
    }
    public mutating func expire() -> ProtocolAbort { expireRun() }
    public var awaited: [PartyID] { exchange.awaited }
}

extension ThresholdSigning: ExchangeDriven {
    private var me: PartyID { exchange.me }

    mutating func erase() {
        inputs = nil
        ownShare = .zero
    }

    mutating func advance() throws(ProtocolAbort) -> Step<Output> {
        switch phase {
        case .start:
            guard let share = inputs?.share else { return .waiting }
            var writer = BodyWriter()
            writer.append(share.kd)
            writer.append(share.ka)
            writer.append(share.xb)
            exchange.sendToAll(Kind.presigning, writer.bytes)
            phase = .presigning
            return .moved
        case .presigning: return try sign() ? .moved : .waiting
        case .signing:
            guard let signature = try combine() else { return .waiting }
            phase = .done
            return .finished(signature)
        case .done: return .waiting
        }
    }

    /// The presignature, if every check holds, and from it this signer's share of the signature.
    private mutating func sign() throws(ProtocolAbort) -> Bool {
        guard let arrived = exchange.collect(Kind.presigning, from: exchange.others),
            let inputs
        else { return false }
        var shares = [me: inputs.share]
        for (party, body) in arrived {
            var reader = BodyReader(body, from: party)
            let share = PresigningShare(
                kd: try reader.scalar(), ka: try reader.scalar(), xb: try reader.scalar())
            try reader.end()
            guard !share.kd.isZero else { throw ProtocolAbort(.zeroNonceShare, culprit: party) }
            shares[party] = share
        }
        let sums = PresigningSums(Array(shares.values))
        let keys = PresigningKeys(
            publicKey: publicKey.point,
            first: (first.a.constantTerm, first.b.constantTerm, first.c.constantTerm),
            second: (second.a.constantTerm, second.b.constantTerm))
        if let check = sums.failedCheck(keys) {
            throw ProtocolAbort(check, blame { !isRight(shares[$0], of: $0, check) })
        }
        guard let point = sums.bigR(keys) else {
            throw ProtocolAbort(.degenerateNonce, .suspects(exchange.others))
        }
        rerandomiser = Presignature.rerandomiser(
            publicKey: publicKey.point, bigR: point, digest: request.digest,
            associatedData: exchange.session.value.bytes)
        guard !rerandomiser.isZero else {
            throw ProtocolAbort(.degenerateNonce, .suspects(exchange.others))
        }
        self.sums = sums
        self.inputs = nil
        let presignature = inputs.presignature(sums, bigR: point).rerandomised(by: rerandomiser)
        bigR = presignature.bigR
        ownShare = presignature.sign(digest).release()
        released = SignatureSummand(bigR: bigR, value: ownShare)
        exchange.sendToAll(Kind.signature, ownShare.bytes)
        phase = .signing
        return true
    }

    private mutating func combine() throws(ProtocolAbort) -> Signature? {
        guard let arrived = exchange.collect(Kind.signature, from: exchange.others) else { return nil }
        var shares = [me: ownShare]
        for (party, body) in arrived {
            var reader = BodyReader(body, from: party)
            shares[party] = try reader.scalar()
            try reader.end()
        }
        let signature = try? SignatureCombination.combine(
            bigR: bigR, shares: Array(shares.values), digest: request.digest, publicKey: publicKey)
        guard let signature else {
            throw ProtocolAbort(
                .signature,
                blame { party in
                    shares[party].map { Point.generator(timesPublic: $0) } != publicShare(of: party)
                })
        }
        return signature
    }

    /// The others for whom `isWrong`; if there are none, any of them.
    private func blame(_ isWrong: (PartyID) -> Bool) -> ProtocolAbort.Blame {
        let culprits = exchange.others.filter(isWrong)
        return culprits.isEmpty ? .suspects(exchange.others) : .culprits(culprits)
    }

    /// Whether a share of the masked value that `check` is about belongs to the commitments.
    private func isRight(
        _ share: PresigningShare?, of party: PartyID, _ check: ProtocolAbort.Check
    ) -> Bool {
        guard let share else { return false }
        let weight: Scalar = Lagrange.weight(of: party, in: signers)
        let (value, expected) =
            switch check {
            case .nonce: (share.kd, first.c.share(of: party))
            case .nonceMask: (share.ka, first.a.share(of: party) + second.a.share(of: party))
            default: (share.xb, keyPolynomial.share(of: party) + second.b.share(of: party))
            }
        return Point.generator(timesPublic: value) == expected.multiplied(byPublic: weight)
    }

    /// The public key of a party's share of the signature: the same combination of its shares' public keys.
    private func publicShare(of party: PartyID) -> Point? {
        guard let sums, let x = bigR.x else { return nil }
        let r = Scalar(reducing: x)
        let weight: Scalar = Lagrange.weight(of: party, in: signers) * rerandomiser
        let terms: [(Scalar, Point)] = [
            (digest, first.a.share(of: party)), (r * sums.ka, keyPolynomial.share(of: party)),
            (-(r * sums.xb), second.a.share(of: party)), (r, second.c.share(of: party)),
        ]
        return Point.sum(terms.map { $0.1.multiplied(byPublic: $0.0) }).multiplied(byPublic: weight)
    }
}
