public import Ethereum
public import Primitives

/// What the network needs to know of a PKP.
public struct RoutingData: Hashable, Sendable {
    /// 65 bytes, uncompressed; empty if the PKP is unknown.
    public var publicKey: [UInt8]
    /// ``KeyType/secp256k1``.
    public var keyType: KeyType
    /// What the key derives from, together with the root keys.
    public var derivedKeyID: Bytes32

    /// From its parts.
    public init(
        publicKey: [UInt8], keyType: KeyType, derivedKeyID: Bytes32
    ) {
        self.publicKey = publicKey
        self.keyType = keyType
        self.derivedKeyID = derivedKeyID
    }
}

extension RoutingData: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            publicKey.abiValue, keyType.abiValue, derivedKeyID.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(3))
        self.init(
            publicKey: try fields.next(), keyType: try fields.next(), derivedKeyID: try fields.next())
    }
}
