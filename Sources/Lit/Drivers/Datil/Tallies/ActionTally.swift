internal import LitProtocol
internal import Primitives
internal import Secp256k1

/// What the nodes made of an action.
struct ActionTally: AnswerTally {
    let strategy: ActionResponseStrategy
    let needed: Int
    /// How many shares a signature takes, on however many nodes the action runs.
    let threshold: Int
    let rootKeys: [PublicKey]
    private var answers: [(node: Int, response: ExecuteResponse)] = []

    init(strategy: ActionResponseStrategy, needed: Int, threshold: Int, rootKeys: [PublicKey]) {
        self.strategy = strategy
        self.needed = needed
        self.threshold = threshold
        self.rootKeys = rootKeys
    }

    /// What has to be the same for nodes to be of one mind.
    private struct View: Hashable {
        let response: String
        let signatures, claims: Set<String>

        init(_ response: ExecuteResponse) {
            self.response = response.response
            signatures = Set(response.signatures.compactMap(\.name))
            claims = Set(response.claims.map(\.name))
        }
    }

    mutating func take(_ value: ExecuteResponse, from node: Int) -> TallyProgress<ActionOutcome> {
        answers.append((node, value))
        let view = View(value)
        guard answers.count(where: { View($0.response) == view }) >= needed else { return .waiting }
        // Of nodes that do not exchange their shares, every signer is worth waiting for.
        return signatureNames.allSatisfy { search(for: $0).find() != nil } ? .enough : .waiting
    }

    mutating func conclude(_ round: Round) throws(LitError) -> ActionOutcome {
        guard answers.count >= needed else { throw round.failure(needed: needed, good: answers.count) }
        let responses = answers.map(\.response.response)
        let inOrder = answers.sorted { $0.node < $1.node }
        let agree = Set(responses).count == 1
        let (signatures, badShares) = try signatures(round)
        let (claims, badClaims) = try claims(round)
        let culprits = (badShares + badClaims).map {
            LitError.NodeReport(node: round.url($0.node), status: 200, message: $0.what)
        }
        return ActionOutcome(
            response: try choose(responses, round),
            logs: MostCommon.value(inOrder.map(\.response.logs).filter { !$0.isEmpty }) ?? "",
            signatures: signatures, claims: claims,
            differing: agree ? [] : inOrder.map { (round.url($0.node), $0.response.response) },
            reports: culprits + round.reports)
    }

    private func choose(_ responses: [String], _ round: Round) throws(LitError) -> String {
        switch strategy {
        case .mostCommon: return ResponseStrategy.mostCommon.choose(responses) ?? ""
        case .leastCommon: return ResponseStrategy.leastCommon.choose(responses) ?? ""
        case .custom(let choose):
            do { return try choose(responses) } catch {
                var failure = round.error(
                    .nodesDisagree, "The response strategy chose none of \(responses.count) responses.")
                failure.cause = "\(error)"
                throw failure
            }
        }
    }

    private func names<Item>(_ items: (ExecuteResponse) -> [Item], _ name: (Item) -> String) -> [String] {
        var names: [String] = []
        for answer in answers {
            for item in items(answer.response) where !names.contains(name(item)) { names.append(name(item)) }
        }
        return names
    }

    private var signatureNames: [String] { names(\.signatures) { $0.name ?? "" } }

    private func search(for name: String) -> SignatureSearch {
        let said = answers.flatMap { answer in
            answer.response.signatures.filter { $0.name == name }.map {
                SignatureSearch.Answer(node: answer.node, answer: $0)
            }
        }
        // The action says what is signed, so nodes have to agree on that.
        return SignatureSearch(answers: said, needed: threshold, witnesses: needed)
    }

    private typealias Signatures = [String: (signature: Signature, digest: Bytes32, publicKey: PublicKey)]

    private func signatures(
        _ round: Round
    ) throws(LitError) -> (Signatures, culprits: [(node: Int, what: String)]) {
        var found: Signatures = [:]
        var culprits: [(node: Int, what: String)] = []
        for name in signatureNames {
            let search = search(for: name)
            guard let signature = search.find() else {
                throw round.noSignature(
                    search.answers, needed: threshold, subject: "The action's signature \(name)")
            }
            found[name] = (signature.signature, signature.digest, signature.publicKey)
            culprits += signature.culprits
        }
        return (found, culprits)
    }

    private func claims(
        _ round: Round
    ) throws(LitError) -> ([String: KeyClaim], culprits: [(node: Int, what: String)]) {
        var found: [String: KeyClaim] = [:]
        var culprits: [(node: Int, what: String)] = []
        for name in names(\.claims, \.name) {
            let said = answers.flatMap { answer in
                answer.response.claims.filter { $0.name == name }.map { (node: answer.node, claim: $0.claim) }
            }
            let claim = try ClaimSearch(answers: said, needed: needed, rootKeys: rootKeys)
                .find(round, subject: "The action's claim \(name)")
            found[name] = claim.value
            culprits += claim.culprits
        }
        return (found, culprits)
    }
}
