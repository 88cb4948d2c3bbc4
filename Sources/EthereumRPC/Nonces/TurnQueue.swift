internal import Synchronization

/// Lets one caller in at a time, in the order in which they came.
final class TurnQueue: Sendable {
    private struct State {
        var isTaken = false
        var nextKey: UInt64 = 0
        var waiting: [(key: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
        /// On their way in, not yet waiting.
        var arriving: Set<UInt64> = []
    }

    private let state = Mutex(State())

    /// Runs `body` when all who came before are through; false, without running it, if the task is cancelled while
    /// it waits.
    func withTurn(_ body: () async -> Void) async -> Bool {
        guard await enter() else { return false }
        await body()
        leave()
        return true
    }

    private func enter() async -> Bool {
        let key = state.withLock { state in
            state.nextKey += 1
            state.arriving.insert(state.nextKey)
            return state.nextKey
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome: Bool? = state.withLock { state in
                    // Cancelled on the way.
                    guard state.arriving.remove(key) != nil else { return false }
                    guard state.isTaken else {
                        state.isTaken = true
                        return true
                    }
                    state.waiting.append((key, continuation))
                    return nil
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
                if let index = state.waiting.firstIndex(where: { $0.key == key }) {
                    return state.waiting.remove(at: index).continuation
                }
                state.arriving.remove(key)
                return nil
            }
            continuation?.resume(returning: false)
        }
    }

    private func leave() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
