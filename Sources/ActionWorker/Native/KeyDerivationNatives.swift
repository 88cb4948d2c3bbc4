import Crypto
import CryptoExtras

extension NativeFunctions {
    /// Keys from passwords.
    static let keyDerivation: [NativeFunction] = [
        // (name of the hash, password, salt, iterations, length in bytes)
        NativeFunction("pbkdf2") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let (iterations, length) = (try call.integer(3), try call.integer(4))
            guard iterations > 0, length >= 0, length <= 1 << 20,
                iterations.multipliedReportingOverflow(by: length / 20 + 1).overflow == false,
                iterations * (length / 20 + 1) <= 100_000_000
            else {
                throw ScriptError(name: "RangeError", message: "pbkdf2: iterations or length out of range")
            }
            let hash: KDF.Insecure.PBKDF2.HashFunction =
                switch try HashName(call.string(0)) {
                case .sha1: .insecureSHA1
                case .sha256: .sha256
                case .sha384: .sha384
                case .sha512: .sha512
                }
            guard length > 0 else { return .bytes([]) }
            // HMAC pads its key with zeros (RFC 2104): none and one zero byte are the same, and the library wants one.
            let (given, salt) = (try call.bytes(1), try call.bytes(2))
            let password = given.isEmpty ? [0] : given
            let key = try decoded {
                try KDF.Insecure.PBKDF2.deriveKey(
                    from: password, salt: salt, using: hash, outputByteCount: length,
                    unsafeUncheckedRounds: iterations)
            }
            return .bytes(key.withUnsafeBytes { Array($0) })
        }
    ]
}
