public import Ethereum
public import Primitives

/// How a validator is reached, and what it has earned.
public struct Validator: Hashable, Sendable {
    /// An IPv4 address as a big-endian number.
    public var ip: UInt32
    /// Unused; 0.
    public var ipv6: UInt128
    /// Of its HTTP interface; 443 stands for HTTPS.
    public var port: UInt32
    /// The account that signs and sends for the node.
    public var nodeAddress: Address
    /// In the smallest unit of the token.
    public var reward: UInt256
    /// Of the transport between nodes, as a number.
    public var senderPublicKey: UInt256
    /// Of the transport between nodes, as a number.
    public var receiverPublicKey: UInt256

    /// From its parts.
    public init(
        ip: UInt32, ipv6: UInt128 = 0, port: UInt32, nodeAddress: Address, reward: UInt256 = .zero,
        senderPublicKey: UInt256, receiverPublicKey: UInt256
    ) {
        self.ip = ip
        self.ipv6 = ipv6
        self.port = port
        self.nodeAddress = nodeAddress
        self.reward = reward
        self.senderPublicKey = senderPublicKey
        self.receiverPublicKey = receiverPublicKey
    }
}

extension Validator: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            ip.abiValue, ipv6.abiValue, port.abiValue, nodeAddress.abiValue, reward.abiValue,
            senderPublicKey.abiValue, receiverPublicKey.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(7))
        self.init(
            ip: try fields.next(), ipv6: try fields.next(), port: try fields.next(),
            nodeAddress: try fields.next(), reward: try fields.next(), senderPublicKey: try fields.next(),
            receiverPublicKey: try fields.next())
    }
}
