internal import Ethereum
package import HTTPTransport
package import LitProtocol
package import Primitives

/// Finds out who somebody is by what they show: a wallet's signature, or a token of a service that knows
/// them.
///
/// Nothing is remembered of a token: each time it is verified anew, against the clock, the keys or the
/// service, so what it proves ends with it. Until then whoever holds a token can show it, as often as they
/// like, to have session keys of their own signed: tokens are for the nodes of one network only. Tokens with
/// a time of issue are refused when they are older than ``Configuration/longestTokenAge``, however long they
/// hold; with lists of applications, tokens that other applications were given are refused.
package struct AuthMethodResolver: AuthMethodResolving {
    /// What is accepted, and where it is verified.
    package struct Configuration: Sendable {
        /// The applications whose tokens are accepted, by the numbers of auth methods; all, for methods
        /// without a list.
        ///
        /// A user's id has the application's in it, so a token of another application is another user in any
        /// case.
        package var applications: [UInt32: Set<String>] = [:]
        /// How old a token may be that says when it was issued.
        package var longestTokenAge = Duration.seconds(86_400)
        /// How long a service may take to answer.
        package var timeout = Duration.seconds(10)
        /// How long a service's keys are used.
        package var keyLifetime = Duration.seconds(3600)

        package init() {}
    }

    let configuration: Configuration
    let client: IdentityClient
    let keys: SigningKeyStore
    let now: @Sendable () -> Timestamp

    package init(
        configuration: Configuration = Configuration(), transport: any HTTPTransport,
        now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
    ) {
        self.configuration = configuration
        client = IdentityClient(transport: transport, timeout: configuration.timeout)
        keys = SigningKeyStore(client: client, lifetime: configuration.keyLifetime)
        self.now = now
    }

    package func resolve(
        type: UInt32, accessToken: String, origin: String?, forSessionKey: Bool
    ) async throws(NodeError) -> AuthMethodContext {
        guard accessToken.utf8.count <= Self.lengthLimit else {
            throw NodeError(.badInput, "An access token has at most \(Self.lengthLimit) bytes.")
        }
        let user = try await user(type, accessToken)
        if let accepted = configuration.applications[type], !accepted.contains(user.appID) {
            throw NodeError(
                .authFailed, "Auth method \(type): this network does not accept tokens of that application.")
        }
        return AuthMethodContext(
            type: type, userID: user.userID, appID: user.appID, usedForSignSessionKeyRequest: forSessionKey)
    }

    private static let lengthLimit = 64 * 1024

    /// Who the service says it is.
    struct User: Hashable, Sendable {
        var userID: String
        var appID: String
    }

    private func user(_ type: UInt32, _ token: String) async throws(NodeError) -> User {
        switch type {
        case 1:
            let proof = AuthMethodProof(type: 1, accessToken: token)
            let account = try WalletVerifier(now: now()).verify(proof).address
            return User(userID: account.checksummed, appID: "lit")
        case 4: return try await discordUser(token)
        case 5: return try await googleUser(token)
        case 6: return try await user(of: token, from: .google, type)
        case 8: return try await user(of: token, from: .apple, type)
        case 9...13: return try await stytchUser(token, type)
        case 3:
            throw NodeError(
                .authSigNotSupported, "WebAuthn (auth method 3) is not served by this network yet.")
        default:
            throw NodeError(.authSigNotSupported, "Unsupported auth method type \(type).")
        }
    }

    static func refusal(_ type: UInt32, _ reason: String) -> NodeError {
        NodeError(.authFailed, "Auth method \(type): \(reason)")
    }
}
