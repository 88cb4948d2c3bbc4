internal import LitProtocol
internal import Primitives

/// A JSON web token as it is read before anything of it is believed (RFC 7519).
struct IdentityToken: Sendable {
    let text: String
    /// Which of the service's keys is said to have signed it.
    let keyName: String
    let claims: JSON
    private let type: UInt32

    /// - Throws: `NodeError` with `authFailed` unless it is three parts, of which the first names RS256 and a
    ///   key.
    init(_ text: String, type: UInt32) throws(NodeError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.json(parts[0]), let claims = Self.json(parts[1]),
            case .object = claims
        else { throw AuthMethodResolver.refusal(type, "that is no JSON web token.") }
        guard header["alg"]?.string == "RS256", let keyName = header["kid"]?.string else {
            throw AuthMethodResolver.refusal(type, "the token must be signed by RS256, and name its key.")
        }
        self.text = text
        self.keyName = keyName
        self.claims = claims
        self.type = type
    }

    private static func json(_ part: Substring) -> JSON? {
        guard let bytes = try? Base64URL.decode(part) else { return nil }
        return try? JSON(parsing: bytes)
    }

    /// The first application it is for.
    var audience: String? { claims["aud"]?.string ?? claims["aud"]?[0]?.string }

    /// Throws unless it is from one of the issuers, holds now, and was not issued too long ago.
    func check(
        issuers: Set<String>, at now: Timestamp, longestAge: Duration, tolerance: Duration = .seconds(60)
    ) throws(NodeError) {
        guard let issuer = claims["iss"]?.string, issuers.contains(issuer) else {
            throw AuthMethodResolver.refusal(type, "the token is from another issuer.")
        }
        guard let end = time("exp"), end > now else {
            throw AuthMethodResolver.refusal(type, "the token has expired.")
        }
        if let start = time("nbf"), start > now + tolerance {
            throw AuthMethodResolver.refusal(type, "the token is not valid yet.")
        }
        guard let issued = time("iat"), issued <= now + tolerance, issued + longestAge >= now else {
            throw AuthMethodResolver.refusal(type, "the token was issued too long ago, or does not say when.")
        }
    }

    private func time(_ claim: String) -> Timestamp? {
        guard let number = claims[claim]?.number?.double, number > 0, number < 4_102_444_800 else {
            return nil
        }
        return Timestamp(seconds: Int64(number))
    }
}
