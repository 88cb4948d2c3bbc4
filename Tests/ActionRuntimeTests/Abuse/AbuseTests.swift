import ActionRuntime
import Foundation
import Primitives
import Testing

/// Scripts and workers that do harm as well as they can: the harm stays theirs.
@Suite(.timeLimit(.minutes(5)), .serialized) struct AbuseTests {
    private func short(_ milliseconds: Int = 500, memory: Int = 64) -> ActionLimits {
        var limits = ActionLimits()
        limits.timeoutMs = milliseconds
        limits.memoryLimitMb = memory
        return limits
    }

    private static let attacks = [
        "for (;;) {}",
        "(async () => { for (;;) await null })()",
        "const f = () => Promise.resolve().then(f).then(f); f()",
        "/^(a+)+$/.test('a'.repeat(40) + 'b')",
        "const a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1))",
        "let s = 'a'; for (;;) s += s",
        "(function f() { f() })()",
        "const f = () => { try { f() } finally { f() } }; f()",
        "for (;;) { try { new Array(1e9).fill(0) } catch {} }",
        "(async () => { for (;;) Lit.Actions.isLeader; })()",
        "for (;;) Lit.Actions.setResponse({ response: 'x'.repeat(100000) })",
        "for (let i = 0; i < 1e9; i++) Lit.Actions.isPermittedAddress({ tokenId: '1', address: '0x01' })",
        "(async () => { for (;;) { try { await fetch('http://127.0.0.1/') } catch {} } })()",
        "Object.defineProperty(Object.prototype, 'toJSON', { get() { for (;;) {} } }); Lit.Actions.setResponse({ response: 'x' })",
        "Object.prototype.then = function () { for (;;) {} }; (async () => ({}))()",
        "setInterval(() => { for (let i = 0; i < 1e4; i++) setTimeout(() => {}, 0) }, 0)",
        "throw { get message() { for (;;) {} }, get stack() { for (;;) {} } }",
        "try { new WebAssembly.Memory({ initial: 65536 }) } catch {} for (;;) {}",
    ]

    @Test func `Whatever a script does, the next one runs, and the host stays as it was`() async throws {
        try await withRuntime({ $0.pool.minimumSpare = 2 }) { runtime in
            #expect(await runtime.run(request(responding("'warm'"))).response == "warm")
            let memory = residentMemory()
            let descriptors = openDescriptors()
            for attack in Self.attacks {
                let clock = ContinuousClock.now
                let result = await runtime.run(request(attack, owner: "mallory") { $0.limits = short() })
                #expect(ContinuousClock.now - clock < .seconds(20), "\(attack)")
                if let failure = result.failure {
                    #expect([.timeout, .memory, .script].contains(failure.code), "\(attack): \(failure)")
                }
                for owner in ["mallory", "ann"] {
                    let next = await runtime.run(request(responding("'next'"), owner: owner))
                    #expect(next.response == "next", "\(attack)")
                }
            }
            // Other suites run beside this one; a flood would be hundreds of MiB and thousands of descriptors.
            #expect(residentMemory() - memory < 450 << 20)
            #expect(openDescriptors() - descriptors < 300)
        }
    }

    @Test func `A flood of one owner does not keep another waiting`() async throws {
        try await withRuntime({ configuration in
            configuration.pool.maximumRunning = 2
            configuration.pool.maximumPerOwner = 1
            configuration.pool.maximumWaitingPerOwner = 8
        }) { runtime in
            let limits = short(400)
            await withTaskGroup(of: ActionFailure.Code?.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        await runtime.run(request("for (;;) {}", owner: "mallory") { $0.limits = limits })
                            .failure?.code
                    }
                }
                while runtime.statistics.waiting < 7 { await Task.yield() }
                let fair = await runtime.run(request(responding("'fair'"), owner: "ann"))
                #expect(fair.response == "fair")
                #expect(runtime.statistics.waiting > 0)
                var codes: [ActionFailure.Code?] = []
                for await code in group { codes.append(code) }
                // The ninth may find the first at work already, or still waiting.
                let busy = codes.count { $0 == .busy }
                #expect((3...4).contains(busy))
                #expect(codes.count { $0 == .timeout } == 12 - busy)
            }
        }
    }

    // MARK: Workers that are not the real one

    @Test(arguments: [
        "exit 3", "kill -SEGV $$", "echo 'libjavascriptcoregtk-4.1.so.0: cannot open' >&2; exit 127",
        "head -c 1000000 /dev/zero >&0", "head -c 1000000 /dev/urandom >&0",
        "printf '\\xff\\xff\\xff\\x7f' >&0; sleep 100",
    ])
    func `A worker that never becomes ready is a connection failure`(body: String) async throws {
        let (path, folder) = try impostor(body)
        defer { withExtendedLifetime(folder) {} }
        var limits = ActionLimits()
        limits.maxRetries = 0
        let result = try await withRuntime({ $0.workerPath = path }) { runtime in
            await runtime.run(request("1") { $0.limits = limits })
        }
        #expect(result.failure?.code == .connection)
        #expect(result.failure?.httpStatus == 502)
        if body.contains("javascriptcore") {
            #expect(result.failure?.message.contains("libjavascriptcoregtk-4.1-0") == true)
        }
    }

    @Test(arguments: [
        "head -c 100 <&0 >/dev/null; exit 1", "head -c 100 <&0 >/dev/null; kill -SEGV $$",
        "head -c 10 <&0 >/dev/null; head -c 1000000 /dev/zero >&0; sleep 100",
        "head -c 10 <&0 >/dev/null; printf '\\xff\\xff\\xff\\xff' >&0; sleep 100",
        "head -c 10 <&0 >/dev/null; printf '\(readyMessage)' >&0; sleep 100",
    ])
    func `A worker that dies or talks nonsense in a run fails that run`(body: String) async throws {
        let (path, folder) = try impostor("head -c 20 <&0 >/dev/null; printf '\(readyMessage)' >&0; " + body)
        defer { withExtendedLifetime(folder) {} }
        var limits = ActionLimits()
        limits.timeoutMs = 10_000
        let result = try await withRuntime({ $0.workerPath = path }) { runtime in
            await runtime.run(request(String(repeating: "// long\n", count: 1000)) { $0.limits = limits })
        }
        #expect(result.failure?.code == .connection)
    }

    @Test func `A worker that says nothing is ended in time`() async throws {
        let (path, folder) = try impostor(
            "head -c 20 <&0 >/dev/null; printf '\(readyMessage)' >&0; sleep 100")
        defer { withExtendedLifetime(folder) {} }
        let result = try await withRuntime({ $0.workerPath = path }) { runtime in
            await runtime.run(request("1") { $0.limits = short(300) })
        }
        #expect(result.failure?.code == .timeout)
    }

    @Test func `A worker inherits three descriptors and a bare environment, and leads its group`()
        async throws
    {
        let folder = try TemporaryFolder()
        let out = folder.url.appendingPathComponent("seen")
        // Descriptors that are not close-on-exec, as careless code beside this may have.
        let leaky = (0..<4).map { _ in dup(0) }
        defer { for descriptor in leaky { close(descriptor) } }
        let (path, program) = try impostor(
            """
            exec > \(out.path).new
            ls /proc/$$/fd
            echo --
            tr '\\0' '\\n' < /proc/$$/environ
            echo --
            cut -d' ' -f5 /proc/$$/stat
            echo $$
            mv \(out.path).new \(out.path)
            exit 1
            """
        )
        defer { withExtendedLifetime(program) {} }
        var limits = ActionLimits()
        limits.maxRetries = 0
        _ = try await withRuntime({ $0.workerPath = path }) { runtime in
            await runtime.run(request("1") { $0.limits = limits })
        }
        let parts = try String(contentsOf: out, encoding: .utf8).components(separatedBy: "--\n")
        // Bash keeps its script open as 255.
        #expect(Set(parts[0].split(separator: "\n")).subtracting(["255"]) == ["0", "1", "2"])
        let names = parts[1].split(separator: "\n").map { $0.prefix { $0 != "=" } }
        #expect(names.contains("Malloc"))
        #expect(!names.contains("HOME") && !names.contains("PATH"))
        let group = parts[2].split(separator: "\n")
        #expect(group.count == 2 && group[0] == group[1])
    }

    @Test func `No process is left, dead or alive, and no descriptor`() async throws {
        let known = Set(childProcesses().map { $0.split(separator: " ")[0] })
        for _ in 0..<3 {
            try await withRuntime({ $0.pool.minimumSpare = 2 }) { runtime in
                await withTaskGroup(of: Void.self) { group in
                    for number in 0..<8 {
                        let script = number % 2 == 0 ? "for (;;) {}" : responding("1")
                        group.addTask {
                            _ = await runtime.run(
                                request(script, owner: "owner \(number)") { $0.limits = short(200) })
                        }
                    }
                }
            }
        }
        // Workers that were being started at the end go a moment later.
        let deadline = ContinuousClock.now + .seconds(30)
        func left() -> [String] {
            childProcesses().filter { !known.contains($0.split(separator: " ")[0]) && $0.hasSuffix("Z") }
        }
        while !left().isEmpty, ContinuousClock.now < deadline { await Task.yield() }
        #expect(left().isEmpty)
    }
}
