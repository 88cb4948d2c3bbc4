import ActionProtocol
import Testing

/// Scripts that change what the runtime stands on: they may fail, the worker and the next run do not.
@Suite struct TamperingTests {
    @Test(arguments: [
        "Object.defineProperty(Object.prototype, 'then', { get() { throw 1 } })",
        "Object.defineProperty(Object.prototype, '0', { set() { throw 1 } })",
        "Object.defineProperty(Object.prototype, 'get', { value: () => 1 })",
        "Object.prototype.value = 1; Object.prototype.bytes = 2; Object.prototype.resolve = 3",
        "Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1 }",
        "Object.defineProperty(Array.prototype, '0', { set() { throw 1 } })",
        "Promise.prototype.then = () => { throw 1 }; Promise.resolve = null",
        "globalThis.Promise = null; globalThis.Error = null; globalThis.Object = null; globalThis.JSON = null",
        "JSON.stringify = () => { throw 1 }; JSON.parse = () => { throw 1 }",
        "Function.prototype.call = Function.prototype.apply = () => { throw 1 }",
        "Reflect.apply = Reflect.get = () => { throw 1 }",
        "Error.prototype.toString = () => { throw 1 }; Error.stackTraceLimit = -1",
        "Error.stackTraceLimit = { valueOf() { throw 1 } }; Error.prepareStackTrace = () => { throw 1 }",
        "String.prototype.split = RegExp.prototype.exec = null",
        "for (const name of Object.getOwnPropertyNames(globalThis)) { try { delete globalThis[name] } catch {} }",
        "Object.setPrototypeOf(globalThis, null)", "Object.freeze(globalThis)",
        "Object.setPrototypeOf(Object.prototype, null); Object.freeze(Object.prototype)",
        "for (const name of Object.getOwnPropertyNames(globalThis)) { try { Object.freeze(globalThis[name]) } catch {} }",
    ])
    func `A run in which prototypes were changed ends, and the next one knows nothing of it`(
        tampering: String
    ) async throws {
        try await onThread {
            var worker = try WorkerProcess()
            for tail in ["", "throw new Error('boom')", "throw { a: 1 }", "(async () => { throw 'x' })()"] {
                let outcome = try worker.run("\(tampering);\n\(tail)", timeLimit: 2000).outcome
                if outcome.memoryExhausted || outcome.timedOut {
                    #expect(try worker.end() == 0)
                    worker = try WorkerProcess()
                }
            }
            let outcome = try worker.run(
                "async function main() { const { a, ...rest } = { a: [1, 2].map((x) => x), b: 1 }; return [a, rest] }"
            ).outcome
            #expect(outcome == RunOutcome(value: #"[[1,2],{"b":1}]"#))
        }
    }

    @Test func `Scripts do not reach the runtime's own functions`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                const seen = ["native", "host", "require", "exports", "bridge", "program"].filter((name) => name in globalThis);
                if (seen.length > 0) throw seen.join();
                // The functions behind accessors are the only ones of the runtime that can be had from outside.
                for (const name of Object.getOwnPropertyNames(globalThis)) {
                  const { get, set } = Object.getOwnPropertyDescriptor(globalThis, name);
                  for (const f of [get, set]) {
                    let caller;
                    try { caller = f?.caller ?? f?.arguments } catch {}
                    if (caller) throw name;
                  }
                }
                """
            #expect(try worker.run(script).outcome == RunOutcome())
        }
    }

    @Test func `Globals that modules provide become ordinary properties when they are assigned`() async throws
    {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                var URL = 1; function fetch() { return 2 } const ethers = 3; globalThis.crypto = 4;
                const d = (name) => Object.getOwnPropertyDescriptor(globalThis, name);
                if (URL !== 1 || fetch() !== 2 || ethers !== 3 || crypto !== 4) throw "values";
                if (d("URL").value !== 1 || d("URL").enumerable || !d("crypto").writable) throw "descriptors";
                if (Object.keys(globalThis).includes("TextEncoder") || !("TextEncoder" in globalThis)) throw "keys";
                if (global !== globalThis || self !== globalThis || typeof window !== "undefined") throw "self";
                """
            #expect(try worker.run(script).outcome == RunOutcome())
        }
    }
}
