public import BLS12381
internal import Primitives

/// A network's signature: a point of G2 other than infinity.
///
/// Of a decryption identity it is the key that opens the ciphertexts, and then it is as secret as they are:
/// its description does not show it.
public struct BLSSignature: Hashable, Sendable {
    /// The signature as an element of the group, never infinity.
    public let point: G2

    /// Bytes in the compressed form.
    public static let count = 96

    /// - Throws: ``ThresholdBLSError`` with `identityPoint`.
    public init(_ point: G2) throws(ThresholdBLSError) {
        guard !point.isIdentity else { throw ThresholdBLSError(.identityPoint, .signature) }
        self.point = point
    }

    /// From the ninety-six bytes of the compressed form.
    ///
    /// - Throws: ``ThresholdBLSError`` with `wrongLength`, `invalidPoint` or `identityPoint`.
    public init(_ bytes: some Collection<UInt8>) throws(ThresholdBLSError) {
        guard bytes.count == Self.count else {
            throw ThresholdBLSError(.wrongLength(expected: Self.count, actual: bytes.count), .signature)
        }
        let point: G2
        do { point = try G2(compressed: bytes) } catch {
            throw ThresholdBLSError(.invalidPoint(error.code), .signature)
        }
        try self.init(point)
    }

    /// From 192 hexadecimal digits without `0x`.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidHex`, `wrongLength`, `invalidPoint` or `identityPoint`.
    public init(hex text: some StringProtocol) throws(ThresholdBLSError) {
        guard let bytes = try? Hex.decode(text, prefix: .forbidden) else {
            throw ThresholdBLSError(.invalidHex, .signature)
        }
        try self.init(bytes)
    }

    /// The compressed form, ninety-six bytes.
    public var bytes: [UInt8] { point.compressed }
    /// 192 lowercase digits.
    public var hex: String { bytes.hex }
}

extension BLSSignature: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "BLSSignature(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
