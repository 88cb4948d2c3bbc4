public import Primitives

/// The error member of a JSON-RPC response (JSON-RPC 2.0 section 5.1), as the node sent it.
public struct RPCErrorObject: Hashable, Sendable {
    /// Says what kind of error it is; nodes differ in which they use (EIP-1474).
    public let code: Int
    /// A sentence of the node's.
    public let message: String
    /// Whatever else the node says; for a revert usually its data as hex, though not everywhere.
    public let data: JSON?

    /// From its parts, as they stand.
    public init(code: Int, message: String, data: JSON? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }
}
