import ActionRuntime
import Foundation
import Primitives
import Testing

/// The worker's program among the products of this build.
func workerPath() throws -> String {
    var candidates = CommandLine.arguments.map { URL(fileURLWithPath: $0) }
    candidates += Bundle.allBundles.map(\.bundleURL)
    for candidate in candidates {
        var folder = candidate
        for _ in 0..<4 {
            folder.deleteLastPathComponent()
            let worker = folder.appendingPathComponent("lit-action-worker")
            if FileManager.default.isExecutableFile(atPath: worker.path) { return worker.path }
        }
    }
    throw CocoaError(.fileNoSuchFile)
}

/// A runtime with the real worker, for one test.
func withRuntime<T>(
    host: any ActionHost = LocalActionHost(), code: CodeStore? = nil,
    _ change: (inout ActionRuntime.Configuration) -> Void = { _ in },
    _ body: (ActionRuntime) async throws -> T
) async throws -> T {
    var configuration = ActionRuntime.Configuration()
    configuration.workerPath = try workerPath()
    configuration.pool.maximumStarting = 2
    change(&configuration)
    let runtime = ActionRuntime(configuration: configuration, host: host, code: code)
    do {
        let value = try await body(runtime)
        await runtime.shutdown()
        return value
    } catch {
        await runtime.shutdown()
        throw error
    }
}

/// A request of somebody's to run a script.
func request(
    _ script: String, parameters: JSON = [:], owner: String = "ann",
    _ change: (inout ActionRequest) -> Void = { _ in }
) -> ActionRequest {
    var request = ActionRequest(
        .code(script), parameters: parameters, owner: ActionOwner(owner), id: "request")
    change(&request)
    return request
}

/// A script that waits for what is given, and responds with it.
func responding(_ expression: String) -> String {
    """
    (async () => {
        let value;
        try { value = await (\(expression)); } catch (error) { value = String(error); }
        Lit.Actions.setResponse({ response: typeof value === "string" ? value : JSON.stringify(value) });
    })();
    """
}

/// The processes that this one has started and that have not gone, by their states and names.
func childProcesses() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { $0.allSatisfy(\.isNumber) }.compactMap { pid in
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 1, fields[1] == "\(getpid())" else { return nil }
        return "\(pid) \(fields[0])"
    }
}
