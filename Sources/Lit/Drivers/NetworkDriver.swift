package import LitProtocol
package import Primitives
package import Secp256k1
package import ThresholdBLS

/// How one generation of networks is reached: everything above speaks of keys, actions and sessions, and knows
/// neither paths nor wire forms.
///
/// Each call asks the nodes that it takes, combines what they say, and verifies it. A slow or dead node delays
/// nothing once enough have answered.
package protocol NetworkDriver: Sendable {
    /// Reads the nodes from the chain, shakes hands with them and votes.
    ///
    /// - Throws: ``LitError``; nothing is left behind.
    func connect(_ context: CallContext) async throws(LitError) -> NetworkSnapshot

    /// What is known of the network now; nil before ``connect(_:)``.
    var snapshot: NetworkSnapshot? { get }

    /// Each new state of the network from now on, such as another epoch with other nodes. Ends with
    /// ``disconnect()``.
    func changes() -> AsyncStream<NetworkSnapshot>

    /// A recent hash of the chain that sign-in messages take as their nonce.
    func latestBlockhash(_ context: CallContext) async throws(LitError) -> String

    /// Has a PKP allow a session: the nodes check who asks, complete the message and sign it together.
    ///
    /// - Returns: verified, with the network's key.
    func allowSession(_ order: SessionKeyOrder, _ context: CallContext) async throws(LitError) -> AuthSig

    /// Runs an action on every node, or on one.
    func execute(
        _ order: ActionOrder, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> ActionOutcome

    /// Has a PKP sign a digest.
    ///
    /// - Returns: a signature that recovers to the PKP's key.
    func sign(
        _ digest: Bytes32, with publicKey: PublicKey, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> Signature

    /// Has every node confirm that a key belongs to whom an auth method names.
    func claim(_ method: AuthMethodProof, _ context: CallContext) async throws(LitError) -> KeyClaim

    /// Has the nodes check conditions, and gives what opens the ciphertext that is bound to them.
    ///
    /// - Returns: the network's signature of ``DecryptionOrder/identity``, verified.
    func decryptionKey(
        _ order: DecryptionOrder, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> BLSSignature

    /// Ends everything: listeners, connections, calls under way.
    func disconnect() async
}
