internal import Ethereum
internal import LitProtocol
internal import Primitives
internal import Secp256k1
internal import ThresholdBLS

/// Puts nodes' claims together: those for the same key that are signed by who sent them.
struct ClaimSearch {
    let answers: [(node: Int, claim: KeyClaimAnswer)]
    let needed: Int
    let rootKeys: [PublicKey]

    /// The claim, and what was wrong with single nodes.
    func find(_ round: Round, subject: String) throws(LitError) -> Verified<KeyClaim> {
        let answers = answers.sorted { $0.node < $1.node }
        var culprits: [(node: Int, what: String)] = []
        let id = MostCommon.value(answers.map(\.claim.derivedKeyID)) ?? .zero
        var signatures: [Signature] = []
        for (node, claim) in answers {
            guard claim.derivedKeyID == id else {
                culprits.append((node, "claims another key: \(claim.derivedKeyID.hex)"))
                continue
            }
            guard let signature = try? Signature(recoverable: claim.signature), signature.isLowS,
                let signer = try? signature.recover(ThresholdBLS.KeyClaim.digest(of: DerivedKeyID(id))),
                Address(signer) == round.nodes.members[node].account
            else {
                culprits.append((node, "sent a signature that is not its own"))
                continue
            }
            signatures.append(signature)
        }
        let reports = culprits.map {
            LitError.NodeReport(node: round.url($0.node), status: 200, message: $0.what)
        }
        guard signatures.count >= needed else {
            let isDisagreement = Set(answers.map(\.claim.derivedKeyID)).count > 1
            throw round.error(
                isDisagreement ? .nodesDisagree : .tooFewShares,
                "\(subject) is confirmed by \(signatures.count) nodes only; \(needed) have to.",
                hint: "Try again; if it stays so, see whether all nodes are up.", culprits: reports)
        }
        do {
            let key = try RootKeys(rootKeys).derive(DerivedKeyID(id))
            return Verified(
                value: KeyClaim(
                    derivedKeyID: id.bytes, signatures: signatures, publicKey: key.publicKey),
                culprits: culprits)
        } catch {
            throw round.error(.invalidAnswer, "\(subject) has no key: \(error)", culprits: reports)
        }
    }
}

/// Nodes' word that a key belongs to whom an auth method names.
struct ClaimTally: AnswerTally {
    let needed: Int
    let rootKeys: [PublicKey]
    private var answers: [(node: Int, claim: KeyClaimAnswer)] = []

    init(needed: Int, rootKeys: [PublicKey]) {
        self.needed = needed
        self.rootKeys = rootKeys
    }

    mutating func take(_ value: KeyClaimAnswer, from node: Int) -> TallyProgress<Verified<KeyClaim>> {
        answers.append((node, value))
        return answers.count { $0.claim.derivedKeyID == value.derivedKeyID } >= needed ? .enough : .waiting
    }

    mutating func conclude(_ round: Round) throws(LitError) -> Verified<KeyClaim> {
        guard answers.count >= needed else { throw round.failure(needed: needed, good: answers.count) }
        return try ClaimSearch(answers: answers, needed: needed, rootKeys: rootKeys)
            .find(round, subject: "The claim")
    }
}
