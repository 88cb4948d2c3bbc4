public import Ethereum
import Primitives

/// Records every instruction of a transaction, as go-ethereum's default tracer does.
///
/// ```swift
/// let tracer = StructLogTracer()
/// let result = try executor.execute(transaction, from: sender, tracer: tracer)
/// let trace = try tracer.trace(of: result)
/// ```
/// For one transaction.
public final class StructLogTracer: ExecutionTracer {
    /// What is recorded; the names are those of go-ethereum's configuration.
    public struct Options: Hashable, Sendable {
        /// Leaves out the slots of SLOAD and SSTORE.
        public var disableStorage = false
        /// Leaves out the stack.
        public var disableStack = false
        /// Adds the memory.
        public var enableMemory = false
        /// Adds what the last call returned.
        public var enableReturnData = false
        /// How many instructions at most; later ones are left out without an error. 0 for all.
        public var limit = 0
        /// How many bytes the trace may take here, about; beyond it there is only an error.
        public var byteLimit = 256 << 20

        /// The stack and the storage of every instruction.
        public init() {}
    }

    private let options: Options
    private var budget: TraceBudget
    private var logs: [StructLog] = []
    /// Of every contract, the slots that were read or written.
    private var storage: [Address: [UInt256: UInt256]] = [:]
    private var current = Current()
    private var pending = Pending.nothing

    /// The instruction under way.
    private struct Current {
        var address = Address.zero
        var opcode: UInt8 = 0
        var stackCount = 0
        /// The slot, and what is written to it.
        var key: UInt256?
        var word: UInt256?
        var isRecorded = false
    }

    /// What is known of an instruction only when the next one begins.
    private enum Pending {
        case nothing
        case load(Address, UInt256)
        case refund
    }

    /// With options, by default none.
    public init(options: Options = Options()) {
        self.options = options
        budget = TraceBudget(limit: options.byteLimit)
    }

    /// What was recorded, with the transaction's result.
    /// - Throws: ``TraceError`` if it takes more than ``Options/byteLimit``.
    public func trace(of result: ExecutionResult) throws(TraceError) -> StructLogTrace {
        if budget.isExceeded { throw TraceError(.tooLarge(limit: budget.limit)) }
        let hasOutput = result.failure == nil || result.failure == .revert
        return StructLogTrace(
            gas: result.gasUsed, failed: !result.succeeded, returnValue: hasOutput ? result.output : [],
            structLogs: logs)
    }

    public func willExecute(_ step: borrowing ExecutionStep) {
        complete(step)
        current = Current(address: step.address, opcode: step.opcode, stackCount: step.stackCount)
        guard !budget.isExceeded, options.limit <= 0 || logs.count < options.limit else { return }
        if !options.disableStorage, step.opcode == Opcode.sload || step.opcode == Opcode.sstore {
            current.key = step.peek(0)
            current.word = step.opcode == Opcode.sstore ? step.peek(1) : nil
        }
        let size =
            MemoryLayout<StructLog>.stride + (options.disableStack ? 0 : 32 * step.stackCount)
            + (options.enableMemory ? step.memoryCount : 0)
            + (options.enableReturnData ? step.returned.count : 0)
        guard take(size) else { return }
        logs.append(
            StructLog(
                pc: step.pc, opcode: step.opcode, gas: step.gas, depth: step.depth, refund: step.refund,
                stack: options.disableStack ? nil : step.stack,
                memory: options.enableMemory ? step.memoryWords : nil,
                returnData: options.enableReturnData ? step.returnData : nil))
        current.isRecorded = true
    }

    public func didExecute(cost: UInt64, halt: Halt?) {
        guard current.isRecorded, let last = logs.indices.last else { return }
        current.isRecorded = false
        if let halt {
            logs[last].gasCost =
                halt == .outOfGas ? cost : UInt64(InstructionRule.table[Int(current.opcode)].gas)
            logs[last].error = halt.message(opcode: current.opcode, stackCount: current.stackCount)
            return
        }
        logs[last].gasCost = cost
        if current.opcode == Opcode.sstore {
            pending = .refund
            if let key = current.key, let word = current.word { note(key, word, of: current.address) }
        } else if let key = current.key {
            pending = .load(current.address, key)
        }
    }

    public func willEnter(_ call: CallDescription) {}

    public func didExit(_ outcome: CallOutcome) {}

    public func didLog(_ log: Log) {}

    /// An SLOAD's word lies on the stack of the next instruction; go-ethereum counts an SSTORE's refund
    /// when it computes the price, so that it belongs to the SSTORE already.
    private func complete(_ next: borrowing ExecutionStep) {
        switch pending {
        case .nothing: return
        case .load(let address, let key):
            if let word = next.peek(0) { note(key, word, of: address) }
        case .refund:
            if let last = logs.indices.last { logs[last].refund = next.refund }
        }
        pending = .nothing
    }

    private func note(_ key: UInt256, _ word: UInt256, of address: Address) {
        storage[address, default: [:]][key] = word
        // Each log has slots of its own once the next one adds to them.
        guard let last = logs.indices.last, take(64 * (storage[address]?.count ?? 0)) else { return }
        logs[last].storage = storage[address]
    }

    private func take(_ bytes: Int) -> Bool {
        if budget.take(bytes) { return true }
        (logs, storage) = ([], [:])
        return false
    }
}

extension ExecutionStep {
    /// The whole memory, which always is a number of whole words.
    fileprivate var memoryWords: [Bytes32] {
        guard let start = memory.baseAddress else { return [] }
        return (0..<memory.count / 32).map { loadWord(start + 32 * $0).bytes32 }
    }
}
