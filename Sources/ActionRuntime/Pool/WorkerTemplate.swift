import ActionProtocol
import NIOCore
import Synchronization

/// A process that workers are forked from.
///
/// All of its workers have the same addresses in memory. So that nobody can learn them from crashes, a template forks no
/// worker any more once one has crashed, and those that do nothing are ended; it ends when its last worker has.
final class WorkerTemplate: Sendable {
    private struct State {
        /// Workers that were ordered and are not gone.
        var living = 0
        var isRetired = false
    }

    private let process: WorkerProcess
    private let channel: any Channel
    private let connection: NIOLoopBound<TemplateConnection>
    private let state = Mutex(State())
    private let retired: @Sendable (WorkerTemplate) -> Void

    /// - Parameter retired: as in ``WorkerProcess/becomeTemplate(retired:)``.
    init(
        process: WorkerProcess, channel: any Channel, connection: NIOLoopBound<TemplateConnection>,
        retired: @escaping @Sendable (WorkerTemplate) -> Void
    ) {
        self.process = process
        self.channel = channel
        self.connection = connection
        self.retired = retired
    }

    /// Forks a worker; it has nothing to say yet.
    func fork(
        _ done:
            @escaping @Sendable (Result<(child: WorkerChild, socket: CInt), WorkerChild.StartFailure>) -> Void
    ) {
        let wires: WorkerWires
        do throws(WorkerChild.StartFailure) { wires = try WorkerWires() } catch {
            return done(.failure(error))
        }
        state.withLock { $0.living += 1 }
        channel.eventLoop.execute { [self] in
            connection.value.fork(wires) { [self] answer in
                let failure: WorkerChild.StartFailure
                switch answer {
                case .success(let message):
                    if message.kind == .forked, let pid = Int32(message.name) {
                        let child = WorkerChild(pid: pid, errors: wires.errors.ours, template: self)
                        return done(.success((child, wires.socket.ours)))
                    }
                    failure = .init(reason: "the template of workers answered with \(message.kind)")
                case .failure(let reason): failure = reason
                }
                wires.closeOurs()
                leave()
                done(.failure(failure))
            }
            // On their way, or not needed.
            wires.closeTheirs()
        }
    }

    /// Ends a worker; `gone` is called when it is.
    func end(_ pid: Int32, _ gone: @escaping @Sendable (WorkerExit) -> Void) {
        channel.eventLoop.execute { [self] in
            connection.value.order(.end, name: "\(pid)") { [self] answer in
                var exit = WorkerExit(status: 0, peakMemory: 0, complaint: "")
                // Where the template is gone, nobody knows more than that the worker is.
                if let message = try? answer.get(), let end = try? message.content(as: WorkerEnd.self) {
                    exit.status = Int32(truncatingIfNeeded: end.status)
                    exit.peakMemory = end.peakMemory
                }
                if exit.isCrash { retire() }
                leave()
                gone(exit)
            }
        }
    }

    /// Whether it forks no worker any more.
    var isRetired: Bool { state.withLock(\.isRetired) }

    /// Forks no worker any more, and ends once there is none.
    func retire() {
        let isOver = state.withLock { state in
            state.isRetired = true
            return state.living == 0
        }
        retired(self)
        if isOver { process.end() }
    }

    /// The process is gone.
    func lose() {
        state.withLock { $0.isRetired = true }
        retired(self)
        process.end()
    }

    private func leave() {
        let isOver = state.withLock { state in
            state.living -= 1
            return state.isRetired && state.living == 0
        }
        if isOver { process.end() }
    }

    /// Ends the process, its workers with it, and waits until it is gone.
    func shutDown() async { _ = await process.end() }
}
