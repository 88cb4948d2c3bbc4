/// A trace that cannot be given.
public struct TraceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why not.
    public enum Code: Hashable, Sendable {
        /// It would take more memory than allowed.
        case tooLarge(limit: Int)
        /// The tracer has not seen a transaction from its beginning to its end.
        case incomplete
    }

    /// Why not.
    public let code: Code

    /// From the reason.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .tooLarge(let limit):
            "trace too large: it takes more than \(limit) bytes; leave out memory, stack, storage or calls, "
                + "or set a limit"
        case .incomplete: "trace incomplete: no transaction ran to its end under this tracer"
        }
    }
}

/// Counts what a trace takes, so that no transaction can exhaust the memory.
struct TraceBudget {
    let limit: Int
    private var used = 0
    private(set) var isExceeded = false

    init(limit: Int) { self.limit = limit }

    /// False if the trace may not grow by so many bytes; from then on it may not grow at all.
    mutating func take(_ bytes: Int) -> Bool {
        if isExceeded || bytes > limit - used {
            isExceeded = true
            return false
        }
        used += bytes
        return true
    }
}
