package import Primitives
package import Secp256k1

/// What the nodes made of an action.
package struct ActionOutcome: Sendable {
    package var response: String
    package var logs: String
    /// By the names that the action gave; verified.
    package var signatures: [String: (signature: Signature, digest: Bytes32, publicKey: PublicKey)]
    /// By the names that the action gave.
    package var claims: [String: KeyClaim]
    /// What each node that answered said, where they differ; empty where all agree.
    package var differing: [(node: String, response: String)]
    /// What is wrong with single nodes, though the result stands without them: no answer in time, an error, a
    /// share that is no good.
    package var reports: [LitError.NodeReport]

    /// From its parts.
    package init(
        response: String, logs: String,
        signatures: [String: (signature: Signature, digest: Bytes32, publicKey: PublicKey)],
        claims: [String: KeyClaim], differing: [(node: String, response: String)],
        reports: [LitError.NodeReport]
    ) {
        self.response = response
        self.logs = logs
        self.signatures = signatures
        self.claims = claims
        self.differing = differing
        self.reports = reports
    }
}

/// A key that an auth method has a right to.
package struct KeyClaim: Hashable, Sendable {
    /// 32 bytes.
    package var derivedKeyID: [UInt8]
    /// One of each node, in the order of nodes.
    package var signatures: [Signature]
    /// What derives from the network's root keys.
    package var publicKey: PublicKey

    /// From its parts.
    package init(derivedKeyID: [UInt8], signatures: [Signature], publicKey: PublicKey) {
        self.derivedKeyID = derivedKeyID
        self.signatures = signatures
        self.publicKey = publicKey
    }
}
