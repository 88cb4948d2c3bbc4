public import Primitives
public import Secp256k1

/// A public key from which the public keys of normal children derive (BIP-32), written `xpub…`.
///
/// Gives away all addresses below it, and with any one private key of a normal child the parent's
/// private key: share it as one shares an account's history.
public struct ExtendedPublicKey: Sendable {
    /// The key itself, without the chain code that children need.
    public let publicKey: PublicKey
    /// 32 bytes that enter every derivation.
    public let chainCode: Secret
    /// Its depth, parent and last step.
    public let origin: HDKeyOrigin
    /// Decides only how the key is written.
    public let network: HDNetwork

    init(publicKey: PublicKey, chainCode: Secret, origin: HDKeyOrigin, network: HDNetwork) {
        self.publicKey = publicKey
        self.chainCode = chainCode
        self.origin = origin
        self.network = network
    }

    /// By which its children name it: the first four bytes of HASH160 of the compressed key.
    public var fingerprint: UInt32 { publicKey.fingerprint }

    /// The child at `index`, which must not be hardened (CKDpub).
    public func child(_ index: ChildIndex) throws(HDKeyError) -> ExtendedPublicKey {
        guard !index.isHardened else { throw HDKeyError(.hardenedFromPublic(index)) }
        let origin = try origin.child(index, parentFingerprint: fingerprint)
        let derived = publicKey.compressed.withUnsafeBytes {
            HDKeyDerivation(chainCode: chainCode, key: $0, index: index)
        }
        guard let key = publicKey.adding(derived.left) else { throw HDKeyError(.unusableIndex(index)) }
        return ExtendedPublicKey(
            publicKey: key, chainCode: derived.right, origin: origin, network: network)
    }

    /// The key that the steps of `path`, none of them hardened, lead to from this one.
    public func derive(_ path: DerivationPath) throws(HDKeyError) -> ExtendedPublicKey {
        var key = self
        for step in path.steps { key = try key.child(step) }
        return key
    }
}

extension ExtendedPublicKey {
    /// From `xpub…` or `tpub…`.
    ///
    /// - Throws: ``HDKeyError`` for a wrong checksum, length, version or prefix, a point that is not
    ///   on the curve, a master key with a parent.
    public init(parsing text: some StringProtocol) throws(HDKeyError) {
        let parsed = try HDKeyEncoding(parsing: text, expectingPrivate: false)
        guard let key = try? PublicKey(parsed.key.withUnsafeBytes { [UInt8]($0) }) else {
            throw HDKeyError(.invalidKey)
        }
        self.init(
            publicKey: key, chainCode: parsed.chainCode, origin: parsed.origin, network: parsed.network)
    }

    /// `xpub…` or `tpub…`.
    public var serialized: String {
        publicKey.compressed.withUnsafeBytes {
            HDKeyEncoding.text(
                version: network.publicVersion, origin: origin, chainCode: chainCode, key: $0)
        }
    }
}

extension ExtendedPublicKey: Equatable {
    public static func == (a: Self, b: Self) -> Bool {
        a.publicKey == b.publicKey && a.chainCode == b.chainCode && a.origin == b.origin
            && a.network == b.network
    }
}

extension ExtendedPublicKey: CustomStringConvertible {
    /// The depth and the fingerprint only.
    public var description: String {
        let digits = String(fingerprint, radix: 16)
        let padded = String(repeating: "0", count: 8 - digits.count) + digits
        return "ExtendedPublicKey(depth \(origin.depth), fingerprint \(padded))"
    }
}
