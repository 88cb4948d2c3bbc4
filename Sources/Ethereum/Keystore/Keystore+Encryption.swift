public import Primitives
public import Secp256k1

extension Keystore {
    /// Encrypts a key with salt, counter and id from the system's randomness.
    public init(
        encrypting key: PrivateKey, passphrase: String, kdf: KDF = .standard
    ) throws(KeystoreError) {
        var generator = SystemRandomNumberGenerator()
        try self.init(encrypting: key, passphrase: passphrase, kdf: kdf, using: &generator)
    }

    /// Encrypts a key with salt (32 bytes), counter (16) and id (16) from `generator`, in this order.
    ///
    /// - Parameters:
    ///   - passphrase: its UTF-8 bytes count as given.
    ///   - kdf: the cost, within ``KeystoreLimits/standard``; a low one is a gift to whoever gets the file.
    ///   - generator: must be unpredictable outside of tests.
    public init(
        encrypting key: PrivateKey, passphrase: String, kdf: KDF = .standard,
        using generator: inout some RandomNumberGenerator
    ) throws(KeystoreError) {
        var bytes = Array(passphrase.utf8)
        try self.init(
            encrypting: key, passphrase: Secret(wiping: &bytes), kdf: kdf, using: &generator)
    }

    /// Encrypts a key; the passphrase as bytes.
    public init(
        encrypting key: PrivateKey, passphrase: Secret, kdf: KDF = .standard,
        using generator: inout some RandomNumberGenerator
    ) throws(KeystoreError) {
        try kdf.check(.standard)
        let salt = generator.bytes(count: 32)
        let iv = generator.bytes(count: KeystoreCipher.blockSize)
        let id = Self.uuid(generator.bytes(count: 16))
        let cipher = KeystoreCipher(derivedKey: try kdf.deriveKey(passphrase: passphrase, salt: salt))
        guard let output = key.secret.withUnsafeBytes({ cipher.apply(to: $0, iv: iv) }) else {
            throw KeystoreError(.derivationFailed)
        }
        let ciphertext = output.withUnsafeBytes { [UInt8]($0) }
        self.init(
            id: id, address: Address(key.publicKey), kdf: kdf, derivedKeyLength: 32, salt: salt, iv: iv,
            ciphertext: ciphertext, mac: cipher.mac(of: ciphertext))
    }

    /// A random UUID (RFC 9562 section 5.4) from sixteen bytes, six bits of which are fixed.
    private static func uuid(_ random: [UInt8]) -> String {
        var bytes = random
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        return [bytes[..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10...]]
            .map(\.hex).joined(separator: "-")
    }
}
