import Foundation
import Primitives
import Testing

/// Workers whose host is killed, and so cannot tell them to end.
@Suite(.timeLimit(.minutes(2))) struct OrphanTests {
    /// A process of some number, as long as the number means that process.
    private struct Known: Hashable {
        let pid: Int
        let startTime: String
    }

    /// The parent, the state, and when it started (proc(5), stat: fields 4, 3, 22).
    private func stat(_ pid: Int) -> (parent: Int, state: String, startTime: String)? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let parent = Int(fields[1]) else { return nil }
        return (parent, String(fields[0]), String(fields[19]))
    }

    private func children(of parent: Int) -> Set<Known> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return Set(
            names.compactMap { Int($0) }.compactMap { pid in
                guard let stat = stat(pid), stat.parent == parent, stat.state != "Z" else { return nil }
                return Known(pid: pid, startTime: stat.startTime)
            })
    }

    /// One that is dead but not yet waited for holds nothing any more.
    private func isAlive(_ process: Known) -> Bool {
        guard let stat = stat(process.pid) else { return false }
        return stat.startTime == process.startTime && stat.state != "Z" && stat.state != "X"
    }

    private func wait(_ what: String, until condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(30))
        while !condition() {
            try #require(ContinuousClock.now < deadline, "\(what)")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test(arguments: [
        "console.log('begun'); while (true) {}",
        "console.log('begun'); (async () => { for (;;) await 0 })()",
        "console.log('begun'); setInterval(() => {}, 1000)",
        "console.log('begun'); const a = new Int32Array(new WebAssembly.Memory({initial: 1}).buffer); for (;;) a[0]++",
    ])
    func `Spinning, waiting and spare workers end with a host that is killed`(script: String) async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("endless.js")
        try Data(script.utf8).write(to: file)
        let host = Process()
        host.executableURL = URL(fileURLWithPath: try workerPath()).deletingLastPathComponent()
            .appendingPathComponent("lit")
        host.arguments = ["action", "run", file.path, "--timeout", "600000"]
        let output = Pipe()
        host.standardOutput = FileHandle.nullDevice
        host.standardError = output
        try host.run()
        let pid = Int(host.processIdentifier)
        defer { kill(pid_t(pid), SIGKILL) }
        // What it logs shows that the script runs, and the spare worker is started meanwhile.
        var text = ""
        while !text.contains("begun") {
            let part = output.fileHandleForReading.availableData
            try #require(!part.isEmpty, "the host ended: \(text)")
            text += String(decoding: part, as: UTF8.self)
        }
        // Forked from one template each, or each a process from the start.
        func family() -> Set<Known> {
            let own = children(of: pid)
            return own.union(own.flatMap { children(of: $0.pid) })
        }
        try await wait("a running and a spare worker") { family().count >= 3 }
        let workers = family()
        #expect(workers.allSatisfy { isAlive($0) })
        kill(pid_t(pid), SIGKILL)
        host.waitUntilExit()
        #expect(host.terminationReason == .uncaughtSignal)
        try await wait("workers outlive their host: \(workers)") { !workers.contains { isAlive($0) } }
    }
}
