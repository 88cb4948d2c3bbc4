import Dispatch

/// Runs an actor's jobs one after the other on a thread of its own, so that long ones never take a thread
/// from the tasks that serve readers.
final class EngineExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
