public import Ethereum
import Primitives

/// Records which accounts and slots a transaction touches, and shows them as they were before, or what
/// became of them, as go-ethereum's `prestateTracer` does. For one transaction.
///
/// ```swift
/// let tracer = PrestateTracer(coinbase: block.coinbase)
/// let state = JournaledState(over: world)
/// _ = try TransactionExecutor(state: state, block: block).execute(transaction, from: sender, tracer: tracer)
/// let pre = try tracer.accounts(before: world)
/// let difference = try tracer.difference(before: world, changes: state.changes())
/// ```
public final class PrestateTracer: ExecutionTracer {
    /// What is shown; the names are those of go-ethereum's configuration.
    public struct Options: Hashable, Sendable {
        /// Leaves out code.
        public var disableCode = false
        /// Leaves out storage.
        public var disableStorage = false

        /// Everything.
        public init() {}
    }

    let options: Options
    /// With the slots of each.
    private(set) var touched: [Address: Set<UInt256>] = [:]
    private var pending = Pending.nothing

    /// What the instruction under way touches unless it fails.
    private enum Pending {
        case nothing
        case account(Address)
        case slot(Address, UInt256)
    }

    /// For a transaction of a block that pays this account.
    public init(coinbase: Address, options: Options = Options()) {
        self.options = options
        touch(coinbase)
    }

    public func willExecute(_ step: borrowing ExecutionStep) {
        pending = .nothing
        guard let word = step.peek(0) else { return }
        switch step.opcode {
        case Opcode.sload, Opcode.sstore: pending = .slot(step.address, word)
        case Opcode.balance, Opcode.extcodesize, Opcode.extcodecopy, Opcode.extcodehash:
            pending = .account(Address(truncating: word.bytes32))
        default: break
        }
    }

    public func didExecute(cost: UInt64, halt: Halt?) {
        guard halt == nil else { return }
        switch pending {
        case .nothing: break
        case .account(let address): touch(address)
        case .slot(let address, let key):
            if !options.disableStorage { touched[address, default: []].insert(key) }
        }
        pending = .nothing
    }

    public func willEnter(_ call: CallDescription) {
        touch(call.from)
        touch(call.to)
    }

    public func didExit(_ outcome: CallOutcome) {}

    public func didLog(_ log: Log) {}

    private func touch(_ address: Address) {
        if touched[address] == nil { touched[address] = [] }
    }
}
