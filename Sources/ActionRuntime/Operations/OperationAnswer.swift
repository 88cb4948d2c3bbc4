public import Primitives

/// What an operation returns to the script: a JSON value, and bytes beside it.
public struct OperationAnswer: Hashable, Sendable {
    /// The value.
    public var value: JSON
    /// The bytes; none arrive as null.
    public var bytes: [UInt8]

    /// A value without bytes, unless given some.
    public init(_ value: JSON = .null, bytes: [UInt8] = []) {
        self.value = value
        self.bytes = bytes
    }
}
