import ActionProtocol
import Testing

@Suite struct UncaughtErrorTests {
    static let cases: [(script: String, error: String)] = [
        ("x", "Uncaught ReferenceError: x is not defined\n    at <user_provided_script>:1:1"),
        (
            "(async () => {\n    throw new Error('boom');\n})()",
            "Uncaught (in promise) Error: boom\n    at <user_provided_script>:2:11"
        ),
        ("Worker", "Uncaught ReferenceError: Worker is not defined\n    at <user_provided_script>:1:1"),
        ("throw 'text'", #"Uncaught "text""#), ("throw 5n", "Uncaught 5n"), ("throw null", "Uncaught null"),
        ("throw undefined", "Uncaught undefined"),
        ("Promise.reject('a\"b')", #"Uncaught (in promise) "a\"b""#),
        ("let a = ;", "Uncaught SyntaxError: Unexpected token ';'\n    at <user_provided_script>:1"),
        ("\n\nif (1) {", "Uncaught SyntaxError: Unexpected end of input\n    at <user_provided_script>:3"),
        (
            "localStorage",
            "Uncaught NotSupported: LocalStorage is not supported in this context.\n    at <user_provided_script>:1:1"
        ),
        (
            "eval('1')",
            "Uncaught EvalError: Code generation from strings disallowed for this context\n"
                + "    at <user_provided_script>:1:1"
        ),
        (
            "await 1", "Uncaught SyntaxError: Unexpected number '1'\n    at <user_provided_script>:1"
        ),
        (
            "import('x')",
            "Uncaught (in promise) Error: Could not import the module 'x'.\n    at <user_provided_script>:1:1"
        ),
        (
            "class E extends Error { get name() { return 'Mine' } }; throw new E('m')",
            "Uncaught Mine: m\n    at <user_provided_script>:1:63"
        ),
        (
            "throw Object.assign(new Error('m'), { stack: 5, name: '' })",
            "Uncaught m\n    at <user_provided_script>:1"
        ),
        (
            "const e = new Error('m'); e.name = { toString() { throw 1 } }; throw e",
            "Uncaught an error that cannot be read"
        ),
        (
            "function main() { throw new TypeError('t') }",
            "Uncaught TypeError: t\n    at <user_provided_script>:1:25"
        ),
        (
            "async function main() { null.x }",
            "Uncaught (in promise) TypeError: Cannot read properties of null (reading 'x')\n"
                + "    at <user_provided_script>:1:30"
        ),
    ]

    @Test func `What nobody catches is reported as V8 and Deno would`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            for (script, error) in Self.cases {
                let outcome = try worker.run(script).outcome
                #expect(outcome.error == error, "\(script)")
            }
        }
    }

    @Test(arguments: [
        "new Function('1')", "Function('1')", "(async () => {}).constructor('1')",
        "(function* () {}).constructor('1')",
        "(async function* () {}).constructor('1')", "globalThis.eval('1')", "(0, eval)('1')",
        "Reflect.construct(Function, ['1'])", "new (class extends Function {})('1')",
    ])
    func `No text becomes code`(script: String) async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let error = try worker.run(script).outcome.error ?? "none"
            #expect(
                error.hasPrefix(
                    "Uncaught EvalError: Code generation from strings disallowed for this context"))
        }
    }

    @Test func `A rejection that is taken in time is none`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            for script in [
                "const p = Promise.reject(1); p.catch(() => {})",
                "const p = Promise.reject(1); Promise.resolve().then(() => p.catch(() => {}))",
                "(async () => { try { await Promise.reject(1) } catch {} })()",
                "Promise.allSettled([Promise.reject(1)])",
            ] {
                #expect(try worker.run(script).outcome == RunOutcome(), "\(script)")
            }
        }
    }
}
