public import Primitives

/// What a contract's LOG instruction leaves in a receipt (Yellow Paper section 4.3.1).
public struct Log: Hashable, Sendable {
    /// The contract that wrote it.
    public let address: Address
    /// Up to four words by which logs are searched; the first is usually the event's signature hash.
    public let topics: [Bytes32]
    /// The rest, as the ABI encodes it.
    public let data: [UInt8]

    /// A log of `address`.
    public init(address: Address, topics: [Bytes32], data: [UInt8]) {
        self.address = address
        self.topics = topics
        self.data = data
    }
}
