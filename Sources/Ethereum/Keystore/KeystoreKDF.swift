internal import KeyDerivation
internal import Primitives

extension Keystore {
    /// How the passphrase becomes a key, and at which cost.
    public enum KDF: Hashable, Sendable {
        /// RFC 7914: `n` a power of two; about 128·n·r bytes of memory and 128·n·r·p of mixing.
        case scrypt(n: Int, r: Int, p: Int)
        /// RFC 8018 with HMAC-SHA-256.
        case pbkdf2(iterations: Int)

        /// scrypt at the cost that Ethereum clients use: 256 MiB, about a second.
        public static let standard = KDF.scrypt(n: 262_144, r: 8, p: 1)
        /// scrypt at the lower cost that Ethereum clients offer: 4 MiB, about a tenth of a second.
        /// For long random passphrases and for devices with little memory.
        public static let light = KDF.scrypt(n: 4096, r: 8, p: 6)
        /// PBKDF2 with 600 000 rounds, where memory is too scarce for ``standard``.
        public static let pbkdf2 = KDF.pbkdf2(iterations: 600_000)
    }
}

extension Keystore.KDF {
    /// Refuses what is out of the function's range, or costs more than `limits`.
    func check(_ limits: KeystoreLimits) throws(KeystoreError) {
        switch self {
        case .scrypt(let n, let r, let p):
            guard n >= 2, n <= 1 << 32, n & (n - 1) == 0 else {
                throw KeystoreError(.invalid("crypto.kdfparams.n", mustBe: "a power of two from 2 to 2^32"))
            }
            guard let scrypt = Scrypt(n: n, r: r, p: p) else {
                let rule = "positive, their product below 2^30"
                throw KeystoreError(.invalid("crypto.kdfparams.r and p", mustBe: rule))
            }
            guard let memory = scrypt.memory, memory <= limits.scryptMemory else {
                throw KeystoreError(.beyondLimit("scrypt memory in bytes", limit: limits.scryptMemory))
            }
            guard let work = scrypt.work, work <= limits.scryptWork else {
                throw KeystoreError(.beyondLimit("scrypt work in bytes", limit: limits.scryptWork))
            }
        case .pbkdf2(let iterations):
            guard UInt32(exactly: iterations) ?? 0 > 0 else {
                throw KeystoreError(.invalid("crypto.kdfparams.c", mustBe: "an integer from 1 to 2^32-1"))
            }
            guard iterations <= limits.pbkdf2Iterations else {
                throw KeystoreError(.beyondLimit("crypto.kdfparams.c", limit: limits.pbkdf2Iterations))
            }
        }
    }

    /// The first 32 bytes of the derived key: no more are used, and a longer key begins with them.
    func deriveKey(passphrase: Secret, salt: [UInt8]) throws(KeystoreError) -> Secret {
        let key: Secret? = passphrase.withUnsafeBytes { passphrase in
            salt.withUnsafeBytes { salt in
                switch self {
                case .scrypt(let n, let r, let p):
                    Scrypt(n: n, r: r, p: p)?.deriveKey(passphrase: passphrase, salt: salt, count: 32)
                case .pbkdf2(let iterations):
                    PBKDF2.deriveKey(
                        passphrase: passphrase, salt: salt, hash: .sha256, iterations: iterations, count: 32)
                }
            }
        }
        guard let key else { throw KeystoreError(.derivationFailed) }
        return key
    }
}
