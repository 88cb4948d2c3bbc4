import ActionProtocol
import Crypto
import CryptoExtras
import Foundation

/// AES-256-CBC as `aesDecrypt` has it: the ciphertext begins with the 16 bytes of its initialization vector.
enum AESDecryption {
    /// - Parameter bytes: the key's length in four bytes (little-endian), the key, the ciphertext.
    static func decrypt(_ bytes: [UInt8]) throws(OperationFailure) -> [UInt8] {
        guard bytes.count >= 4 else { throw failure("the key is missing") }
        let length = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length == 32 else { throw failure("the key has \(length) bytes instead of 32") }
        guard bytes.count >= 4 + length + 16 else {
            throw failure("the ciphertext is shorter than its initialization vector")
        }
        let key = SymmetricKey(data: bytes[4..<4 + length])
        let sealed = bytes[(4 + length)...]
        do {
            let vector = try AES._CBC.IV(ivBytes: sealed.prefix(16))
            return Array(try AES._CBC.decrypt(sealed.dropFirst(16), using: key, iv: vector))
        } catch {
            throw failure("the key is wrong, or the ciphertext damaged")
        }
    }

    private static func failure(_ reason: String) -> OperationFailure {
        OperationFailure(message: "aesDecrypt: \(reason)")
    }
}
