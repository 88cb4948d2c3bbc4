public import Ethereum

extension PaymentDelegation {
    /// A payer's restriction has changed.
    public struct RestrictionSet: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event RestrictionSet(address indexed payer, tuple(uint256 requestsPerPeriod, uint256 "
                + "periodSeconds) restriction)")

        /// Who pays.
        public let payer: Address
        /// What users may take.
        public let restriction: Restriction

        public init(_ values: ABIArguments) throws(ABIError) {
            payer = try values.get(0)
            restriction = try values.get(1)
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
        RestrictionSet.self, OwnershipTransferred.self,
    ]
}
