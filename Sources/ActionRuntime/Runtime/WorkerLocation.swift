import ActionProtocol
import Foundation

/// Where the worker's program is.
enum WorkerLocation {
    static let name = "lit-action-worker"

    /// The path given; else that in `LIT_ACTION_WORKER`; else beside the running program.
    static func path(given: String?, environment: [String: String]) -> String {
        if let given { return given }
        if let path = environment["LIT_ACTION_WORKER"], !path.isEmpty { return path }
        let program =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments.first ?? ""
        return URL(fileURLWithPath: program).deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// The whole environment of a worker: it inherits nothing but the way to its libraries.
    static func environment(allowsJIT: Bool, inherited: [String: String]) -> [String] {
        var variables = WorkerEnvironment.variables(compilesCode: allowsJIT)
        if let path = inherited["LD_LIBRARY_PATH"] { variables.append("LD_LIBRARY_PATH=\(path)") }
        return variables
    }
}
