public import Ethereum
public import LitProtocol
public import Primitives
public import Secp256k1

/// A signed message in the form that Lit's nodes and SDKs pass around.
public typealias AuthSig = LitProtocol.AuthSig

/// What somebody has to sign for a session to be allowed.
public struct AuthNeeded: Sendable {
    /// What the message must be to: `lit:session:` and the session's public key.
    public let uri: String
    /// Whose signature is needed; nil where any account's will do.
    public let account: Address?
    /// What the session asks for.
    public let permissions: [SessionPermission]
    /// The message's resources: the capabilities as one ReCap URN (EIP-5573).
    public let resources: [String]
    /// The message's statement, which ends with the text of the capabilities.
    public let statement: String
    /// What the message's nonce should be: a recent hash of the network's chain.
    public let nonce: String
    /// When the message should be issued.
    public let issuedAt: Timestamp
    /// When the session shall end; the message must not hold for longer than 30 days.
    public let expiration: Timestamp
    /// The host that asks.
    public let domain: String
    /// The chain that the message names (EIP-155).
    public let chainID: UInt256

    /// The message, ready to be signed by an account.
    ///
    /// - Throws: ``LitError`` with `invalidArgument` if domain or statement break the rules of EIP-4361.
    public func message(for address: Address) throws(LitError) -> SIWEMessage {
        do {
            return try SIWEMessage(
                SIWEMessage.Fields(
                    domain: domain, address: address, statement: statement, uri: uri, chainID: chainID,
                    nonce: nonce, issuedAt: SIWETimestamp(issuedAt),
                    expirationTime: SIWETimestamp(expiration), resources: resources))
        } catch {
            throw .messageNotMade(error)
        }
    }

    /// The answer, of a message and its account's signature (EIP-191).
    public func authSig(_ message: SIWEMessage, signature: Signature) -> AuthSig {
        AuthSig(
            sig: signature.recoverable().prefixedHex, derivedVia: AuthSig.walletDerivation,
            signedMessage: message.text, address: message.address.checksummed)
    }
}
