import Lit
import LitProtocol
import Synchronization
import ThresholdBLS

/// A network that does as it is told: it signs with keys of its own, and notes what was asked.
final class ScriptedDriver: NetworkDriver {
    struct State {
        var snapshot: NetworkSnapshot?
        var outcome = ActionOutcome(
            response: "", logs: "", signatures: [:], claims: [:], differing: [], reports: [])
        var failure: LitError?
        var orders: [ActionOrder] = []
        var contexts: [CallContext] = []
        var requests: [ResourceAbilityRequest] = []
        var disconnections = 0
        var watchers: [AsyncStream<NetworkSnapshot>.Continuation] = []
    }

    let keys: [PrivateKey]
    let state = Mutex(State())

    init(signingWith keys: PrivateKey...) {
        self.keys = keys
        state.withLock { $0.snapshot = Self.snapshot(epoch: 1) }
    }

    /// A BLS key that is one: the generator of G1.
    private static let generator =
        (try? Hex.decode(
            "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
                + "6c55e83ff97a1aeffb3af00adb22c6bb")) ?? []

    static func snapshot(epoch: UInt64) -> NetworkSnapshot {
        NetworkSnapshot(
            nodes: ["http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3"], threshold: 2,
            epoch: epoch,
            networkKey: generator, rootKeys: [],
            latestBlockhash: Keccak256.hash([UInt8]()).prefixedHex)
    }

    /// Moves on to another epoch.
    func advance(to epoch: UInt64) {
        let snapshot = Self.snapshot(epoch: epoch)
        let watchers = state.withLock { state in
            state.snapshot = snapshot
            return state.watchers
        }
        for watcher in watchers { watcher.yield(snapshot) }
    }

    private func note(_ context: CallContext, _ session: SessionProof? = nil) throws(LitError) {
        let failure = state.withLock { state in
            state.contexts.append(context)
            if case .session(let credential) = session { state.requests += credential.requests }
            return state.failure
        }
        if let failure { throw failure }
    }

    func connect(_ context: CallContext) async throws(LitError) -> NetworkSnapshot {
        try note(context)
        return Self.snapshot(epoch: 1)
    }

    var snapshot: NetworkSnapshot? { state.withLock(\.snapshot) }

    func changes() -> AsyncStream<NetworkSnapshot> {
        AsyncStream { continuation in
            let ended = state.withLock { state in
                state.watchers.append(continuation)
                return state.disconnections > 0
            }
            if ended { continuation.finish() }
        }
    }

    func latestBlockhash(_ context: CallContext) async throws(LitError) -> String {
        try note(context)
        return Self.snapshot(epoch: 1).latestBlockhash
    }

    func allowSession(_ order: SessionKeyOrder, _ context: CallContext) async throws(LitError) -> AuthSig {
        try note(context)
        throw LitError(.unsupported, "no PKP allows anything here")
    }

    func execute(
        _ order: ActionOrder, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> ActionOutcome {
        try note(context, session)
        return state.withLock { state in
            state.orders.append(order)
            return state.outcome
        }
    }

    func sign(
        _ digest: Bytes32, with publicKey: PublicKey, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> Signature {
        try note(context, session)
        guard let key = keys.first(where: { $0.publicKey == publicKey }) else {
            throw LitError(.notAuthorized, "no such key")
        }
        do { return try key.sign(digest) } catch { throw LitError(.internalError, "\(error)") }
    }

    func claim(_ method: AuthMethodProof, _ context: CallContext) async throws(LitError) -> Lit.KeyClaim {
        try note(context)
        guard let key = keys.first else { throw LitError(.authMethodRefused, "no key") }
        let id = Keccak256.hash(Array(method.accessToken.utf8))
        return Lit.KeyClaim(derivedKeyID: id.bytes, signatures: [], publicKey: key.publicKey)
    }

    func decryptionKey(
        _ order: DecryptionOrder, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> BLSSignature {
        throw LitError(.unsupported, "nothing is decrypted here")
    }

    func disconnect() async {
        let watchers = state.withLock { state in
            state.disconnections += 1
            state.snapshot = nil
            return state.watchers
        }
        for watcher in watchers { watcher.finish() }
    }
}
