/// On whose behalf an action runs: the wallet or PKP of the session, or whatever else tells one tenant from another.
///
/// A worker process serves one owner only. Equal text means the same owner, so it is to be in one spelling.
public struct ActionOwner: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The owner's name, such as an address with checksum.
    public let rawValue: String

    /// Any text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Any text.
    public init(_ text: String) { self.init(rawValue: text) }

    public var description: String { rawValue }
}
