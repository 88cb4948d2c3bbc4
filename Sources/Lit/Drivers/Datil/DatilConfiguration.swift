internal import LitProtocol
package import Logging
package import Primitives

/// How a driver behaves, and what it takes from outside: clock and randomness.
package struct DatilConfiguration: Sendable {
    /// How long nodes that are late are waited for once enough have answered the same.
    package var grace: Duration = .milliseconds(250)
    /// The same when connecting, where there is more to gain from hearing every node.
    package var handshakeGrace: Duration = .milliseconds(500)
    /// How long requests that nobody waits for may go on, so that their connections can be used again.
    package var linger: Duration = .seconds(2)
    /// How often the chain is asked whether the nodes have changed.
    package var pollingInterval: Duration = .seconds(4)
    /// How old the hash for sign-in messages may be.
    package var blockhashAge: Duration = .seconds(30)
    /// How long what the driver does by itself may take: handshakes after a change of nodes.
    package var refreshTimeout: Duration = .seconds(20)
    /// How many sessions' signatures are kept.
    package var sessionLimit = 64
    /// For what happens without a caller.
    package var logger = Logger(label: "lit") { _ in SwiftLogNoOpLogHandler() }
    package var runtime = DriverRuntime.system

    package init() {}
}

/// Time and chance, as the driver takes them.
package struct DriverRuntime: Sendable {
    /// The time of day.
    package var now: @Sendable () -> Timestamp
    /// For how long something has been known.
    package var instant: @Sendable () -> ContinuousClock.Instant
    package var sleep: @Sendable (Duration) async throws -> Void
    /// So many random bytes.
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package static let system = DriverRuntime(
        now: { .now() }, instant: { .now },
        sleep: { try await Task.sleep(for: $0, clock: .continuous) },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<max(0, count)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        })
}
