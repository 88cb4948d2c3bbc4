internal import Ethereum
internal import Primitives
internal import Synchronization

/// One wish of a caller's, with what has been signed for it; moved along by whoever awaits it.
final class Submission: Sendable {
    /// What was wished for.
    struct Intent: Sendable {
        let overrides: TransactionOverrides
        /// Declares the errors that may come.
        let errors: ContractABI?
        /// What errors call it.
        let label: String?
    }

    struct State: Sendable {
        var machine: SubmissionMachine
        /// Everything but the nonce; its fees are renewed when it is signed anew.
        var template: Transaction
        var history: [SignedTransaction] = []
        /// A height at which the newest nonce was not used up.
        var startBlock: UInt64 = 0
        /// Why a node last refused it, or did not answer.
        var lastError: EthereumRPCError?
    }

    let account: EthereumAccount
    let intent: Intent
    /// Only one task moves it along at a time.
    let turns = TurnQueue()
    private let state: Mutex<State>

    init(account: EthereumAccount, template: Transaction, intent: Intent) {
        self.account = account
        self.intent = intent
        let overrides = intent.overrides
        state = Mutex(
            State(
                machine: SubmissionMachine(
                    nonceIsFixed: overrides.nonce != nil,
                    feesAreFixed: overrides.gasPrice != nil || overrides.maxFeePerGas != nil),
                template: template))
    }

    func withState<T: Sendable>(_ body: (inout State) -> T) -> T { state.withLock { body(&$0) } }

    var machine: SubmissionMachine { withState { $0.machine } }
    var history: [SignedTransaction] { withState { $0.history } }
    var provider: EthereumProvider { account.provider }

    /// An error about this wish.
    func error(
        _ code: EthereumRPCError.Code, _ message: String, cause: (any Error)? = nil
    ) -> EthereumRPCError {
        let hash = withState { $0.machine.attempts.last?.hash }
        return EthereumRPCError(
            code, message,
            context: .init(node: provider.nodeName, transaction: hash, call: intent.label), cause: cause)
    }

    func describing(_ error: EthereumRPCError) -> EthereumRPCError {
        var error = error
        if error.context.call == nil { error.context.call = intent.label }
        if error.context.transaction == nil {
            error.context.transaction = withState { $0.machine.attempts.last?.hash }
        }
        return error
    }
}
