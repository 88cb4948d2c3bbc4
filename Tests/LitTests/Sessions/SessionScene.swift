import Ethereum
import EthereumRPC
import LitContracts
import LitProtocol
import Primitives
import Secp256k1
import Synchronization
import ThresholdBLS

import Lit

/// A maker of sessions with a clock, a key and a network that tests decide.
final class SessionScene: Sendable {
    struct State {
        var now: Timestamp
        var keys: [SessionKey] = []
        var nonces = 0
        var orders: [SessionKeyOrder] = []
    }

    let network: RecordedNetwork
    let state: Mutex<State>
    let name: String
    let signingNeedsActions: Bool
    /// What nodes answer instead of what they should.
    let answer: (@Sendable (SessionKeyOrder, AuthSig) throws -> AuthSig)?

    init(
        name: String = "test", signingNeedsActions: Bool = false,
        answer: (@Sendable (SessionKeyOrder, AuthSig) throws -> AuthSig)? = nil
    ) throws {
        network = try RecordedNetwork()
        state = Mutex(State(now: try SessionVectors.clock()))
        self.name = name
        self.signingNeedsActions = signingNeedsActions
        self.answer = answer
    }

    var now: Timestamp {
        get { state.withLock(\.now) }
        set { state.withLock { $0.now = newValue } }
    }

    var nonces: Int { state.withLock(\.nonces) }
    var orders: [SessionKeyOrder] { state.withLock(\.orders) }

    /// The next keys, before random ones.
    func use(_ keys: SessionKey...) { state.withLock { $0.keys = keys } }

    var maker: SessionMaker {
        SessionMaker(
            SessionSurroundings(
                networkName: name, signingNeedsActions: signingNeedsActions,
                networkKey: { self.network.key.bytes },
                nonce: { () async throws(LitError) in
                    self.state.withLock { $0.nonces += 1 }
                    do { return try SessionVectors.nonce() } catch {
                        throw LitError(.internalError, "\(error)")
                    }
                },
                allowSession: { order async throws(LitError) in
                    self.state.withLock { $0.orders.append(order) }
                    do {
                        guard let pkp = order.pkp else { throw SessionVectors.Missing() }
                        let good = try self.network.allow(order, address: Address(pkp), now: self.now)
                        return try self.answer?(order, good) ?? good
                    } catch {
                        throw LitError(.notAuthorized, "\(error)")
                    }
                },
                now: { self.now },
                makeKey: {
                    self.state.withLock { $0.keys.isEmpty ? SessionKey() : $0.keys.removeFirst() }
                }))
    }

    static let node = "http://127.0.0.1:7470"

    /// What a node says of a request by this credential.
    func judge(
        _ credential: SessionCredential, _ ability: LitAbility, on resource: LitResource,
        at node: String = SessionScene.node, change: (inout AuthSig) -> Void = { _ in }
    ) throws -> VerifiedSession {
        let signatures = try SessionGrant.signatures(
            with: credential.key, for: [SessionScene.node], requests: credential.requests,
            capabilities: credential.capabilities, issuedAt: credential.issuedAt,
            expiration: credential.expiration)
        guard var authSig = signatures[SessionScene.node] else { throw SessionVectors.Missing() }
        change(&authSig)
        return try SessionVerifier(nodeAddress: NodeAddress(node), networkKey: network.key, now: now)
            .verify(authSig, for: ability, on: resource)
    }
}

/// Signs what is asked of it, counts, and can be told to fail, lie or wait.
final class ScriptedSigner: EthereumSigner, Sendable {
    let wallet: EthereumWallet
    let address: Address
    private let count = Mutex(0)
    private let before: @Sendable (Int) async throws -> Void

    init(
        _ wallet: EthereumWallet, claiming address: Address? = nil,
        before: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) {
        self.wallet = wallet
        self.address = address ?? wallet.address
        self.before = before
    }

    /// How often it was asked.
    var requests: Int { count.withLock { $0 } }

    func sign(message: [UInt8]) async throws -> Signature {
        let number = count.withLock { count in
            count += 1
            return count
        }
        try await before(number)
        return try wallet.sign(message: message)
    }

    func sign(_ transaction: Transaction) async throws -> SignedTransaction { try wallet.sign(transaction) }
    func sign(_ data: TypedData) async throws -> Signature { try wallet.sign(data) }
}

/// A gate that tests open.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var arrivals = 0
    private var watchers: [(Int, CheckedContinuation<Void, Never>)] = []

    func pass() async {
        arrivals += 1
        for watcher in watchers where watcher.0 <= arrivals { watcher.1.resume() }
        watchers.removeAll { $0.0 <= arrivals }
        if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }

    func arrived(_ count: Int) async {
        if arrivals < count { await withCheckedContinuation { watchers.append((count, $0)) } }
    }

    func open() {
        isOpen = true
        for waiter in waiting { waiter.resume() }
        waiting = []
    }
}

/// What was thrown; nil if nothing was, or something else than an error of this SDK.
func refusal<Value>(_ work: () async throws -> Value) async -> LitError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? LitError
    }
}
