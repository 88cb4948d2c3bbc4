import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// RSA for WebCrypto and JSON Web Tokens: signatures (PKCS #1 v1.5, PSS with a salt as long as the hash) and
/// encryption (OAEP with SHA-1 or SHA-256).
///
/// Keys are DER of PKCS #1, of 1024 to 8192 bits; new ones have the public exponent 65537.
extension NativeFunctions {
    static let rsa: [NativeFunction] = [
        // (bits) → private key
        NativeFunction("rsaGenerate") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let bits = try call.integer(0)
            guard bits >= 1024, bits <= 4096, bits % 8 == 0 else {
                throw .crypto("RSA keys are made with 1024 to 4096 bits, in steps of 8")
            }
            return try .result("RSA") {
                try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: bits)).derRepresentation
            }
        },
        // (private key) → public key
        NativeFunction("rsaPublicKey") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try call.rsaPrivateKey(0)
            return .bytes(Array(key.publicKey.pkcs1DERRepresentation))
        },
        // (public key) → the same, checked
        NativeFunction("rsaCheck") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try call.rsaPublicKey(0)
            return .number(Double(key.keySizeInBits))
        },
        // (whether it is PSS, hash, private key, data)
        NativeFunction("rsaSign") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let padding: _RSA.Signing.Padding = try call.boolean(0) ? .PSS : .insecurePKCS1v1_5
            let hash = try HashName(call.string(1))
            let (key, data) = (try call.rsaPrivateKey(2), try call.bytes(3))
            return try .result("RSA") {
                let signature =
                    switch hash {
                    case .sha1: try key.signature(for: Insecure.SHA1.hash(data: data), padding: padding)
                    case .sha256: try key.signature(for: SHA256.hash(data: data), padding: padding)
                    case .sha384: try key.signature(for: SHA384.hash(data: data), padding: padding)
                    case .sha512: try key.signature(for: SHA512.hash(data: data), padding: padding)
                    }
                return signature.rawRepresentation
            }
        },
        // (whether it is PSS, hash, public key, signature, data)
        NativeFunction("rsaVerify") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let padding: _RSA.Signing.Padding = try call.boolean(0) ? .PSS : .insecurePKCS1v1_5
            let hash = try HashName(call.string(1))
            let key = try call.rsaPublicKey(2)
            let signature = _RSA.Signing.RSASignature(rawRepresentation: try call.bytes(3))
            let data = try call.bytes(4)
            let isValid =
                switch hash {
                case .sha1:
                    key.isValidSignature(signature, for: Insecure.SHA1.hash(data: data), padding: padding)
                case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: data), padding: padding)
                case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: data), padding: padding)
                case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: data), padding: padding)
                }
            return .boolean(isValid)
        },
        // (hash, public key, data)
        NativeFunction("rsaEncrypt") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let padding = try call.encryptionPadding(0)
            let (bytes, data) = (try call.bytes(1), try call.bytes(2))
            return try .result("RSA-OAEP") {
                try _RSA.Encryption.PublicKey(unsafeDERRepresentation: bytes).encrypt(data, padding: padding)
            }
        },
        // (hash, private key, data)
        NativeFunction("rsaDecrypt") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let padding = try call.encryptionPadding(0)
            let (bytes, data) = (try call.bytes(1), try call.bytes(2))
            return try .result("RSA-OAEP") {
                try _RSA.Encryption.PrivateKey(unsafeDERRepresentation: bytes).decrypt(data, padding: padding)
            }
        },
    ]
}

extension NativeCall {
    fileprivate func rsaPrivateKey(_ index: Int) throws(ScriptError) -> _RSA.Signing.PrivateKey {
        guard let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: try bytes(index)),
            key.keySizeInBits <= 8192
        else { throw .crypto("that is no RSA private key of 1024 to 8192 bits") }
        return key
    }

    fileprivate func rsaPublicKey(_ index: Int) throws(ScriptError) -> _RSA.Signing.PublicKey {
        guard let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: try bytes(index)),
            key.keySizeInBits <= 8192
        else { throw .crypto("that is no RSA public key of 1024 to 8192 bits") }
        return key
    }

    fileprivate func encryptionPadding(_ index: Int) throws(ScriptError) -> _RSA.Encryption.Padding {
        switch try HashName(string(index)) {
        case .sha1: return .PKCS1_OAEP
        case .sha256: return .PKCS1_OAEP_SHA256
        case .sha384, .sha512: throw .crypto("RSA-OAEP is here with SHA-1 and SHA-256")
        }
    }
}
