public import Primitives
public import Secp256k1

/// A private key encrypted under a passphrase: the Web3 Secret Storage Definition, version 3.
///
/// ```swift
/// let keystore = try Keystore(encrypting: key, passphrase: "correct horse battery staple")
/// let file = keystore.text
/// let key = try Keystore(parsing: file).decrypt(passphrase: "correct horse battery staple")
/// ```
/// Opening and making one take about a second and 256 MiB at ``KDF/standard`` cost, on the caller's
/// thread. A passphrase counts by its UTF-8 bytes as given, without Unicode normalisation, as in the
/// other implementations: a client that types an accent in another form has another passphrase.
public struct Keystore: Hashable, Sendable {
    /// A UUID by which files are told apart, as it was written.
    public let id: String?
    /// The address that the file claims; checked on decryption. Absent where it shall stay private.
    public let address: Address?
    /// What turns the passphrase into the derived key, and at which cost.
    public let kdf: KDF
    /// The length that the file states for the derived key, at least 32; only 32 bytes are used.
    public let derivedKeyLength: Int
    /// What enters the key derivation beside the passphrase; at most 1024 bytes.
    public let salt: [UInt8]
    /// The first counter block of AES-128-CTR, 16 bytes.
    public let iv: [UInt8]
    /// One to 32 bytes.
    public let ciphertext: [UInt8]
    /// Keccak-256 of the derived key's second 16 bytes and the ciphertext: shows a wrong passphrase.
    public let mac: Bytes32

    init(
        id: String?, address: Address?, kdf: KDF, derivedKeyLength: Int, salt: [UInt8], iv: [UInt8],
        ciphertext: [UInt8], mac: Bytes32
    ) {
        self.id = id
        self.address = address
        self.kdf = kdf
        self.derivedKeyLength = derivedKeyLength
        self.salt = salt
        self.iv = iv
        self.ciphertext = ciphertext
        self.mac = mac
    }
}

extension Keystore {
    /// The private key.
    ///
    /// - Throws: ``KeystoreError``: wrong passphrase, an address that is not the key's, no valid key.
    public func decrypt(passphrase: String) throws(KeystoreError) -> PrivateKey {
        var bytes = Array(passphrase.utf8)
        return try decrypt(passphrase: Secret(wiping: &bytes))
    }

    /// The private key; the passphrase as bytes.
    public func decrypt(passphrase: Secret) throws(KeystoreError) -> PrivateKey {
        let cipher = KeystoreCipher(derivedKey: try kdf.deriveKey(passphrase: passphrase, salt: salt))
        let expected = cipher.mac(of: ciphertext).bytes
        let same = expected.withUnsafeBytes { a in
            mac.bytes.withUnsafeBytes { b in Secret.constantTimeEqual(a, b) }
        }
        guard same else { throw KeystoreError(.wrongPassphrase) }
        guard let plaintext = ciphertext.withUnsafeBytes({ cipher.apply(to: $0, iv: iv) }) else {
            throw KeystoreError(.invalid("crypto.cipherparams.iv", mustBe: "16 bytes"))
        }
        // Early clients dropped leading zeros from keys.
        var padded = [UInt8](repeating: 0, count: max(32 - plaintext.count, 0))
        padded.reserveCapacity(32)
        defer { Secret.wipe(&padded) }
        plaintext.withUnsafeBytes { padded.append(contentsOf: $0) }
        guard let key = try? PrivateKey(padded) else { throw KeystoreError(.invalidKey) }
        if let address {
            let actual = Address(key.publicKey)
            guard address == actual else {
                throw KeystoreError(.addressMismatch(claimed: address, actual: actual))
            }
        }
        return key
    }
}
