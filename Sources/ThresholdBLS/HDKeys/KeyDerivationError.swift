public import Secp256k1

/// Why a key was not derived, or a claim of one not accepted.
public struct KeyDerivationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with root keys, shares, ids and claims.
    public enum Code: Hashable, Sendable {
        /// Fewer than two root keys: with one, every derived secret gives the root away.
        case tooFewRootKeys(Int)
        /// A root key is not a point of the curve other than infinity.
        case invalidRootKey(index: Int, Secp256k1Error.Code)
        /// A root share is not a scalar below the group's order.
        case invalidRootShare(index: Int, Secp256k1Error.Code)
        /// The id's tweak is zero, so that only the first root key would count.
        case zeroTweak
        /// The derived key is infinity: the root keys were chosen so.
        case infiniteKey
        /// The derived share is zero.
        case zeroShare

        /// The claim does not have the form that nodes give it.
        case malformedClaim(String)
        /// Two nodes answered with different ids for one key.
        case differentIDs(node: Int)
        /// The signature at this place is not a canonical one of any key.
        case invalidSignature(index: Int)
        /// The signature at this place is by nobody who may sign.
        case foreignSigner(index: Int)
        /// Fewer different members signed than needed.
        case tooFewSigners(needed: Int, actual: Int)
    }

    /// What is wrong.
    public let code: Code

    init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .tooFewRootKeys(let count):
            "key derivation: \(count) root keys; a network needs at least two"
        case .invalidRootKey(let index, let reason):
            "key derivation: root key \(index): \(Secp256k1Error(reason, .publicKey).description)"
        case .invalidRootShare(let index, let reason):
            "key derivation: root share \(index): \(Secp256k1Error(reason, .scalar).description)"
        case .zeroTweak: "key derivation: the id hashes to zero; choose another id"
        case .infiniteKey: "key derivation: the root keys cancel out; do not trust where they come from"
        case .zeroShare: "key derivation: the derived share is zero; the root shares are damaged"
        case .malformedClaim(let reason): "claim: \(reason)"
        case .differentIDs(let node):
            "claim: node \(node) answered with another key id than the first; ask again, or leave it out"
        case .invalidSignature(let index): "claim: signature \(index) is not a canonical signature"
        case .foreignSigner(let index): "claim: signature \(index) is not by a member of the network"
        case .tooFewSigners(let needed, let actual):
            "claim: \(actual) different members signed, \(needed) are needed"
        }
    }
}
