import Crypto
import CryptoExtras
import KeyDerivation
import Primitives

extension NativeFunctions {
    /// What encrypted wallets are opened and made with.
    static let wallets: [NativeFunction] = [
        // (password, salt, N, r, p, length in bytes)
        NativeFunction("scrypt") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (password, salt) = (try call.bytes(0), try call.bytes(1))
            let (n, r, p, count) = (
                try call.integer(2), try call.integer(3), try call.integer(4), try call.integer(5)
            )
            guard 1...1024 ~= count, let scrypt = Scrypt(n: n, r: r, p: p), isBearable(n, r, p) else {
                throw ScriptError(name: "RangeError", message: "scrypt: parameters out of range")
            }
            let key = password.withUnsafeBytes { password in
                salt.withUnsafeBytes { scrypt.deriveKey(passphrase: password, salt: $0, count: count) }
            }
            guard let key else { throw ScriptError(name: "RangeError", message: "scrypt: not enough memory") }
            return .bytes(key.withUnsafeBytes { Array($0) })
        },
        // (key of 16, 24 or 32 bytes, initial counter of 16, data): AES in counter mode, its own inverse
        NativeFunction("aesCtr") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (key, counter, data) = (try cipherKey(call), try call.bytes(1), try call.bytes(2))
            guard let nonce = try? AES._CTR.Nonce(nonceBytes: counter),
                let result = try? AES._CTR.encrypt(data, using: key, nonce: nonce)
            else { throw ScriptError(name: "RangeError", message: "the counter must have 16 bytes") }
            return .bytes(Array(result))
        },
        // (key of 16, 24 or 32 bytes, initialization vector of 16, data of whole blocks); padding stays
        NativeFunction("aesCbcDecrypt") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (key, vector, data) = (try cipherKey(call), try call.bytes(1), try call.bytes(2))
            guard let iv = try? AES._CBC.IV(ivBytes: vector),
                let result = try? AES._CBC.decrypt(data, using: key, iv: iv, noPadding: true)
            else {
                throw ScriptError(name: "RangeError", message: "16 bytes of vector and whole blocks of data")
            }
            return .bytes(Array(result))
        },
    ]

    private static func cipherKey(_ call: borrowing NativeCall) throws(ScriptError) -> SymmetricKey {
        let bytes = try call.bytes(0)
        guard [16, 24, 32].contains(bytes.count) else {
            throw ScriptError(name: "RangeError", message: "a key of AES has 16, 24 or 32 bytes")
        }
        return SymmetricKey(data: bytes)
    }

    /// At most 288 MiB of memory and 2 GiB of mixing, which takes some seconds: what common wallets need, and little
    /// above. `Scrypt` has made sure that nothing here overflows.
    private static func isBearable(_ n: Int, _ r: Int, _ p: Int) -> Bool {
        let (memory, tooLarge) = (n + p + 1).multipliedReportingOverflow(by: 128 * r)
        let (work, tooLong) = n.multipliedReportingOverflow(by: 128 * r * p)
        return !tooLarge && !tooLong && memory <= 288 << 20 && work <= 2 << 30
    }
}
