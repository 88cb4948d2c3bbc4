public import Primitives

/// A scalar from 1 to n - 1, kept in a ``Secret``: wiped with its last reference, never printed.
public struct PrivateKey: Sendable {
    /// The thirty-two big-endian bytes, for storage.
    public let secret: Secret
    /// The scalar times G, computed when the key is made.
    public let publicKey: PublicKey

    /// From a scalar.
    ///
    /// - Throws: ``Secp256k1Error`` with `zeroPrivateKey`.
    public init(_ scalar: Scalar, using backend: Secp256k1Backend = .default) throws(Secp256k1Error) {
        guard !scalar.isZero else { throw Secp256k1Error(.zeroPrivateKey, .privateKey) }
        self.init(nonZero: scalar, using: backend)
    }

    private init(nonZero scalar: Scalar, using backend: Secp256k1Backend) {
        secret = Secret(count: 32) { scalar.bytes32.store(into: $0) }
        publicKey = PublicKey(finite: Point.generator(timesSecret: scalar, using: backend))
    }

    /// From thirty-two big-endian bytes, which remain the caller's to wipe.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`, `scalarOutOfRange` or `zeroPrivateKey`.
    public init(
        _ bytes: some Collection<UInt8>, using backend: Secp256k1Backend = .default
    ) throws(Secp256k1Error) {
        let scalar: Scalar
        do {
            scalar = try Scalar(canonical: bytes)
        } catch {
            throw Secp256k1Error(error.code, .privateKey)
        }
        try self.init(scalar, using: backend)
    }

    /// From a secret of thirty-two bytes.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`, `scalarOutOfRange` or `zeroPrivateKey`.
    public init(
        _ secret: Secret, using backend: Secp256k1Backend = .default
    ) throws(Secp256k1Error) {
        self = try secret.withUnsafeBytes { bytes throws(Secp256k1Error) in
            try PrivateKey(bytes, using: backend)
        }
    }

    /// A new key from the system's random numbers.
    public static func generate(using backend: Secp256k1Backend = .default) -> PrivateKey {
        var generator = SystemRandomNumberGenerator()
        return generate(from: &generator, using: backend)
    }

    /// A new key from `generator`, which has to be cryptographically secure outside tests.
    public static func generate(
        from generator: inout some RandomNumberGenerator, using backend: Secp256k1Backend = .default
    ) -> PrivateKey {
        var scalar = Scalar.random(using: &generator)
        // One chance in 2^256; a generator stuck at zero gets no key, rather than a known one.
        while scalar.isZero { scalar = Scalar.random(using: &generator) }
        return PrivateKey(nonZero: scalar, using: backend)
    }

    /// The key as a scalar. The copy is the caller's to protect.
    public var scalar: Scalar {
        secret.withUnsafeBytes { bytes in
            bytes.count == 32 ? Scalar(reducing: load(bytes, at: 0)) : .zero
        }
    }

    /// The signature of `digest`: deterministic (RFC 6979 with HMAC-SHA-256), low s, recoverable.
    ///
    /// The digest is taken modulo n, as ECDSA prescribes, before the nonce is derived.
    ///
    /// - Throws: ``Secp256k1Error`` with `signingFailed`, which no key and digest are known to bring about.
    public func sign(
        _ digest: Bytes32, using backend: Secp256k1Backend = .default
    ) throws(Secp256k1Error) -> Signature {
        guard let signature = backend.operations.sign(Scalar(reducing: digest), key: scalar) else {
            throw Secp256k1Error(.signingFailed, .privateKey)
        }
        return signature
    }

    /// The point this key shares with the holder of `publicKey` (ECDH), in constant time.
    ///
    /// Both coordinates are secret: derive a key from them (RFC 5869) and let the point go.
    public func sharedPoint(
        with publicKey: PublicKey, using backend: Secp256k1Backend = .default
    ) -> Point {
        publicKey.point.multiplied(bySecret: scalar, using: backend)
    }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Names the public key only.
    public var description: String { "PrivateKey(of \(publicKey))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
