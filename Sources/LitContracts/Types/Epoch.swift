public import Ethereum
public import Primitives

/// The period for which a set of validators serves.
public struct Epoch: Hashable, Sendable {
    /// In seconds.
    public var length: UInt256
    /// The first is 1; it goes up as validators change.
    public var number: UInt256
    /// When the next may begin, in seconds since 1970.
    public var endTime: UInt256
    /// How often a change of validators has been begun again.
    public var retries: UInt256
    /// In seconds; informative.
    public var timeout: UInt256

    /// From its parts.
    public init(
        length: UInt256, number: UInt256, endTime: UInt256, retries: UInt256, timeout: UInt256
    ) {
        self.length = length
        self.number = number
        self.endTime = endTime
        self.retries = retries
        self.timeout = timeout
    }
}

extension Epoch: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            length.abiValue, number.abiValue, endTime.abiValue, retries.abiValue, timeout.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(5))
        self.init(
            length: try fields.next(), number: try fields.next(), endTime: try fields.next(),
            retries: try fields.next(), timeout: try fields.next())
    }
}
