public import Ethereum
public import Primitives
internal import Secp256k1

/// Verifies messages by which a wallet authenticates its owner directly, without a session: as an auth
/// method, or as the `authSig` of a request.
public struct WalletVerifier: Sendable {
    /// The time.
    public var now: Timestamp

    /// A verifier at a moment.
    public init(now: Timestamp) { self.now = now }

    /// URIs of messages that allow something else, and must not serve to authenticate.
    static let otherPurposes = ["lit:session", CapacityDelegation.uri]

    /// Throws unless the wallet in the message signed it, and it is in time and meant for this.
    ///
    /// - Returns: the message; its address is who signed.
    public func verify(_ authSig: AuthSig) throws(NodeError) -> SIWEMessage {
        guard authSig.kind == .wallet else {
            throw NodeError(
                .authSigNotSupported,
                "A message that a wallet signed is needed here, not one with derivedVia \(authSig.derivedVia)."
            )
        }
        let message = try authSig.signInMessage()
        try authSig.checkWallet(message)
        if let purpose = Self.otherPurposes.first(where: message.uri.hasPrefix) {
            throw NodeError(
                .invalidAuthSig,
                "The message is to a URI that begins with \(purpose), so it allows something, but does not "
                    + "authenticate.")
        }
        try SignInTimes.check(message, at: now)
        return message
    }

    /// The same for the auth method of type 1, whose access token is the auth sig's JSON text.
    public func verify(_ proof: AuthMethodProof) throws(NodeError) -> SIWEMessage {
        let json: JSON
        do { json = try JSON(parsing: proof.accessToken) } catch {
            throw NodeError(
                .invalidAuthSig, "The access token is no auth sig: \(error)")
        }
        return try verify(AuthSig(json))
    }
}

extension AuthSig {
    /// What was signed, as a sign-in message to which the address beside it belongs.
    func signInMessage() throws(NodeError) -> SIWEMessage {
        let message: SIWEMessage
        do { message = try SIWEMessage(parsing: signedMessage) } catch {
            throw NodeError(.siweMessageError, "The sign-in message cannot be read: \(error)")
        }
        guard let beside = try? Address(address), beside == message.address else {
            throw NodeError(
                .siweMessageError,
                "The address beside the sign-in message, \(address), is not the one in it, \(message.address)."
            )
        }
        return message
    }

    /// Throws unless the signature is that of the message's account (EIP-191).
    func checkWallet(_ message: SIWEMessage) throws(NodeError) {
        guard let bytes = try? Hex.decode(sig, count: 65), let signature = try? Signature(recoverable: bytes)
        else {
            throw NodeError(
                .siweSigConversionError,
                "The wallet's signature must be r, s and v: 65 bytes in hexadecimal digits.")
        }
        do { try message.checkSignature(signature) } catch {
            throw NodeError(.invalidAuthSig, "The wallet did not sign this message: \(error)")
        }
    }

    /// A sign-in message, signed by a wallet.
    public init(signing message: SIWEMessage, with wallet: EthereumWallet) throws(SessionError) {
        let signature: Signature
        do { signature = try wallet.sign(message: message.text) } catch { throw SessionError(.signingFailed) }
        self.init(
            sig: signature.recoverable().prefixedHex, derivedVia: Self.walletDerivation,
            signedMessage: message.text, address: wallet.address.checksummed)
    }
}
