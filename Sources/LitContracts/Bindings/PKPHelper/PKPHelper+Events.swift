public import Ethereum

extension PKPHelper {
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
        ContractResolverAddressSet.self, OwnershipTransferred.self,
    ]
}
