public import Ethereum
public import Primitives

/// Of node software.
public struct Version: Hashable, Sendable {
    /// Changes break peers.
    public var major: UInt256
    /// Additions.
    public var minor: UInt256
    /// Corrections.
    public var patch: UInt256

    /// From its parts.
    public init(
        major: UInt256, minor: UInt256, patch: UInt256
    ) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }
}

extension Version: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            major.abiValue, minor.abiValue, patch.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(3))
        self.init(
            major: try fields.next(), minor: try fields.next(), patch: try fields.next())
    }
}
