public import Ethereum
public import Primitives

/// A sign-in message that nodes are asked to sign for a PKP, and how they complete it.
///
/// Each node completes it by itself. The text must come out the same at all of them, or their shares do not
/// combine: so nothing in it may depend on a node's clock or on what only some nodes know.
public struct SessionKeyMessage: Hashable, Sendable {
    /// As it was sent.
    public let message: SIWEMessage
    /// What the message grants as it was sent.
    private let recap: ReCap

    /// The entry that only nodes write, in which they say who the user is.
    public static let contextResource = LitResource.any(.resolvedAuthContext)
    /// The member of the entry.
    static let contextMember = "auth_context"

    /// From the request's text.
    ///
    /// - Throws: `NodeSIWEMessageError`; `NodeSIWECapabilityInvalid` unless it grants something in the form
    ///   of EIP-5573; `NodeInvalidAuthContextResource` if it says itself who the user is.
    public init(parsing text: String) throws(NodeError) {
        do { message = try SIWEMessage(parsing: text) } catch {
            throw NodeError(.siweMessageError, "The sign-in message cannot be read: \(error)")
        }
        let forbidden = NodeError(
            .invalidAuthContextResource,
            "Only nodes may say who the user is: leave \(LitResource.Kind.resolvedAuthContext.rawValue) out.")
        guard message.statement?.contains(LitResource.Kind.resolvedAuthContext.rawValue) != true else {
            throw forbidden
        }
        let recap: ReCap?
        do { recap = try message.recap() } catch {
            throw NodeError(.siweCapabilityInvalid, "Unable to convert SIWE into Capability object: \(error)")
        }
        guard let recap else {
            throw NodeError(
                .siweCapabilityInvalid,
                "Unable to convert SIWE into Capability object: none of its resources is a ReCap")
        }
        guard !recap.resources.contains(where: CapabilityVerifier.isAuthContext) else { throw forbidden }
        self.recap = recap
    }

    /// Throws unless the message is to the session's URI, and in time.
    ///
    /// - Parameter sessionKey: the request's member: `lit:session:` and 64 lowercase digits. Nothing else is
    ///   signed, so that nobody gets the network's word for another purpose.
    public func check(sessionKey: String, now: Timestamp) throws(NodeError) {
        let digits = sessionKey.dropFirst(SessionKey.uriPrefix.count)
        guard sessionKey.hasPrefix(SessionKey.uriPrefix),
            let key = try? Hex.decode(digits, prefix: .forbidden),
            key.count == 32, key.hex == digits
        else {
            throw NodeError(
                .authSigSessionKeyConversionError,
                "The member sessionKey must be \(SessionKey.uriPrefix) and 64 lowercase hexadecimal digits.")
        }
        guard message.uri == sessionKey else {
            throw NodeError(
                .siweMessageError,
                "The sign-in message is to the URI \(message.uri), not to the session key \(sessionKey).")
        }
        try SignInTimes.check(message, at: now)
    }

    /// Throws unless the message names the PKP's account: needed where the request names the PKP's key.
    public func check(address: Address) throws(NodeError) {
        guard message.address == address else {
            throw NodeError(
                .siweMessageError,
                "The address in the sign-in message, \(message.address), is not the PKP's, \(address).")
        }
    }

    /// The message that is signed: for the PKP's account, with what the nodes know of the user.
    ///
    /// The nonce stays as sent, and so does the time of issue: clients send hashes of blocks that nodes may
    /// not know, and all nodes must come to the same text.
    ///
    /// - Parameters:
    ///   - address: the PKP's.
    ///   - context: an object, the same at all nodes; the order of its members does not count.
    ///   - blockTime: the time of the block that the nonce names, in place of the time of issue; only where
    ///     every node is sure to know it.
    public func completed(
        for address: Address, context: JSON, blockTime: Timestamp? = nil
    ) throws(NodeError) -> SIWEMessage {
        do {
            var merged = recap
            try merged.grant(
                ReCap.Ability("Auth/Auth"), on: Self.contextResource.key,
                restriction: [Self.contextMember: context])
            let statement = (message.statement.map { $0 + " " } ?? "") + merged.statement
            let issuedAt =
                try blockTime.map { try SIWETimestamp($0, precision: .seconds) } ?? message.issuedAt
            let urn = merged.urn
            return try message.changing { fields in
                fields.address = address
                fields.issuedAt = issuedAt
                fields.statement = statement
                fields.resources = [urn]
            }
        } catch {
            throw NodeError(.siweMessageError, "The sign-in message cannot be completed: \(error)")
        }
    }
}
