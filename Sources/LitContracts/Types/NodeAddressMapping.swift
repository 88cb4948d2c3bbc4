public import Ethereum

/// Which staker a node belongs to.
public struct NodeAddressMapping: Hashable, Sendable {
    /// The account that signs and sends for the node.
    public var nodeAddress: Address
    /// The account that staked.
    public var stakerAddress: Address

    /// From its parts.
    public init(
        nodeAddress: Address, stakerAddress: Address
    ) {
        self.nodeAddress = nodeAddress
        self.stakerAddress = stakerAddress
    }
}

extension NodeAddressMapping: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            nodeAddress.abiValue, stakerAddress.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(2))
        self.init(
            nodeAddress: try fields.next(), stakerAddress: try fields.next())
    }
}
