import Foundation
import Primitives

/// How long the parts of a start have taken, from the start of the process on.
public struct StartupTimes: Hashable, Sendable {
    /// A part that is done.
    public struct Phase: Hashable, Sendable {
        /// What it was.
        public var name: String
        /// When it was done, since the process began.
        public var at: Duration
    }

    /// In the order in which they were done; parts go on side by side.
    public private(set) var phases: [Phase] = []
    private let origin: ContinuousClock.Instant

    /// - Parameter origin: when the process began.
    public init(origin: ContinuousClock.Instant = StartupTimes.processStart) { self.origin = origin }

    mutating func mark(_ name: String) {
        phases.append(Phase(name: name, at: ContinuousClock.now - origin))
    }

    /// Until the last part was done.
    public var total: Duration { phases.last?.at ?? .zero }

    var json: JSON {
        .array(
            phases.map {
                ["phase": .string($0.name), "ms": .number(JSON.Number($0.at.wholeMilliseconds))]
            })
    }

    /// When this process began, as far as the system tells; hundredths of a second, on Linux.
    public static let processStart: ContinuousClock.Instant = {
        let now = ContinuousClock.now
        #if os(Linux)
            var time = timespec()
            guard clock_gettime(CLOCK_BOOTTIME, &time) == 0,
                let ticks = ProcessIdentity.current.flatMap({ Int64($0.start) })
            else { return now }
            let perSecond = Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
            let uptime = Duration.seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
            let start = Duration.milliseconds(ticks * 1000 / perSecond)
            guard start <= uptime else { return now }
            return now.advanced(by: start - uptime)
        #else
            return now
        #endif
    }()
}

extension Duration {
    /// Rounded down.
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
