internal import JWTKit
internal import LitProtocol
internal import Primitives
internal import Synchronization

/// The public keys by which services sign their tokens (RFC 7517), fetched when needed and kept for a while.
///
/// Keys are RSA of 2048 bits at least, and tokens are signed by RS256: what all the services use.
final class SigningKeyStore: Sendable {
    /// The keys of one service.
    struct KeySet: Sendable {
        let keys: JWTKeyCollection
        let names: Set<String>
        let time: ContinuousClock.Instant
    }

    private let client: IdentityClient
    private let lifetime: Duration
    private let sets = Mutex<[String: Task<Result<KeySet, NodeError>, Never>]>([:])

    /// How soon keys are fetched again for a name that is not among them.
    private static let patience = Duration.seconds(60)
    /// How many services' keys are kept, beyond which all are forgotten: Stytch has a set for each of its
    /// customers.
    private static let limit = 256
    private static let shortestModulus = 256

    init(client: IdentityClient, lifetime: Duration) {
        self.client = client
        self.lifetime = lifetime
    }

    /// Whether a key of that name, which the service publishes at the URL, signed the token.
    func isSigned(_ token: String, by name: String, url: String, service: String) async throws(NodeError)
        -> Bool
    {
        var set = try await keys(url, service, maximumAge: lifetime)
        if !set.names.contains(name) { set = try await keys(url, service, maximumAge: Self.patience) }
        guard set.names.contains(name) else { return false }
        do {
            _ = try await set.keys.verify(token, as: AnyClaims.self)
            return true
        } catch {
            return false
        }
    }

    private func keys(
        _ url: String, _ service: String, maximumAge: Duration
    ) async throws(NodeError) -> KeySet {
        if let task = sets.withLock({ $0[url] }), case .success(let set) = await task.value,
            .now - set.time < maximumAge
        {
            return set
        }
        let client = client
        let task = Task { () async -> Result<KeySet, NodeError> in
            await outcome { () async throws(NodeError) in
                let json = try await client.get(url, service: service)
                return await Self.keySet(json)
            }
        }
        sets.withLock { sets in
            if sets.count >= Self.limit { sets.removeAll() }
            sets[url] = task
        }
        return try await task.value.get()
    }

    /// Those of the published keys that are of the right kind; services publish others beside them.
    private static func keySet(_ json: JSON) async -> KeySet {
        let keys = JWTKeyCollection()
        var names: Set<String> = []
        for key in json["keys"]?.array?.prefix(32) ?? [] {
            let algorithm = key["alg"]?.string ?? "RS256"
            guard let name = key["kid"]?.string, key["kty"]?.string == "RSA", algorithm == "RS256",
                let modulus = key["n"]?.string.flatMap({ try? Base64URL.decode($0) }),
                modulus.drop(while: { $0 == 0 }).count >= shortestModulus
            else { continue }
            let list: JSON = ["keys": [key]]
            if (try? await keys.add(jwksJSON: list.text)) != nil { names.insert(name) }
        }
        return KeySet(keys: keys, names: names, time: .now)
    }
}

/// The claims are read by whoever needs them.
private struct AnyClaims: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
