/// What blocks are stamped with: rules without a clock of their own.
///
/// Timestamps rise strictly from block to block. The chain's clock is the real one plus an offset; a
/// timestamp that was asked for moves the offset, so that later blocks go on from there.
public struct BlockTimes: Hashable, Sendable {
    /// How far the chain's clock is ahead of the real one, in seconds.
    public package(set) var offset: Int64 = 0
    /// What the next block is stamped with, if that was set.
    public package(set) var next: UInt64?
    /// Seconds from block to block in place of the clock, if that was set.
    public package(set) var interval: UInt64?

    /// The latest timestamp that any block has.
    package static let latest = UInt64(Int64.max)

    package init() {}

    /// What a block after one stamped `parent` is stamped with; nil if no time is left.
    package func timestamp(after parent: UInt64, now: UInt64) -> UInt64? {
        guard parent < Self.latest else { return nil }
        if let next { return next > Self.latest ? nil : max(next, parent + 1) }
        if let interval {
            let (sum, overflow) = parent.addingReportingOverflow(max(interval, 1))
            return overflow || sum > Self.latest ? nil : sum
        }
        let time = time(now)
        return time > Self.latest ? nil : max(time, parent + 1)
    }

    /// The chain's clock.
    package func time(_ now: UInt64) -> UInt64 {
        if offset >= 0 {
            let (sum, overflow) = now.addingReportingOverflow(UInt64(offset))
            return overflow ? .max : sum
        }
        return now - min(now, offset.magnitude)
    }

    /// A block has been stamped so: a time that was asked for moves the offset.
    package mutating func sealed(_ timestamp: UInt64, now: UInt64) {
        guard next != nil else { return }
        next = nil
        moveClock(to: timestamp, now: now)
    }

    /// From now on, the chain's clock shows `time` when the real one shows `now`.
    package mutating func moveClock(to time: UInt64, now: UInt64) {
        offset = Int64(clamping: Int128(time) - Int128(now))
    }

    /// Adds to the offset; false, and nothing changes, if the time would be beyond the latest.
    package mutating func advance(by seconds: UInt64, now: UInt64) -> Bool {
        let sum = Int128(offset) + Int128(seconds)
        guard Int128(now) + sum <= Int128(Self.latest), sum <= Int128(Int64.max) else { return false }
        offset = Int64(sum)
        return true
    }
}
