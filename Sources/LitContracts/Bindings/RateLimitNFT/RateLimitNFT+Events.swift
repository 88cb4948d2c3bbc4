public import Ethereum
public import Primitives

extension RateLimitNFT {
    /// The price of capacity has changed.
    public struct AdditionalRequestsPerKilosecondCostSet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event AdditionalRequestsPerKilosecondCostSet(uint256 "
                + "newAdditionalRequestsPerKilosecondCost)")

        /// The new value.
        public let additionalRequestsPerKilosecondCost: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            additionalRequestsPerKilosecondCost = try values.get(0)
        }
    }

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

    /// Those without a credit may ask another number of requests.
    public struct FreeRequestsPerRateLimitWindowSet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event FreeRequestsPerRateLimitWindowSet(uint256 newFreeRequestsPerRateLimitWindow)")

        /// The new value.
        public let freeRequestsPerRateLimitWindow: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            freeRequestsPerRateLimitWindow = try values.get(0)
        }
    }

    /// The requests of holders count over another period.
    public struct RLIHolderRateLimitWindowSecondsSet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event RLIHolderRateLimitWindowSecondsSet(uint256 newRLIHolderRateLimitWindowSeconds)")

        /// The new value.
        public let holderHolderRateLimitWindowSeconds: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            holderHolderRateLimitWindowSeconds = try values.get(0)
        }
    }

    /// The requests of others count over another period.
    public struct RateLimitWindowSecondsSet: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event RateLimitWindowSecondsSet(uint256 newRateLimitWindowSeconds)")

        /// The new value.
        public let rateLimitWindowSeconds: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            rateLimitWindowSeconds = try values.get(0)
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

    /// Somebody else signs for free credits.
    public struct FreeMintSignerSet: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event FreeMintSignerSet(address indexed newFreeMintSigner)")

        /// The new value.
        public let freeMintSigner: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            freeMintSigner = try values.get(0)
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
        AdditionalRequestsPerKilosecondCostSet.self, Approval.self, ApprovalForAll.self,
        FreeRequestsPerRateLimitWindowSet.self, RLIHolderRateLimitWindowSecondsSet.self,
        RateLimitWindowSecondsSet.self, Transfer.self, Withdrew.self, FreeMintSignerSet.self,
        OwnershipTransferred.self,
    ]
}
