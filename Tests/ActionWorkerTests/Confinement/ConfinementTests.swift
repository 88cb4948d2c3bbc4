import ActionProtocol
import Foundation
import Testing

@Suite struct ConfinementTests {
    #if os(Linux)
        @Test(arguments: [true, false])
        func `A confined worker has no rights, no network, no files, and its own user where that may be`(
            isForked: Bool
        ) async throws {
            try await onThread {
                let worker = try WorkerProcess(isForked: isForked)
                for step in [
                    "closed-descriptors", "no-new-privileges", "non-dumpable", "file-limits", "seccomp",
                ] {
                    #expect(worker.report.confinement.contains(step), "\(step)")
                }
                #expect(worker.report.engine == "JavaScriptCore")
                let status = try String(contentsOfFile: "/proc/\(worker.pid)/status", encoding: .utf8)
                #expect(status.contains("Seccomp:\t2\n"))
                #expect(status.contains("NoNewPrivs:\t1\n"))
                if worker.report.confinement.contains("user") {
                    #expect(!status.contains("Uid:\t0"))
                    #expect(status.contains("CapEff:\t0000000000000000\n"))
                }
                let limits = try String(contentsOfFile: "/proc/\(worker.pid)/limits", encoding: .utf8)
                #expect(limits.contains(#/Max core file size +0 +0 /#))
                #expect(limits.contains(#/Max file size +0 +0 /#))
            }
        }
    #endif

    @Test func `Without confinement the worker says so, and runs scripts`() async throws {
        try await onThread {
            let worker = try WorkerProcess(WorkerConfiguration(confinement: .none))
            #expect(worker.report.confinement == [])
            #expect(try worker.run("1").outcome == RunOutcome())
        }
    }

    @Test func `Without compiled code the same scripts run`() async throws {
        try await onThread {
            let worker = try WorkerProcess(compilesCode: false)
            let script = "let s = 0; for (let i = 0; i < 1e5; i++) s += /a/.test('a') ? i : 0; throw s"
            #expect(try worker.run(script).outcome.error == "Uncaught 4999950000")
        }
    }

    @Test func `What opens files elsewhere works behind the filter`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102,
                  0, 0, 10, 6, 1, 4, 0, 65, 42, 11]);
                async function main(params) {
                  let hot = 0;
                  for (let i = 0; i < 3e6; i++) hot = (hot * 31 + i) | 0;
                  const { instance } = await WebAssembly.instantiate(wasm);
                  const compiled = await WebAssembly.compile(wasm);
                  const again = await WebAssembly.instantiate(compiled);
                  return [
                    instance.exports.f(), again.exports.f(),
                    new Intl.DateTimeFormat("de", { timeZone: "Asia/Tokyo", dateStyle: "full" }).format(0),
                    new Date(0).toString(), "\\u00e4".localeCompare("z", "sv"), hot !== 0,
                    new Intl.NumberFormat("en-IN").format(1e7),
                    new Intl.Collator("zh").compare("a", "b"), "\\u00e9".normalize("NFKD").length,
                    Intl.supportedValuesOf("timeZone").length > 100, Intl.DateTimeFormat().resolvedOptions().timeZone,
                  ];
                }
                """
            let value = try worker.run(script).outcome.value
            #expect(
                value == #"[42,42,"Donnerstag, 1. Januar 1970","#
                    + #""Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)",1,true,"1,00,00,000",-1,2,true,"UTC"]"#
            )
        }
    }
}
