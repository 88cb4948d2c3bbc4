import ActionProtocol
import CSandbox

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What shuts the worker in, step by step, and what became of each step.
struct Confinement {
    private(set) var done: [String] = []
    private(set) var missing: [String] = []

    /// Descriptors for what the engine opens by itself: the wake-ups of its threads.
    private static let descriptors: UInt32 = 64

    /// What has to come before the engine starts, because it takes a process of one thread.
    ///
    /// - Parameter isTemplate: whether workers are forked from the process, and get users of their own.
    mutating func begin(isTemplate: Bool) throws(ConfinementError) {
        try require("closed-descriptors", lit_sandbox_close_from(3))
        try require("no-new-privileges", lit_sandbox_forbid_new_privileges())
        attempt("network-namespace", lit_sandbox_leave_network())
        // What it cannot have, its workers report.
        if isTemplate { _ = lit_sandbox_leave_root() }
        try require("non-dumpable", lit_sandbox_forbid_dumps())
    }

    /// What can only come once the engine has opened all that it ever opens, and is each worker's own.
    ///
    /// - Parameter parent: the template that it was forked from.
    mutating func complete(parent: pid_t?) throws(ConfinementError) {
        attempt("user", lit_sandbox_leave_user())
        if let parent { try require("end-with-template", lit_fork_end_with(parent)) }
        // A process that changes its user may be dumpable again.
        let error = lit_sandbox_forbid_dumps()
        guard error == 0 else { throw ConfinementError(step: "non-dumpable", number: error) }
        try require("file-limits", lit_sandbox_limit_files(Self.descriptors))
        try require("seccomp", lit_sandbox_filter_calls())
    }

    private mutating func require(_ name: String, _ error: Int32) throws(ConfinementError) {
        guard error == 0 else { throw ConfinementError(step: name, number: error) }
        done.append(name)
    }

    /// What the rights of the user, or of the container, may forbid.
    private mutating func attempt(_ name: String, _ error: Int32) {
        if error == 0 { done.append(name) } else { missing.append("\(name): error \(error)") }
    }
}

/// A step without which a worker must not run scripts.
struct ConfinementError: Error, CustomStringConvertible {
    let step: String
    let number: Int32

    var description: String {
        "the worker cannot be confined: \(step) failed with error \(number); "
            + "use a kernel with seccomp, or confinement none where scripts are trusted"
    }
}
