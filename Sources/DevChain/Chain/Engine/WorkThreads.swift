import Dispatch
import Foundation
import Synchronization

/// A few threads for work that computes for long.
///
/// They are not Dispatch's: its queues share one pool of as many busy threads as there are cores, and Swift's tasks
/// run on the same pool, so that long work on a queue keeps every task waiting.
package final class WorkThreads: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var next = 0
        var threads = 0
        /// Threads that wait for work and have not been woken.
        var idle = 0

        mutating func take() -> (@Sendable () -> Void)? {
            guard next < waiting.count else {
                waiting.removeAll(keepingCapacity: true)
                next = 0
                return nil
            }
            let work = waiting[next]
            next += 1
            // What is done must not stay where there is always more to do.
            if next >= 64, next * 2 >= waiting.count {
                waiting.removeFirst(next)
                next = 0
            }
            return work
        }
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let label: String
    private let width: Int

    /// How long a thread without work lives on.
    private static let linger: DispatchTimeInterval = .seconds(1)

    /// - Parameter width: how many threads there are at most; with one, work is done in the order in which it comes.
    package init(label: String, width: Int) {
        self.label = label
        self.width = max(1, width)
    }

    /// Does the work as soon as a thread is free.
    package func run(_ work: @escaping @Sendable () -> Void) {
        let (wakes, starts) = state.withLock { state in
            state.waiting.append(work)
            if state.idle > 0 {
                state.idle -= 1
                return (true, false)
            }
            guard state.threads < width else { return (false, false) }
            state.threads += 1
            return (false, true)
        }
        if wakes { wake.signal() }
        guard starts else { return }
        let thread = Thread { self.serve() }
        thread.name = label
        thread.start()
    }

    private func serve() {
        while true {
            let work = state.withLock { state in
                let work = state.take()
                if work == nil { state.idle += 1 }
                return work
            }
            if let work {
                work()
            } else if wake.wait(timeout: .now() + Self.linger) == .timedOut, ends() {
                return
            }
        }
    }

    /// Whether a thread that waited for nothing may end; if not, it has been woken in this moment.
    private func ends() -> Bool {
        let ends = state.withLock { state in
            guard state.idle > 0 else { return false }
            state.idle -= 1
            state.threads -= 1
            return true
        }
        if !ends { wake.wait() }
        return ends
    }
}
