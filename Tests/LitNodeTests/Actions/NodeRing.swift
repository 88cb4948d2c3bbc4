import ActionProtocol
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
import TestSupport
import ThresholdBLS

/// Three nodes in one process: real keys, dealt by one dealer, and exchanges through shared memory.
final class NodeRing: Sendable {
    let peers: [PeerID]
    let key: PrivateKey
    let dealer: BLSDealer
    let roots: RootKeySet
    let derivedKeyID = [UInt8](repeating: 5, count: 32)

    struct State {
        var orders: [SigningOrder] = []
        var values: [String: [PeerID: [UInt8]]] = [:]
        var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]
        var broadcasts: [String: [UInt8]] = [:]
        var hearing: [String: [CheckedContinuation<[UInt8], Never>]] = [:]
        /// Of which peers the others hear nothing.
        var silent: Set<Int> = []
        var signingFailure: KeyServiceError?
        var spoiled: Set<Int> = []
    }

    let state = Mutex(State())

    init() throws {
        peers = (1...3).compactMap { PeerID([UInt8](repeating: UInt8(4 - $0), count: 20)) }
        key = try PrivateKey(Array(repeating: 9, count: 32))
        var generator = SplitMix64(seed: 4)
        dealer = try BLSDealer(BLSThreshold(2, of: 3), using: &generator)
        roots = RootKeySet(bls: dealer.commitments.publicKey, k256: [key.publicKey])
    }

    var pkp: PKP? { PKP(publicKey: key.publicKey.uncompressed) }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    var orders: [SigningOrder] { state.withLock { $0.orders } }

    /// A host of the node at this place, for one execution.
    func host(
        _ place: Int, authorization: (any PKPAuthorization)? = nil, registry: (any PKPRegistry)? = nil,
        conditions: any ConditionChecking = LocalConditions(), chains: [String: EthereumProvider] = [:]
    ) -> NodeActionHost {
        let entry = PermissionBook.Entry(routing: (derivedKeyID, key.publicKey.uncompressed))
        return NodeActionHost(
            NodeActionHost.Services(
                registry: registry ?? PermissionBook(entry), authorization: authorization ?? Everybody(),
                keys: RingMember(ring: self, place: place), network: RingView(ring: self), me: peers[place],
                claims: ClaimSigner(key), chains: chains, conditions: conditions))
    }

    static let action = "QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3"
    static let parent = "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"

    static func context(
        _ authentication: ActionAuthentication = ActionAuthentication(), stack: [String] = [action],
        ordinal: Int = 0
    ) -> OperationContext {
        OperationContext(
            requestID: "request-1", actionStack: authentication.precedingActions + stack,
            owner: ActionOwner("owner"), authentication: authentication, ordinal: ordinal)
    }
}

/// Lets everybody do everything, and remembers for whom.
final class Everybody: PKPAuthorization {
    let contexts = Mutex<[AuthContext]>([])
    func require(_ scope: Scope, of tokenID: UInt256, for context: AuthContext) async throws(NodeError) {
        contexts.withLock { $0.append(context) }
    }
}

struct RingView: NetworkView {
    let ring: NodeRing

    var state: NetworkState? {
        guard let provider = try? EthereumProvider(url: "http://nowhere.test") else { return nil }
        let members = ring.peers.compactMap { peer in
            (try? Address(peer.bytes)).map {
                NodeMember(staker: $0, node: $0, publicAddress: "127.0.0.1:1", tlsPin: .zero)
            }
        }
        return NetworkState(
            chainID: 31337, contracts: LitContracts(addresses: [:], provider: provider), staking: .active,
            epoch: EpochState(number: 2, members: members, threshold: 2), latestBlock: (.zero, 0))
    }

    func states() -> AsyncStream<NetworkState> { AsyncStream { $0.finish() } }
}

private struct RingMember: KeyOperations {
    let ring: NodeRing
    let place: Int

    var rootKeys: RootKeySet? { ring.roots }

    /// The first two nodes sign.
    func sign(_ order: SigningOrder) async throws(KeyServiceError) -> SigningAnswer {
        let failure = ring.state.withLock { state in
            state.orders.append(order)
            return state.signingFailure
        }
        if let failure { throw failure }
        guard let signature = try? ring.key.sign(order.digest) else {
            throw KeyServiceError(.protocolFailure, "no signature")
        }
        let bigR = [2 + (signature.recoveryID & 1)] + signature.r.bytes
        let part = place < 2 ? SignaturePart(bigR: bigR, share: Bytes32(words: 0, 0, 0, UInt64(place))) : nil
        return SigningAnswer(signature: signature, part: part)
    }

    func blsShare(of message: [UInt8], epoch: UInt64?) throws(KeyServiceError) -> BLSSignatureShare {
        let isSpoiled = ring.state.withLock { $0.spoiled.contains(place) }
        guard let share = try? ring.dealer.shares[place].sign(isSpoiled ? message + [0] : message) else {
            throw KeyServiceError(.invalidOrder, "no share")
        }
        return share
    }

    /// Waits until all who speak have spoken.
    func exchange(
        _ value: [UInt8], named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [PeerID: [UInt8]] {
        let id = "\(requestID) \(name)"
        await withCheckedContinuation { continuation in
            let ready = ring.state.withLock { state -> [CheckedContinuation<Void, Never>] in
                if !state.silent.contains(place) { state.values[id, default: [:]][ring.peers[place]] = value }
                state.waiting[id, default: []].append(continuation)
                guard state.values[id]?.count == ring.peers.count - state.silent.count else { return [] }
                return state.waiting.removeValue(forKey: id) ?? []
            }
            for continuation in ready { continuation.resume() }
        }
        return ring.state.withLock { $0.values[id] } ?? [:]
    }

    func leader(of requestID: String) throws(KeyServiceError) -> PeerID { ring.peers[1] }

    func broadcast(_ value: [UInt8], named name: String, of requestID: String) throws(KeyServiceError) {
        let id = "\(requestID) \(name)"
        let hearing = ring.state.withLock { state -> [CheckedContinuation<[UInt8], Never>] in
            state.broadcasts[id] = value
            return state.hearing.removeValue(forKey: id) ?? []
        }
        for continuation in hearing { continuation.resume(returning: value) }
    }

    func collectFromLeader(
        named name: String, of requestID: String, timeout: Duration
    ) async throws(KeyServiceError) -> [UInt8] {
        let id = "\(requestID) \(name)"
        return await withCheckedContinuation { continuation in
            let value = ring.state.withLock { state -> [UInt8]? in
                if let value = state.broadcasts[id] { return value }
                state.hearing[id, default: []].append(continuation)
                return nil
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
