/// Whether an execution is watched: a type, so that the unwatched interpreter has no trace of it.
protocol Hooks {
    static var areActive: Bool { get }
    var tracer: (any ExecutionTracer)? { get }
}

struct NoHooks: Hooks {
    static var areActive: Bool { false }
    var tracer: (any ExecutionTracer)? { nil }
}

struct TracerHooks: Hooks {
    static var areActive: Bool { true }
    let tracer: (any ExecutionTracer)?
}
