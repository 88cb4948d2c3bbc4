/// Why a run ended without a result, and who is to blame as far as this party can tell.
///
/// A run that aborts sends nothing more, and what it held is wiped.
public struct ProtocolAbort: Error, Hashable, Sendable, CustomStringConvertible {
    /// The check that failed. The letters in brackets are those of the protocols' descriptions.
    public enum Check: String, Hashable, Sendable, CaseIterable {
        /// A message in a version that this release does not speak.
        case messageVersion = "message version"
        /// A message that is not of its kind's form, or of no kind.
        case messageForm = "message form"
        /// Somebody was silent until the caller gave up.
        case silence = "silence"
        /// Not everybody saw the same commitments [A1, T1].
        case confirmation = "confirmation"
        /// A polynomial of another length than the threshold [A2, T2].
        case polynomialLength = "polynomial length"
        /// An opening that is not what was committed to [A3, T4].
        case commitment = "commitment"
        /// A proof of knowledge of a polynomial's constant term [A4, T5].
        case constantTermProof = "proof of a constant term"
        /// A private share that is not on its dealer's polynomial [A5, T6].
        case privateShare = "private share"
        /// A contribution that is not the dealer's old share, so that the key would change [A6].
        case publicKey = "public key"
        /// A key of zero, or a share of zero.
        case zeroKey = "zero key"
        /// A base transfer's point that is infinity, or equal to the sender's.
        case baseTransferPoint = "base transfer point"
        /// The consistency of an extension of oblivious transfers.
        case transferConsistency = "transfer consistency"
        /// A proof that a product is of the committed factors [T7].
        case productProof = "proof of a product"
        /// A proof of knowledge of a product's summand [T8].
        case summandProof = "proof of a summand"
        /// The multiplication's result is not the product [T9].
        case product = "product"
        /// A private share of a product [T10].
        case productShare = "private share of a product"
        /// A zero where a signer's share of the masked nonce has to be [P1].
        case zeroNonceShare = "zero nonce share"
        /// The masked nonce is not the triple's [P2].
        case nonce = "masked nonce"
        /// The sum of nonce and mask is not the triples' [P3].
        case nonceMask = "sum of nonce and mask"
        /// The sum of key and mask is not the key's and the triple's [P4].
        case keyMask = "sum of key and mask"
        /// The nonce cannot be inverted, or its point has x = 0 [P5].
        case degenerateNonce = "degenerate nonce"
        /// The shares of the signature do not add up to one.
        case signature = "combined signature"
    }

    /// Who may have broken the protocol.
    public enum Blame: Hashable, Sendable {
        /// Each of these parties did, or was silent.
        case culprits([PartyID])
        /// At least one of these did; this party cannot tell which.
        case suspects([PartyID])
    }

    /// The check that failed.
    public let check: Check
    /// Who may have made it fail.
    public let blame: Blame

    init(_ check: Check, _ blame: Blame) {
        self.check = check
        self.blame = blame
    }

    init(_ check: Check, culprit: PartyID) { self.init(check, .culprits([culprit])) }

    /// The parties that certainly broke the protocol or were silent; empty if that cannot be told.
    public var culprits: [PartyID] {
        if case .culprits(let parties) = blame { parties } else { [] }
    }

    public var description: String {
        func list(_ parties: [PartyID]) -> String {
            (parties.count == 1 ? "party " : "parties ")
                + parties.map(\.description).joined(separator: ", ")
        }
        return switch blame {
        case .culprits(let parties):
            "threshold protocol: \(check.rawValue) failed because of \(list(parties))"
        case .suspects(let parties):
            "threshold protocol: \(check.rawValue) failed; it cannot be told which of \(list(parties)) did it"
        }
    }
}
