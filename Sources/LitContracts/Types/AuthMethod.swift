public import Ethereum

/// Somebody, by the way in which the network recognizes him.
public struct AuthMethod: Hashable, Sendable {
    /// Says how ``id`` is to be read.
    public var type: AuthMethodType
    /// Who: at most 512 bytes.
    public var id: [UInt8]
    /// Of a WebAuthn credential (COSE); otherwise empty.
    public var userPublicKey: [UInt8]

    /// From its parts.
    public init(
        type: AuthMethodType, id: [UInt8], userPublicKey: [UInt8] = []
    ) {
        self.type = type
        self.id = id
        self.userPublicKey = userPublicKey
    }
}

extension AuthMethod: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            type.abiValue, id.abiValue, userPublicKey.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(3))
        self.init(
            type: try fields.next(), id: try fields.next(), userPublicKey: try fields.next())
    }
}
