#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension NativeFunctions {
    /// Randomness and clocks.
    static let chance: [NativeFunction] = [
        NativeFunction("randomBytes") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let count = try call.integer(0)
            guard (0...1 << 26).contains(count) else {
                throw ScriptError(name: "RangeError", message: "randomBytes: \(count) bytes are too many")
            }
            var bytes = [UInt8](repeating: 0, count: count)
            let isFilled = bytes.withUnsafeMutableBytes { buffer in
                // As much as one call gives.
                stride(from: 0, to: count, by: 256).allSatisfy { start in
                    let piece = UnsafeMutableRawBufferPointer(
                        rebasing: buffer[start..<min(start + 256, count)])
                    return piece.baseAddress.map { getentropy($0, piece.count) == 0 } ?? true
                }
            }
            guard isFilled else { throw ScriptError(message: "randomBytes: the system has no randomness") }
            return .bytes(bytes)
        },
        // Milliseconds since some moment; they never go back.
        NativeFunction("monotonicNow") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .number(Clock.monotonicMilliseconds)
        },
        // Milliseconds since 1970.
        NativeFunction("wallClock") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .number(Clock.milliseconds(CLOCK_REALTIME))
        },
    ]
}

/// The system's clocks, in milliseconds.
enum Clock {
    static var monotonicMilliseconds: Double { milliseconds(CLOCK_MONOTONIC) }

    static func milliseconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }
}
