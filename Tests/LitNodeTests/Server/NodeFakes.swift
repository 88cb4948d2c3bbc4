import ActionRuntime
import Ethereum
import EthereumRPC
import KeyService
import LitContracts
import LitNode
import LitProtocol
import PeerTransport
import Primitives
import Secp256k1
import Synchronization
import ThresholdBLS

/// What the recorded network knows of itself, without a chain.
struct RecordedNetwork: NetworkView {
    let state: NetworkState?

    func states() -> AsyncStream<NetworkState> {
        AsyncStream { stream in
            if let state { stream.yield(state) }
        }
    }

    /// - Parameter hasKeys: whether the root keys are on chain.
    init(hasKeys: Bool = true) throws {
        let keys = try NodeRecordings.file("keys")["network"] ?? .null
        let contracts = LitContracts(
            addresses: [:], provider: try EthereumProvider(url: "http://127.0.0.1:1"))
        let blockHash = try Bytes32(hex: keys["latestBlockhash"]?.string ?? "")
        state = NetworkState(
            chainID: 175_188, contracts: contracts, staking: .active,
            epoch: EpochState(number: 5, members: [], threshold: 2),
            rootKeys: hasKeys ? try NodeRecordings.rootKeys() : nil, latestBlock: (blockHash, 1_768_478_390))
    }
}

/// The keys of the recorded network's first node; its ECDSA signatures are whole ones by the PKP's key.
final class RecordedKeys: KeyOperations {
    let rootKeys: RootKeySet?
    private let share: BLSKeyShare
    private let pkps: [PrivateKey]
    let orders = Mutex<[SigningOrder]>([])
    let failure = Mutex<KeyServiceError?>(nil)
    /// Whether this node is among the signers.
    let signs: Bool

    init(signs: Bool = true) throws {
        rootKeys = try NodeRecordings.rootKeys()
        let network = try NodeRecordings.file("keys")["network"] ?? .null
        let secret = try Hex.decode(network["nodes"]?[0]?["blsShare"]?.string ?? "")
        share = try BLSKeyShare(identifier: 1, secret: Secret(copying: secret))
        pkps = try NodeRecordings.pkpKeys()
        self.signs = signs
    }

    func sign(_ order: SigningOrder) async throws(KeyServiceError) -> SigningAnswer {
        orders.withLock { $0.append(order) }
        if let failure = failure.withLock({ $0 }) { throw failure }
        guard let key = pkps.first(where: { $0.publicKey == order.publicKey }),
            let signature = try? key.sign(order.digest)
        else { throw KeyServiceError(.keyMismatch, "no such key") }
        let part = SignaturePart(bigR: pkps[0].publicKey.compressed, share: signature.s.bytes32)
        return SigningAnswer(signature: signature, part: signs ? part : nil)
    }

    func blsShare(of message: [UInt8], epoch: UInt64?) throws(KeyServiceError) -> BLSSignatureShare {
        do { return try share.sign(message) } catch { throw KeyServiceError(.invalidOrder, "\(error)") }
    }

    func exchange(
        _ value: [UInt8], named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [PeerID: [UInt8]] { [:] }
    func leader(of requestID: String) throws(KeyServiceError) -> PeerID {
        throw KeyServiceError(.notReady, "there are no peers")
    }
    func broadcast(_ value: [UInt8], named name: String, of requestID: String) throws(KeyServiceError) {}
    func collectFromLeader(
        named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [UInt8] { [] }
}

/// The PKPs of the recordings.
struct RecordedRegistry: PKPRegistry {
    let keys: [PrivateKey]

    func owner(of tokenID: UInt256) async throws(NodeError) -> Address? { nil }

    func routing(
        of tokenID: UInt256
    ) async throws(NodeError) -> (derivedKeyID: [UInt8], publicKey: [UInt8])? {
        let all = keys.map(\.publicKey.uncompressed)
        guard let key = all.first(where: { UInt256(Keccak256.hash($0)) == tokenID }) else { return nil }
        return ([1, 2, 3], key)
    }

    func permittedAuthMethods(of tokenID: UInt256) async throws(NodeError) -> [AuthMethod] { [] }
    func scopes(
        type: UInt256, id: [UInt8], of tokenID: UInt256, limit: UInt256
    ) async throws(NodeError) -> [Bool] { [] }
    func tokens(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt256] {
        keys.prefix(1).map { UInt256(Keccak256.hash($0.publicKey.uncompressed)) }
    }
    func permittedActions(of tokenID: UInt256) async throws(NodeError) -> [[UInt8]] { [] }
    func permittedAddresses(of tokenID: UInt256) async throws(NodeError) -> [Address] { [] }
    func isPermittedAction(_ cid: [UInt8], of tokenID: UInt256) async throws(NodeError) -> Bool { false }
    func isPermittedAddress(_ address: Address, of tokenID: UInt256) async throws(NodeError) -> Bool { false }
    func isPermittedAuthMethod(
        type: UInt256, id: [UInt8], of tokenID: UInt256
    ) async throws(NodeError) -> Bool { false }
    func userPublicKey(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt8] { [] }
}

/// Permits what it is told to, and remembers who asked for what.
final class Gatekeeper: PKPAuthorization, CapacityChecking, AuthMethodResolving, ActionAllowing {
    struct Rules: Sendable {
        var permits = true
        var hasCapacity = true
        var allowsActions = true
    }

    let rules = Mutex(Rules())
    let asked = Mutex<[(scope: Scope, context: AuthContext)]>([])

    func require(_ scope: Scope, of tokenID: UInt256, for context: AuthContext) async throws(NodeError) {
        asked.withLock { $0.append((scope, context)) }
        guard rules.withLock({ $0.permits }) else {
            throw NodeError(.authSigScopeTooLimited, "None of them.")
        }
    }

    func require(for user: Address, capabilities: [AuthSig]) async throws(NodeError) {
        guard rules.withLock({ $0.hasCapacity }) else { throw .rateLimited() }
    }

    func require(_ cid: String) async throws(NodeError) {
        guard rules.withLock({ $0.allowsActions }) else { throw NodeError(.actionNotAllowed, cid) }
    }

    func resolve(
        type: UInt32, accessToken: String, origin: String?, forSessionKey: Bool
    ) async throws(NodeError) -> AuthMethodContext {
        guard type == 1, let json = try? JSON(parsing: accessToken) else {
            throw NodeError(.authFailed, "This is no wallet.")
        }
        let authSig = try AuthSig(json)
        return AuthMethodContext(
            type: 1, userID: authSig.address, appID: "lit", usedForSignSessionKeyRequest: forSessionKey)
    }
}

/// Gives the results that it has, and remembers what it was asked for.
final class ActionStage: ActionRunning {
    let requests = Mutex<[ActionRequest]>([])
    let signIns = Mutex<[SIWEMessage?]>([])
    let result = Mutex(ActionResult(actionID: "", response: "", logs: ""))
    /// How long each takes.
    let pause = Mutex<Duration?>(nil)

    func code(for source: LitProtocol.ActionSource) async throws(NodeError) -> ActionCode {
        switch source {
        case .code(let text): ActionCode(text)
        case .cid: ActionCode("fetched")
        }
    }

    func run(_ request: ActionRequest, signIn: SIWEMessage?) async -> ActionResult {
        requests.withLock { $0.append(request) }
        signIns.withLock { $0.append(signIn) }
        if let pause = pause.withLock({ $0 }) { try? await Task.sleep(for: pause) }
        return result.withLock { $0 }
    }
}
