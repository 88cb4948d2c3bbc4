#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a worker owes to others while it works ahead.
enum Courtesy {
    /// Lets go of the processor if somebody waits for it.
    ///
    /// Whoever was sent an answer often wakes on the processor of who sent it, and the system may leave him waiting there
    /// for milliseconds.
    static func yield() { sched_yield() }
}
