internal import LitProtocol
internal import Primitives
internal import Secp256k1

/// Finds the signature in what nodes have answered about it.
struct SignatureSearch {
    /// One node's word.
    struct Answer: Sendable {
        var node: Int
        var answer: ECDSAShareAnswer
    }

    /// What was found.
    struct Found: Sendable {
        var signature: Signature
        var digest: Bytes32
        var publicKey: PublicKey
        /// Nodes whose word it contradicts, and what they said.
        var culprits: [(node: Int, what: String)]
    }

    /// How many sets of shares are tried at most.
    private static let limit = 500

    let answers: [Answer]
    /// How many shares it takes.
    let needed: Int
    /// How many nodes have to say that a signature is verified, before it is looked at.
    let witnesses: Int

    /// - Parameters:
    ///   - digest: what has to be signed; nil if that is for the nodes to say, who then have to agree.
    ///   - publicKey: with which key.
    func find(digest: Bytes32? = nil, publicKey: PublicKey? = nil) -> Found? {
        var subjects: [Subject] = []
        if let digest, let publicKey {
            subjects = [Subject(digest: digest, publicKey: publicKey)]
        } else {
            for share in answers.lazy.compactMap(\.answer.share) {
                let subject = Subject(digest: share.digest, publicKey: share.publicKey)
                if !subjects.contains(subject) { subjects.append(subject) }
            }
        }
        for subject in subjects {
            if let found = verified(subject) ?? combined(subject) { return found }
        }
        return nil
    }

    private struct Subject: Hashable {
        let digest: Bytes32
        let publicKey: PublicKey
    }

    /// What nodes have verified already, checked again.
    private func verified(_ subject: Subject) -> Found? {
        var tried: Set<Signature> = []
        for signature in answers.lazy.compactMap(\.answer.verifiedSignature)
        where tried.insert(signature).inserted {
            guard answers.count(where: { $0.answer.verifiedSignature == signature }) >= witnesses,
                signature.isLowS, let key = try? signature.recover(subject.digest), key == subject.publicKey
            else { continue }
            return found(signature, subject, leftOut: [])
        }
        return nil
    }

    /// The sum of the signers' shares.
    private func combined(_ subject: Subject) -> Found? {
        let fitting = answers.filter {
            $0.answer.share?.digest == subject.digest && $0.answer.share?.publicKey == subject.publicKey
        }
        for bigR in Set(fitting.compactMap(\.answer.share?.bigR)) {
            let signers = fitting.filter { $0.answer.share?.bigR == bigR }
            guard signers.count >= needed else { continue }
            // Usually all of them; more than it takes means that one share is none.
            if let signature = sum(signers, bigR, subject) { return found(signature, subject, leftOut: []) }
            guard signers.count > needed else { continue }
            var subsets = Subsets(of: signers.count, size: needed)
            var tried = 0
            while tried < Self.limit, let subset = subsets.next() {
                tried += 1
                let chosen = subset.map { signers[$0] }
                guard let signature = sum(chosen, bigR, subject) else { continue }
                let nodes = Set(chosen.map(\.node))
                return found(
                    signature, subject, leftOut: signers.map(\.node).filter { !nodes.contains($0) })
            }
        }
        return nil
    }

    private func sum(_ signers: [Answer], _ bigR: PublicKey, _ subject: Subject) -> Signature? {
        var shares: [Scalar] = []
        for share in signers.compactMap(\.answer.share?.share) {
            guard let scalar = try? Scalar(canonical: share) else { return nil }
            shares.append(scalar)
        }
        return try? SignatureCombination.combine(
            bigR: bigR.point, shares: shares, digest: subject.digest, publicKey: subject.publicKey)
    }

    private func found(_ signature: Signature, _ subject: Subject, leftOut: [Int]) -> Found {
        var culprits = leftOut.map { (node: $0, what: "sent a share that is not part of the signature") }
        for answer in answers where !leftOut.contains(answer.node) {
            if let other = answer.answer.verifiedSignature, other != signature {
                culprits.append((answer.node, "calls another signature verified"))
            } else if let share = answer.answer.share,
                share.digest != subject.digest || share.publicKey != subject.publicKey
            {
                culprits.append((answer.node, "sent a share for another digest or key"))
            }
        }
        return Found(
            signature: signature, digest: subject.digest, publicKey: subject.publicKey, culprits: culprits)
    }
}

/// All sets of so many of the numbers below a count, in order.
struct Subsets: IteratorProtocol {
    private let count: Int
    private var current: [Int]?

    init(of count: Int, size: Int) {
        self.count = count
        current = size > 0 && size <= count ? Array(0..<size) : nil
    }

    mutating func next() -> [Int]? {
        guard let result = current else { return nil }
        // The last place that can still move up; all after it follow closely.
        let size = result.count
        if let place = result.indices.last(where: { result[$0] < count - size + $0 }) {
            var next = result
            for index in place..<size { next[index] = result[place] + 1 + index - place }
            current = next
        } else {
            current = nil
        }
        return result
    }
}
