/// The time since some moment, and waiting for another: tests have one of their own.
protocol ServiceClock: Sendable {
    var now: Duration { get }
    /// Returns at that time, or at once when the task is cancelled.
    func sleep(until time: Duration) async
}

/// The system's, which does not stop while the machine sleeps.
struct SystemClock: ServiceClock {
    private let origin = ContinuousClock.now

    var now: Duration { ContinuousClock.now - origin }
    func sleep(until time: Duration) async {
        try? await Task.sleep(until: origin + time, tolerance: nil, clock: .continuous)
    }
}
