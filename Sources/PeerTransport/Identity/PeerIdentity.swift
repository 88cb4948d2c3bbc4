internal import Crypto
internal import Foundation
package import NIOSSL
public import Primitives
internal import SwiftASN1
internal import X509

/// The keys by which peers know a node: a P-256 key for TLS, and an X25519 key whose public half is on chain for later
/// use.
///
/// Neither is printed or logged; ``pin`` and ``agreementPublicKey`` are public.
public struct PeerIdentity: Sendable, CustomStringConvertible {
    let signingKey: P256.Signing.PrivateKey
    let agreementKey: Curve25519.KeyAgreement.PrivateKey

    /// SHA-256 of the TLS key's SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) in DER: `senderPubKey` on chain.
    public let pin: Bytes32

    /// The X25519 public key (RFC 7748), 32 bytes: `receiverPubKey` on chain.
    public let agreementPublicKey: Bytes32

    /// New keys from the system's randomness, which are not stored anywhere.
    public init() {
        self.init(signingKey: P256.Signing.PrivateKey(), agreementKey: Curve25519.KeyAgreement.PrivateKey())
    }

    init(signingKey: P256.Signing.PrivateKey, agreementKey: Curve25519.KeyAgreement.PrivateKey) {
        self.signingKey = signingKey
        self.agreementKey = agreementKey
        pin = Self.pin(ofSPKI: signingKey.publicKey.derRepresentation)
        agreementPublicKey = Bytes32(Array(agreementKey.publicKey.rawRepresentation)) ?? .zero
    }

    /// The pin only.
    public var description: String { "PeerIdentity(pin \(pin.hex))" }

    static func pin(ofSPKI bytes: some DataProtocol) -> Bytes32 {
        Bytes32(Array(SHA256.hash(data: bytes))) ?? .zero
    }

    /// The pin of a certificate's key; nil if it has none that TLS knows.
    static func pin(of certificate: NIOSSLCertificate) -> Bytes32? {
        guard let bytes = try? certificate.extractPublicKey().toSPKIBytes() else { return nil }
        return pin(ofSPKI: bytes)
    }

    /// The TLS key for NIOSSL.
    package func privateKey() throws -> NIOSSLPrivateKey {
        try NIOSSLPrivateKey(bytes: Array(signingKey.derRepresentation), format: .der)
    }

    /// A certificate that only carries the key: peers look at nothing else, so that it never expires.
    package func certificate() throws -> NIOSSLCertificate {
        let key = Certificate.PrivateKey(signingKey)
        let name = try DistinguishedName { CommonName("lit-node") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: Date(timeIntervalSince1970: 0),
            notValidAfter: Date(timeIntervalSince1970: 253_402_300_799),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions(), issuerPrivateKey: key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
    }
}

extension PeerIdentity: CustomReflectable {
    /// Without the keys.
    public var customMirror: Mirror { Mirror(self, children: ["pin": pin]) }
}
