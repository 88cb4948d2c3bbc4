import Synchronization

/// Runs work that computes for long on threads of its own, a few at a time, so that it takes no thread from
/// the tasks that only read and write messages.
///
/// Work that waits is taken in the order in which it came. Work whose task is cancelled before its turn is
/// never begun.
final class CallQueue: Sendable {
    /// Why work was not run.
    enum Refusal: Error {
        /// As much waits as is allowed.
        case full(limit: Int)
        /// Nobody wants the result any longer.
        case cancelled
    }

    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
        var next = 0
    }

    private let state = Mutex(State())
    private let width: Int
    private let maxWaiting: Int
    private let threads: WorkThreads

    /// - Parameters:
    ///   - width: how much runs at once.
    ///   - maxWaiting: how much may wait for its turn.
    init(width: Int, maxWaiting: Int) {
        self.width = max(1, width)
        self.maxWaiting = maxWaiting
        threads = WorkThreads(label: "calls", width: self.width)
    }

    /// What `body` returns, once it had its turn. It is handed the way to ask whether its task is cancelled.
    func run<T: Sendable>(
        _ body: @escaping @Sendable (CancellationFlag) -> T
    ) async throws(Refusal) -> T {
        let flag = CancellationFlag()
        let result: Result<T, Refusal> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let accepted = enqueue {
                    continuation.resume(
                        returning: flag.isCancelled ? .failure(.cancelled) : .success(body(flag)))
                }
                if !accepted { continuation.resume(returning: .failure(.full(limit: maxWaiting))) }
            }
        } onCancel: {
            flag.cancel()
        }
        return try result.get()
    }

    private func enqueue(_ work: @escaping @Sendable () -> Void) -> Bool {
        let (starts, accepted) = state.withLock { state in
            if state.running < width {
                state.running += 1
                return (true, true)
            }
            guard state.waiting.count - state.next < maxWaiting else { return (false, false) }
            state.waiting.append(work)
            return (false, true)
        }
        if starts { threads.run { self.drain(beginningWith: work) } }
        return accepted
    }

    private func drain(beginningWith first: @escaping @Sendable () -> Void) {
        var work: (@Sendable () -> Void)? = first
        while let current = work {
            current()
            work = state.withLock { state in
                guard state.next < state.waiting.count else {
                    state.waiting.removeAll(keepingCapacity: true)
                    state.next = 0
                    state.running -= 1
                    return nil
                }
                let work = state.waiting[state.next]
                state.next += 1
                // What is done must not stay where there is always more to do.
                if state.next >= 64, state.next * 2 >= state.waiting.count {
                    state.waiting.removeFirst(state.next)
                    state.next = 0
                }
                return work
            }
        }
    }
}

/// Whether the task that asked for work is cancelled, as the work sees it.
final class CancellationFlag: Sendable {
    private let isSet = Atomic(false)

    /// Cheap enough to ask between two steps of any size.
    var isCancelled: Bool { isSet.load(ordering: .relaxed) }

    fileprivate func cancel() { isSet.store(true, ordering: .relaxed) }
}
