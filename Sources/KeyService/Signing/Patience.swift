/// How long an attempt may be silent: as long as attempts have taken, and a good deal more. Under load they take
/// longer, and giving them up would only add to it.
package struct Patience: Hashable, Sendable {
    private let initial: Duration
    private let minimum: Duration
    private static let maximum: Duration = .seconds(6)

    /// The moving average of what attempts took, and of how far they were from it.
    private(set) var average: Duration?
    private var deviation: Duration = .zero

    package init(initial: Duration, minimum: Duration) {
        self.initial = initial
        self.minimum = minimum
    }

    /// Takes note of an attempt that succeeded.
    package mutating func note(_ time: Duration) {
        guard let average else {
            (self.average, deviation) = (time, time / 2)
            return
        }
        let error = time - average
        let distance = error < .zero ? .zero - error : error
        self.average = average + error / 8
        deviation = deviation + (distance - deviation) / 4
    }

    /// For an attempt after so many failed ones.
    package func value(failures: Int) -> Duration {
        let usual = average.map { max(minimum, $0 * 4 + deviation * 8) } ?? initial
        return min(Self.maximum, usual * (1 << min(max(failures, 0), 3)))
    }
}
