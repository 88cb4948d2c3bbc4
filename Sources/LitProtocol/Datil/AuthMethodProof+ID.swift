public import Primitives

/// An access token does not say who its bearer is.
public struct AuthMethodIDError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of auth method.
    public let type: UInt32
    /// What is missing.
    public let reason: String

    public var description: String { "The auth method of type \(type) has no id: \(reason)." }
}

extension AuthMethodProof {
    /// The id under which contracts know the bearer: Keccak-256 of `<user>:<application>`.
    ///
    /// The token is read, not verified: this is for a client that has just been given it. Kinds whose id only
    /// their service can tell (Discord, Google's access tokens), and Apple's as in the JavaScript SDK, are
    /// refused.
    public func contractID() throws(AuthMethodIDError) -> Bytes32 {
        switch type {
        case 1: return id(try text(try content(), "address"), "lit")
        case 3: return id(try text(try content(), "rawId"), "lit")
        case 6:
            let claims = try claims()
            return id(try text(claims, "sub"), try text(claims, "aud"))
        case 9: return id(try text(try claims(), "sub").lowercased(), try project())
        case 10: return try factorID("email_factor", "email_address")
        case 11, 12: return try factorID("phone_number_factor", "phone_number")
        case 13: return try factorID("authenticator_app_factor", "totp_id")
        default: throw AuthMethodIDError(type: type, reason: "its service has to be asked")
        }
    }

    private func id(_ user: String, _ application: String) -> Bytes32 {
        Keccak256.hash(Array("\(user):\(application)".utf8))
    }

    private func content() throws(AuthMethodIDError) -> JSON {
        do { return try JSON(parsing: accessToken) } catch {
            throw AuthMethodIDError(type: type, reason: "the access token is no JSON: \(error)")
        }
    }

    private func text(_ json: JSON, _ name: String) throws(AuthMethodIDError) -> String {
        guard let text = json[name]?.string else {
            throw AuthMethodIDError(type: type, reason: "the access token has no text \(name)")
        }
        return text
    }

    /// The payload of a token of three parts (RFC 7519).
    private func claims() throws(AuthMethodIDError) -> JSON {
        let parts = accessToken.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = try? Base64URL.decode(parts[1]),
            let json = try? JSON(parsing: bytes)
        else { throw AuthMethodIDError(type: type, reason: "the access token is no JSON Web Token") }
        return json
    }

    private func project() throws(AuthMethodIDError) -> String {
        guard let project = try claims()["aud"]?[0]?.string else {
            throw AuthMethodIDError(type: type, reason: "the access token has no list aud")
        }
        return project.lowercased()
    }

    /// Of the first factor of that kind in a session of Stytch.
    private func factorID(_ factor: String, _ member: String) throws(AuthMethodIDError) -> Bytes32 {
        let session = try claims()["https://stytch.com/session"]
        let factors = session?["authentication_factors"]?.array ?? []
        guard let user = factors.lazy.compactMap({ $0[factor]?[member]?.string }).first else {
            throw AuthMethodIDError(type: type, reason: "the session has no \(factor) with \(member)")
        }
        return id(user.lowercased(), try project())
    }
}
