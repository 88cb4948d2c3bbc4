/// Runs an actor's jobs one after the other on a thread of its own, so that long ones never take a thread
/// from the tasks that serve readers.
final class EngineExecutor: SerialExecutor {
    private let thread: WorkThreads

    init(label: String) { thread = WorkThreads(label: label, width: 1) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        thread.run { job.runSynchronously(on: executor) }
    }
}
