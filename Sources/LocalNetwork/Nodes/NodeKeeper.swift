import Foundation
import Primitives
import Synchronization

/// Keeps one node running: starts it, starts it again when it ends, and ends it when the task is cancelled.
final class NodeKeeper: Sendable {
    let number: Int
    let directory: NodeDirectory
    private let program: String
    private let grace: Duration
    private let state = Mutex(State())

    private struct State {
        var child: ChildProcess?
        var starts = 0
        var policy = RestartPolicy()
    }

    /// What is told of a node.
    enum Event: Sendable {
        case started(pid: Int32)
        case ended(ChildProcess.Ending, failures: Int, restartIn: Duration)
    }

    init(number: Int, directory: NodeDirectory, program: String, grace: Duration) {
        self.number = number
        self.directory = directory
        self.program = program
        self.grace = grace
    }

    /// The process that runs now.
    var pid: Int32? { state.withLock { $0.child?.ending == nil ? $0.child?.pid : nil } }
    /// How often it had to be started again.
    var restarts: Int { state.withLock { max(0, $0.starts - 1) } }

    /// Ends the node without giving it time.
    func kill() { state.withLock { $0.child?.send(SIGKILL) } }

    func run(report: @Sendable (Event) -> Void) async throws {
        while !Task.isCancelled {
            let begin = ContinuousClock.now
            let child = try start()
            report(.started(pid: child.pid))
            let ending = await withTaskCancellationHandler {
                await child.ended()
            } onCancel: { [grace] in
                Task { await child.end(grace: grace) }
            }
            try? FileManager.default.removeItem(atPath: directory.process)
            if Task.isCancelled { return }
            let (failures, pause) = state.withLock { state in
                let pause = state.policy.ended(after: ContinuousClock.now - begin)
                return (state.policy.failures, pause)
            }
            report(.ended(ending, failures: failures, restartIn: pause))
            try? await Task.sleep(for: pause)
        }
    }

    private func start() throws(LocalNetworkError) -> ChildProcess {
        LogRotation.rotate(directory.log)
        var environment = ProcessInfo.processInfo.environment
        environment[ParentWatch.variable] = "1"
        let child = try ChildProcess.start(
            program, ["node", "run", "--config", directory.configuration], environment: environment,
            log: directory.log)
        state.withLock { state in
            state.child = child
            state.starts += 1
        }
        if let identity = ProcessIdentity(running: child.pid) {
            try PrivateFile.write(identity.json.text + "\n", to: directory.process)
        }
        return child
    }
}
