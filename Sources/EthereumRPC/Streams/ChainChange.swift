/// Something came onto the canonical chain, or is undone with the block that held it.
public enum ChainChange<Value: Sendable>: Sendable {
    /// It is on the chain now.
    case added(Value)
    /// It was added before, and its block is no longer on the chain. It may be added again, in another block.
    case removed(Value)

    /// What was added or removed.
    public var value: Value {
        switch self {
        case .added(let value), .removed(let value): value
        }
    }

    /// Whether it is undone.
    public var isRemoved: Bool { if case .removed = self { true } else { false } }

    func map<Other>(
        _ transform: (Value) throws(EthereumRPCError) -> Other
    ) throws(EthereumRPCError) -> ChainChange<Other> {
        switch self {
        case .added(let value): .added(try transform(value))
        case .removed(let value): .removed(try transform(value))
        }
    }
}

extension ChainChange: Equatable where Value: Equatable {}

/// How a stream follows the chain.
public struct StreamOptions: Hashable, Sendable {
    /// How many of the newest blocks are followed one by one, so that their undoing is noticed; blocks further back
    /// are taken as settled.
    public var window = 128
    /// How many blocks one query for logs further back covers at most; halved where the node says it is too much.
    public var chunk: UInt64 = 2000
    /// How many failures in a row are waited out before one is thrown. The stream goes on if it is asked again.
    public var patience = 20

    /// 128 blocks, 2000 in a query, 20 failures.
    public init() {}
}
