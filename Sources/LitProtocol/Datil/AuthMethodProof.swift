public import Primitives

/// What a user shows a node to prove who they are: a signed message, a token of another service.
public struct AuthMethodProof: Hashable, Sendable {
    /// The kind: 1 is a wallet, 2 an action, 3 WebAuthn, 4 Discord, 5 and 6 Google, 8 Apple, from 9 on
    /// Stytch.
    public var type: UInt32
    /// What is shown, in the form that the kind has; for a wallet the JSON text of an ``AuthSig``.
    public var accessToken: String

    /// A wallet's number among the kinds.
    public static let walletType: UInt32 = 1

    /// From its parts.
    public init(type: UInt32, accessToken: String) {
        self.type = type
        self.accessToken = accessToken
    }

    /// A wallet, by a message that it signed.
    public static func wallet(_ authSig: AuthSig) -> AuthMethodProof {
        AuthMethodProof(type: walletType, accessToken: authSig.json.text)
    }

    /// From the wire.
    public init(_ json: JSON) throws(NodeError) {
        let members = try Members(json, of: "the authMethod")
        type = try members.integer("authMethodType", as: UInt32.self)
        accessToken = try members.string("accessToken")
    }

    /// For the wire, members in the order of the JavaScript SDK.
    public var json: JSON {
        ["authMethodType": .number(.init(type)), "accessToken": .string(accessToken)]
    }
}
