public import Ethereum
internal import Primitives

/// Executes transactions on a state, one after the other, in one block's environment.
///
/// ```swift
/// let state = JournaledState(over: world)
/// let executor = TransactionExecutor(state: state, block: environment)
/// let result = try executor.execute(transaction, from: sender)
/// let next = try world.applying(state.changes())
/// ```
/// The Yellow Paper's section 6 with the EIPs up to Cancun. Not to be shared between threads.
public final class TransactionExecutor {
    /// What the transactions change.
    public let state: JournaledState
    /// The block in which they are executed.
    public let block: BlockEnvironment
    /// What the block has left for further transactions.
    public private(set) var gasLeft: UInt64
    let arena = ExecutionArena.take()

    /// With a whole block's gas.
    public init(state: JournaledState, block: BlockEnvironment) {
        self.state = state
        self.block = block
        gasLeft = block.gasLimit
    }

    deinit { arena.giveBack() }

    /// Executes a transaction and ends it: its changes stay, unless it throws.
    public func execute(
        _ transaction: Transaction, from sender: Address, checks: ExecutionChecks = .all,
        tracer: (any ExecutionTracer)? = nil
    ) throws(ExecutionError) -> ExecutionResult {
        do {
            let place = try state.place(of: sender)
            try check(transaction, place, checks)
            if let tracer {
                return try run(transaction, place, checks, TracerHooks(tracer: tracer))
            }
            return try run(transaction, place, checks, NoHooks())
        } catch let error as ExecutionError {
            throw error
        } catch let error as StateError {
            throw .state(error)
        } catch {
            throw .state(StateError("\(error)"))
        }
    }

    private func run<H: Hooks>(
        _ transaction: Transaction, _ sender: Int, _ checks: ExecutionChecks, _ hooks: H
    ) throws(ExecutionError) -> ExecutionResult {
        let start = state.checkpoint
        let price = transaction.effectiveGasPrice(baseFee: block.baseFee)
        let machine = Machine(
            state: state, block: block, origin: state.entries[sender].address, gasPrice: price,
            blobHashes: transaction.blobVersionedHashes, hooks: hooks, arena: arena)
        let outcome: Machine<H>.Outcome
        do throws(StateError) {
            buyGas(transaction, sender, price: price, checks)
            try warmUp(transaction, sender)
            outcome = try machine.begin(
                transaction, sender: sender, gas: transaction.gasLimit - IntrinsicGas.of(transaction))
        } catch {
            state.revert(to: start)
            throw .state(error)
        }
        if let failure = machine.failure {
            state.revert(to: start)
            throw .state(failure)
        }
        return try settle(transaction, sender, price: price, outcome)
    }

    /// The whole limit is paid in advance, blobs are paid for good.
    private func buyGas(
        _ transaction: Transaction, _ sender: Int, price: UInt256, _ checks: ExecutionChecks
    ) {
        let blobFee = UInt256(transaction.blobGas) &* block.blobBaseFee
        let cost = UInt256(transaction.gasLimit) &* price &+ blobFee
        let balance = state.entries[sender].balance
        // Without a check of funds, whoever cannot pay goes on as if he could.
        state.setBalance(sender, balance >= cost ? balance &- cost : .zero)
        if transaction.to != nil { state.setNonce(sender, state.entries[sender].nonce &+ 1) }
    }

    /// What is warm from the start (EIP-2929, EIP-2930, EIP-3651).
    private func warmUp(_ transaction: Transaction, _ sender: Int) throws(StateError) {
        _ = state.warm(account: sender)
        _ = state.warm(account: try state.place(of: block.coinbase))
        for address in Precompile.addresses { _ = state.warm(account: try state.place(of: address)) }
        if let to = transaction.to { _ = state.warm(account: try state.place(of: to)) }
        for entry in transaction.accessList {
            let place = try state.place(of: entry.address)
            _ = state.warm(account: place)
            for key in entry.storageKeys {
                let slot = try state.slot(UInt256(key), of: state.entries[place])
                _ = state.warm(slot: slot, account: place)
            }
        }
    }

    /// Refunds, fees, and the end of what was destroyed.
    private func settle<H: Hooks>(
        _ transaction: Transaction, _ sender: Int, price: UInt256, _ outcome: Machine<H>.Outcome
    ) throws(ExecutionError) -> ExecutionResult {
        let used = transaction.gasLimit - outcome.gasLeft
        let refund = outcome.failure == nil ? min(UInt64(max(0, state.refund)), used / 5) : 0
        let paid = used - refund
        state.addBalance(sender, UInt256(transaction.gasLimit - paid) &* price)
        // The base fee is burnt (EIP-1559); a simulated call may pay less than it.
        let tip = price >= block.baseFee ? price &- block.baseFee : .zero
        do {
            state.addBalance(try state.place(of: block.coinbase), UInt256(paid) &* tip)
        } catch {
            throw .state(error)
        }
        let logs = state.endTransaction()
        gasLeft -= min(gasLeft, paid)
        return ExecutionResult(
            failure: outcome.failure, gasUsed: paid, gasRefunded: refund, output: outcome.output,
            createdAddress: outcome.createdAddress, logs: outcome.failure == nil ? logs : [])
    }
}
