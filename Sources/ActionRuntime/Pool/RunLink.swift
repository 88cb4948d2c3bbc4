package import ActionProtocol

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
    /// Performs a call: returns the answer, a whole message, where that can be had at once, and gives it later otherwise.
    ///
    /// Called on the connection's event loop. `isAlone` says that no other call is unanswered.
    package typealias Call =
        @Sendable (_ call: ActionMessage, _ isAlone: Bool, _ link: RunLink) -> [UInt8]?

    private let ended = Once<RunEnding>()
    /// Takes a piece of log.
    package let log: @Sendable ([UInt8]) -> Void
    private let perform: Call
    /// How many bytes of log a worker that keeps to the rules sends at the most.
    package let logAllowance: Int

    package init(
        logAllowance: Int, log: @escaping @Sendable ([UInt8]) -> Void, call: @escaping Call
    ) {
        self.logAllowance = logAllowance
        self.log = log
        perform = call
    }

    package func call(_ message: ActionMessage, isAlone: Bool) -> [UInt8]? {
        perform(message, isAlone, self)
    }

    package func end(_ ending: RunEnding) { ended.set(ending) }

    /// Waits for the end.
    package var ending: RunEnding {
        get async {
            await withCheckedContinuation { continuation in
                ended.whenSet { continuation.resume(returning: $0) }
            }
        }
    }
}
