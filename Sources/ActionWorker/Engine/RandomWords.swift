#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Random numbers from the system, fetched many at a time.
struct RandomWords {
    /// Used by the thread of scripts only.
    nonisolated(unsafe) static var shared = RandomWords()

    private var words: [UInt64] = []

    /// The next one, which nobody has seen.
    mutating func next() -> UInt64 {
        if words.isEmpty {
            words = [UInt64](repeating: 0, count: 32)
            // It does not fail for so few bytes.
            _ = words.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { getentropy($0, buffer.count) }
            }
        }
        return words.removeLast()
    }

    /// Lets go of what is in hand: after a fork another process has it as well.
    mutating func forget() { words = [] }
}
