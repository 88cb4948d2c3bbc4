public import Ethereum
public import Primitives

/// What a capacity credit is worth.
public struct RateLimit: Hashable, Sendable {
    /// Requests in 1000 seconds.
    public var requestsPerKilosecond: UInt256
    /// In seconds since 1970, a midnight UTC.
    public var expiresAt: UInt256

    /// From its parts.
    public init(
        requestsPerKilosecond: UInt256, expiresAt: UInt256
    ) {
        self.requestsPerKilosecond = requestsPerKilosecond
        self.expiresAt = expiresAt
    }
}

extension RateLimit: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            requestsPerKilosecond.abiValue, expiresAt.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(2))
        self.init(
            requestsPerKilosecond: try fields.next(), expiresAt: try fields.next())
    }
}
