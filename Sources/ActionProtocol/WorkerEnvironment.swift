/// The environment that a worker is started with: this and nothing else.
public enum WorkerEnvironment {
    /// - Parameter compilesCode: whether the engine may compile hot code to machine code, for which it needs a region
    ///   of memory that is both writable and executable.
    /// - Returns: `NAME=value` each.
    public static func variables(compilesCode: Bool = true) -> [String] {
        [
            // The system's allocator in place of the engine's: only that one fails softly at a limit of memory.
            "Malloc=1",
            "JSC_useJIT=\(compilesCode ? 1 : 0)",
            // No threads of the engine's own for collecting and compiling: a process of several cannot be forked, and
            // nodes have other work for their cores.
            "JSC_numberOfGCMarkers=1",
            "JSC_useConcurrentGC=0",
            "JSC_useConcurrentJIT=0",
            // A crash is to be over at once.
            "SWIFT_BACKTRACE=enable=no",
            "TZ=UTC",
            "LC_ALL=C.UTF-8",
        ]
    }
}
