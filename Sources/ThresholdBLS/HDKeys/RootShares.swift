public import Primitives
public import Secp256k1

/// One node's shares of the root keys' secrets, in the order of ``RootKeys``.
///
/// The share of a derived key is d = Σ τʲ · dⱼ: derivation is linear, so it works on shares as on the
/// secrets themselves. Kept in one `Secret`: wiped with its last reference, never printed.
public struct RootShares: Sendable {
    private let secret: Secret

    /// How many there are.
    public var count: Int { secret.count / 32 }

    /// From secrets of thirty-two big-endian bytes each; the copies here are wiped in time.
    ///
    /// - Throws: ``KeyDerivationError`` with `tooFewRootKeys` or `invalidRootShare`.
    public init(_ shares: [Secret]) throws(KeyDerivationError) {
        guard shares.count >= 2 else { throw KeyDerivationError(.tooFewRootKeys(shares.count)) }
        for (index, share) in shares.enumerated() {
            do {
                _ = try share.withUnsafeBytes { bytes throws(Secp256k1Error) in
                    try Scalar(canonical: bytes)
                }
            } catch {
                throw KeyDerivationError(.invalidRootShare(index: index, error.code))
            }
        }
        secret = Secret(count: 32 * shares.count) { buffer in
            for (index, share) in shares.enumerated() {
                share.withUnsafeBytes { bytes in
                    UnsafeMutableRawBufferPointer(rebasing: buffer[32 * index..<32 * index + 32])
                        .copyMemory(from: bytes)
                }
            }
        }
    }

    /// The share of the key of `id`, with the public key that belongs to the share.
    ///
    /// Time does not depend on the shares, but for the refusal of a result of zero.
    ///
    /// - Throws: ``KeyDerivationError`` with `zeroTweak` or `zeroShare`.
    public func derive(_ id: DerivedKeyID) throws(KeyDerivationError) -> PrivateKey {
        try derive(idBytes: id.bytes.bytes)
    }

    /// The share for an id of any length; networks use thirty-two bytes only.
    ///
    /// - Throws: as ``derive(_:)``.
    public func derive(idBytes: some Collection<UInt8>) throws(KeyDerivationError) -> PrivateKey {
        let tweak = KeyTweak.secp256k1(idBytes)
        guard !tweak.isZero else { throw KeyDerivationError(.zeroTweak) }
        var sum = Scalar.zero
        defer { withUnsafeMutableBytes(of: &sum) { Secret.wipe($0) } }
        let count = count
        secret.withUnsafeBytes { bytes in
            for index in (0..<count).reversed() {
                let place = UnsafeRawBufferPointer(rebasing: bytes[32 * index..<32 * index + 32])
                // Checked when the shares were taken in.
                guard let share = Bytes32(place) else { continue }
                sum = sum * tweak + Scalar(reducing: share)
            }
        }
        do { return try PrivateKey(sum) } catch { throw KeyDerivationError(.zeroShare) }
    }
}

extension RootShares: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "RootShares(\(count))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
