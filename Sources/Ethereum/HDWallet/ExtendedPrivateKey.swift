public import Primitives
public import Secp256k1

/// A private key from which a tree of others derives (BIP-32), written `xprv…`.
///
/// ```swift
/// let master = try ExtendedPrivateKey(seed: mnemonic.seed())
/// let key = try master.derive(DerivationPath(parsing: "m/44'/60'/0'/0/0")).privateKey
/// ```
/// Never printed; ``serialized`` hands it out as text.
public struct ExtendedPrivateKey: Sendable {
    /// The key itself, without the chain code that children need.
    public let privateKey: PrivateKey
    /// 32 bytes that enter every derivation. With a child's private key and this, whoever knows the
    /// parent's public key has its private one: a secret too.
    public let chainCode: Secret
    /// Its depth, parent and last step.
    public let origin: HDKeyOrigin
    /// Decides only how the key is written.
    public let network: HDNetwork

    init(privateKey: PrivateKey, chainCode: Secret, origin: HDKeyOrigin, network: HDNetwork) {
        self.privateKey = privateKey
        self.chainCode = chainCode
        self.origin = origin
        self.network = network
    }

    /// The master key of a seed of 16 to 64 bytes.
    public init(seed: Secret, network: HDNetwork = .main) throws(HDKeyError) {
        guard 16...64 ~= seed.count else { throw HDKeyError(.badSeedLength(bytes: seed.count)) }
        let label: StaticString = "Bitcoin seed"
        let derived = seed.withUnsafeBytes { seed in
            HDKeyDerivation(
                key: UnsafeRawBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount),
                data: seed)
        }
        guard let key = try? PrivateKey(derived.left) else { throw HDKeyError(.unusableSeed) }
        self.init(privateKey: key, chainCode: derived.right, origin: .master, network: network)
    }

    /// The public half.
    public var publicKey: ExtendedPublicKey {
        ExtendedPublicKey(
            publicKey: privateKey.publicKey, chainCode: chainCode, origin: origin, network: network)
    }

    /// The child at `index`, hardened or not (CKDpriv).
    public func child(_ index: ChildIndex) throws(HDKeyError) -> ExtendedPrivateKey {
        let publicKey = privateKey.publicKey
        let origin = try origin.child(index, parentFingerprint: publicKey.fingerprint)
        let derived =
            index.isHardened
            ? serializedKey.withUnsafeBytes { HDKeyDerivation(chainCode: chainCode, key: $0, index: index) }
            : publicKey.compressed.withUnsafeBytes {
                HDKeyDerivation(chainCode: chainCode, key: $0, index: index)
            }
        guard let key = privateKey.adding(derived.left) else { throw HDKeyError(.unusableIndex(index)) }
        return ExtendedPrivateKey(
            privateKey: key, chainCode: derived.right, origin: origin, network: network)
    }

    /// The key that the steps of `path` lead to from this one.
    public func derive(_ path: DerivationPath) throws(HDKeyError) -> ExtendedPrivateKey {
        var key = self
        for step in path.steps { key = try key.child(step) }
        return key
    }

    /// A zero and the key: 33 bytes.
    private var serializedKey: Secret {
        Secret(count: 33) { buffer in
            privateKey.secret.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyBytes(from: $0)
            }
        }
    }
}

extension ExtendedPrivateKey {
    /// From `xprv…` or `tprv…`.
    ///
    /// - Throws: ``HDKeyError`` for a wrong checksum, length, version or prefix, a key that is zero or
    ///   not below the order, a master key with a parent.
    public init(parsing text: some StringProtocol) throws(HDKeyError) {
        let parsed = try HDKeyEncoding(parsing: text, expectingPrivate: true)
        let bytes = parsed.key.withUnsafeBytes { Secret(copying: $0.dropFirst()) }
        guard let key = try? PrivateKey(bytes) else { throw HDKeyError(.invalidKey) }
        self.init(
            privateKey: key, chainCode: parsed.chainCode, origin: parsed.origin, network: parsed.network)
    }

    /// `xprv…` or `tprv…`. Secret, and a string that nobody wipes.
    public var serialized: String {
        serializedKey.withUnsafeBytes {
            HDKeyEncoding.text(
                version: network.privateVersion, origin: origin, chainCode: chainCode, key: $0)
        }
    }
}

extension ExtendedPrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The depth only.
    public var description: String { "ExtendedPrivateKey(depth \(origin.depth))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
