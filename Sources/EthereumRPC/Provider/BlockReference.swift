public import Primitives

/// The block whose state is asked for, by name, number or hash (EIP-1474, EIP-1898).
public enum BlockReference: Hashable, Sendable {
    /// The newest block.
    case latest
    /// What the node expects to come next: the newest state with the pool's transactions applied.
    case pending
    /// Block 0.
    case earliest
    /// The newest block that is unlikely to be undone.
    case safe
    /// The newest block that will not be undone.
    case finalized
    /// The block of this height on the canonical chain.
    case number(UInt64)
    /// The block with this hash, which must be on the canonical chain where a state is asked for.
    case hash(Bytes32)

    /// As state queries take it.
    var json: JSON {
        switch self {
        case .latest: "latest"
        case .pending: "pending"
        case .earliest: "earliest"
        case .safe: "safe"
        case .finalized: "finalized"
        case .number(let number): .quantity(number)
        case .hash(let hash): ["blockHash": .data(hash.bytes), "requireCanonical": true]
        }
    }
}

extension BlockReference: ExpressibleByIntegerLiteral, CustomStringConvertible {
    public init(integerLiteral value: UInt64) { self = .number(value) }

    public var description: String {
        switch self {
        case .latest: "latest"
        case .pending: "pending"
        case .earliest: "earliest"
        case .safe: "safe"
        case .finalized: "finalized"
        case .number(let number): String(number)
        case .hash(let hash): "\(hash)"
        }
    }
}
