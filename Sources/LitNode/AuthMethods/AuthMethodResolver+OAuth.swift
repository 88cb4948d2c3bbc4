internal import LitProtocol
internal import Primitives

extension AuthMethodResolver {
    /// Discord says of an OAuth token whose it is, for which application, and until when.
    func discordUser(_ token: String) async throws(NodeError) -> User {
        guard IdentityClient.isToken(token) else { throw Self.refusal(4, "that is no OAuth token.") }
        let json = try await client.get(
            "https://discord.com/api/oauth2/@me", bearer: token, service: "Discord")
        guard let userID = json["user"]?["id"]?.string, let appID = json["application"]?["id"]?.string,
            !userID.isEmpty, !appID.isEmpty
        else { throw Self.refusal(4, "Discord does not say whose token this is.") }
        if let text = json["expires"]?.string {
            guard let end = try? Timestamp(rfc3339: text), end > now() else {
                throw Self.refusal(4, "the token has expired.")
            }
        }
        return User(userID: userID, appID: appID)
    }

    /// Google says of an access token whose it is, for which application, and for how long.
    func googleUser(_ token: String) async throws(NodeError) -> User {
        guard IdentityClient.isToken(token) else { throw Self.refusal(5, "that is no OAuth token.") }
        // In a query a plus sign would be a blank.
        let encoded = token.replacing("+", with: "%2B")
        let json = try await client.get(
            "https://www.googleapis.com/oauth2/v1/tokeninfo?access_token=\(encoded)", service: "Google")
        guard let userID = json["user_id"]?.string, let appID = json["issued_to"]?.string, !userID.isEmpty,
            !appID.isEmpty
        else { throw Self.refusal(5, "Google does not say whose token this is.") }
        let seconds: Int64? =
            json["expires_in"]?.number?.integer() ?? json["expires_in"]?.string.flatMap(Int64.init)
        guard let seconds, seconds > 0 else { throw Self.refusal(5, "the token has expired.") }
        return User(userID: userID, appID: appID)
    }
}
