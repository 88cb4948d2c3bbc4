internal import LitProtocol
internal import Primitives

/// A service that signs who its users are.
struct TokenIssuer: Sendable {
    let service: String
    let keysURL: String
    let names: Set<String>

    static let google = TokenIssuer(
        service: "Google", keysURL: "https://www.googleapis.com/oauth2/v3/certs",
        names: ["accounts.google.com", "https://accounts.google.com"])

    static let apple = TokenIssuer(
        service: "Apple", keysURL: "https://appleid.apple.com/auth/keys",
        names: ["https://appleid.apple.com"])

    /// Stytch has keys for each project, and the project is who a token is for.
    static func stytch(project: String) -> TokenIssuer? {
        let parts = project.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        // The id becomes part of a URL, so it is nothing but what such ids are.
        guard project.utf8.count <= 80, parts.count == 3, parts[0] == "project",
            parts[1] == "test" || parts[1] == "live", !parts[2].isEmpty,
            parts[2].utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2d
            })
        else { return nil }
        let host = parts[1] == "test" ? "test.stytch.com" : "api.stytch.com"
        return TokenIssuer(
            service: "Stytch", keysURL: "https://\(host)/v1/sessions/jwks/\(project)",
            names: ["stytch.com/\(project)"])
    }
}

extension AuthMethodResolver {
    /// Whose token it is by `sub`, and for which application by `aud`.
    func user(of text: String, from issuer: TokenIssuer, _ type: UInt32) async throws(NodeError) -> User {
        let token = try IdentityToken(text, type: type)
        try await verify(token, issuer, type)
        guard let userID = token.claims["sub"]?.string, let appID = token.audience, !userID.isEmpty,
            !appID.isEmpty
        else { throw Self.refusal(type, "the token does not say whose and for whom it is.") }
        return User(userID: userID, appID: appID)
    }

    /// Whose session it is, by the user's id or by what they proved to have.
    func stytchUser(_ text: String, _ type: UInt32) async throws(NodeError) -> User {
        let token = try IdentityToken(text, type: type)
        guard let project = token.audience, let issuer = TokenIssuer.stytch(project: project) else {
            throw Self.refusal(type, "the token is not for a project of Stytch.")
        }
        try await verify(token, issuer, type)
        let session = token.claims["https://stytch.com/session"]
        let factors = session?["authentication_factors"]?.array ?? []
        func first(_ kind: String, _ member: String) -> String? {
            factors.lazy.compactMap { $0[kind]?[member]?.string }.first
        }
        let userID =
            switch type {
            case 9: token.claims["sub"]?.string?.lowercased()
            case 10: first("email_factor", "email_address")?.lowercased()
            case 11, 12: first("phone_number_factor", "phone_number")
            default: first("authenticator_app_factor", "totp_id")
            }
        guard let userID, !userID.isEmpty else {
            throw Self.refusal(type, "the session was not begun in this way.")
        }
        return User(userID: userID, appID: project.lowercased())
    }

    private func verify(
        _ token: IdentityToken, _ issuer: TokenIssuer, _ type: UInt32
    ) async throws(NodeError) {
        try token.check(issuers: issuer.names, at: now(), longestAge: configuration.longestTokenAge)
        guard
            try await keys.isSigned(
                token.text, by: token.keyName, url: issuer.keysURL, service: issuer.service)
        else { throw Self.refusal(type, "\(issuer.service) did not sign the token.") }
    }
}
