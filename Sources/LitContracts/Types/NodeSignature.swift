public import Ethereum
public import Primitives

/// An ECDSA signature by a node.
public struct NodeSignature: Hashable, Sendable {
    /// The first half.
    public var r: Bytes32
    /// The second half; at most half of the group order.
    public var s: Bytes32
    /// 27 or 28.
    public var v: UInt8

    /// From its parts.
    public init(
        r: Bytes32, s: Bytes32, v: UInt8
    ) {
        self.r = r
        self.s = s
        self.v = v
    }
}

extension NodeSignature: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            r.abiValue, s.abiValue, v.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(3))
        self.init(
            r: try fields.next(), s: try fields.next(), v: try fields.next())
    }
}
