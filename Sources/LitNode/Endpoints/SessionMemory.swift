internal import Ethereum
package import LitProtocol
package import Primitives
package import ThresholdBLS

/// Sessions that were verified before, byte for byte: a client shows the same one with each of its requests.
///
/// What is remembered is that these bytes permit this ability on this resource, under this network key and at this
/// node, and for which time: whoever asks at another time has them verified anew. A pure value of bounded size, since
/// anybody can make sessions; what has not been asked for as long as it takes half of it to fill with others is
/// forgotten.
package struct SessionMemory: Sendable {
    /// What was verified, and for what.
    package struct Question: Hashable, Sendable {
        private let hash: Bytes32
        fileprivate let size: Int
        private let ability: LitAbility
        private let resource: LitResource
        private let node: NodeAddress
        private let networkKey: BLSPublicKey?

        /// Nil for a session that is too long to be remembered.
        package init?(
            _ authSig: AuthSig, for ability: LitAbility, on resource: LitResource, at node: NodeAddress,
            under networkKey: BLSPublicKey?
        ) {
            let fields = [
                authSig.sig, authSig.derivedVia, authSig.signedMessage, authSig.address, authSig.algo ?? "",
                authSig.algo == nil ? "" : "algo",
            ]
            guard fields.reduce(0, { $0 + $1.utf8.count }) <= SessionMemory.longest else { return nil }
            var writer = ByteWriter()
            for field in fields {
                writer.appendBigEndian(UInt32(truncatingIfNeeded: field.utf8.count))
                writer.append(contentsOf: field.utf8)
            }
            size = writer.bytes.count
            hash = SHA2.sha256(writer.bytes)
            (self.ability, self.resource, self.node, self.networkKey) = (ability, resource, node, networkKey)
        }
    }

    private struct Answer: Sendable {
        let session: VerifiedSession
        let validity: Range<Timestamp>
    }

    /// Bytes of the longest session that is remembered.
    package static let longest = 16 << 10

    private let half: Int
    private var recent: [Question: Answer] = [:]
    private var recentSize = 0
    private var older: [Question: Answer] = [:]

    /// - Parameter limit: how many bytes of sessions are remembered at most.
    package init(limit: Int = 8 << 20) { half = max(1, limit / 2) }

    /// How many are remembered.
    package var count: Int { recent.count + older.count }

    /// What was found then, if it holds now.
    package mutating func session(_ question: Question, now: Timestamp) -> VerifiedSession? {
        guard let answer = recent[question] ?? older[question], answer.validity.contains(now) else {
            return nil
        }
        keep(answer, question)
        return answer.session
    }

    /// Remembers what was verified just now.
    ///
    /// - Parameter grant: the session's own message, whose times bound its validity beside those of the sign-in
    ///   message. Both are taken strictly: the tolerance for clocks that differ is for whoever verifies.
    package mutating func note(_ question: Question, _ session: VerifiedSession, _ grant: SessionGrant) {
        let message = session.message
        guard let issued = try? Timestamp(rfc3339: grant.issuedAt),
            let expiration = try? Timestamp(rfc3339: grant.expiration),
            let end = message.expirationTime?.instant
        else { return }
        let start = max(issued, message.issuedAt.instant, message.notBefore?.instant ?? issued)
        let validity = start..<max(start, min(expiration, end))
        older[question] = nil
        keep(Answer(session: session, validity: validity), question)
    }

    private mutating func keep(_ answer: Answer, _ question: Question) {
        if recent[question] == nil {
            older[question] = nil
            if recentSize + question.size > half {
                (older, recent, recentSize) = (recent, [:], 0)
            }
            recentSize += question.size
        }
        recent[question] = answer
    }
}
