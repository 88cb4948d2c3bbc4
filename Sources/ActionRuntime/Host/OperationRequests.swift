public import Primitives

/// A digest that a script wants signed.
public struct ActionSigningRequest: Hashable, Sendable {
    /// What the key's permissions must allow.
    public enum Scope: UInt8, Hashable, Sendable {
        /// To sign any digest.
        case anything = 1
        /// To sign personal messages (EIP-191 version 0x45); the scope to sign anything serves as well.
        case personalMessage = 2
    }

    /// What is signed.
    public var digest: Bytes32
    /// What the key's permissions must allow.
    public var scope: Scope
    /// The key as the script names it, without `0x`.
    public var publicKey: String
    /// The name of the signature.
    public var name: String

    /// From its parts.
    public init(digest: Bytes32, scope: Scope, publicKey: String, name: String) {
        self.digest = digest
        self.scope = scope
        self.publicKey = publicKey
        self.name = name
    }
}

/// A way to authenticate that a key's contract permits.
public struct PermittedAuthMethod: Hashable, Sendable {
    /// The kind, as the contract numbers them.
    public var type: UInt256
    /// The id under which the user is known.
    public var id: [UInt8]
    /// The user's key, for kinds that have one.
    public var userPublicKey: [UInt8]

    /// From its parts.
    public init(type: UInt256, id: [UInt8], userPublicKey: [UInt8]) {
        self.type = type
        self.id = id
        self.userPublicKey = userPublicKey
    }
}

/// Conditions that a script wants checked.
public struct ConditionsRequest: Hashable, Sendable {
    /// Unified access control conditions.
    public var conditions: JSON
    /// Whose rights count; nil for those of the request.
    public var authSig: JSON?
    /// The chain of the auth sig.
    public var chain: String

    /// From its parts.
    public init(conditions: JSON, authSig: JSON?, chain: String) {
        self.conditions = conditions
        self.authSig = authSig
        self.chain = chain
    }
}

/// Something that a script wants decrypted; that its conditions hold has been checked.
public struct DecryptionRequest: Hashable, Sendable {
    /// Unified access control conditions, part of the identity under which it was encrypted.
    public var conditions: JSON
    /// What is to be decrypted, as the script gives it: base64.
    public var ciphertext: String
    /// SHA-256 of the plaintext in hexadecimal digits, the other part of the identity.
    public var dataToEncryptHash: String
    /// The chain that the script names.
    public var chain: String

    /// From its parts.
    public init(conditions: JSON, ciphertext: String, dataToEncryptHash: String, chain: String) {
        self.conditions = conditions
        self.ciphertext = ciphertext
        self.dataToEncryptHash = dataToEncryptHash
        self.chain = chain
    }
}

/// What a script gets for bytes that it had encrypted.
public struct EncryptedData: Hashable, Sendable {
    /// Base64.
    public var ciphertext: String
    /// SHA-256 of the plaintext in hexadecimal digits.
    public var dataToEncryptHash: String

    /// From its parts.
    public init(ciphertext: String, dataToEncryptHash: String) {
        self.ciphertext = ciphertext
        self.dataToEncryptHash = dataToEncryptHash
    }
}
