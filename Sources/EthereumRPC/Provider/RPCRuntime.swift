/// Time and chance, as the provider, the accounts and the streams use them: given from outside so that tests can
/// foresee them.
public struct RPCRuntime: Sendable {
    /// The instant by which deadlines are judged.
    public var now: @Sendable () -> ContinuousClock.Instant
    /// Waits, and throws if the task is cancelled meanwhile.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 up to but not including 1.
    public var chance: @Sendable () -> Double

    /// From the three of them.
    public init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.chance = chance
    }

    /// The system's clock and generator.
    public static let system = RPCRuntime(
        now: { .now },
        sleep: { try await Task.sleep(for: $0, clock: .continuous) },
        chance: { Double.random(in: 0..<1) })
}
