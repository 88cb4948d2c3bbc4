public import Ethereum
public import Primitives

/// A transaction that cannot be executed: nothing of it happened.
public enum ExecutionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It breaks a rule whatever the state.
    case invalid(TransactionRuleError)
    /// The state, or the block, does not allow it.
    case rejected(TransactionRejection)
    /// The state could not be read.
    case state(StateError)

    public var description: String {
        switch self {
        case .invalid(let error): error.description
        case .rejected(let error): error.description
        case .state(let error): error.description
        }
    }
}

/// Why a state, or a block, does not allow a transaction.
public struct TransactionRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The condition that is not met, with its figures.
    public enum Code: Hashable, Sendable {
        case nonceTooLow(next: UInt64, actual: UInt64)
        case nonceTooHigh(next: UInt64, actual: UInt64)
        /// No nonce is left (EIP-2681).
        case nonceExhausted
        /// More gas than the block has left.
        case exceedsBlockGas(limit: UInt64, available: UInt64)
        case feeBelowBaseFee(maxFee: UInt256, baseFee: UInt256)
        case blobFeeBelowBase(maxFee: UInt256, baseFee: UInt256)
        /// More blobs than the block has room for.
        case exceedsBlobGas(blobGas: UInt64, available: UInt64)
        /// The sender has code (EIP-3607).
        case senderIsContract
        /// `required` is nil beyond 2^256 - 1.
        case insufficientFunds(balance: UInt256, required: UInt256?)
    }

    public let code: Code
    /// Who sent it.
    public let sender: Address

    /// A condition that the transaction of `sender` does not meet.
    public init(_ code: Code, sender: Address) {
        self.code = code
        self.sender = sender
    }

    public var description: String {
        switch code {
        case .nonceTooLow(let next, let actual):
            "nonce too low: next nonce \(next), tx nonce \(actual)"
        case .nonceTooHigh(let next, let actual):
            "nonce too high: next nonce \(next), tx nonce \(actual)"
        case .nonceExhausted: "nonce has max value: \(sender)"
        case .exceedsBlockGas(let limit, let available):
            "exceeds block gas limit: the transaction's limit is \(limit), the block has \(available)"
        case .feeBelowBaseFee(let maxFee, let baseFee):
            "max fee per gas less than block base fee: address \(sender), maxFeePerGas: \(maxFee), "
                + "baseFee: \(baseFee)"
        case .blobFeeBelowBase(let maxFee, let baseFee):
            "max fee per blob gas less than block blob gas fee: address \(sender), "
                + "maxFeePerBlobGas: \(maxFee), blobBaseFee: \(baseFee)"
        case .exceedsBlobGas(let blobGas, let available):
            "exceeds block blob gas: the transaction's blobs take \(blobGas), the block has \(available)"
        case .senderIsContract: "sender not an eoa: \(sender) has code"
        case .insufficientFunds(let balance, let required):
            "insufficient funds for gas * price + value: address \(sender) have \(balance) want "
                + (required.map { "\($0)" } ?? "more than 2^256 - 1")
        }
    }
}
