public import Ethereum
public import Primitives

/// How many complaints make a node vote to kick a peer.
public struct ComplaintConfig: Hashable, Sendable {
    /// Complaints in the interval.
    public var tolerance: UInt256
    /// In seconds.
    public var interval: UInt256
    /// Of the stake, in percent.
    public var kickPenalty: UInt256

    /// From its parts.
    public init(
        tolerance: UInt256, interval: UInt256, kickPenalty: UInt256
    ) {
        self.tolerance = tolerance
        self.interval = interval
        self.kickPenalty = kickPenalty
    }
}

extension ComplaintConfig: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            tolerance.abiValue, interval.abiValue, kickPenalty.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(3))
        self.init(
            tolerance: try fields.next(), interval: try fields.next(), kickPenalty: try fields.next())
    }
}
