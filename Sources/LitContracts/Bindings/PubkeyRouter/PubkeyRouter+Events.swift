public import Ethereum
public import Primitives

extension PubkeyRouter {
    /// The resolver, at the contract's creation.
    public struct ContractResolverAddressSet: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event ContractResolverAddressSet(address newResolverAddress)")

        /// Where the resolver is.
        public let resolverAddress: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            resolverAddress = try values.get(0)
        }
    }

    /// What the key of a new PKP derives from.
    public struct PubkeyRoutingDataSet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event PubkeyRoutingDataSet(uint256 indexed tokenId, bytes pubkey, address "
                + "stakingContract, uint256 keyType, bytes32 derivedKeyId)")

        /// Which token.
        public let tokenID: UInt256
        /// Of the PKP, 65 bytes uncompressed.
        public let publicKey: [UInt8]
        /// Of the network.
        public let stakingContract: Address
        /// Of the key.
        public let keyType: KeyType
        /// What the key derives from.
        public let derivedKeyID: Bytes32

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenID = try values.get(0)
            publicKey = try values.get(1)
            stakingContract = try values.get(2)
            keyType = try values.get(3)
            derivedKeyID = try values.get(4)
        }
    }

    /// All validators agreed on a root key.
    public struct RootKeySet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event RootKeySet(address stakingContract, tuple(bytes pubkey, uint256 keyType) rootKey)")

        /// Of the network.
        public let stakingContract: Address
        /// The key.
        public let rootKey: RootKey

        public init(_ values: ABIArguments) throws(ABIError) {
            stakingContract = try values.get(0)
            rootKey = try values.get(1)
        }
    }

    /// The contract has another owner.
    public struct OwnershipTransferred: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)")

        /// Until now.
        public let previousOwner: Address
        /// From now on.
        public let owner: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            previousOwner = try values.get(0)
            owner = try values.get(1)
        }
    }

    /// The root keys of a network and the votes for them were forgotten.
    public struct RootKeysReset: LitContractEvent {
        public static let event = ABIEvent(signature: "event RootKeysReset(address stakingContract)")

        /// Of the network.
        public let stakingContract: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            stakingContract = try values.get(0)
        }
    }

    /// The types of all events of the contract.
    public static let events: [any LitContractEvent.Type] = [
        ContractResolverAddressSet.self, PubkeyRoutingDataSet.self, RootKeySet.self,
        OwnershipTransferred.self, RootKeysReset.self,
    ]
}
