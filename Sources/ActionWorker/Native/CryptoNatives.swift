import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The symmetric half of WebCrypto: AES in its modes, AES key wrap and HKDF.
///
/// Keys, nonces and data have the sizes that their algorithms ask for, or the function throws; the names of
/// hash functions are WebCrypto's (`SHA-256`).
extension NativeFunctions {
    static let crypto: [NativeFunction] = [
        // (hash, key, salt, info, length)
        NativeFunction("hkdf") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let hash = try HashName(call.string(0))
            let length = try call.integer(4)
            guard length >= 0, length <= 255 * hash.byteCount else {
                throw ScriptError(
                    name: "RangeError", message: "HKDF gives at most 255 blocks of its hash function")
            }
            // The library traps when it is asked for nothing.
            guard length > 0 else { return .bytes([]) }
            return .bytes(
                hash.derive(
                    key: try call.bytes(1), salt: try call.bytes(2), info: try call.bytes(3), count: length)
            )
        },
        // (key, iv, additional data, data, bytes of the tag)
        NativeFunction("aesGCMSeal") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (sealed, tag) = try GaloisCounterMode(key: call.bytes(0)).encrypt(
                try call.bytes(3), nonce: try call.bytes(1), authenticating: try call.bytes(2))
            return .bytes(sealed + tag.prefix(try call.tagLength(4)))
        },
        NativeFunction("aesGCMOpen") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let count = try call.tagLength(4)
            let data = try call.bytes(3)
            guard data.count >= count else { throw .crypto("the data is shorter than its tag") }
            let opened = try GaloisCounterMode(key: call.bytes(0)).decrypt(
                Array(data.dropLast(count)), tag: data.suffix(count), nonce: try call.bytes(1),
                authenticating: try call.bytes(2))
            return .bytes(opened)
        },
        // (key, iv, data, whether it is padded)
        NativeFunction("aesCBCEncrypt") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try call.aesKey(0)
            let (iv, data, padded) = (try call.bytes(1), try call.bytes(2), try call.boolean(3))
            return try .result("AES-CBC") {
                try AES._CBC.encrypt(data, using: key, iv: .init(ivBytes: iv), noPadding: !padded)
            }
        },
        NativeFunction("aesCBCDecrypt") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try call.aesKey(0)
            let (iv, data, padded) = (try call.bytes(1), try call.bytes(2), try call.boolean(3))
            return try .result("AES-CBC") {
                try AES._CBC.decrypt(data, using: key, iv: .init(ivBytes: iv), noPadding: !padded)
            }
        },
        // (key, counter block, bits of the counter, data)
        NativeFunction("aesCTRBits") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(
                try CounterMode(key: call.aesKey(0), counterBits: call.integer(2)).apply(
                    to: try call.bytes(3), from: try call.bytes(1)))
        },
        // (key, key to wrap)
        NativeFunction("aesWrapKey") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (key, wrapped) = (try call.aesKey(0), try call.bytes(1))
            guard wrapped.count >= 16, wrapped.count % 8 == 0 else {
                throw .crypto("AES-KW wraps keys of 16 bytes or more, in steps of 8")
            }
            return try .result("AES-KW") { try AES.KeyWrap.wrap(SymmetricKey(data: wrapped), using: key) }
        },
        NativeFunction("aesUnwrapKey") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (key, wrapped) = (try call.aesKey(0), try call.bytes(1))
            guard wrapped.count >= 24, wrapped.count % 8 == 0 else {
                throw .crypto("what AES-KW wrapped has 24 bytes or more, in steps of 8")
            }
            return try .result("AES-KW") {
                try AES.KeyWrap.unwrap(wrapped, using: key).withUnsafeBytes { Data($0) }
            }
        },
    ]
}

extension HashName {
    var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    func derive(key: [UInt8], salt: [UInt8], info: [UInt8], count: Int) -> [UInt8] {
        func derive<Hash: HashFunction>(_: Hash.Type) -> [UInt8] {
            HKDF<Hash>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: key), salt: salt, info: info, outputByteCount: count
            ).withUnsafeBytes { Array($0) }
        }
        return switch self {
        case .sha1: derive(Insecure.SHA1.self)
        case .sha256: derive(SHA256.self)
        case .sha384: derive(SHA384.self)
        case .sha512: derive(SHA512.self)
        }
    }
}

extension ScriptError {
    /// A failure that JavaScript turns into the DOMException that WebCrypto asks for.
    static func crypto(_ message: String) -> ScriptError { ScriptError(name: "Error", message: message) }
}

extension NativeValue {
    /// The bytes that `body` gives; any error of the library becomes one that the script may see, and says no
    /// more than which algorithm it was.
    static func result(_ algorithm: String, _ body: () throws -> some Sequence<UInt8>) throws(ScriptError)
        -> NativeValue
    {
        do {
            return .bytes(Array(try body()))
        } catch {
            throw .crypto("\(algorithm) failed: a key, a size or an authentication tag does not fit")
        }
    }
}

extension NativeCall {
    /// An AES key of 16, 24 or 32 bytes.
    func aesKey(_ index: Int) throws(ScriptError) -> SymmetricKey {
        let bytes = try bytes(index)
        guard [16, 24, 32].contains(bytes.count) else { throw .crypto("an AES key has 16, 24 or 32 bytes") }
        return SymmetricKey(data: bytes)
    }

    /// How many bytes of a tag count: 4 to 16.
    fileprivate func tagLength(_ index: Int) throws(ScriptError) -> Int {
        let count = try integer(index)
        guard (4...16).contains(count) else { throw .crypto("a tag has 4 to 16 bytes") }
        return count
    }
}
