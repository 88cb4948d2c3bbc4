import EVM
import Ethereum
import Primitives

/// Where a simulated call runs: a state and a block, with what the client overrides in both.
struct CallContext: Sendable {
    let state: WorldState
    let block: BlockEnvironment
    let overrides: StateOverrides
    /// Whether the client set the base fee itself.
    let keepsBaseFee: Bool

    init(
        state: WorldState, block: BlockEnvironment, overrides: StateOverrides = .none,
        blockOverrides: BlockOverrides = .none
    ) {
        self.state = state
        self.block = blockOverrides.applied(to: block)
        self.overrides = overrides
        keepsBaseFee = blockOverrides.baseFee != nil
    }

    /// The state as the call finds it.
    func journaledState() throws(StateError) -> JournaledState {
        let journaled = JournaledState(over: state)
        try overrides.apply(to: journaled)
        return journaled
    }

    /// The outcome of `transaction`, of which nothing stays.
    ///
    /// Whoever names no price pays none, and then BASEFEE reads as zero. Nonces, code of the sender and the
    /// block's room are not looked at; funds are, for the value and for gas that has a price.
    func run(
        _ transaction: Transaction, from sender: Address, tracer: (any ExecutionTracer)? = nil
    ) throws(ExecutionError) -> ExecutionResult {
        let (environment, checks) = conditions(for: transaction)
        let journaled: JournaledState
        do { journaled = try journaledState() } catch { throw .state(error) }
        return try TransactionExecutor(state: journaled, block: environment)
            .execute(transaction, from: sender, checks: checks, tracer: tracer)
    }

    /// The block as this transaction sees it, and what is looked at.
    func conditions(for transaction: Transaction) -> (BlockEnvironment, ExecutionChecks) {
        var environment = block
        var checks: ExecutionChecks = [.rules, .funds]
        if transaction.maxFeePerGas.isZero, transaction.maxPriorityFeePerGas.isZero {
            if !keepsBaseFee { environment.baseFee = .zero }
            if transaction.maxFeePerBlobGas?.isZero == true { environment.blobBaseFee = .zero }
        } else {
            checks.insert(.baseFee)
        }
        return (environment, checks)
    }
}
