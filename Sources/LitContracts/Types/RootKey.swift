public import Ethereum

/// A public key of the network from which the keys of PKPs derive, or by which it signs sessions.
public struct RootKey: Hashable, Sendable {
    /// Compressed: 48 bytes of G1 for BLS, 33 of SEC 1 for secp256k1.
    public var publicKey: [UInt8]
    /// Which curve it is on.
    public var keyType: KeyType

    /// From its parts.
    public init(
        publicKey: [UInt8], keyType: KeyType
    ) {
        self.publicKey = publicKey
        self.keyType = keyType
    }
}

extension RootKey: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            publicKey.abiValue, keyType.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(2))
        self.init(
            publicKey: try fields.next(), keyType: try fields.next())
    }
}
