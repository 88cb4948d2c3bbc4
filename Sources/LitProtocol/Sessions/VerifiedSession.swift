public import Ethereum
public import Primitives

/// A session that a node has verified: who stands behind it, and by what.
public struct VerifiedSession: Hashable, Sendable {
    /// The session's public key: 64 digits.
    public var sessionKey: String
    /// The account that allowed it: a wallet's, or a PKP's.
    public var user: Address
    /// Whether the user is a PKP, for which the network signed.
    public var isPKP: Bool
    /// The sign-in message that allowed it.
    public var message: SIWEMessage
    /// The resources of the message.
    public var resources: [String] { message.resources ?? [] }
    /// What the nodes found out about the user when they signed the session key; nil for sessions of a
    /// wallet.
    public var authContext: JSON?
    /// All capabilities of the grant, the delegations of capacity among them; only the one that allowed the
    /// session is verified.
    public var capabilities: [AuthSig]
}

/// A capability that was verified: a sign-in message to a session's URI.
public struct VerifiedCapability: Hashable, Sendable {
    /// The message.
    public var message: SIWEMessage
    /// What it grants; nil if it grants nothing.
    public var recap: ReCap?
    /// Whether the network signed it, for a PKP.
    public var isNetworkSigned: Bool
}

extension VerifiedCapability {
    /// What the nodes wrote about the user when they signed the session key; nil where a wallet signed.
    var authContext: JSON? {
        guard isNetworkSigned, let ability = try? ReCap.Ability("Auth/Auth") else { return nil }
        let entries = recap?.restrictions(on: SessionKeyMessage.contextResource.key, for: ability)
        return entries?.last?[SessionKeyMessage.contextMember]
    }
}
