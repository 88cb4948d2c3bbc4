package import LitProtocol
package import Primitives
package import Secp256k1
package import ThresholdBLS

/// What a PKP's session is allowed by.
package struct SessionKeyOrder: Sendable {
    /// `lit:session:` and the session's public key.
    package var sessionURI: String
    /// Nil where nodes shall find the key by the first auth method.
    package var pkp: PublicKey?
    package var authMethods: [AuthMethodProof]
    /// The sign-in message, which nodes complete.
    package var message: String
    /// An action that decides.
    package var source: ActionSource?
    package var parameters: JSON.Object?

    /// From its parts.
    package init(
        sessionURI: String, pkp: PublicKey?, authMethods: [AuthMethodProof], message: String,
        source: ActionSource?, parameters: JSON.Object?
    ) {
        self.sessionURI = sessionURI
        self.pkp = pkp
        self.authMethods = authMethods
        self.message = message
        self.source = source
        self.parameters = parameters
    }
}

/// An action to be run.
package struct ActionOrder: Sendable {
    package var source: ActionSource
    package var parameters: JSON.Object
    /// Which response counts where nodes differ.
    package var strategy: ActionResponseStrategy
    /// Whether one node is enough.
    package var onSingleNode: Bool
    /// Told what an action has logged at each node, as soon as that node has answered; from any thread.
    package var hearing: (@Sendable (_ logs: String) -> Void)?

    /// From its parts.
    package init(
        source: ActionSource, parameters: JSON.Object, strategy: ActionResponseStrategy, onSingleNode: Bool,
        hearing: (@Sendable (_ logs: String) -> Void)? = nil
    ) {
        self.source = source
        self.parameters = parameters
        self.strategy = strategy
        self.onSingleNode = onSingleNode
        self.hearing = hearing
    }
}

/// What a ciphertext is bound to.
package struct DecryptionOrder: Sendable {
    package var conditions: AccessConditions
    /// The chain that an auth sig without a family is for.
    package var chain: String?
    /// SHA-256 of the plaintext.
    package var dataHash: Bytes32

    /// What the network signs.
    package var identity: DecryptionIdentity {
        DecryptionIdentity(conditionsHash: conditions.hash, dataHash: dataHash)
    }

    /// From its parts.
    package init(conditions: AccessConditions, chain: String?, dataHash: Bytes32) {
        self.conditions = conditions
        self.chain = chain
        self.dataHash = dataHash
    }
}
