public import BLS12381
public import Primitives

/// A member's share of the network's secret key: the polynomial's value at its identifier.
///
/// Kept in a `Secret`: wiped with its last reference, never printed. Points are computed from it in
/// constant time.
public struct BLSKeyShare: Sendable {
    /// Where the polynomial was evaluated: 1 to 255.
    public let identifier: UInt8
    /// The thirty-two big-endian bytes, for storage.
    public let secret: Secret
    /// The share times the generator of G1, by which others verify this member's signatures.
    public let publicKey: BLSPublicKey

    /// From a scalar.
    ///
    /// - Throws: ``ThresholdBLSError`` with `zeroIdentifier` or `zeroScalar`.
    public init(identifier: UInt8, scalar: Fr) throws(ThresholdBLSError) {
        guard identifier > 0 else { throw ThresholdBLSError(.zeroIdentifier, .keyShare) }
        guard !scalar.isZero else { throw ThresholdBLSError(.zeroScalar, .keyShare) }
        self.identifier = identifier
        secret = Secret(count: 32) { scalar.bigEndian.store(into: $0) }
        publicKey = try BLSPublicKey(G1.generator(timesSecret: scalar))
    }

    /// From thirty-two big-endian bytes.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidScalar`, `zeroIdentifier` or `zeroScalar`.
    public init(identifier: UInt8, secret: Secret) throws(ThresholdBLSError) {
        var scalar: Fr
        do {
            scalar = try secret.withUnsafeBytes { bytes throws(BLS12381Error) in
                try Fr(bigEndian: bytes)
            }
        } catch {
            throw ThresholdBLSError(.invalidScalar(error.code), .keyShare)
        }
        defer { wipe(&scalar) }
        try self.init(identifier: identifier, scalar: scalar)
    }

    /// The share as a scalar. The copy is the caller's to protect.
    public var scalar: Fr {
        secret.withUnsafeBytes { bytes in
            // It was in range when it was taken in; looking again would branch on it.
            (try? Fr(reducing: bytes)) ?? .zero
        }
    }

    /// This member's part of the network's signature of `message`.
    ///
    /// - Throws: ``ThresholdBLSError`` with `identityPoint`, which no message is known to bring about.
    public func sign(_ message: some Collection<UInt8>) throws(ThresholdBLSError) -> BLSSignatureShare {
        try sign(BLSMessagePoint(message))
    }

    /// This member's part of the network's signature of a message that has been hashed already.
    ///
    /// - Throws: ``ThresholdBLSError`` with `identityPoint`, which no message is known to bring about.
    public func sign(_ message: BLSMessagePoint) throws(ThresholdBLSError) -> BLSSignatureShare {
        var scalar = scalar
        defer { wipe(&scalar) }
        return try BLSSignatureShare(
            identifier: identifier, point: message.point.multiplied(bySecret: scalar))
    }

    /// A signature of the share's own public key under a tag of its own: proves that its secret is known.
    public func proofOfPossession() throws(ThresholdBLSError) -> BLSSignature {
        var scalar = scalar
        defer { wipe(&scalar) }
        let message = BLSMessagePoint(publicKey.bytes, domain: .proofOfPossession)
        return try BLSSignature(message.point.multiplied(bySecret: scalar))
    }
}

extension BLSPublicKey {
    /// Throws unless `proof` is what the holder of this key's secret gives (``BLSKeyShare/proofOfPossession()``).
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidSignature`.
    public func verify(proofOfPossession proof: BLSSignature) throws(ThresholdBLSError) {
        guard isValid(proof, for: BLSMessagePoint(bytes, domain: .proofOfPossession)) else {
            throw ThresholdBLSError(.invalidSignature, .publicKey)
        }
    }
}

extension BLSKeyShare: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Names the member and its public key only.
    public var description: String { "BLSKeyShare(of member \(identifier), \(publicKey))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror {
        Mirror(self, children: ["identifier": identifier, "publicKey": publicKey])
    }
}

/// Overwrites a value's bytes with zeros; only for scalars and other values that hold no references.
func wipe<T>(_ value: inout T) {
    withUnsafeMutableBytes(of: &value) { Secret.wipe($0) }
}
