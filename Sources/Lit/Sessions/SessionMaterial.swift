internal import Ethereum
internal import LitProtocol
internal import Primitives

/// A session's content: its key, and what allows it to do what until when. Replaced as a whole on renewal.
struct SessionMaterial: Sendable {
    var key: SessionKey
    /// Who allowed it: the user as nodes see him.
    var account: Address
    /// Whether the account is a PKP.
    var isPKP: Bool
    var permissions: [SessionPermission]
    /// Delegations of capacity credits.
    var delegations: [AuthSig]
    /// The message that allows the session.
    var approval: AuthSig
    var issuedAt: Timestamp
    /// When the first of its messages ends.
    var expiration: Timestamp

    /// For a request to the nodes: capabilities in the order of the JavaScript SDK.
    var credential: SessionCredential {
        SessionCredential(
            key: key, requests: permissions.map(\.request), capabilities: delegations + [approval],
            issuedAt: issuedAt, expiration: expiration)
    }
}
