public import Primitives
public import Secp256k1

/// Messages that people sign (EIP-191).
public enum PersonalMessage {
    /// The digest of `personal_sign` (version 0x45): Keccak-256 of the byte 0x19, the text
    /// `Ethereum Signed Message:`, a line feed, the length in decimal digits, and the message.
    public static func hash(_ message: some Collection<UInt8>) -> Bytes32 {
        var hasher = Keccak256()
        hasher.update(Array("\u{19}Ethereum Signed Message:\n\(message.count)".utf8))
        hasher.update(Array(message))
        return hasher.finalize()
    }

    /// The digest of a text in UTF-8.
    public static func hash(_ text: some StringProtocol) -> Bytes32 { hash(Array(text.utf8)) }

    /// The digest of data for a contract that validates it (version 0x00): Keccak-256 of 0x19,
    /// 0x00, the contract's address and the data.
    public static func hash(_ data: some Collection<UInt8>, validator: Address) -> Bytes32 {
        Keccak256.hash([0x19, 0x00] + validator.bytes + Array(data))
    }

    /// The account that signed `message`.
    ///
    /// Accepts an s in the upper half, as wallets and contracts do; check
    /// `isLowS` of the signature where two signatures of one message matter.
    public static func recoverAddress(
        _ message: some Collection<UInt8>, signature: Signature
    ) throws(Secp256k1Error) -> Address {
        Address(try signature.recover(hash(message)))
    }
}
