internal import LitProtocol
internal import Primitives
internal import Secp256k1

/// A signature by a known key of a known digest.
struct SignatureTally: AnswerTally {
    let digest: Bytes32
    let publicKey: PublicKey
    /// How many shares it takes.
    let needed: Int
    private var answers: [SignatureSearch.Answer] = []

    init(_ digest: Bytes32, _ publicKey: PublicKey, needed: Int) {
        self.digest = digest
        self.publicKey = publicKey
        self.needed = needed
    }

    private var found: SignatureSearch.Found? {
        // One node's word is enough for what is verified here.
        SignatureSearch(answers: answers, needed: needed, witnesses: 1)
            .find(digest: digest, publicKey: publicKey)
    }

    mutating func take(_ value: ECDSAShareAnswer, from node: Int) -> TallyProgress<SignatureSearch.Found> {
        answers.append(.init(node: node, answer: value))
        return found.map { .done($0) } ?? .waiting
    }

    mutating func conclude(_ round: Round) throws(LitError) -> SignatureSearch.Found {
        if let found { return found }
        guard answers.count >= needed else { throw round.failure(needed: needed, good: answers.count) }
        throw round.noSignature(answers, needed: needed, subject: "The PKP's signature", publicKey: publicKey)
    }
}

extension Round {
    /// Why there is no signature though enough nodes have answered.
    func noSignature(
        _ answers: [SignatureSearch.Answer], needed: Int, subject: String, publicKey: PublicKey? = nil
    ) -> LitError {
        let culprits = answers.map { answer -> LitError.NodeReport in
            let what =
                if answer.answer.verifiedSignature != nil {
                    "sent a signature that is not the key's"
                } else if let share = answer.answer.share {
                    publicKey.map { $0 != share.publicKey } ?? false
                        ? "sent a share of another key's signature" : "sent a share with R \(share.bigR)"
                } else {
                    "was not among the signers"
                }
            return LitError.NodeReport(node: url(answer.node), status: 200, message: what)
        }
        let shares = answers.count { $0.answer.share != nil }
        let isVerified = answers.contains { $0.answer.verifiedSignature != nil }
        guard shares >= needed || isVerified else {
            return error(
                .tooFewShares, "\(subject) needs \(needed) shares, and there are only \(shares).",
                hint: "Try again; if it stays so, see whether all nodes are up.", culprits: culprits)
        }
        return error(
            .invalidSignature, "\(subject) is not the key's: a node has sent something wrong.",
            hint: "Try again; the error's reports tell what each node has sent.", culprits: culprits)
    }
}
