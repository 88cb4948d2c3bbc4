import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The curves of WebCrypto: P-256, P-384 and P-521 for ECDSA and ECDH, Ed25519 and X25519.
///
/// A private key is its number (big-endian, the curve's size) or its 32 bytes; a public key the uncompressed
/// point (X9.63) or its 32 bytes; an ECDSA signature r and s one after the other (IEEE P1363).
extension NativeFunctions {
    static let curves: [NativeFunction] = [
        // (curve) → [private key, point]
        NativeFunction("ecGenerate") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            try NISTCurve(named: call.string(0)).generate()
        },
        // (curve, private key) → point
        NativeFunction("ecPublicKey") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(try NISTCurve(named: call.string(0)).publicKey(of: try call.bytes(1)))
        },
        // (curve, point, compressed or not) → the same point, uncompressed
        NativeFunction("ecPoint") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(try NISTCurve(named: call.string(0)).point(try call.bytes(1)))
        },
        // (curve, hash, private key, data)
        NativeFunction("ecdsaSign") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let hash = try HashName(call.string(1))
            return .bytes(
                try NISTCurve(named: call.string(0)).sign(
                    try call.bytes(3), hash: hash, key: try call.bytes(2)))
        },
        // (curve, hash, point, signature, data)
        NativeFunction("ecdsaVerify") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let hash = try HashName(call.string(1))
            return .boolean(
                try NISTCurve(named: call.string(0)).verify(
                    try call.bytes(3), data: try call.bytes(4), hash: hash, key: try call.bytes(2)))
        },
        // (curve, private key, point) → x of the shared point
        NativeFunction("ecdhDerive") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(try NISTCurve(named: call.string(0)).agree(try call.bytes(1), with: try call.bytes(2)))
        },

        NativeFunction("ed25519Generate") { (_: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = Curve25519.Signing.PrivateKey()
            return .list([
                .bytes(Array(key.rawRepresentation)), .bytes(Array(key.publicKey.rawRepresentation)),
            ])
        },
        NativeFunction("ed25519PublicKey") {
            (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try call.bytes(0)
            return try .result("Ed25519") {
                try Curve25519.Signing.PrivateKey(rawRepresentation: key).publicKey.rawRepresentation
            }
        },
        NativeFunction("ed25519Sign") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (key, data) = (try call.bytes(0), try call.bytes(1))
            return try .result("Ed25519") {
                try Curve25519.Signing.PrivateKey(rawRepresentation: key).signature(for: data)
            }
        },
        // (public key, signature, data)
        NativeFunction("ed25519Verify") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (key, signature, data) = (try call.bytes(0), try call.bytes(1), try call.bytes(2))
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else {
                return .boolean(false)
            }
            return .boolean(key.isValidSignature(signature, for: data))
        },
        NativeFunction("x25519Generate") { (_: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = Curve25519.KeyAgreement.PrivateKey()
            return .list([
                .bytes(Array(key.rawRepresentation)), .bytes(Array(key.publicKey.rawRepresentation)),
            ])
        },
        NativeFunction("x25519PublicKey") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try call.bytes(0)
            return try .result("X25519") {
                try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key).publicKey.rawRepresentation
            }
        },
        // (private key, public key)
        NativeFunction("x25519Derive") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (key, other) = (try call.bytes(0), try call.bytes(1))
            return try .result("X25519") {
                try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key)
                    .sharedSecretFromKeyAgreement(with: .init(rawRepresentation: other))
                    .withUnsafeBytes { Data($0) }
            }
        },
    ]
}

/// One of the NIST curves, by its name in WebCrypto.
private enum NISTCurve: String {
    case p256 = "P-256"
    case p384 = "P-384"
    case p521 = "P-521"

    init(named name: String) throws(ScriptError) {
        guard let curve = NISTCurve(rawValue: name) else { throw .crypto("there is no curve \(name)") }
        self = curve
    }

    func generate() throws(ScriptError) -> NativeValue {
        switch self {
        case .p256: Self.generate(P256.Signing.PrivateKey())
        case .p384: Self.generate(P384.Signing.PrivateKey())
        case .p521: Self.generate(P521.Signing.PrivateKey())
        }
    }

    func publicKey(of key: [UInt8]) throws(ScriptError) -> [UInt8] {
        switch self {
        case .p256: Array(try Self.key(key, P256.Signing.PrivateKey.self).publicKey.x963Representation)
        case .p384: Array(try Self.key(key, P384.Signing.PrivateKey.self).publicKey.x963Representation)
        case .p521: Array(try Self.key(key, P521.Signing.PrivateKey.self).publicKey.x963Representation)
        }
    }

    func point(_ bytes: [UInt8]) throws(ScriptError) -> [UInt8] {
        switch self {
        case .p256: Array(try Self.point(bytes, P256.Signing.PublicKey.self).x963Representation)
        case .p384: Array(try Self.point(bytes, P384.Signing.PublicKey.self).x963Representation)
        case .p521: Array(try Self.point(bytes, P521.Signing.PublicKey.self).x963Representation)
        }
    }

