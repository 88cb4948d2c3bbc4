/// Which of a transaction's conditions are looked at. Calls that are only simulated need few.
public struct ExecutionChecks: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The rules that hold whatever the state, chain id and intrinsic gas among them.
    public static let rules = ExecutionChecks(rawValue: 1)
    /// The sender's next nonce.
    public static let nonce = ExecutionChecks(rawValue: 2)
    /// That the sender has no code (EIP-3607).
    public static let senderCode = ExecutionChecks(rawValue: 4)
    /// That the fee reaches the block's base fee.
    public static let baseFee = ExecutionChecks(rawValue: 8)
    /// That the sender can pay for gas and value in full.
    public static let funds = ExecutionChecks(rawValue: 16)
    /// That the block has room.
    public static let blockGas = ExecutionChecks(rawValue: 32)

    /// Everything, as for a transaction of a block.
    public static let all: ExecutionChecks = [.rules, .nonce, .senderCode, .baseFee, .funds, .blockGas]
}
