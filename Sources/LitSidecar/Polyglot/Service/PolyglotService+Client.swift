internal import Lit
internal import LitContracts
internal import Primitives
internal import Synchronization

extension PolyglotService {
    /// Makes the client object anew; until it is connected nobody has one that is ready.
    func new(_ request: PolyglotRequest) async throws(PolyglotFailure) -> JSON {
        state.withLock { state in
            state.hasClient = true
            state.networkName = request.truthy("litNetwork")?.string ?? Self.usualNetwork
            state.isDebugging = request["debug"]?.isTruthy ?? true
            state.isReady = false
        }
        try await join()
        return Self.success
    }

    /// Connects the client object, again if it is connected.
    func connect() async throws(PolyglotFailure) -> JSON {
        try checkClient()
        try await join()
        return Self.success
    }

    /// Whatever name was given, there is one network. Calls under way keep the client that they began with.
    private func join() async throws(PolyglotFailure) {
        let client = try await calling { () async throws(LitError) in try await surroundings.connect() }
        let now = surroundings.now()
        state.withLock { state in
            state.client = client
            state.isReady = true
            state.connected = now
        }
    }

    /// Says that it is not ready any more. As in the original, some calls work on.
    func disconnect() -> JSON {
        state.withLock { $0.isReady = false }
        return Self.success
    }

    /// Those properties of the JavaScript SDK's client that say something of the network; no others.
    func property(_ request: PolyglotRequest) throws(PolyglotFailure) -> JSON {
        try checkClient()
        var answer = JSON.Object()
        answer["success"] = true
        if let name = request["property"]?.string { answer["property"] = property(name) }
        return .object(answer)
    }

    private func property(_ name: String) -> JSON? {
        let state = state.withLock { $0 }
        let snapshot = state.client?.driver.snapshot
        let key: JSON = snapshot.map { .string($0.networkKey.hex) } ?? .null
        let roots: JSON = snapshot.map { .array($0.rootKeys.map { .string($0.compressed.hex) }) } ?? .null
        let blockhash: JSON = snapshot.map { .string($0.latestBlockhash) } ?? .null
        switch name {
        case "ready": return .bool(state.isReady)
        // What JSON makes of a set.
        case "connectedNodes": return [:]
        case "subnetPubKey", "networkPubKey", "networkPubKeySet": return key
        case "hdRootPubkeys": return roots
        case "latestBlockhash": return blockhash
        case "lastBlockHashRetrieved":
            return state.connected.map { .number(.init($0.seconds &* 1000)) } ?? .null
        case "currentEpochNumber": return snapshot.map { .number(.init($0.epoch)) } ?? .null
        case "serverKeys":
            var keys = JSON.Object()
            for node in snapshot?.nodes ?? [] {
                keys[node] = [
                    "serverPubKey": "", "subnetPubKey": key, "networkPubKey": key, "networkPubKeySet": key,
                    "hdRootPubkeys": roots, "latestBlockhash": blockhash,
                ]
            }
            return .object(keys)
        case "config":
            return [
                "alertWhenUnauthorized": false, "debug": .bool(state.isDebugging), "connectTimeout": 20_000,
                "checkNodeAttestation": false, "litNetwork": .string(state.networkName),
                "minNodeCount": .number(.init(snapshot?.threshold ?? 2)),
                "bootstrapUrls": .array((snapshot?.nodes ?? []).map { .string($0) }), "nodeProtocol": .null,
            ]
        default: return nil
        }
    }
}
