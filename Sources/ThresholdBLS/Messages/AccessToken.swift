public import Primitives

/// A JSON Web Token in which the network states that access conditions held.
///
/// `base64url(header).base64url(payload).base64url(signature)`, the signature being that of the network over
/// the ASCII text before the second dot.
public struct AccessToken: Hashable, Sendable {
    /// The header and the payload, encoded: what is signed.
    public let unsigned: String
    /// The network's signature, 96 bytes in the text.
    public let signature: BLSSignature
    /// What the payload says. Nothing of it counts before ``verify(with:at:)``.
    public let claims: AccessClaims

    /// The only header there is.
    static let header: JSON = ["alg": "BLS12-381", "typ": "JWT"]

    /// From what nodes signed and their combined signature.
    ///
    /// - Throws: ``ThresholdBLSError`` with `malformed`.
    public init(unsigned: String, signature: BLSSignature) throws(ThresholdBLSError) {
        let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw Self.malformed("it has not two parts before the signature") }
        guard try Self.json(parts[0], "header") == Self.header else {
            throw Self.malformed("the header is not \(Self.header.text)")
        }
        self.unsigned = unsigned
        self.signature = signature
        claims = try AccessClaims(Self.json(parts[1], "payload"))
    }

    /// From the text of a token.
    ///
    /// - Throws: ``ThresholdBLSError`` with `malformed`, `wrongLength` or `invalidPoint`.
    public init(parsing text: String) throws(ThresholdBLSError) {
        guard let dot = text.lastIndex(of: ".") else { throw Self.malformed("it has no dots") }
        guard let bytes = try? Base64URL.decode(text[text.index(after: dot)...]) else {
            throw Self.malformed("the signature is not base64url")
        }
        try self.init(unsigned: String(text[..<dot]), signature: BLSSignature(bytes))
    }

    /// The token's text.
    public var text: String { unsigned + "." + Base64URL.encode(signature.bytes) }

    /// The text that nodes sign for `claims`; all must build the same.
    public static func unsigned(_ claims: AccessClaims) -> String {
        Base64URL.encode(header.utf8) + "." + Base64URL.encode(claims.json.utf8)
    }

    /// Throws unless the network signed the token and it has not expired at `now`.
    ///
    /// - Throws: ``ThresholdBLSError`` with `expired` or `invalidSignature`.
    public func verify(with networkKey: BLSPublicKey, at now: Timestamp) throws(ThresholdBLSError) {
        guard now.seconds < 0 || claims.expiration > UInt64(now.seconds) else {
            throw ThresholdBLSError(.expired(at: claims.expiration), .token)
        }
        try networkKey.verify(signature, Array(unsigned.utf8))
    }

    static func malformed(_ reason: String) -> ThresholdBLSError {
        ThresholdBLSError(.malformed(reason), .token)
    }

    private static func json(_ part: Substring, _ name: String) throws(ThresholdBLSError) -> JSON {
        guard let bytes = try? Base64URL.decode(part), let json = try? JSON(parsing: bytes) else {
            throw malformed("the \(name) is not JSON in base64url")
        }
        return json
    }
}

extension AccessToken: CustomStringConvertible {
    /// What was signed and by whom it can be checked; the signature itself is what grants access.
    public var description: String { "AccessToken(\(claims.json.text))" }
}
