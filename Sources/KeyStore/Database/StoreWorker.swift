internal import Foundation
internal import Synchronization

/// A thread of the store's own for everything that waits for the disk, one piece of work after the other. It
/// ends when there is nothing to do.
final class StoreWorker: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var isRunning = false
    }

    private let state = Mutex(State())

    /// Does the work after everything that came before.
    func enqueue(_ job: @escaping @Sendable () -> Void) {
        let starts = state.withLock { state in
            state.jobs.append(job)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard starts else { return }
        let thread = Thread { self.serve() }
        thread.name = "keystore"
        // Deriving a key from a passphrase and SQLite are both content with little.
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Does the work and waits for what comes of it.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(KeyStoreError) -> Value
    ) async throws(KeyStoreError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, KeyStoreError>, Never>) in
            enqueue {
                do throws(KeyStoreError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    private func serve() {
        while true {
            let jobs = state.withLock { state in
                defer { state.jobs = [] }
                if state.jobs.isEmpty { state.isRunning = false }
                return state.jobs
            }
            if jobs.isEmpty { return }
            for job in jobs { job() }
        }
    }
}
