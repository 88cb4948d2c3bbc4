public import EVM

/// Why the chain refused, or could not do, what was asked of it.
///
/// The texts begin with those by which clients of JSON-RPC tell refusals apart.
public struct ChainError: Error, Sendable, CustomStringConvertible {
    /// What kind of refusal it is.
    public enum Code: Hashable, Sendable {
        /// A transaction that cannot be executed.
        case execution(ExecutionError)
        /// The state could not be read.
        case state(StateError)
        /// The store could not be read or written.
        case store(StoreError)
        /// An imported block that breaks a rule.
        case block(BlockError.Code)
        /// The pool has the transaction already.
        case alreadyKnown
        /// Another transaction of the same nonce pays nearly as much.
        case replacementUnderpriced
        /// Fees below what the chain was set to ask for.
        case underpriced
        /// The pool has no room.
        case poolFull
        /// Blob transactions are not taken without their blobs.
        case blobsNotSupported
        /// A sender who is neither signing nor impersonated.
        case unknownAccount
        /// A block that is not on the chain.
        case unknownBlock
        /// A state that is too old to be rebuilt.
        case historyGone
        /// A value that a setting cannot have.
        case invalidSetting
        /// A time that is not above the head's, or too far in the future.
        case invalidTimestamp
        /// A dump that cannot be read.
        case invalidDump
        /// The store has another chain than the configured one.
        case wrongChain
        /// The caller's task was cancelled; what was asked for may have happened.
        case cancelled
        /// The chain is closed.
        case closed
    }

    /// What kind of refusal it is.
    public let code: Code
    /// What was refused, and why.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    init(_ error: ExecutionError) {
        if case .state(let error) = error {
            self.init(error)
        } else {
            self.init(.execution(error), error.description)
        }
    }

    init(_ error: StateError) { self.init(.state(error), error.description) }
    init(_ error: StoreError) { self.init(.store(error), error.description) }

    init(_ error: BlockError) {
        if case .state(let error) = error.code {
            self.init(error)
        } else {
            self.init(.block(error.code), error.description)
        }
    }

    static let closed = ChainError(.closed, "the chain is closed")
    static let cancelled = ChainError(.cancelled, "cancelled while waiting for the chain")
}
