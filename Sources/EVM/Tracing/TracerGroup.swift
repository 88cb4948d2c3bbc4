public import Ethereum

/// Several tracers of one execution, told of everything in their order.
public final class TracerGroup: ExecutionTracer {
    /// In the order in which they are told.
    public let tracers: [any ExecutionTracer]

    /// Of tracers that each wait for one transaction.
    public init(_ tracers: [any ExecutionTracer]) { self.tracers = tracers }

    public func willExecute(_ step: borrowing ExecutionStep) {
        for tracer in tracers { tracer.willExecute(step) }
    }

    public func didExecute(cost: UInt64, halt: Halt?) {
        for tracer in tracers { tracer.didExecute(cost: cost, halt: halt) }
    }

    public func willEnter(_ call: CallDescription) {
        for tracer in tracers { tracer.willEnter(call) }
    }

    public func didExit(_ outcome: CallOutcome) {
        for tracer in tracers { tracer.didExit(outcome) }
    }

    public func didLog(_ log: Log) {
        for tracer in tracers { tracer.didLog(log) }
    }
}
