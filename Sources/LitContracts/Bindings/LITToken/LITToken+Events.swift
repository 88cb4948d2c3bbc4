public import Ethereum
public import Primitives

extension LITToken {
    /// A spender may take an amount.
    public struct Approval: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event Approval(address indexed owner, address indexed spender, uint256 value)")

        /// Whose tokens.
        public let owner: Address
        /// Who may.
        public let spender: Address
        /// In the smallest unit.
        public let amount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            owner = try values.get(0)
            spender = try values.get(1)
            amount = try values.get(2)
        }
    }

    /// Tokens changed hands; from the zero address when made, to it when burned.
    public struct Transfer: LitContractEvent {
        public static let event = ABIEvent(
            signature: "event Transfer(address indexed from, address indexed to, uint256 value)")

        /// Who had it.
        public let from: Address
        /// Who has it now.
        public let to: Address
        /// In the smallest unit.
        public let amount: UInt256

        public init(_ values: ABIArguments) throws(ABIError) {
            from = try values.get(0)
            to = try values.get(1)
            amount = try values.get(2)
        }
    }

    /// Transfers are stopped.
    public struct Paused: LitContractEvent {
        public static let event = ABIEvent(signature: "event Paused(address account)")

        /// Who.
        public let account: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            account = try values.get(0)
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

    /// Transfers go on.
    public struct Unpaused: LitContractEvent {
        public static let event = ABIEvent(signature: "event Unpaused(address account)")

        /// Who.
        public let account: Address

        public init(_ values: ABIArguments) throws(ABIError) {
            account = try values.get(0)
        }
    }

    /// The types of all events of the contract.
    public static let events: [any LitContractEvent.Type] = [
        Approval.self, Transfer.self, Paused.self, RoleGranted.self, RoleRevoked.self, Unpaused.self,
    ]
}
