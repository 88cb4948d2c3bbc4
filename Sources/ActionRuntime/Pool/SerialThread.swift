import Dispatch
import Foundation
import Synchronization

/// A thread that does one piece of work after the other, and lives as long as the process.
///
/// Processes are started and waited for on such threads, since both block.
final class SerialThread: Sendable {
    static let starting = SerialThread(label: "action-start")
    static let reaping = SerialThread(label: "action-reap")

    private let waiting = Mutex<[@Sendable () -> Void]>([])
    private let wake = DispatchSemaphore(value: 0)

    private init(label: String) {
        let thread = Thread { [self] in serve() }
        thread.name = label
        thread.start()
    }

    /// Does the work after all that was asked for before.
    func run(_ work: @escaping @Sendable () -> Void) {
        waiting.withLock { $0.append(work) }
        wake.signal()
    }

    private func serve() {
        while true {
            wake.wait()
            let work = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            work?()
        }
    }
}
