public import Ethereum

/// The text of a sign-in message (EIP-4361), by which an account allows a session.
///
/// However it is written: it must be to the session's URI, for the account, in time, and end with the
/// capabilities that were asked for (EIP-5573). That is checked before anybody signs it.
public struct SignInText: Sendable {
    enum Source: Sendable {
        case standard
        case customized(@Sendable (inout SIWEMessage.Fields) -> Void)
        case whole(@Sendable (AuthNeeded) async throws -> String)
    }

    let source: Source

    /// Written from the options' parts.
    public static let standard = Self(source: .standard)

    /// As ``standard``, with some fields changed.
    public static func customized(_ change: @escaping @Sendable (inout SIWEMessage.Fields) -> Void) -> Self {
        Self(source: .customized(change))
    }

    /// A whole text, written for the URI, nonce and resources of the context.
    public static func text(_ write: @escaping @Sendable (AuthNeeded) async throws -> String) -> Self {
        Self(source: .whole(write))
    }
}
