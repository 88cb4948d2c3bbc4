public import ActionProtocol
internal import Crypto
public import EthereumRPC
internal import HTTPTransport
public import Primitives
public import Secp256k1
internal import Synchronization

/// A host for one machine: a network of one node, with keys of its own.
///
/// Signatures are real, by keys that stand in for those that scripts name: the one given for the name, or one made for
/// it at first use. It leads every request, and its exchanges have one participant. Nothing that it signs or encrypts is
/// worth anything elsewhere.
public final class LocalActionHost: ActionHost {
    /// What a local host has and permits.
    public struct Configuration: Sendable {
        /// URLs of nodes by the chain's name, such as `ethereum`.
        public var rpcURLs: [String: String] = [:]
        /// Keys that scripts may sign with, beside those that are made for them.
        public var keys: [PrivateKey] = []
        /// Whether a key without an entry in ``permissions`` permits everything.
        public var permitsEverything = true
        /// What keys permit, by their token ids.
        public var permissions: [UInt256: LocalPermissions] = [:]
        /// Decides conditions that are not mere comparisons of texts; nil to refuse them.
        public var checkConditions:
            (@Sendable (ConditionsRequest, OperationContext) async throws(OperationFailure) -> Bool)?

        /// Performs operations that only a tool's own modules ask for; nil to refuse them.
        public var extensions:
            (@Sendable (_ name: String, _ arguments: JSON) async throws(OperationFailure) -> JSON)?

        /// No chains, every permission.
        public init() {}
    }

    let configuration: Configuration
    private let providers: [String: EthereumProvider]
    private let keys: Mutex<[String: PrivateKey]>
    private let dataKey = SymmetricKey(size: .bits256)
    private let claimKey = PrivateKey.generate()

    /// How many keys are made for names that scripts give.
    private static let keyLimit = 1024

    /// - Throws: ``EthereumRPCError`` if one of the URLs is none.
    public init(_ configuration: Configuration) throws(EthereumRPCError) {
        self.configuration = configuration
        var providers: [String: EthereumProvider] = [:]
        for (chain, url) in configuration.rpcURLs { providers[chain] = try EthereumProvider(url: url) }
        self.providers = providers
        var keys: [String: PrivateKey] = [:]
        for key in configuration.keys {
            keys[key.publicKey.uncompressed.hex] = key
            keys[key.publicKey.compressed.hex] = key
        }
        self.keys = Mutex(keys)
    }

    /// No chains, every permission.
    public init() {
        configuration = Configuration()
        providers = [:]
        keys = Mutex([:])
    }

    /// The key by which signatures for this name verify.
    public func publicKey(for name: String) throws(OperationFailure) -> PublicKey {
        try key(for: name).publicKey
    }

    private func key(for name: String) throws(OperationFailure) -> PrivateKey {
        let name = (name.hasPrefix("0x") ? String(name.dropFirst(2)) : name).lowercased()
        let key: PrivateKey? = keys.withLock { keys in
            if let key = keys[name] { return key }
            guard keys.count < Self.keyLimit, name.utf8.count <= 1024 else { return nil }
            let key = PrivateKey.generate()
            keys[name] = key
            return key
        }
        guard let key else {
            throw OperationFailure(message: "This host has made keys for too many names already.")
        }
        return key
    }

    public func perform(
        extension name: String, arguments: JSON, bytes: [UInt8], in context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
        guard let extensions = configuration.extensions else {
            throw OperationFailure(message: "There is no operation \(name).")
        }
        return OperationAnswer(try await extensions(name, arguments))
    }

    func provider(for chain: String) throws(OperationFailure) -> EthereumProvider {
        guard let provider = providers[chain] else {
            throw OperationFailure(message: "This host has no RPC URL for the chain \(chain). Give it one.")
        }
        return provider
    }
}

// MARK: Signatures and claims

extension LocalActionHost {
    public func sign(
        _ request: ActionSigningRequest, in context: OperationContext
    ) async throws(OperationFailure) -> ActionSignature {
        let key = try key(for: request.publicKey)
        let (bigR, signature) = try Self.sign(request.digest, with: key)
        return ActionSignature(
            digest: request.digest, share: signature.s.bytes32, index: 0, bigR: bigR,
            publicKey: key.publicKey.uncompressed, name: request.name)
    }

    public func signAndCombine(
        _ request: ActionSigningRequest, in context: OperationContext
    ) async throws(OperationFailure) -> CombinedSignature {
        let (bigR, signature) = try Self.sign(request.digest, with: try key(for: request.publicKey))
        return CombinedSignature(bigR: bigR, s: signature.s.bytes32, v: signature.recoveryID & 1)
    }

    private static func sign(
        _ digest: Bytes32, with key: PrivateKey
    ) throws(OperationFailure) -> (bigR: [UInt8], signature: Signature) {
        do {
            let signature = try key.sign(digest)
            return ([2 + (signature.recoveryID & 1)] + signature.r.bytes, signature)
        } catch {
            throw OperationFailure(message: "\(error)")
        }
    }

    public func claimKey(
        _ keyID: String, derivedKeyID: Bytes32, in context: OperationContext
    ) async throws(OperationFailure) -> ActionClaim {
        let digest = Keccak256.hash(Array("\u{19}Ethereum Signed Message:\n32".utf8) + derivedKeyID.bytes)
        let signature: Signature
        do { signature = try claimKey.sign(digest) } catch { throw OperationFailure(message: "\(error)") }
        return ActionClaim(signature: signature.recoverable().hex, derivedKeyID: derivedKeyID.hex)
    }
}

// MARK: Encryption

extension LocalActionHost {
    public func encrypt(
        _ plaintext: [UInt8], under conditions: JSON, in context: OperationContext
    ) async throws(OperationFailure) -> EncryptedData {
        let hash = Array(SHA256.hash(data: plaintext)).hex
        do {
            let box = try AES.GCM.seal(
                plaintext, using: dataKey, authenticating: Self.identity(conditions, hash))
            return EncryptedData(
                ciphertext: Base64.encode(box.combined.map { Array($0) } ?? []), dataToEncryptHash: hash)
        } catch {
            throw OperationFailure(message: "encrypt: \(error)")
        }
    }

    public func decryptAndCombine(
        _ request: DecryptionRequest, in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: try Base64.decode(request.ciphertext))
            let identity = Self.identity(request.conditions, request.dataToEncryptHash)
            return Array(try AES.GCM.open(box, using: dataKey, authenticating: identity))
        } catch {
            throw OperationFailure(
                message: "decrypt: this host did not encrypt that under these conditions and this hash")
        }
    }

    public func decryptToSingleNode(
        _ request: DecryptionRequest, in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8]? {
        try await decryptAndCombine(request, in: context)
    }

    private static func identity(_ conditions: JSON, _ hash: String) -> [UInt8] {
        let digest = Array(SHA256.hash(data: conditions.canonicalUTF8)).hex
        return Array("lit-accesscontrolcondition://\(digest)/\(hash)".utf8)
    }
}

// MARK: The other nodes, of which there are none

extension LocalActionHost {
    public func broadcastAndCollect(
        name: String, value: String, in context: OperationContext
    ) async throws(OperationFailure) -> [String] {
        [value]
    }

    public func isLeader(in context: OperationContext) async throws(OperationFailure) -> Bool { true }

    public func broadcast(
        name: String, value: String, in context: OperationContext
    ) async throws(OperationFailure) {}
}
