package import ActionProtocol

/// What a worker's connection tells the one who drives a run.
package enum RunEvent: Sendable {
    case call(ActionMessage)
    case ended(RunEnding)
}

/// How a run ended, as the connection saw it.
package enum RunEnding: Sendable {
    case finished(RunOutcome)
    case timedOut
    case cancelled
    /// The worker broke the rules.
    case violated(String)
    /// The worker ended while the script ran.
    case died
    /// The worker was gone before the script reached it.
    case unreached
}

/// A run as its worker's connection knows it.
package final class RunLink: Sendable {
    package let events: AsyncStream<RunEvent>
    private let continuation: AsyncStream<RunEvent>.Continuation
    /// Takes a piece of log.
    package let log: @Sendable ([UInt8]) -> Void
    /// How many bytes of log a worker that keeps to the rules sends at the most.
    package let logAllowance: Int

    package init(logAllowance: Int, log: @escaping @Sendable ([UInt8]) -> Void) {
        // Bounded by the connection, which stops reading while many calls are unanswered.
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
        self.logAllowance = logAllowance
        self.log = log
    }

    package func call(_ message: ActionMessage) { continuation.yield(.call(message)) }

    package func end(_ ending: RunEnding) {
        continuation.yield(.ended(ending))
        continuation.finish()
    }
}
