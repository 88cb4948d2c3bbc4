public import Ethereum
public import Primitives

extension PKPNFT {
    /// Somebody was allowed to transfer.
    public struct Approval: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)")

        /// Whose tokens.
        public let owner: Address
        /// Who may; zero for nobody.
        public let approved: Address
        /// Which token.
        public let tokenID: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            owner = try values.get(0)
            approved = try values.get(1)
            tokenID = try values.get(2)
        }
    }

    /// An account may transfer all tokens of another, or no longer.
    public struct ApprovalForAll: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event ApprovalForAll(address indexed owner, address indexed operator, bool approved)")

        /// Whose tokens.
        public let owner: Address
        /// Who may.
        public let operatorAddress: Address
        /// Whether it may.
        public let approved: Bool

        public init(_ values: ABIArguments) throws(ABIError) {
            owner = try values.get(0)
            operatorAddress = try values.get(1)
            approved = try values.get(2)
        }
    }

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

    /// Minting costs something else from now on.
    public struct MintCostSet: LitContractEvent {
        public static let event = ABIEvent(signature: "event MintCostSet(uint256 newMintCost)")

        /// In wei.
        public let mintCost: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            mintCost = try values.get(0)
        }
    }

    /// A PKP was minted.
    public struct PKPMinted: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event PKPMinted(uint256 indexed tokenId, bytes pubkey)")

        /// Which token.
        public let tokenID: UInt256
        /// Of the PKP, 65 bytes uncompressed.
        public let publicKey: [UInt8]

        public init(_ values: ABIArguments) throws(ABIError) {
            tokenID = try values.get(0)
            publicKey = try values.get(1)
        }
    }

    /// A token changed hands; from the zero address when minted, to it when burned.
    public struct Transfer: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)")

        /// Who had it.
        public let from: Address
        /// Who has it now.
        public let to: Address
        /// Which token.
        public let tokenID: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            from = try values.get(0)
            to = try values.get(1)
            tokenID = try values.get(2)
        }
    }

    /// The owner took the contract's ether.
    public struct Withdrew: LitContractEvent {
        public static let event = ABIEvent(signature: "event Withdrew(uint256 amount)")

        /// In wei.
        public let amount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            amount = try values.get(0)
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
        Approval.self, ApprovalForAll.self, ContractResolverAddressSet.self, MintCostSet.self, PKPMinted.self,
        Transfer.self, Withdrew.self, OwnershipTransferred.self,
    ]
}
