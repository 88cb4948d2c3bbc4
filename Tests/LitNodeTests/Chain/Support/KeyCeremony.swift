import KeyService
import LitNode
import PeerTransport
import Secp256k1
import Synchronization
import ThresholdBLS

/// Stands for the generation of keys: all members meet, and then each has shares of the same fixed keys.
final class KeyCeremony: Sendable {
    private struct State {
        var present: [String: Set<PeerID>] = [:]
        var waiting: [String: [AsyncStream<Never>.Continuation]] = [:]
        var stored: [PeerID: [KeyEpoch: RootKeySet]] = [:]
        var begun: [String] = []
        var passedOn: [String] = []
    }

    private let state = Mutex(State())
    let keys: RootKeySet
    /// Which keys a node says it has got instead, for nodes that disagree.
    let differing: [PeerID: RootKeySet]

    init(_ keys: RootKeySet = SampleKeys.all, differing: [PeerID: RootKeySet] = [:]) {
        self.keys = keys
        self.differing = differing
    }

    /// The runs that were begun, each as often as somebody asked for it.
    var runs: [String] { state.withLock { $0.begun } }
    /// The epochs to which keys were passed on, as often as somebody asked for it.
    var passedOn: [String] { state.withLock { $0.passedOn } }

    func generate(by node: PeerID, in epoch: KeyEpoch, run: [UInt8]) async throws -> RootKeySet {
        let name = String(decoding: run, as: UTF8.self)
        let (stream, continuation) = AsyncStream<Never>.makeStream()
        let known: RootKeySet? = state.withLock { state in
            state.begun.append(name)
            if let known = state.stored[node]?[epoch] { return known }
            state.present[name, default: []].insert(node)
            state.waiting[name, default: []].append(continuation)
            if state.present[name]?.isSuperset(of: epoch.members) == true {
                for member in epoch.members { state.stored[member] = [epoch: differing[member] ?? keys] }
                for waiting in state.waiting.removeValue(forKey: name) ?? [] { waiting.finish() }
            }
            return nil
        }
        if let known { return known }
        for await _ in stream {}
        return try state.withLock { state in
            if let stored = state.stored[node]?[epoch] { return stored }
            state.present[name]?.remove(node)
            throw CancellationError()
        }
    }

    func stored(by node: PeerID, in epoch: KeyEpoch) -> RootKeySet? {
        state.withLock { $0.stored[node]?[epoch] }
    }

    func reshare(by node: PeerID, from: KeyEpoch, to: KeyEpoch) throws {
        try state.withLock { state in
            state.passedOn.append("\(from.number)-\(to.number)")
            guard let keys = state.stored[node]?[from] ?? state.stored[node]?[to] else {
                throw CancellationError()
            }
            state.stored[node]?[to] = keys
        }
    }

    func lose(_ node: PeerID) { state.withLock { $0.stored[node] = nil } }
}

/// Keys without anybody who knows what is behind them.
enum SampleKeys {
    /// The generators, and multiples of them.
    static let all = RootKeySet(bls: bls(generator), k256: [1, 2, 3].compactMap(k256))
    static let others = RootKeySet(bls: bls(doubled), k256: [4, 5, 6].compactMap(k256))

    private static let generator =
        "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
        + "6c55e83ff97a1aeffb3af00adb22c6bb"
    private static let doubled =
        "a572cbea904d67468808c8eb50a9450c9721db309128012543902d0ac358a62a"
        + "e28f75bb8f1c7c42c39a8c5529bf0f4e"

    private static func bls(_ hex: String) -> BLSPublicKey {
        guard let key = try? BLSPublicKey(hex: hex) else { preconditionFailure("a point of G1") }
        return key
    }

    static func k256(_ number: UInt8) -> PublicKey? {
        try? PrivateKey([UInt8](repeating: 0, count: 31) + [number]).publicKey
    }
}
