internal import BLS12381
internal import Crypto
internal import Primitives

/// The hashes of the encryption scheme.
package enum TimeLockHash {
    static let salt = Array("TIMELOCK_BLS12381_XOF:HKDF-SHA2-256_".utf8)

    /// HKDF (RFC 5869) with SHA-256 of the message and a zero byte, to 48 bytes, as a number modulo r; again
    /// with other bytes if that should be zero.
    package static func scalarBytes(_ message: [UInt8]) -> [UInt8] { scalar(message).bigEndian.bytes }

    static func scalar(_ message: [UInt8]) -> Fr {
        var input = message + [0]
        defer { Secret.wipe(&input) }
        let pseudoRandom = HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(data: input), salt: salt)
        var length = 48
        while true {
            // The prescribed length is part of what is hashed; longer outputs begin with the same bytes.
            let output = HKDF<SHA256>.expand(
                pseudoRandomKey: pseudoRandom, info: [0, 48], outputByteCount: length)
            let scalar = output.withUnsafeBytes { bytes in
                (try? Fr(reducing: UnsafeRawBufferPointer(rebasing: bytes[(length - 48)...]))) ?? .zero
            }
            if !scalar.isZero || length > 480 { return scalar }
            length += 48
        }
    }

    /// r = scalar(alpha ‖ SHA-256(message)): binds the ciphertext's first point to its content.
    static func binding(alpha: UnsafeRawBufferPointer, message: UnsafeRawBufferPointer) -> Fr {
        var input = Array(alpha) + SHA2.sha256(message).bytes
        defer { Secret.wipe(&input) }
        return scalar(input)
    }

    /// SHA-256 of the pairing's value, which hides alpha.
    static func mask(_ value: GT) -> Bytes32 {
        var bytes = value.bytes
        defer { Secret.wipe(&bytes) }
        return SHA2.sha256(bytes)
    }
}
