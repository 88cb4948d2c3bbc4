public import Ethereum
public import Primitives

/// What nodes of a given network have signed for somebody who claims a key.
public struct ClaimMaterialV2: Hashable, Sendable {
    /// ``KeyType/secp256k1``.
    public var keyType: KeyType
    /// The hash of who he is, which the nodes have signed.
    public var derivedKeyID: Bytes32
    /// Of distinct active validators.
    public var signatures: [NodeSignature]
    /// The network's; zero for the resolver's own.
    public var stakingContract: Address

    /// From its parts.
    public init(
        keyType: KeyType = .secp256k1, derivedKeyID: Bytes32, signatures: [NodeSignature],
        stakingContract: Address
    ) {
        self.keyType = keyType
        self.derivedKeyID = derivedKeyID
        self.signatures = signatures
        self.stakingContract = stakingContract
    }
}

extension ClaimMaterialV2: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            keyType.abiValue, derivedKeyID.abiValue, signatures.abiValue, stakingContract.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(4))
        self.init(
            keyType: try fields.next(), derivedKeyID: try fields.next(), signatures: try fields.next(),
            stakingContract: try fields.next())
    }
}
