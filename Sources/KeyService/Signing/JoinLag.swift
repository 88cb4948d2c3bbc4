/// How long after enough others a node tells that it has an order, too: whoever is not first in the ranking waits so
/// long for those who go before it, since two proposals for one order cost two pairs.
package struct JoinLag: Hashable, Sendable {
    private var average: Duration = .zero
    private var deviation: Duration = .milliseconds(1)
    /// How long each order keeps a node busy before it comes to the next.
    private var perOrder = Self.mostPerOrder

    package init() {}

    private static let bounds: ClosedRange<Duration> = .milliseconds(2) ... .milliseconds(250)
    private static let mostPerOrder: Duration = .milliseconds(2)

    /// Somebody came so late; zero for one who was waited for in vain.
    package mutating func note(_ lag: Duration) {
        let lag = min(lag, Self.bounds.upperBound)
        let error = lag - average
        average = average + error / 8
        deviation = deviation + ((error < .zero ? .zero - error : error) - deviation) / 8
        // Who was not asked at all is not waited for as long next time.
        perOrder = lag == .zero ? perOrder / 2 : Self.mostPerOrder
    }

    /// How long to wait while this node has so many orders, and the others probably too.
    package func value(orders: Int) -> Duration {
        let busy = perOrder * max(0, min(orders, 1024) - 1)
        return min(max(Self.bounds.lowerBound, average + deviation * 4, busy), Self.bounds.upperBound)
    }
}
