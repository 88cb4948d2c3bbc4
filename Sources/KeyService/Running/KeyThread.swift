internal import Foundation
internal import Synchronization

/// A thread of its own for an actor whose work is arithmetic: the threads of the concurrency runtime are as many
/// as there are processors, and a request that waits for one of them must not wait for a proof.
///
/// The thread ends when there has been nothing to do for a while.
final class KeyThread: SerialExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isRunning = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let name: String
    private let isBackground: Bool

    private static let linger: DispatchTimeInterval = .seconds(2)

    /// - Parameter isBackground: whether everything else on the machine goes first.
    init(_ name: String, isBackground: Bool = false) {
        self.name = name
        self.isBackground = isBackground
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (starts, wakes) = state.withLock { state in
            state.jobs.append(job)
            defer { state.isRunning = true }
            return (!state.isRunning, state.jobs.count == 1)
        }
        if starts {
            let thread = Thread { self.serve() }
            thread.name = name
            thread.qualityOfService = isBackground ? .utility : .userInitiated
            thread.start()
        } else if wakes {
            wake.signal()
        }
    }

    private func serve() {
        if isBackground { Self.yieldToOthers() }
        let executor = asUnownedSerialExecutor()
        while true {
            let jobs = state.withLock { state in
                defer { state.jobs = [] }
                return state.jobs
            }
            for job in jobs { job.runSynchronously(on: executor) }
            guard jobs.isEmpty, wake.wait(timeout: .now() + Self.linger) == .timedOut else { continue }
            let ends = state.withLock { state in
                if state.jobs.isEmpty { state.isRunning = false }
                return !state.isRunning
            }
            if ends { return }
        }
    }

    /// On Linux the niceness is the thread's own.
    private static func yieldToOthers() {
        #if os(Linux)
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }
}
