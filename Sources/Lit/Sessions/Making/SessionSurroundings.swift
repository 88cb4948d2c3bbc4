package import LitProtocol
package import Primitives
internal import ThresholdBLS

/// What making a session needs of the network, and of chance and time.
package struct SessionSurroundings: Sendable {
    /// The network's name, such as `datil`: sessions in a store belong to one network.
    var networkName: String
    /// Whether nodes want a wallet's session to allow any action before they sign with a PKP, as the hosted networks'
    /// do.
    var signingNeedsActions: Bool
    /// The network's BLS key, 48 bytes; nil before it is known.
    var networkKey: @Sendable () -> [UInt8]?
    /// A hash of a recent block, for the nonce of messages.
    var nonce: @Sendable () async throws(LitError) -> String
    /// Has a PKP allow a session.
    var allowSession: @Sendable (SessionKeyOrder) async throws(LitError) -> AuthSig
    var now: @Sendable () -> Timestamp
    var makeKey: @Sendable () -> SessionKey

    /// From its parts; the clock and chance are the system's unless given.
    package init(
        networkName: String, signingNeedsActions: Bool = false,
        networkKey: @escaping @Sendable () -> [UInt8]?,
        nonce: @escaping @Sendable () async throws(LitError) -> String,
        allowSession: @escaping @Sendable (SessionKeyOrder) async throws(LitError) -> AuthSig,
        now: @escaping @Sendable () -> Timestamp = { .now() },
        makeKey: @escaping @Sendable () -> SessionKey = { SessionKey() }
    ) {
        self.networkName = networkName
        self.signingNeedsActions = signingNeedsActions
        self.networkKey = networkKey
        self.nonce = nonce
        self.allowSession = allowSession
        self.now = now
        self.makeKey = makeKey
    }

    /// The key that verifies what PKPs allow; nil before it is known.
    func blsKey() throws(LitError) -> BLSPublicKey? {
        guard let bytes = networkKey() else { return nil }
        do { return try BLSPublicKey(bytes) } catch {
            throw LitError(
                .invalidAnswer, "The network's BLS key is none: \(error)",
                hint: "Connect again; if that does not help, the nodes are misconfigured.", cause: error)
        }
    }

    /// Tells networks apart in stores, also two of the same name that one replaced.
    var networkIdentity: String {
        let key = networkKey().map { String($0.hex.prefix(16)) } ?? "unknown"
        return "\(networkName) \(key)"
    }
}
