internal import Ethereum
internal import LitProtocol
internal import ThresholdBLS

extension SessionKeyOrder {
    /// Whether a completed message is another one than was asked for; nil if it is right.
    func complaint(about text: String) -> String? {
        guard let message = try? SIWEMessage(parsing: text) else { return "signed no sign-in message" }
        guard message.uri == sessionURI else { return "signed for another session: \(message.uri)" }
        if let pkp, message.address != Address(pkp) {
            return "signed for another account: \(message.address)"
        }
        return nil
    }

    /// What allows the session.
    func authSig(_ signed: SignedText, _ context: CallContext) throws(LitError) -> AuthSig {
        do {
            let address = try SIWEMessage(parsing: signed.text).address.checksummed
            return try AuthSig(
                SessionAuthSig(
                    signedMessage: signed.text, signature: signed.signature, address: address
                ).json)
        } catch {
            throw LitError(
                .invalidAnswer, "The nodes have signed no sign-in message.", context: context.errorContext,
                cause: error)
        }
    }
}
