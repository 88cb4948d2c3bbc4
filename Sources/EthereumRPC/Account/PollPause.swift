/// The pauses between looks at the chain: short at first, half as long again each time, up to a bound.
struct PollPause: Sendable {
    private let bounds: ClosedRange<Duration>
    private var current: Duration

    init(_ bounds: ClosedRange<Duration>) {
        self.bounds = bounds
        current = bounds.lowerBound
    }

    /// The next pause.
    /// - Parameter isUrgent: whether to stay at the short end.
    mutating func next(isUrgent: Bool = false) -> Duration {
        defer { if !isUrgent { current = min(bounds.upperBound, current * 1.5) } }
        return current
    }

    /// Something happened: the next pause is a short one.
    mutating func reset() { current = bounds.lowerBound }
}
