import ActionProtocol
import Testing

/// Scripts that never end, and scripts that take all memory: the worker says which limit it was, and is gone.
@Suite(.serialized) struct LimitTests {
    @Test(arguments: [
        "for (;;);",
        "(async () => { for (;;) await null })()",
        "const spin = () => Promise.resolve().then(spin); spin()",
        "/(a|aa)+$/.test('a'.repeat(60) + 'b'); /(x+x+)+y/.test('x'.repeat(40))",
        "const e = new Error(); Object.defineProperty(e, 'stack', { get() { for (;;); } }); throw e",
        "const e = new Error(); Object.defineProperty(e, 'message', { get() { for (;;); } }); throw e",
        "throw new Proxy(new Error(), { getPrototypeOf() { for (;;); } })",
        "function main() { return { toJSON() { for (;;); } } }",
        "function main() { return { get then() { for (;;); } } }",
        "Atomics.wait(new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer), 0, 0)",
        "for (;;) { try { for (;;); } catch {} finally { continue } }",
        "new Array(3e7).fill(0).map((_, i) => i * 7919 % 104729).sort(() => 1)",
    ])
    func `A script that does not end is ended`(script: String) async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let result = try worker.run(script, timeLimit: 300, memoryLimit: 1 << 30)
            #expect(result.outcome == RunOutcome(timedOut: true))
            #expect(result.milliseconds < 5000)
            #expect(try worker.end() == 0)
        }
    }

    @Test func `A script that waits for an answer that never comes is ended`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let result = try worker.run(
                "new Promise(() => {}); (async () => { for (;;) await 0 })()", timeLimit: 200)
            #expect(result.outcome.timedOut)
        }
    }

    @Test(arguments: [
        "const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1))",
        "const a = []; for (;;) a.push({ a: [1] })",
        "const m = new Map(); for (let i = 0; ; i++) m.set(i, i)",
        "const a = []; for (let i = 0; ; i++) a.push('text ' + i)",
        "(async () => { const a = []; for (;;) a.push(await new Promise((r) => r(new Array(1000).fill(1)))) })()",
        "const flood = () => { Promise.resolve().then(flood); Promise.resolve().then(flood) }; flood()",
        "Array.from({ length: 1e9 })",
    ])
    func `A script that takes more and more memory is ended`(script: String) async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let result = try worker.run(script, memoryLimit: 64 << 20)
            #expect(result.outcome == RunOutcome(memoryExhausted: true))
            #expect(try worker.end() == 0)
        }
    }

    @Test(arguments: [
        "new Uint8Array(3e9)", "new ArrayBuffer(2 ** 32)", "let s = 'x'; for (;;) s += s",
        "'x'.repeat(2 ** 30) + 'y'", "new WebAssembly.Memory({ initial: 20000 })",
        "const a = []; for (;;) a.push(new WebAssembly.Memory({ initial: 1000 }))",
        "function f() { f() } f()", "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; JSON.stringify(o)",
        "2n ** (2n ** 40n)",
    ])
    func `One demand that is too large fails in the script`(script: String) async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let caught =
                "let name = 'none'; try { \(script) } catch (e) { name = e.name } if (name === 'none') throw name"
            #expect(try worker.run(caught, memoryLimit: 64 << 20).outcome == RunOutcome())
            #expect(try worker.run("1").outcome == RunOutcome())
        }
    }
}
