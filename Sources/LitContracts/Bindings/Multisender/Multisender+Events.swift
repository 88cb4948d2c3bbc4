public import Ethereum

extension Multisender {
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
        OwnershipTransferred.self
    ]
}
