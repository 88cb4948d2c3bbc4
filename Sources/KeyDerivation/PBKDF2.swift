internal import Crypto
internal import CryptoExtras
package import Primitives

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// PBKDF2 (RFC 8018 section 5.2) by the platform's library.
///
/// The library keeps one copy of the result in ordinary memory until it is reused.
package enum PBKDF2 {
    package enum Hash { case sha256, sha512 }

    /// Nil if the parameters are out of range or the library refuses.
    ///
    /// - Parameters:
    ///   - iterations: 1 to 2^32-1.
    ///   - count: bytes of result, at least one.
    package static func deriveKey(
        passphrase: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer,
        hash: Hash, iterations: Int, count: Int
    ) -> Secret? {
        guard count > 0, UInt32(exactly: iterations) ?? 0 > 0 else { return nil }
        // The library wants an address even of nothing. HMAC pads its key with zeros (RFC 2104), so
        // the empty passphrase and a zero byte are one.
        return withUnsafeBytes(of: UInt8(0)) { zero in
            derive(
                from: passphrase.isEmpty ? zero : passphrase,
                salt: salt.isEmpty ? UnsafeRawBufferPointer(rebasing: zero[..<0]) : salt,
                hash: hash, iterations: iterations, count: count)
        }
    }

    private static func derive(
        from passphrase: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer,
        hash: Hash, iterations: Int, count: Int
    ) -> Secret? {
        let function: KDF.Insecure.PBKDF2.HashFunction = hash == .sha256 ? .sha256 : .sha512
        let key = try? KDF.Insecure.PBKDF2.deriveKey(
            from: passphrase, salt: salt, using: function, outputByteCount: count,
            unsafeUncheckedRounds: iterations)
        return key?.withUnsafeBytes { Secret(copying: $0) }
    }
}
