/// Why a block cannot follow its parent.
public struct BlockError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule that the block breaks.
    public enum Code: Hashable, Sendable {
        /// A field of the header is not what it has to be.
        case header(field: String)
        /// The transaction at this place cannot be executed.
        case transaction(index: Int, ExecutionError)
        /// What the header commits to is not what execution gives.
        case mismatch(field: String)
        /// There are ommers (EIP-3675).
        case ommers
        case state(StateError)
    }

    public let code: Code
    /// The block's number.
    public let number: UInt64
    private let reason: String

    init(_ code: Code, in number: UInt64, _ reason: String) {
        self.code = code
        self.number = number
        self.reason = reason
    }

    public var description: String { "block \(number): \(reason)" }
}
