#if os(Linux)
    import ActionProtocol
    import ActionRuntime
    import Foundation
    import Testing

    /// Templates as a runtime uses them.
    @Suite(.timeLimit(.minutes(2))) struct ForkedWorkerTests {
        /// The processes of one runtime, which are known by the path of their program.
        private struct Family {
            let path: String

            /// Each process's parent.
            var members: [Int: Int] {
                let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
                var members: [Int: Int] = [:]
                for pid in names.compactMap({ Int($0) }) {
                    guard let command = try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8),
                        command.split(separator: "\0").first.map(String.init) == path,
                        let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
                        let end = stat.lastIndex(of: ")")
                    else { continue }
                    let fields = stat[stat.index(after: end)...].split(separator: " ")
                    guard fields.count > 1, fields[0] != "Z", let parent = Int(fields[1]) else { continue }
                    members[pid] = parent
                }
                return members
            }

            var templates: [Int] { members.filter { $0.value == Int(getpid()) }.keys.sorted() }

            func workers(of template: Int) -> [Int] {
                members.filter { $0.value == template }.keys.sorted()
            }
        }

        private func withFamily(
            _ body: (ActionRuntime, Family) async throws -> Void
        ) async throws {
            let folder = try TemporaryFolder()
            let link = folder.url.appendingPathComponent("worker")
            try FileManager.default.createSymbolicLink(
                at: link, withDestinationURL: URL(fileURLWithPath: try workerPath()))
            let family = Family(path: link.path)
            try await withRuntime({ $0.workerPath = link.path }) { runtime in
                try await body(runtime, family)
            }
            #expect(family.members.isEmpty, "processes outlive their runtime")
        }

        private func wait(_ what: Comment, until condition: () -> Bool) async throws {
            let deadline = ContinuousClock.now.advanced(by: .seconds(30))
            while !condition() {
                try #require(ContinuousClock.now < deadline, what)
                try await Task.sleep(for: .milliseconds(2))
            }
        }

        private let hello = responding("'hello'")

        @Test func `The workers of all owners are forked from one template`() async throws {
            try await withFamily { runtime, family in
                for number in 0..<8 {
                    let result = await runtime.run(request(hello, owner: "owner \(number)"))
                    #expect(result.response == "hello")
                }
                #expect(family.templates.count == 1)
                let template = try #require(family.templates.first)
                #expect(family.workers(of: template).count >= 8)
            }
        }

        @Test
        func
            `After a crash workers are forked from another template, and the old one ends with its last worker`()
            async throws
        {
            try await withFamily { runtime, family in
                #expect(await runtime.run(request(hello, owner: "kept")).response == "hello")
                let old = try #require(family.templates.first)
                let lasting = Task { await runtime.run(request("while (true) {}", owner: "lasting")) }
                try await wait("a run and a spare") { runtime.statistics.running == 1 }
                let doomed = Task { await runtime.run(request("while (true) {}", owner: "doomed")) }
                try await wait("two runs") { runtime.statistics.running == 2 }
                // Whichever it is.
                let victim = try #require(
                    family.workers(of: old).max { Self.ticks($0) < Self.ticks($1) })
                kill(pid_t(victim), SIGSEGV)
                let failed = await withTaskGroup(of: Bool.self) { group in
                    for task in [lasting, doomed] { group.addTask { await task.value.failure != nil } }
                    let first = await group.next() ?? false
                    // The other one goes on.
                    for task in [lasting, doomed] { task.cancel() }
                    return first
                }
                #expect(failed)
                try await wait("another template") { !family.templates.filter { $0 != old }.isEmpty }
                for number in 0..<3 {
                    let result = await runtime.run(request(hello, owner: "later \(number)"))
                    #expect(result.response == "hello")
                }
                let next = try #require(family.templates.first { $0 != old })
                #expect(family.workers(of: next).count >= 3)
            }
        }

        private static func ticks(_ pid: Int) -> Int {
            guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
                let end = stat.lastIndex(of: ")")
            else { return -1 }
            let fields = stat[stat.index(after: end)...].split(separator: " ")
            return fields.count > 11 ? Int(fields[11]) ?? -1 : -1
        }

        @Test func `When the template is killed its runs fail, and the next ones have another`() async throws
        {
            try await withFamily { runtime, family in
                let run = Task { await runtime.run(request("while (true) {}", owner: "first")) }
                try await wait("a run") { runtime.statistics.running == 1 }
                let old = try #require(family.templates.first)
                kill(pid_t(old), SIGKILL)
                #expect(await run.value.failure?.code == .connection)
                // The spare worker ends with it, and is not to be given a script just then.
                try await wait("the end of the family") { !family.members.values.contains(old) }
                try await wait("another template") {
                    !family.templates.isEmpty && runtime.statistics.spare > 0
                }
                for number in 0..<3 {
                    let result = await runtime.run(request(hello, owner: "later \(number)"))
                    #expect(result.response == "hello")
                }
                #expect(!family.templates.contains(old))
            }
        }

        @Test(arguments: [
            "exit 0", "head -c 1 <&0 >/dev/null; printf 'nonsense' >&0; sleep 100", "sleep 0.2",
            "sleep 100",
        ])
        func `What only says that it is a template is no reason to wait`(deed: String) async throws {
            let report = WorkerReport(engine: "x", confinement: [], missing: [], isTemplate: true)
            let ready = printable(ActionMessage(.ready, content: report))
            let (path, folder) = try impostor("head -c 20 <&0 >/dev/null; printf '\(ready)' >&0; \(deed)")
            defer { withExtendedLifetime(folder) {} }
            let result = try await withRuntime({
                $0.workerPath = path
                $0.pool.readyTime = .milliseconds(500)
            }) { runtime in
                await runtime.run(request(hello) { $0.limits.maxRetries = 0 })
            }
            #expect(result.failure?.code == .connection)
            #expect(result.failure?.message.contains("template") == true, "\(result.failure?.message ?? "")")
        }
    }
#endif
