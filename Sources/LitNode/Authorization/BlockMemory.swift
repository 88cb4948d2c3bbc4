package import LitProtocol
package import Primitives
import Synchronization

/// Answers of the chain, remembered for as long as no newer block is known, and for a moment at most.
///
/// Equal questions at the same time are asked once. Nothing that was asked before the newest known block is
/// given after it; failures are not remembered.
package final class BlockMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let task: Task<Result<Value, NodeError>, Never>
        let start: ContinuousClock.Instant
        let number: UInt64
    }

    private struct State {
        var block: Bytes32?
        var entries: [Key: Entry] = [:]
        var number: UInt64 = 0
    }

    private let state = Mutex(State())
    private let lifetime: Duration
    private let limit: Int

    /// - Parameters:
    ///   - lifetime: how long an answer serves while no new block becomes known.
    ///   - limit: how many answers are kept; beyond it all are forgotten.
    package init(lifetime: Duration = .seconds(1), limit: Int = 4096) {
        self.lifetime = lifetime
        self.limit = limit
    }

    /// What `ask` answers now, or answered to the same question since the block.
    ///
    /// - Parameter isFresh: asks in any case; others may share the answer.
    package func value(
        _ key: Key, block: Bytes32, isFresh: Bool = false,
        _ ask: @escaping @Sendable () async throws(NodeError) -> Value
    ) async throws(NodeError) -> Value {
        let entry = state.withLock { state -> Entry in
            if state.block != block || state.entries.count >= limit {
                state.entries.removeAll()
                state.block = block
            }
            let now = ContinuousClock.now
            if !isFresh, let entry = state.entries[key], now - entry.start < lifetime { return entry }
            state.number += 1
            let task = Task { () async -> Result<Value, NodeError> in
                do throws(NodeError) { return .success(try await ask()) } catch { return .failure(error) }
            }
            let entry = Entry(task: task, start: now, number: state.number)
            state.entries[key] = entry
            return entry
        }
        do throws(NodeError) {
            return try await entry.task.value.get()
        } catch {
            state.withLock { state in
                if state.entries[key]?.number == entry.number { state.entries[key] = nil }
            }
            throw error
        }
    }
}
