public import Ethereum
public import Primitives

extension PKPPermissions {
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

    /// A PKP permits an auth method.
    public struct PermittedAuthMethodAdded: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event PermittedAuthMethodAdded(uint256 indexed tokenId, uint256 authMethodType, bytes "
                + "id, bytes userPubkey)")

        /// Which token.
        public let tokenID: UInt256
        /// How somebody is recognized.
        public let type: AuthMethodType
        /// Who, as the type says.
        public let id: [UInt8]
        /// Of a WebAuthn credential; otherwise empty.
        public let userPublicKey: [UInt8]

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenID = try values.get(0)
            type = try values.get(1)
            id = try values.get(2)
            userPublicKey = try values.get(3)
        }
    }

    /// A PKP permits an auth method no longer. `type` holds the number under which it is stored.
    public struct PermittedAuthMethodRemoved: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event PermittedAuthMethodRemoved(uint256 indexed tokenId, uint256 authMethodType, bytes "
                + "id)")

        /// Which token.
        public let tokenID: UInt256
        /// The number under which the auth method is stored.
        public let type: UInt256
        /// Who, as the type says.
        public let id: [UInt8]

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenID = try values.get(0)
            type = try values.get(1)
            id = try values.get(2)
        }
    }

    /// An auth method has a scope. `type` holds the number under which it is stored.
    public struct PermittedAuthMethodScopeAdded: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event PermittedAuthMethodScopeAdded(uint256 indexed tokenId, uint256 authMethodType, "
                + "bytes id, uint256 scopeId)")

        /// Which token.
        public let tokenID: UInt256
        /// The number under which the auth method is stored.
        public let type: UInt256
        /// Who, as the type says.
        public let id: [UInt8]
        /// What he may do.
        public let scope: Scope

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenID = try values.get(0)
            type = try values.get(1)
            id = try values.get(2)
            scope = try values.get(3)
        }
    }

    /// An auth method has a scope no longer.
    public struct PermittedAuthMethodScopeRemoved: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event PermittedAuthMethodScopeRemoved(uint256 indexed tokenId, uint256 authMethodType, "
                + "bytes id, uint256 scopeId)")

        /// Which token.
        public let tokenID: UInt256
        /// How somebody is recognized.
        public let type: AuthMethodType
        /// Who, as the type says.
        public let id: [UInt8]
        /// What he may do.
        public let scope: Scope

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenID = try values.get(0)
            type = try values.get(1)
            id = try values.get(2)
            scope = try values.get(3)
        }
    }

    /// A group has another root.
    public struct RootHashUpdated: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event RootHashUpdated(uint256 indexed tokenId, uint256 indexed group, bytes32 root)")

        /// Which token.
        public let tokenID: UInt256
        /// Of the tree.
        public let group: UInt256
        /// Of the tree.
        public let root: Bytes32

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenID = try values.get(0)
            group = try values.get(1)
            root = try values.get(2)
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

    /// The types of all events of the contract.
    public static let events: [any LitContractEvent.Type] = [
        ContractResolverAddressSet.self, PermittedAuthMethodAdded.self, PermittedAuthMethodRemoved.self,
        PermittedAuthMethodScopeAdded.self, PermittedAuthMethodScopeRemoved.self, RootHashUpdated.self,
        OwnershipTransferred.self,
    ]
}
