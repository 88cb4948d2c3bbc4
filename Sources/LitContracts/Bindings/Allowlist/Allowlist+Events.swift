public import Ethereum
public import Primitives

extension Allowlist {
    /// An account may change the list.
    public struct AdminAdded: LitContractEvent {
        public static let event = ABIEvent(signature: "event AdminAdded(address indexed newAdmin)")

        /// Who.
        public let admin: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            admin = try values.get(0)
        }
    }

    /// An account may change the list no longer.
    public struct AdminRemoved: LitContractEvent {
        public static let event = ABIEvent(signature: "event AdminRemoved(address indexed newAdmin)")

        /// Who.
        public let admin: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            admin = try values.get(0)
        }
    }

    /// A key is on the list.
    public struct ItemAllowed: LitContractEvent {
        public static let event = ABIEvent(signature: "event ItemAllowed(bytes32 indexed key)")

        /// Of the list.
        public let key: Bytes32

        public init(_ values: ABIArguments) throws(ABIError) {
            key = try values.get(0)
        }
    }

    /// A key is on the list no longer.
    public struct ItemNotAllowed: LitContractEvent {
        public static let event = ABIEvent(signature: "event ItemNotAllowed(bytes32 indexed key)")

        /// Of the list.
        public let key: Bytes32

        public init(_ values: ABIArguments) throws(ABIError) {
            key = try values.get(0)
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
        AdminAdded.self, AdminRemoved.self, ItemAllowed.self, ItemNotAllowed.self, OwnershipTransferred.self,
    ]
}
