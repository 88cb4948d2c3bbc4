public import Primitives

/// What ciphertexts are encrypted to, and what nodes sign to let them be opened.
///
/// `lit-accesscontrolcondition://HASH/HASH` in UTF-8: the hash of the conditions in their canonical form,
/// then that of the plaintext, both SHA-256 in lowercase digits. The network's signature of this text is
/// the decryption key, so nothing else may make the network sign a text that begins like this.
public struct DecryptionIdentity: Hashable, Sendable {
    /// How every identity begins.
    public static let prefix = "lit-accesscontrolcondition://"

    /// The hash of the conditions, as the one who computed it gave it.
    public let conditionsHash: Bytes32
    /// The SHA-256 of the plaintext.
    public let dataHash: Bytes32

    /// From both hashes.
    public init(conditionsHash: Bytes32, dataHash: Bytes32) {
        self.conditionsHash = conditionsHash
        self.dataHash = dataHash
    }

    /// For data under conditions whose hash is known.
    public init(conditionsHash: Bytes32, data: some Collection<UInt8>) {
        self.init(conditionsHash: conditionsHash, dataHash: SHA2.sha256(data))
    }

    /// The text.
    public var text: String { Self.prefix + conditionsHash.hex + "/" + dataHash.hex }

    /// The text in UTF-8, which is encrypted to and signed.
    public var bytes: [UInt8] { Array(text.utf8) }
}

extension DecryptionIdentity: CustomStringConvertible {
    public var description: String { text }
}
