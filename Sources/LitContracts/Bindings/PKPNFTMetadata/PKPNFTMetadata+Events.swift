public import Ethereum

extension PKPNFTMetadata {
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

    /// The types of all events of the contract.
    public static let events: [any LitContractEvent.Type] = [
        ContractResolverAddressSet.self
    ]
}
