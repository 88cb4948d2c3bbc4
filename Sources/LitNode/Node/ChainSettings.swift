internal import ActionRuntime
internal import LitContracts
internal import Primitives
internal import Synchronization

/// What the Staking contract says about how nodes are run: read once for every epoch.
final class ChainSettings: Sendable {
    private struct Values {
        var limits = ActionLimits()
        var concurrency = 1_000
    }

    private let watcher: NetworkWatcher
    private let values = Mutex(Values())

    init(_ watcher: NetworkWatcher) { self.watcher = watcher }

    var limits: ActionLimits { values.withLock { $0.limits } }
    var concurrency: Int { values.withLock { $0.concurrency } }

    /// Reads until the task is cancelled.
    func run() async {
        var epoch: UInt64?
        for await state in watcher.states() where state.epoch.number != epoch {
            // What cannot be read now is tried again with the next block.
            guard let config = try? await state.contracts.staking.config() else { continue }
            epoch = state.epoch.number
            values.withLock { values in
                values.limits = ActionLimits(config.actions)
                values.concurrency = max(1, Int(clamping: config.maxConcurrentRequests))
            }
        }
    }
}

extension Int {
    fileprivate init(clamping value: UInt256) {
        self = value > UInt256(UInt64(Int32.max)) ? Int(Int32.max) : Int(value.description) ?? 0
    }
}

extension ActionLimits {
    /// What a contract says; what it says nothing about, zero, is as usual.
    fileprivate init(_ config: LitActionConfig) {
        self.init()
        func set(_ path: WritableKeyPath<ActionLimits, Int>, _ value: UInt256) {
            if value != .zero { self[keyPath: path] = Int(clamping: value) }
        }
        set(\.timeoutMs, config.timeout)
        set(\.memoryLimitMb, config.memoryLimit)
        set(\.maxCodeLength, config.maxCodeLength)
        set(\.maxResponseLength, config.maxResponseLength)
        set(\.maxFetchCount, config.maxFetchCount)
        set(\.maxSignCount, config.maxSignCount)
        set(\.maxContractCallCount, config.maxContractCallCount)
        set(\.maxBroadcastAndCollectCount, config.maxBroadcastAndCollectCount)
        set(\.maxCallDepth, config.maxCallDepth)
        set(\.maxRetries, config.maxRetries)
    }
}
