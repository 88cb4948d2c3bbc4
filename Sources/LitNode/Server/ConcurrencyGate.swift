internal import Synchronization

/// Counts the requests under way, and lets no more in than there may be.
final class ConcurrencyGate: Sendable {
    private let count = Atomic<Int>(0)
    private let limit: @Sendable () -> Int

    init(limit: @escaping @Sendable () -> Int) { self.limit = limit }

    /// How many there are.
    var current: Int { count.load(ordering: .relaxed) }

    /// Does the work; nil, without having begun, if there are too many.
    func enter<Value>(_ work: () async -> Value) async -> Value? {
        let (_, now) = count.add(1, ordering: .relaxed)
        defer { count.subtract(1, ordering: .relaxed) }
        guard now <= limit() else { return nil }
        return await work()
    }
}
