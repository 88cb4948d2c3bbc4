/// Which of the responses of an action counts, where nodes differ.
public enum ActionResponseStrategy: Sendable {
    /// What the most nodes say, and of equals the last. The default.
    case mostCommon
    /// What the fewest nodes say, and of equals the first: the JavaScript SDK's default.
    case leastCommon
    /// What this makes of them.
    case custom(@Sendable ([String]) throws -> String)
}
