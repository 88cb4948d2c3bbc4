public import BLS12381
public import Primitives

/// One member's part of a signature: its identifier and a point of G2 other than infinity.
///
/// Enough parts make the signature (``BLSSignature/init(combining:)``). Like the signature, it is not printed.
public struct BLSSignatureShare: Hashable, Sendable {
    /// Whose share it is: 1 to 255, never zero.
    public let identifier: UInt8
    /// The share as an element of the group, never infinity.
    public let point: G2

    /// Bytes in its form: the identifier, then the compressed point.
    public static let count = 97

    /// - Throws: ``ThresholdBLSError`` with `zeroIdentifier` or `identityPoint`.
    public init(identifier: UInt8, point: G2) throws(ThresholdBLSError) {
        guard identifier > 0 else { throw ThresholdBLSError(.zeroIdentifier, .share) }
        guard !point.isIdentity else { throw ThresholdBLSError(.identityPoint, .share) }
        self.identifier = identifier
        self.point = point
    }

    /// From ninety-seven bytes.
    ///
    /// - Throws: ``ThresholdBLSError`` with `wrongLength`, `zeroIdentifier`, `invalidPoint` or `identityPoint`.
    public init(_ bytes: some Collection<UInt8>) throws(ThresholdBLSError) {
        guard bytes.count == Self.count, let identifier = bytes.first else {
            throw ThresholdBLSError(.wrongLength(expected: Self.count, actual: bytes.count), .share)
        }
        guard identifier > 0 else { throw ThresholdBLSError(.zeroIdentifier, .share) }
        let point: G2
        do { point = try G2(compressed: bytes.dropFirst()) } catch {
            throw ThresholdBLSError(.invalidPoint(error.code), .share)
        }
        try self.init(identifier: identifier, point: point)
    }

    /// From 194 hexadecimal digits without `0x`.
    ///
    /// - Throws: `invalidHex`, or as ``init(_:)-(Collection<UInt8>)``.
    public init(hex text: some StringProtocol) throws(ThresholdBLSError) {
        guard let bytes = try? Hex.decode(text, prefix: .forbidden) else {
            throw ThresholdBLSError(.invalidHex, .share)
        }
        try self.init(bytes)
    }

    /// From its JSON: `{"ProofOfPossession": 194 digits}`.
    ///
    /// - Throws: `malformed`, or as ``init(hex:)``.
    public init(_ json: JSON) throws(ThresholdBLSError) {
        guard let digits = json[BLSScheme.jsonName]?.string, json.object?.count == 1 else {
            throw ThresholdBLSError(
                .malformed("not an object with the one member \(BLSScheme.jsonName)"), .share)
        }
        try self.init(hex: digits)
    }

    /// The identifier and the compressed point, ninety-seven bytes.
    public var bytes: [UInt8] { [identifier] + point.compressed }
    /// As nodes answer: `{"ProofOfPossession": 194 digits}`.
    public var json: JSON { [BLSScheme.jsonName: .string(bytes.hex)] }
}

extension BLSSignatureShare: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "BLSSignatureShare(of member \(identifier))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["identifier": identifier]) }
}
