public import Primitives

/// What nodes sign when they grant a session: a hash of the sign-in message.
public enum SessionMessage {
    /// The ASCII text in front of the message's hash.
    public static let prefix = "lit_session:"

    /// The thirty-two bytes that are signed for the sign-in message `text`.
    ///
    /// SHA-256 of ``prefix`` and the lowercase digits, without `0x`, of the text's EIP-191 hash.
    public static func hash(_ text: String) -> Bytes32 {
        let digest = PersonalDigest.of(Array(text.utf8))
        return SHA2.sha256(Array((prefix + digest.hex).utf8))
    }
}
