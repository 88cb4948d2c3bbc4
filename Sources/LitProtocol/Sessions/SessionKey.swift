internal import Crypto
internal import Primitives

/// The key of a session: Ed25519, made for the session and forgotten with it.
public struct SessionKey: Sendable {
    private let seed: Secret
    /// The public key: 32 bytes.
    public let publicKey: [UInt8]

    /// A new key.
    public init() { self.init(Curve25519.Signing.PrivateKey()) }

    /// From the seed of RFC 8032, 32 bytes; nil for another length.
    public init?(seed: some Collection<UInt8>) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(seed)) else { return nil }
        self.init(key)
    }

    /// From the JavaScript SDK's stored form: the seed and the public key, 128 hexadecimal digits.
    ///
    /// Nil unless both halves belong together.
    public init?(secretKey text: String) {
        guard var bytes = try? Hex.decode(text, count: 64) else { return nil }
        defer { Secret.wipe(&bytes) }
        self.init(seed: bytes.prefix(32))
        guard publicKey.elementsEqual(bytes.suffix(32)) else { return nil }
    }

    /// The JavaScript SDK's stored form: the seed and the public key, 128 lowercase digits. Whoever has it can sign.
    public func secretKeyText() -> String {
        seed.withUnsafeBytes { Hex.encode($0) } + publicKeyHex
    }

    private init(_ key: Curve25519.Signing.PrivateKey) {
        var bytes = [UInt8](key.rawRepresentation)
        seed = Secret(wiping: &bytes)
        publicKey = [UInt8](key.publicKey.rawRepresentation)
    }

    /// The public key as sessions name it: 64 lowercase digits.
    public var publicKeyHex: String { publicKey.hex }

    /// The URI that a sign-in message grants capabilities to.
    public var uri: String { Self.uriPrefix + publicKeyHex }

    static let uriPrefix = "lit:session:"

    /// The Ed25519 signature of the bytes: 64 bytes. Each call may give another one.
    public func sign(_ message: [UInt8]) throws(SessionError) -> [UInt8] {
        do {
            let key = try seed.withUnsafeBytes { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) }
            return [UInt8](try key.signature(for: message))
        } catch {
            throw SessionError(.signingFailed)
        }
    }
}

extension SessionKey: CustomStringConvertible, CustomReflectable {
    public var description: String { "SessionKey(\(publicKeyHex))" }
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKeyHex]) }
}
