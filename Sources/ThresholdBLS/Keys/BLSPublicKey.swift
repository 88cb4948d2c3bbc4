public import BLS12381
internal import Primitives

/// A network's or a member's public key: a point of G1 other than infinity.
///
/// A value has been checked to lie in the group, so verification needs no further check of it.
public struct BLSPublicKey: Hashable, Sendable {
    /// The key as an element of the group, never infinity.
    public let point: G1

    /// Bytes in the compressed form.
    public static let count = 48

    /// - Throws: ``ThresholdBLSError`` with `identityPoint`.
    public init(_ point: G1) throws(ThresholdBLSError) {
        guard !point.isIdentity else { throw ThresholdBLSError(.identityPoint, .publicKey) }
        self.point = point
    }

    /// From the forty-eight bytes of the compressed form.
    ///
    /// - Throws: ``ThresholdBLSError`` with `wrongLength`, `invalidPoint` or `identityPoint`.
    public init(_ bytes: some Collection<UInt8>) throws(ThresholdBLSError) {
        guard bytes.count == Self.count else {
            throw ThresholdBLSError(.wrongLength(expected: Self.count, actual: bytes.count), .publicKey)
        }
        let point: G1
        do { point = try G1(compressed: bytes) } catch {
            throw ThresholdBLSError(.invalidPoint(error.code), .publicKey)
        }
        try self.init(point)
    }

    /// From ninety-six hexadecimal digits without `0x`, as nodes report their key.
    ///
    /// A node that has no key yet reports `ERR`, which is refused like anything else that is no key.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidHex`, `wrongLength`, `invalidPoint` or `identityPoint`.
    public init(hex text: some StringProtocol) throws(ThresholdBLSError) {
        guard let bytes = try? Hex.decode(text, prefix: .forbidden) else {
            throw ThresholdBLSError(.invalidHex, .publicKey)
        }
        try self.init(bytes)
    }

    /// The compressed form, forty-eight bytes.
    public var bytes: [UInt8] { point.compressed }
    /// Ninety-six lowercase digits, as on the wire.
    public var hex: String { bytes.hex }

    /// Throws unless `signature` is this key's for `message`: e(key, H(message)) = e(g₁, signature).
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidSignature`.
    public func verify(
        _ signature: BLSSignature, _ message: some Collection<UInt8>
    ) throws(ThresholdBLSError) {
        guard isValid(signature, for: BLSMessagePoint(message)) else {
            throw ThresholdBLSError(.invalidSignature, .signature)
        }
    }

    /// Whether `signature` is this key's for a message that has been hashed already.
    public func isValid(_ signature: BLSSignature, for message: BLSMessagePoint) -> Bool {
        Pairing.areEqual(point, message.point, .generator, signature.point)
    }
}

extension BLSPublicKey: CustomStringConvertible {
    /// The compressed form in hexadecimal.
    public var description: String { hex }
}

/// A message hashed to G2, for verifying or signing more than once without hashing again.
public struct BLSMessagePoint: Hashable, Sendable {
    /// H(message), in the group, never infinity but by a chance of one in 2²⁵⁵.
    public let point: G2

    /// Hashes `message` under the tag of signatures (RFC 9380, BLS12381G2_XMD:SHA-256_SSWU_RO_).
    public init(_ message: some Collection<UInt8>) {
        self.init(message, domain: .signatureWithPossession)
    }

    init(_ message: some Collection<UInt8>, domain: DomainSeparationTag) {
        point = G2.hash(message, domain: domain)
    }
}
