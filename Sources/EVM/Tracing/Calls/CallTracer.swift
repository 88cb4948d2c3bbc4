public import Ethereum

/// Records the tree of a transaction's calls, as go-ethereum's `callTracer` does. For one transaction.
public final class CallTracer: ExecutionTracer {
    /// What is recorded; the names are those of go-ethereum's configuration.
    public struct Options: Hashable, Sendable {
        /// Leaves out everything below the outermost call.
        public var onlyTopCall = false
        /// Adds the logs.
        public var withLog = false
        /// How many logs the block has before this transaction.
        public var firstLogIndex = 0
        /// How many bytes the trace may take here, about; beyond it there is only an error.
        public var byteLimit = 256 << 20

        /// All calls without their logs.
        public init() {}
    }

    private let options: Options
    private var budget: TraceBudget
    /// The calls under way that are recorded, the outermost first.
    private var open: [CallTrace] = []
    /// Calls under way that are not recorded.
    private var skipped = 0
    private var top: CallTrace?
    /// How many logs there are that no failure has undone.
    private var logCount = 0
    /// How many there were when each call under way began.
    private var logMarks: [Int] = []
    private var last = Last()

    /// The latest instruction; the one that failed, if a frame ends in failure.
    private struct Last {
        var opcode: UInt8 = 0
        var stackCount = 0
        var halt: Halt?
    }

    /// With options, by default none.
    public init(options: Options = Options()) {
        self.options = options
        budget = TraceBudget(limit: options.byteLimit)
    }

    /// The tree, its root with the transaction's gas limit and what it paid for.
    /// - Throws: ``TraceError`` if it takes more than ``Options/byteLimit``, or nothing was executed.
    public func trace(
        of transaction: Transaction, _ result: ExecutionResult
    ) throws(TraceError) -> CallTrace {
        if budget.isExceeded { throw TraceError(.tooLarge(limit: budget.limit)) }
        guard var trace = top else { throw TraceError(.incomplete) }
        trace.gas = transaction.gasLimit
        trace.gasUsed = result.gasUsed
        if options.withLog { trace.clearFailedLogs(isUndone: false) }
        return trace
    }

    public func willExecute(_ step: borrowing ExecutionStep) {
        last = Last(opcode: step.opcode, stackCount: step.stackCount)
    }

    public func didExecute(cost: UInt64, halt: Halt?) { last.halt = halt }

    public func willEnter(_ call: CallDescription) {
        logMarks.append(logCount)
        guard isRecording, !options.onlyTopCall || open.isEmpty, take(call.input.count) else {
            skipped += 1
            return
        }
        open.append(
            CallTrace(
                kind: call.kind, from: call.from, to: call.to,
                value: call.kind == .staticCall ? nil : call.value, gas: call.gas, input: call.input))
    }

    public func didExit(_ outcome: CallOutcome) {
        let mark = logMarks.popLast() ?? 0
        if outcome.failure != nil { logCount = mark }
        if skipped > 0 {
            skipped -= 1
            return
        }
        guard var call = open.popLast() else { return }
        call.gasUsed = outcome.gasUsed
        if let failure = outcome.failure {
            end(&call, failure, outcome.output)
        } else if take(outcome.output.count) {
            call.output = outcome.output
        }
        if open.isEmpty { top = call } else { open[open.count - 1].calls.append(call) }
    }

    public func didLog(_ log: Log) {
        let index = options.firstLogIndex + logCount
        logCount += 1
        guard options.withLog, skipped == 0, !open.isEmpty, take(log.data.count) else { return }
        let place = open.count - 1
        open[place].logs.append(CallTraceLog(log: log, index: index, position: open[place].calls.count))
    }

    private func end(_ call: inout CallTrace, _ failure: CallOutcome.Failure, _ output: [UInt8]) {
        let isCreation = call.kind == .create || call.kind == .create2
        if isCreation { call.to = nil }
        switch failure {
        case .revert:
            call.error = CallOutcome.Failure.revertMessage
            guard take(output.count) else { return }
            call.output = output
            call.revertReason = ABI.revertReason(output)
        case .halt(.outOfGas) where isCreation && last.halt == nil:
            // Its code ended well, so it was the new contract's code that could not be paid.
            call.error = "contract creation code storage out of gas"
        case .halt(let halt):
            call.error = halt.message(opcode: last.opcode, stackCount: last.stackCount)
        }
    }

    private var isRecording: Bool { skipped == 0 && !budget.isExceeded }

    private func take(_ bytes: Int) -> Bool { budget.take(MemoryLayout<CallTrace>.stride + bytes) }
}

extension CallTrace {
    /// What a failed call, and every call within it, has logged did not happen.
    fileprivate mutating func clearFailedLogs(isUndone: Bool) {
        let isUndone = isUndone || error != nil
        if isUndone { logs = [] }
        for index in calls.indices { calls[index].clearFailedLogs(isUndone: isUndone) }
    }
}
