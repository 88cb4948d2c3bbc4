internal import Crypto
internal import CryptoExtras
internal import Primitives

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Encryption and authentication under the 32 bytes that the passphrase became.
struct KeystoreCipher {
    static let blockSize = 16

    /// 16 bytes for AES-128, then 16 for the MAC.
    let derivedKey: Secret

    /// Keccak-256 of the second half of the key and the ciphertext.
    func mac(of ciphertext: [UInt8]) -> Bytes32 {
        var hash = Keccak256()
        derivedKey.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0.suffix(16))) }
        hash.update(ciphertext)
        return hash.finalize()
    }

    /// AES-128 in counter mode, which is its own inverse. Nil if `iv` is not 16 bytes.
    func apply(to input: UnsafeRawBufferPointer, iv: [UInt8]) -> Secret? {
        guard iv.count == Self.blockSize, let nonce = try? AES._CTR.Nonce(nonceBytes: iv) else { return nil }
        let key = derivedKey.withUnsafeBytes {
            SymmetricKey(data: UnsafeRawBufferPointer(rebasing: $0.prefix(16)))
        }
        guard var output = try? AES._CTR.encrypt(input, using: key, nonce: nonce) else { return nil }
        defer { output.withUnsafeMutableBytes { Secret.wipe($0) } }
        return Secret(copying: output)
    }
}
