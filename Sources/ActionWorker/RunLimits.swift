import ActionProtocol
import CSandbox

/// The limits of one run, and the monitor that ends the process where they are exceeded.
///
/// The monitor is a thread of its own: no script, and nothing that the engine does for one, keeps it from its work.
enum RunLimits {
    /// Beyond its limit a run may ask for that much, so that one large demand fails in the script with an error
    /// that it can catch, while many small ones are ended by the monitor.
    private static let slack: UInt64 = 64 << 20
    /// No run gets more, whatever its limit.
    private static let ceiling: UInt64 = 4 << 30

    static func arm(_ request: RunRequest, number: UInt32, limit: Int) {
        var (data, resident): (UInt64, UInt64) = (0, 0)
        let isKnown = lit_sandbox_memory(&data, &resident)
        let budget = min(UInt64(max(request.memoryLimit, 0)), ceiling)
        let most = data + budget + budget / 2 + slack
        if isKnown { _ = lit_sandbox_limit_data(most, data + 2 * ceiling) }
        let late = last(RunOutcome(timedOut: true), number, limit)
        let large = last(RunOutcome(memoryExhausted: true), number, limit)
        _ = lit_monitor_arm(
            UInt64(max(request.timeLimit, 0)), isKnown ? resident + budget : .max, isKnown ? most : .max,
            late,
            late.count, large, large.count)
    }

    static func disarm() { lit_monitor_disarm() }

    private static func last(_ outcome: RunOutcome, _ number: UInt32, _ limit: Int) -> [UInt8] {
        (try? ActionMessage(.finished, number: number, content: outcome).encoded(limit: limit)) ?? []
    }
}
