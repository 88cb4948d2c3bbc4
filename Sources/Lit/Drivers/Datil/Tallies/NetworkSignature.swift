internal import LitProtocol
internal import Primitives
internal import ThresholdBLS

/// Collects shares of the network's BLS signature of one message, and combines them as soon as that is possible.
struct NetworkSignature: Sendable {
    let networkKey: BLSPublicKey
    let message: [UInt8]
    /// How many shares it takes.
    let needed: Int
    private var shares: [(node: Int, share: BLSSignatureShare)] = []
    /// Nodes that sent the same share number as another before them.
    private(set) var culprits: [(node: Int, what: String)] = []

    init(_ networkKey: BLSPublicKey, message: [UInt8], needed: Int) {
        self.networkKey = networkKey
        self.message = message
        self.needed = max(2, needed)
    }

    var count: Int { shares.count }

    /// Takes a share in.
    ///
    /// - Returns: the signature, verified; nil until it can be made.
    mutating func add(_ share: BLSSignatureShare, from node: Int) -> BLSSignature? {
        guard !shares.contains(where: { $0.share.identifier == share.identifier }) else {
            culprits.append((node, "sent a share under the number of another node"))
            return nil
        }
        shares.append((node, share))
        guard shares.count >= needed,
            let made = try? networkKey.combine(shares.map(\.share), threshold: needed, message)
        else { return nil }
        for identifier in made.culprits {
            guard let bad = shares.first(where: { $0.share.identifier == identifier }) else { continue }
            culprits.append((bad.node, "sent a share that is no good"))
        }
        return made.signature
    }

    /// Why there is none.
    func failure(_ round: Round, subject: String) -> LitError {
        let senders = shares.map {
            LitError.NodeReport(
                node: round.url($0.node), status: 200, message: "sent share \($0.share.identifier)")
        }
        let others = culprits.map {
            LitError.NodeReport(node: round.url($0.node), status: 200, message: $0.what)
        }
        guard shares.count >= needed else {
            return round.error(
                .tooFewShares, "\(subject) needs \(needed) shares, and there are only \(shares.count).",
                hint: "Try again; if it stays so, see whether all nodes are up.", culprits: others + senders)
        }
        return round.error(
            .invalidSignature,
            "The shares of \(shares.count) nodes do not combine to \(subject.prefix(1).lowercased())"
                + "\(subject.dropFirst()).",
            hint: "Try again; one of the nodes has sent something wrong.", culprits: others + senders)
    }
}

/// What a call has found, and what was wrong with single nodes.
struct Verified<Value: Sendable>: Sendable {
    var value: Value
    var culprits: [(node: Int, what: String)]
}

/// The key that opens a ciphertext: the network's signature of its identity.
struct DecryptionTally: AnswerTally {
    private var signature: NetworkSignature
    let needed: Int

    init(_ identity: DecryptionIdentity, networkKey: BLSPublicKey, needed: Int) {
        signature = NetworkSignature(networkKey, message: identity.bytes, needed: needed)
        self.needed = signature.needed
    }

    mutating func take(
        _ value: EncryptionSignResponse, from node: Int
    ) -> TallyProgress<Verified<BLSSignature>> {
        signature.add(value.share, from: node)
            .map { .done(Verified(value: $0, culprits: signature.culprits)) } ?? .waiting
    }

    mutating func conclude(_ round: Round) throws(LitError) -> Verified<BLSSignature> {
        guard signature.count >= needed || round.faults.isEmpty else {
            throw round.failure(needed: needed, good: signature.count)
        }
        throw signature.failure(round, subject: "The decryption key")
    }
}

/// A message by which a PKP allows a session: completed by nodes, each for itself, and signed by the network.
struct SessionKeyTally: AnswerTally {
    private let networkKey: BLSPublicKey
    /// Whether a completed message is what was asked for; else why not.
    private let complaint: @Sendable (String) -> String?
    let needed: Int
    private var signatures: [String: NetworkSignature] = [:]
    private var strangers: [(node: Int, what: String)] = []

    init(
        networkKey: BLSPublicKey, needed: Int, complaint: @escaping @Sendable (String) -> String?
    ) {
        self.networkKey = networkKey
        self.needed = max(2, needed)
        self.complaint = complaint
    }

    mutating func take(
        _ value: SignSessionKeyResponse, from node: Int
    ) -> TallyProgress<Verified<SignedText>> {
        if let what = complaint(value.siweMessage) {
            strangers.append((node, what))
            return .waiting
        }
        let hash = SessionMessage.hash(value.siweMessage)
        guard value.dataSigned == hash, value.networkKey == networkKey else {
            strangers.append((node, "signed for another network, or another text than it says"))
            return .waiting
        }
        var signature =
            signatures[value.siweMessage]
            ?? NetworkSignature(networkKey, message: hash.bytes, needed: needed)
        let made = signature.add(value.share, from: node)
        signatures[value.siweMessage] = signature
        guard let made else { return .waiting }
        return .done(
            Verified(
                value: SignedText(text: value.siweMessage, signature: made),
                culprits: strangers + signature.culprits))
    }

    mutating func conclude(_ round: Round) throws(LitError) -> Verified<SignedText> {
        let good = signatures.values.reduce(0) { $0 + $1.count }
        guard good + strangers.count >= needed else { throw round.failure(needed: needed, good: good) }
        let culprits = strangers.map {
            LitError.NodeReport(node: round.url($0.node), status: 200, message: $0.what)
        }
        guard let most = signatures.values.max(by: { $0.count < $1.count }) else {
            throw round.error(
                .invalidAnswer, "The nodes have signed something else than was asked for.", culprits: culprits
            )
        }
        guard signatures.count == 1 || most.count >= needed else {
            throw round.error(
                .nodesDisagree,
                "The nodes have completed the sign-in message in \(signatures.count) ways, so that their shares do not "
                    + "combine.",
                hint: "See that an action that decides does the same at every node.", culprits: culprits)
        }
        var failure = most.failure(round, subject: "The signature of the session")
        failure.reports = culprits + failure.reports
        throw failure
    }
}

/// A text, and the network's signature of it.
struct SignedText: Sendable {
    var text: String
    var signature: BLSSignature
}
