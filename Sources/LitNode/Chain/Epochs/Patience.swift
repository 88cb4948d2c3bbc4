/// How long a validator waits before it tries again what it has tried.
package struct Patience: Hashable, Sendable {
    /// After the first attempt that failed; doubles with each further one.
    package var first: Duration
    /// No pause is longer.
    package var longest: Duration
    /// How long something that was done has to show on the chain before it is tried again.
    package var settling: Duration

    package init(
        first: Duration = .milliseconds(100), longest: Duration = .seconds(10),
        settling: Duration = .seconds(5)
    ) {
        self.first = first
        self.longest = longest
        self.settling = settling
    }

    /// - Parameter attempts: at least 1, the last one included.
    func pause(after attempts: Int, _ outcome: EpochMachine.Outcome, of action: EpochAction) -> Duration {
        let doubled = min(first * (1 << min(max(attempts, 1) - 1, 20)), longest)
        switch (action, outcome) {
        // What others vote is not for this node to hurry; votes cannot be read, and a second one is refused.
        case (.vote, .done), (.vote, .moot): return max(settling, longest)
        case (_, .done), (_, .keys): return max(doubled, settling)
        case (_, .refused): return min(doubled * 4, longest)
        default: return doubled
        }
    }
}
