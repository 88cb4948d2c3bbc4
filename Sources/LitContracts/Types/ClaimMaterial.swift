public import Ethereum
public import Primitives

/// What nodes have signed for somebody who claims a key.
public struct ClaimMaterial: Hashable, Sendable {
    /// ``KeyType/secp256k1``.
    public var keyType: KeyType
    /// The hash of who he is, which the nodes have signed.
    public var derivedKeyID: Bytes32
    /// Of distinct active validators.
    public var signatures: [NodeSignature]

    /// From its parts.
    public init(
        keyType: KeyType = .secp256k1, derivedKeyID: Bytes32, signatures: [NodeSignature]
    ) {
        self.keyType = keyType
        self.derivedKeyID = derivedKeyID
        self.signatures = signatures
    }
}

extension ClaimMaterial: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            keyType.abiValue, derivedKeyID.abiValue, signatures.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(3))
        self.init(
            keyType: try fields.next(), derivedKeyID: try fields.next(), signatures: try fields.next())
    }
}
