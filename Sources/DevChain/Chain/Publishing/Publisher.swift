import Dispatch
import EVM
import Primitives
import Synchronization

/// Writes what the engine hands over, then shows it: nothing is seen, and nobody is answered, before the
/// store has it.
///
/// Everything that came while one batch was being written makes up the next one, so that the store syncs
/// once for all of it.
final class Publisher: Sendable {
    typealias Answer = Result<Void, ChainError>

    private struct State {
        var queue: [Publication] = []
        var published: UInt64 = 0
        var enqueued: UInt64 = 0
        var isRunning = false
        var failure: ChainError?
        var waiters: [UInt64: (ticket: UInt64, continuation: CheckedContinuation<Answer, Never>)] = [:]
        var nextWaiter: UInt64 = 0
    }

    private let store: any ChainStore
    private let pruneHistory: UInt64?
    private let view: Mutex<PublishedView>
    private let hub: EventHub
    private let state = Mutex(State())
    private let written: Mutex<(chain: StoredChain, state: WorldState)>
    private let queue = DispatchQueue(label: "chain.publisher")

    init(
        store: any ChainStore, pruneHistory: UInt64?, view: PublishedView, hub: EventHub, chain: StoredChain,
        state: WorldState
    ) {
        self.store = store
        self.pruneHistory = pruneHistory
        self.view = Mutex(view)
        self.hub = hub
        written = Mutex((chain, state))
    }

    /// Reads what is shown.
    func read<R: Sendable>(_ body: (PublishedView) -> R) -> R { view.withLock { body($0) } }

    /// Takes a publication; the ticket is what ``wait(for:)`` waits for.
    func publish(_ publication: Publication) -> UInt64 {
        state.withLock { state in
            state.queue.append(publication)
            state.enqueued += 1
            start(&state)
            return state.enqueued
        }
    }

    /// Throws while what was handed over cannot be written; each call makes it be tried again.
    func checkWritable() throws(ChainError) {
        let failure = state.withLock { state in
            if state.failure != nil { start(&state) }
            return state.failure
        }
        if let failure { throw failure }
    }

    /// Returns when the publication is written and shown.
    func wait(for ticket: UInt64) async throws(ChainError) {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let answer: Answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now: Answer? = state.withLock { state in
                    if state.published >= ticket { return .success(()) }
                    if Task.isCancelled { return .failure(.cancelled) }
                    if let failure = state.failure, !state.isRunning { return .failure(failure) }
                    state.waiters[id] = (ticket, continuation)
                    return nil
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
            waiter?.continuation.resume(returning: .failure(.cancelled))
        }
        try answer.get()
    }

    /// Returns when the publication is written and shown, even if the task is cancelled.
    func waitUncancelled(for ticket: UInt64) async throws(ChainError) {
        let result = await Task { () -> Answer in
            do throws(ChainError) {
                try await self.wait(for: ticket)
                return .success(())
            } catch {
                return .failure(error)
            }
        }.value
        try result.get()
    }

    private func start(_ state: inout State) {
        guard !state.isRunning, !state.queue.isEmpty else { return }
        state.isRunning = true
        queue.async { [self] in flush() }
    }

    private func flush() {
        while true {
            let batch: (publications: [Publication], ticket: UInt64)? = state.withLock { state in
                guard !state.queue.isEmpty else {
                    state.isRunning = false
                    return nil
                }
                return (state.queue, state.enqueued)
            }
            guard let batch else { return }
            do {
                try write(batch.publications)
            } catch {
                fail(error)
                return
            }
            let events = view.withLock { view in
                batch.publications.flatMap { view.apply($0) }
            }
            let waiters = state.withLock { state in
                state.failure = nil
                state.queue.removeFirst(batch.publications.count)
                state.published = batch.ticket
                let ready = state.waiters.filter { $0.value.ticket <= batch.ticket }
                for id in ready.keys { state.waiters[id] = nil }
                return ready
            }
            hub.send(events)
            for waiter in waiters.values { waiter.continuation.resume(returning: .success(())) }
        }
    }

    private func fail(_ error: ChainError) {
        let waiters = state.withLock { state in
            state.failure = error
            state.isRunning = false
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.continuation.resume(returning: .failure(error)) }
    }

    /// One batch of the store for all publications.
    private func write(_ publications: [Publication]) throws(ChainError) {
        guard let last = publications.last else { return }
        var (chain, state) = written.withLock { $0 }
        var removedAbove: UInt64?
        var blocks: [SealedBlock] = []
        for publication in publications {
            if let number = publication.rewind?.block.number {
                removedAbove = min(removedAbove ?? .max, number)
                blocks.removeAll { $0.number > number }
            }
            blocks += publication.blocks.map(\.block)
            chain.settings = publication.record ?? chain.settings
        }
        chain.headNumber = last.head.block.number
        chain.stateRoot = last.head.state.root
        let isNew = written.withLock { $0.chain != chain }
        guard isNew || removedAbove != nil || !blocks.isEmpty else { return }
        let difference: StateDifference
        do {
            difference = try last.head.state.difference(from: state)
        } catch {
            throw ChainError(error)
        }
        let prune = pruneHistory.flatMap { limit in
            chain.headNumber >= limit ? chain.headNumber - limit + 1 : nil
        }
        do {
            try store.write(
                StoreBatch(
                    chain: chain, removedAbove: removedAbove, blocks: blocks, difference: difference,
                    pruneBelow: prune))
        } catch {
            throw ChainError(error)
        }
        state = last.head.state
        written.withLock { [chain, state] in $0 = (chain, state) }
    }
}