    func sign(_ data: [UInt8], hash: HashName, key: [UInt8]) throws(ScriptError) -> [UInt8] {
        switch self {
        case .p256: try Self.sign(data, hash, try Self.key(key, P256.Signing.PrivateKey.self))
        case .p384: try Self.sign(data, hash, try Self.key(key, P384.Signing.PrivateKey.self))
        case .p521: try Self.sign(data, hash, try Self.key(key, P521.Signing.PrivateKey.self))
        }
    }

    func verify(_ signature: [UInt8], data: [UInt8], hash: HashName, key: [UInt8]) throws(ScriptError) -> Bool
    {
        switch self {
        case .p256: Self.verify(signature, data, hash, try Self.point(key, P256.Signing.PublicKey.self))
        case .p384: Self.verify(signature, data, hash, try Self.point(key, P384.Signing.PublicKey.self))
        case .p521: Self.verify(signature, data, hash, try Self.point(key, P521.Signing.PublicKey.self))
        }
    }

    func agree(_ key: [UInt8], with point: [UInt8]) throws(ScriptError) -> [UInt8] {
        do {
            let secret: SharedSecret =
                switch self {
                case .p256:
                    try P256.KeyAgreement.PrivateKey(rawRepresentation: key).sharedSecretFromKeyAgreement(
                        with: .init(x963Representation: point))
                case .p384:
                    try P384.KeyAgreement.PrivateKey(rawRepresentation: key).sharedSecretFromKeyAgreement(
                        with: .init(x963Representation: point))
                case .p521:
                    try P521.KeyAgreement.PrivateKey(rawRepresentation: key).sharedSecretFromKeyAgreement(
                        with: .init(x963Representation: point))
                }
            return secret.withUnsafeBytes { Array($0) }
        } catch {
            throw .crypto("ECDH failed: the two keys do not fit together")
        }
    }

    private static func generate(_ key: some CurvePrivateKey) -> NativeValue {
        .list([.bytes(Array(key.rawRepresentation)), .bytes(Array(key.publicKey.x963Representation))])
    }

    private static func key<Key: CurvePrivateKey>(_ bytes: [UInt8], _: Key.Type) throws(ScriptError) -> Key {
        do {
            return try Key(rawRepresentation: bytes)
        } catch {
            throw .crypto("that is no private key of the curve")
        }
    }

    private static func point<Key: CurvePublicKey>(_ bytes: [UInt8], _: Key.Type) throws(ScriptError) -> Key {
        do {
            let isCompressed = bytes.first == 2 || bytes.first == 3
            return try isCompressed ? Key(compressedRepresentation: bytes) : Key(x963Representation: bytes)
        } catch {
            throw .crypto("that is no point of the curve")
        }
    }

    private static func sign(
        _ data: [UInt8],
        _ hash: HashName,
        _ key: some CurvePrivateKey
    ) throws(ScriptError) -> [UInt8] {
        do {
            let signature =
                switch hash {
                case .sha1: try key.signature(for: Insecure.SHA1.hash(data: data))
                case .sha256: try key.signature(for: SHA256.hash(data: data))
                case .sha384: try key.signature(for: SHA384.hash(data: data))
                case .sha512: try key.signature(for: SHA512.hash(data: data))
                }
            return Array(signature.rawRepresentation)
        } catch {
            throw .crypto("ECDSA failed")
        }
    }

    private static func verify<Key: CurvePublicKey>(
        _ signature: [UInt8],
        _ data: [UInt8],
        _ hash: HashName,
        _ key: Key
    ) -> Bool {
        guard let signature = try? Key.Signature(rawRepresentation: signature) else { return false }
        return switch hash {
        case .sha1: key.isValidSignature(signature, for: Insecure.SHA1.hash(data: data))
        case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: data))
        case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: data))
        case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: data))
        }
    }
}

/// What the library's signature types of the three curves have in common.
private protocol CurveSignature {
    init<Bytes: DataProtocol>(rawRepresentation: Bytes) throws
    var rawRepresentation: Data { get }
}

/// What the library's public keys of the three curves have in common.
private protocol CurvePublicKey {
    associatedtype Signature: CurveSignature
    init<Bytes: ContiguousBytes>(x963Representation: Bytes) throws
    init<Bytes: ContiguousBytes>(compressedRepresentation: Bytes) throws
    var x963Representation: Data { get }
    func isValidSignature<D: Digest>(_ signature: Signature, for digest: D) -> Bool
}

/// What the library's private keys of the three curves have in common.
private protocol CurvePrivateKey {
    associatedtype PublicKey: CurvePublicKey
    init<Bytes: ContiguousBytes>(rawRepresentation: Bytes) throws
    var rawRepresentation: Data { get }
    var publicKey: PublicKey { get }
    func signature<D: Digest>(for digest: D) throws -> PublicKey.Signature
}

extension P256.Signing.ECDSASignature: CurveSignature {}
extension P256.Signing.PublicKey: CurvePublicKey {}
extension P256.Signing.PrivateKey: CurvePrivateKey {}
extension P384.Signing.ECDSASignature: CurveSignature {}
extension P384.Signing.PublicKey: CurvePublicKey {}
extension P384.Signing.PrivateKey: CurvePrivateKey {}
extension P521.Signing.ECDSASignature: CurveSignature {}
extension P521.Signing.PublicKey: CurvePublicKey {}
extension P521.Signing.PrivateKey: CurvePrivateKey {}
