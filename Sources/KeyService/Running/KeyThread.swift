internal import Foundation
internal import Synchronization

/// A thread of its own for an actor whose work is arithmetic: the threads of the concurrency runtime are as many
/// as there are processors, and a request that waits for one of them must not wait for a proof.
///
/// The thread ends when there has been nothing to do for a while. Tasks that feed the actor can prefer it, too: then
/// no other thread has to wake up between a message and who reads it.
final class KeyThread: SerialExecutor, TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isRunning = false
        /// Whether it sleeps until somebody wakes it.
        var isWaiting = false
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
            defer { (state.isRunning, state.isWaiting) = (true, false) }
            return (!state.isRunning, state.isWaiting)
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
        let (serial, task) = (asUnownedSerialExecutor(), asUnownedTaskExecutor())
        while true {
            let jobs = state.withLock { state in
                defer { state.jobs = [] }
                state.isWaiting = state.jobs.isEmpty
                return state.jobs
            }
            for job in jobs { job.runSynchronously(isolatedTo: serial, taskExecutor: task) }
            guard jobs.isEmpty, wake.wait(timeout: .now() + Self.linger) == .timedOut else { continue }
            let ends = state.withLock { state in
                if state.isWaiting { (state.isRunning, state.isWaiting) = (false, false) }
                return !state.isRunning
            }
            if ends { return }
            // Somebody has found it waiting after all, and wakes it.
            wake.wait()
        }
    }

    /// On Linux the niceness is the thread's own.
    private static func yieldToOthers() {
        #if os(Linux)
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }
}
