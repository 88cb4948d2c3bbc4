public import Ethereum
public import Primitives

extension ContractResolver {
    /// Contracts can be set for an environment.
    public struct AllowedEnvAdded: LitContractEvent {
        public static let event = ABIEvent(signature: "event AllowedEnvAdded(uint8 env)")

        /// For which it is set.
        public let environment: LitEnvironment

        public init(_ values: ABIArguments) throws(ABIError) {
            environment = try values.get(0)
        }
    }

    /// Contracts can no longer be set for an environment.
    public struct AllowedEnvRemoved: LitContractEvent {
        public static let event = ABIEvent(signature: "event AllowedEnvRemoved(uint8 env)")

        /// For which it is set.
        public let environment: LitEnvironment

        public init(_ values: ABIArguments) throws(ABIError) {
            environment = try values.get(0)
        }
    }

    /// A contract is elsewhere from now on.
    public struct SetContract: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event SetContract(bytes32 typ, uint8 env, address addr)")

        /// Of the contract.
        public let name: ContractName
        /// For which it is set.
        public let environment: LitEnvironment
        /// Where it is.
        public let address: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            name = try values.get(0)
            environment = try values.get(1)
            address = try values.get(2)
        }
    }

    /// An account has a role.
    public struct RoleGranted: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)")

        /// Which.
        public let role: Bytes32
        /// Who.
        public let account: Address
        /// Who did it.
        public let sender: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            role = try values.get(0)
            account = try values.get(1)
            sender = try values.get(2)
        }
    }

    /// An account has a role no longer.
    public struct RoleRevoked: LitContractEvent {
        public static let event = ABIEvent(
            signature:
                "event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)")

        /// Which.
        public let role: Bytes32
        /// Who.
        public let account: Address
        /// Who did it.
        public let sender: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            role = try values.get(0)
            account = try values.get(1)
            sender = try values.get(2)
        }
    }

    /// The types of all events of the contract.
    public static let events: [any LitContractEvent.Type] = [
        AllowedEnvAdded.self, AllowedEnvRemoved.self, SetContract.self, RoleGranted.self, RoleRevoked.self,
    ]
}
