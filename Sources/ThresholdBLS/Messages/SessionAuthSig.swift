public import Primitives

/// A session grant signed by the network, in the form of an auth sig.
///
/// ``address`` stands beside the signed text and is not covered by the signature: compare it with the
/// address in the text, never use it alone. ``verify(with:)`` does the comparison.
public struct SessionAuthSig: Hashable, Sendable {
    /// The sign-in message (EIP-4361) that nodes signed.
    public let signedMessage: String
    /// The network's signature of ``SessionMessage/hash(_:)`` of the message.
    public let signature: BLSSignature
    /// The key's address, with its checksum.
    public let address: String

    /// What `algo` says in this form.
    public static let algorithm = "LIT_BLS"
    /// What `derivedVia` says in this form.
    public static let derivation = "lit.bls"

    /// From a combined signature.
    public init(signedMessage: String, signature: BLSSignature, address: String) {
        self.signedMessage = signedMessage
        self.signature = signature
        self.address = address
    }

    /// From its JSON; `sig` is itself JSON text, `{"ProofOfPossession": 192 digits}`.
    ///
    /// - Throws: ``ThresholdBLSError`` with `malformed`, `wrongLength` or `invalidPoint`.
    public init(_ json: JSON) throws(ThresholdBLSError) {
        func text(_ name: String) throws(ThresholdBLSError) -> String {
            guard let text = json[name]?.string else {
                throw ThresholdBLSError(.malformed("\(name) is not a string"), .sessionSignature)
            }
            return text
        }
        guard try text("algo") == Self.algorithm, try text("derivedVia") == Self.derivation else {
            throw ThresholdBLSError(
                .malformed("algo and derivedVia are not \(Self.algorithm) and \(Self.derivation)"),
                .sessionSignature)
        }
        guard let inner = try? JSON(parsing: text("sig")), let digits = inner[BLSScheme.jsonName]?.string
        else {
            throw ThresholdBLSError(
                .malformed("sig is not JSON text with a member \(BLSScheme.jsonName)"), .sessionSignature)
        }
        self.init(
            signedMessage: try text("signedMessage"), signature: try BLSSignature(hex: digits),
            address: try text("address"))
    }

    /// The members in the order of the JavaScript SDK.
    public var json: JSON {
        let inner: JSON = [BLSScheme.jsonName: .string(signature.hex)]
        return [
            "sig": .string(inner.text), "algo": .string(Self.algorithm),
            "derivedVia": .string(Self.derivation), "signedMessage": .string(signedMessage),
            "address": .string(address),
        ]
    }

    /// Throws unless the network signed the message and ``address`` is the one in its second line.
    ///
    /// Whether the message is in time, and what it permits, is for whoever reads it as EIP-4361.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidSignature` or `addressMismatch`.
    public func verify(with networkKey: BLSPublicKey) throws(ThresholdBLSError) {
        let lines = signedMessage.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count > 1, lines[1].utf8.elementsEqual(address.utf8) else {
            throw ThresholdBLSError(.addressMismatch, .sessionSignature)
        }
        try networkKey.verify(signature, SessionMessage.hash(signedMessage).bytes)
    }
}
