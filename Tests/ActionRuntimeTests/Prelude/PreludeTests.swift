import ActionRuntime
import Primitives
import Testing

/// The operator's script ahead of every action.
@Suite(.timeLimit(.minutes(2))) struct PreludeTests {
    private func run(
        _ scripts: [String], after source: String, readyTime: Duration = .seconds(20), retries: Int = 0
    ) async throws -> [ActionResult] {
        try await withRuntime({
            $0.prelude = .init(name: "operator.js", source: source)
            $0.pool.readyTime = readyTime
        }) { runtime in
            var results: [ActionResult] = []
            for script in scripts {
                results.append(await runtime.run(request(script) { $0.limits.maxRetries = retries }))
            }
            return results
        }
    }

    @Test func `What it defines is there in every run, fresh each time`() async throws {
        let script = responding(
            "[typeof library.twice, library.twice(21), library.count++, typeof hidden].join()")
        let results = try await run(
            [script, script, script],
            after: "globalThis.library = { count: 0, twice: (n) => 2 * n }; { const hidden = 1; }")
        for result in results {
            #expect(result.failure == nil)
            #expect(result.response == "function,42,0,undefined")
        }
    }

    @Test func `It may take the place of a built-in global`() async throws {
        let results = try await run([responding("ethers.version")], after: "var ethers = { version: 'own' };")
        #expect(results.first?.response == "own")
    }

    @Test func `A library in the universal form sets its global`() async throws {
        let library = """
            (function (global, factory) {
                typeof exports === 'object' && typeof module !== 'undefined' ? factory(exports) :
                typeof define === 'function' && define.amd ? define(['exports'], factory) :
                (global = typeof globalThis !== 'undefined' ? globalThis : global || self, factory(global.ethers = {}));
            })(this, function (exports) { 'use strict';
                exports.version = 'universal/1';
                Object.defineProperty(exports, '__esModule', { value: true });
            });
            """
        let results = try await run([responding("ethers.version")], after: library)
        #expect(results.first?.response == "universal/1")
    }

    @Test func `Its hash is SHA-256 of its text`() {
        let prelude = ActionRuntime.Prelude(name: "x.js", source: "abc")
        #expect(prelude.hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(arguments: [
        ("throw new Error('out of order')", "Error: out of order"), ("let a = ;", "SyntaxError"),
        ("nothing.at.all", "ReferenceError"), ("throw 'text'", "text"),
        ("Lit.Actions.setResponse({ response: 'early' })", "prelude"),
    ])
    func `One that fails is a failure that says so`(source: String, reason: String) async throws {
        let failure = try #require(try await run(["1"], after: source).first?.failure)
        #expect(failure.code == .connection)
        #expect(failure.message.contains("the prelude failed"), "\(failure.message)")
        #expect(failure.message.contains(reason), "\(failure.message)")
    }

    @Test(arguments: ["for (;;) {}", "(function f() { f() })(); for (;;) {}"])
    func `One without end is given up in the time that workers have`(source: String) async throws {
        let failure = try #require(
            try await run(["1"], after: source, readyTime: .milliseconds(700)).first?.failure)
        #expect(failure.code == .connection)
        #expect(
            failure.message.contains("not ready to run actions within")
                || failure.message.contains("the prelude failed"), "\(failure.message)")
    }

    @Test func `Slow failures are not tried again for longer than the action may run`() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await withRuntime({
            $0.prelude = .init(name: "operator.js", source: "for (;;) {}")
            $0.pool.readyTime = .milliseconds(700)
        }) { runtime in
            await runtime.run(
                request("1") {
                    $0.limits.maxRetries = 1_000
                    $0.limits.timeoutMs = 1_000
                })
        }
        #expect(result.failure?.code == .connection)
        #expect(clock.now - start < .seconds(30))
    }
}
