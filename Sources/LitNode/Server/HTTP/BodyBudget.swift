internal import Synchronization

/// How many bytes of requests are held at once, of all connections together.
final class BodyBudget: Sendable {
    private let limit: Int
    private let used = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Nil if so many more are too many.
    func take(_ count: Int) -> HeldBytes? {
        let (_, now) = used.add(count, ordering: .relaxed)
        guard now <= limit else {
            give(count)
            return nil
        }
        return HeldBytes(count: count, of: self)
    }

    fileprivate func give(_ count: Int) { used.subtract(count, ordering: .relaxed) }
}

/// A part of a budget, given back when nobody has it any more.
final class HeldBytes: Sendable {
    let count: Int
    private let budget: BodyBudget

    fileprivate init(count: Int, of budget: BodyBudget) {
        self.count = count
        self.budget = budget
    }

    deinit { budget.give(count) }
}
