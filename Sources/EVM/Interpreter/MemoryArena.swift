/// The memories of all frames, one behind the other in one buffer: a callee's begins where its
/// caller's ends, and is forgotten when the callee ends.
final class MemoryArena {
    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int

    init() {
        capacity = 4096
        base = .allocate(byteCount: capacity, alignment: 32)
    }

    deinit { base.deallocate() }

    /// Makes the bytes from `start` to `end` usable and zero; earlier ones stay as they are, though
    /// perhaps elsewhere.
    func extend(from start: Int, to end: Int) {
        if end > capacity { grow(to: end, keeping: start) }
        (base + start).initializeMemory(as: UInt8.self, repeating: 0, count: end - start)
    }

    private func grow(to end: Int, keeping kept: Int) {
        var larger = capacity
        while larger < end { larger *= 2 }
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 32)
        moved.copyMemory(from: base, byteCount: min(kept, capacity))
        base.deallocate()
        base = moved
        capacity = larger
    }
}

/// The price of memory (Yellow Paper appendix H).
enum MemoryGas {
    /// Sizes beyond this cost more gas than there can be.
    static let limit: UInt64 = 1 << 32

    /// What a memory of so many words costs in all.
    @inline(__always)
    static func total(words: UInt64) -> UInt64 { words &* 3 &+ (words &* words) >> 9 }
}
