internal import Ethereum
public import EthereumRPC
public import LitProtocol
package import Primitives

/// How somebody proves to the nodes who they are, so that a PKP which permits them allows a session.
///
/// Never printed: most proofs are tokens of other services.
public struct AuthProof: Sendable {
    enum Source: Sendable {
        case token(AuthMethodProof)
        case wallet(any EthereumSigner)
    }

    let source: Source

    /// A wallet, which signs a message for each proof. A session that was made with it can renew itself.
    public static func wallet(_ signer: any EthereumSigner) -> Self { Self(source: .wallet(signer)) }

    /// A wallet, by a message that it has signed already: to any URI but those that allow something.
    public static func wallet(signed authSig: AuthSig) -> Self { Self(source: .token(.wallet(authSig))) }

    /// A WebAuthn assertion: the JSON text of the credential that `navigator.credentials.get` gives, for
    /// the challenge of a recent block hash.
    public static func webAuthn(assertion: String) -> Self { token(3, assertion) }

    /// A Discord user, by an OAuth access token.
    public static func discord(accessToken: String) -> Self { token(4, accessToken) }

    /// A Google user, by an OAuth access token.
    public static func google(accessToken: String) -> Self { token(5, accessToken) }

    /// A Google user, by an id token (OpenID Connect).
    public static func google(idToken: String) -> Self { token(6, idToken) }

    /// An Apple user, by an id token (OpenID Connect).
    public static func apple(idToken: String) -> Self { token(8, idToken) }

    /// A Stytch user, by a session's JWT.
    public static func stytch(sessionJWT: String) -> Self { token(9, sessionJWT) }

    /// Whoever has an e-mail address, by a Stytch session's JWT.
    public static func stytchEmail(sessionJWT: String) -> Self { token(10, sessionJWT) }

    /// Whoever has a telephone number, by a Stytch session's JWT.
    public static func stytchSMS(sessionJWT: String) -> Self { token(11, sessionJWT) }

    /// Whoever has a WhatsApp account, by a Stytch session's JWT.
    public static func stytchWhatsApp(sessionJWT: String) -> Self { token(12, sessionJWT) }

    /// Whoever has an authenticator app, by a Stytch session's JWT.
    public static func stytchTOTP(sessionJWT: String) -> Self { token(13, sessionJWT) }

    /// A kind that has no name here.
    ///
    /// - Parameters:
    ///   - type: the kind's number, as the network's nodes know it.
    ///   - accessToken: what the kind shows.
    public static func custom(type: UInt32, accessToken: String) -> Self { token(type, accessToken) }

    private static func token(_ type: UInt32, _ text: String) -> Self {
        Self(source: .token(AuthMethodProof(type: type, accessToken: text)))
    }

    /// The kind's number.
    public var type: UInt32 {
        switch source {
        case .token(let proof): proof.type
        case .wallet: AuthMethodProof.walletType
        }
    }

    /// Whether it can be given again later.
    var isRepeatable: Bool { if case .wallet = source { true } else { false } }

    /// How long a wallet's message holds: it serves one request, and whoever has it is taken for the wallet.
    static let walletLifetime = Duration.seconds(900)

    /// What is sent to nodes; a wallet signs now.
    ///
    /// - Parameter domain: the host that asks; nil for `localhost`.
    /// - Throws: ``LitError`` with `signInFailed` if the wallet did not sign, or for another account.
    package func proof(
        nonce: String, now: Timestamp, domain: String? = nil
    ) async throws(LitError) -> AuthMethodProof {
        let signer: any EthereumSigner
        switch source {
        case .token(let proof): return proof
        case .wallet(let wallet): signer = wallet
        }
        let message: SIWEMessage
        do {
            message = try SIWEMessage(
                SIWEMessage.Fields(
                    domain: domain ?? "localhost", address: signer.address,
                    uri: domain.map { "https://\($0)" } ?? "http://localhost", nonce: nonce,
                    issuedAt: SIWETimestamp(now),
                    expirationTime: SIWETimestamp(now + Self.walletLifetime)))
        } catch {
            throw .messageNotMade(error)
        }
        let authSig = try await AuthSig(signing: message, by: signer)
        do { _ = try WalletVerifier(now: now).verify(authSig) } catch {
            throw .signInFailed(
                error.reason, hint: "See that the signer's address is its key's.", cause: error)
        }
        return .wallet(authSig)
    }

    /// What tells proofs apart without showing them, for stores.
    ///
    /// Of the whole token: what a token says of its bearer is not verified here, and must not open a session that
    /// somebody else's token has opened.
    var identity: String {
        switch source {
        case .wallet(let signer): "1 \(signer.address)"
        case .token(let proof): "\(proof.type) \(SHA2.sha256(Array(proof.accessToken.utf8)).hex)"
        }
    }
}

extension AuthProof: CustomStringConvertible, CustomReflectable {
    /// The kind only.
    public var description: String { "AuthProof(type: \(type))" }
    public var customMirror: Mirror { Mirror(self, children: ["type": type]) }
}

extension AuthSig {
    /// A message, signed by whatever signs for its account.
    init(signing message: SIWEMessage, by signer: any EthereumSigner) async throws(LitError) {
        let signature: String
        do {
            signature = try await signer.sign(message: Array(message.text.utf8)).recoverable().prefixedHex
        } catch {
            throw .whileSigning(error, for: signer.address)
        }
        self.init(
            sig: signature, derivedVia: Self.walletDerivation, signedMessage: message.text,
            address: message.address.checksummed)
    }
}
