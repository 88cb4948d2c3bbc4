/// Lets through one line of a kind in a while, so that a stranger cannot fill the log.
package struct LogGate: Sendable {
    private var last: [String: Duration] = [:]
    private var suppressed: [String: Int] = [:]
    private let pause: Duration

    package init(pause: Duration = .seconds(10)) { self.pause = pause }

    /// How many lines of this kind were kept back since the last; nil to keep back this one too.
    package mutating func admit(_ kind: String, at now: Duration) -> Int? {
        if let last = last[kind], now - last < pause {
            suppressed[kind, default: 0] += 1
            return nil
        }
        // Kinds are few but for those that name a peer that has gone.
        if last.count >= 1024 {
            last = [:]
            suppressed = [:]
        }
        last[kind] = now
        return suppressed.removeValue(forKey: kind) ?? 0
    }
}
