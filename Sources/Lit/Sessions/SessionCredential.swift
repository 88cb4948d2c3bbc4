package import LitProtocol
package import Primitives

/// What a request to the nodes is signed with: the session's key, and who allowed what.
package struct SessionCredential: Sendable {
    /// Signs for each node.
    package var key: SessionKey
    /// What it asks for.
    package var requests: [ResourceAbilityRequest]
    /// Delegations of capacity first, what allowed the session last.
    package var capabilities: [AuthSig]
    package var issuedAt: Timestamp
    package var expiration: Timestamp

    /// From its parts.
    package init(
        key: SessionKey, requests: [ResourceAbilityRequest], capabilities: [AuthSig], issuedAt: Timestamp,
        expiration: Timestamp
    ) {
        self.key = key
        self.requests = requests
        self.capabilities = capabilities
        self.issuedAt = issuedAt
        self.expiration = expiration
    }
}
