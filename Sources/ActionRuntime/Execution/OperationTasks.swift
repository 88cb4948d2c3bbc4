import Synchronization

/// The operations of a script that are under way.
///
/// Fetches run side by side. The others run one at a time, in the order of the calls, awaited by the script or not:
/// what a script does to the world is to happen in one order at every node.
final class OperationTasks: Sendable {
    private struct State {
        var last: Task<Void, Never>?
        var all: [UInt32: Task<Void, Never>] = [:]
        var isOver = false
    }

    private let state = Mutex(State())

    /// - Parameter number: the call's, which no other unanswered call has.
    func start(_ number: UInt32, inTurn: Bool, _ body: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            guard !state.isOver else { return }
            let previous = inTurn ? state.last : nil
            let task = Task {
                await previous?.value
                if !Task.isCancelled { await body() }
                _ = self.state.withLock { $0.all.removeValue(forKey: number) }
            }
            state.all[number] = task
            if inTurn { state.last = task }
        }
    }

    /// Gives up what is under way, and lets nothing more begin.
    func cancel() {
        let tasks = state.withLock { state in
            state.isOver = true
            defer { (state.all, state.last) = ([:], nil) }
            return Array(state.all.values)
        }
        for task in tasks { task.cancel() }
    }
}
