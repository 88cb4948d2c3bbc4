public import Ethereum
public import Primitives

/// How much of a payer's capacity a user may take.
public struct Restriction: Hashable, Sendable {
    /// 0 stands for no restriction.
    public var requestsPerPeriod: UInt256
    /// In seconds.
    public var period: UInt256

    /// From its parts.
    public init(
        requestsPerPeriod: UInt256, period: UInt256
    ) {
        self.requestsPerPeriod = requestsPerPeriod
        self.period = period
    }
}

extension Restriction: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            requestsPerPeriod.abiValue, period.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(2))
        self.init(
            requestsPerPeriod: try fields.next(), period: try fields.next())
    }
}
