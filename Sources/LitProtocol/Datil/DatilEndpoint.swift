/// What nodes serve to clients: paths and versions of the Datil generation.
public enum DatilEndpoint: String, Hashable, Sendable, CaseIterable {
    /// The network's keys and latest block.
    case handshake = "/web/handshake"
    /// A share of a decryption key.
    case encryptionSign = "/web/encryption/sign"
    /// A share of a token that says that access conditions hold.
    case accessControlSigning = "/web/signing/access_control_condition"
    /// A share of a signature by which a PKP allows a session.
    case signSessionKey = "/web/sign_session_key"
    /// A share of a PKP's signature.
    case pkpSign = "/web/pkp/sign"
    /// A node's word that a key belongs to somebody.
    case claimKey = "/web/pkp/claim"
    /// Runs an action.
    case execute = "/web/execute"

    /// The path without version and slash.
    public var path: String { rawValue }

    /// Whether there is a form with `/v1` beside the one without.
    public var hasVersion1: Bool {
        switch self {
        case .handshake, .claimKey: false
        case .encryptionSign, .accessControlSigning, .signSessionKey, .pkpSign, .execute: true
        }
    }

    /// Where the JavaScript SDK 7 posts to: `/v1`, or a single slash for the unversioned form.
    public var sdkPath: String {
        switch self {
        case .signSessionKey, .pkpSign, .execute: path + Self.version1
        case .handshake, .encryptionSign, .accessControlSigning, .claimKey: path + "/"
        }
    }

    /// All paths that a node serves: every form with and without the slash at the end.
    public var servedPaths: [String] {
        let forms = hasVersion1 ? [path, path + Self.version1] : [path]
        return forms.flatMap { [$0, $0 + "/"] }
    }

    /// Finds what a path names.
    ///
    /// - Returns: the endpoint, and whether the path has `/v1`; nil for a path that is not served.
    public static func find(_ path: String) -> (endpoint: DatilEndpoint, isVersioned: Bool)? {
        let bare = path.hasSuffix("/") ? path.dropLast() : path[...]
        if let endpoint = DatilEndpoint(rawValue: String(bare)) { return (endpoint, false) }
        guard bare.hasSuffix(version1),
            let endpoint = DatilEndpoint(rawValue: String(bare.dropLast(version1.count))),
            endpoint.hasVersion1
        else { return nil }
        return (endpoint, true)
    }

    private static let version1 = "/v1"

    /// The HTTP status of success.
    public var successStatus: Int { self == .claimKey ? 202 : 200 }
}
