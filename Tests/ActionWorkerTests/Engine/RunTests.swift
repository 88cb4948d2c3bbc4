import ActionProtocol
import Foundation
import Testing

@Suite struct RunTests {
    @Test func `Nothing but white space is a success`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            for script in ["", " ", "\n\t\r\n", "// nothing"] {
                #expect(try worker.run(script).outcome == RunOutcome())
            }
        }
    }

    @Test func `Every run begins afresh`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                if (globalThis.mark !== undefined || Array.prototype.map === 5) throw "seen";
                globalThis.mark = 1; const secret = 2; Array.prototype.map = 5;
                """
            for _ in 0..<5 { #expect(try worker.run(script).outcome == RunOutcome()) }
        }
    }

    @Test func `What main returns is the value, and main gets the parameters`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let cases: [(String, String?)] = [
                ("function main(p) { return p }", #"{"a":{"b":[1]}}"#),
                ("async function main({ a }) { return a.b }", "[1]"),
                ("function main() { return 'as it is' }", "as it is"), ("function main() { return '' }", ""),
                ("function main() {}", nil), ("function main() { return null }", "null"),
                ("async function main() { return 1 } main()", nil), ("const main = () => 1", nil),
                ("function main() { return new Promise(() => {}) }", nil),
                ("async function main() { return () => {} }", nil),
                ("function main() { return { toJSON() { return a } } }", #"{"b":[1]}"#),
            ]
            for (script, value) in cases {
                let outcome = try worker.run(script, parameters: #"{"a":{"b":[1]}}"#).outcome
                #expect(outcome == RunOutcome(value: value), "\(script)")
            }
        }
    }

    @Test func `A script that calls its main itself has it called once`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script =
                "let n = 0; async function main() { n++; if (n > 1) throw 'twice' } main().then(() => {})"
            #expect(try worker.run(script).outcome == RunOutcome())
        }
    }

    @Test func `Parameters become globals`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let parameters = #"{"a":1,"b":{"__proto__":{"x":1}},"c d":null}"#
            let script =
                "if (a !== 1 || b.x !== undefined || globalThis['c d'] !== null) throw Object.keys(globalThis).join()"
            #expect(try worker.run(script, parameters: parameters).outcome == RunOutcome())
            let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
            #expect(
                try worker.run("if (!Array.isArray(a)) throw 1", parameters: #"{"a":\#(deep)}"#).outcome
                    == RunOutcome())
        }
    }

    @Test func `Parameters that are none, or take names that are taken, are refused`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let prefix = "Error building main worker: Error injecting params as globals: TypeError: "
            for text in ["[]", "null", "5", "\"x\""] {
                #expect(
                    try worker.run("1", parameters: text).outcome.error == "Could not convert params to map")
            }
            for name in ["fetch", "ethers", "Object", "console", "toString", "crypto"] {
                let outcome = try worker.run("1", parameters: #"{"\#(name)":1}"#).outcome
                #expect(
                    outcome.error
                        == prefix
                        + "'\(name)' is the name of a built-in global; call the parameter something else")
                let allowed = try worker.run(
                    "if (\(name) !== 1) throw 1", parameters: #"{"\#(name)":1}"#, mayShadow: true)
                #expect(allowed.outcome == RunOutcome(), "\(name)")
            }
            for name in ["NaN", "undefined"] {
                #expect(
                    try worker.run("1", parameters: #"{"\#(name)":1}"#, mayShadow: true).outcome.error
                        == prefix + "Cannot assign to read only property '\(name)' of object '#<Window>'")
            }
            let outcome = try worker.run("1", parameters: #"{"__proto__":{"x":1}}"#, mayShadow: true).outcome
            #expect(outcome.error?.contains("'__proto__'") == true)
        }
    }

    @Test func `The operator's prelude runs before every script`() async throws {
        try await onThread {
            let configuration = WorkerConfiguration(preludeName: "library.js")
            let worker = try WorkerProcess(
                configuration, prelude: "globalThis.library = { answer: 42 }; self.ethers = 7")
            for _ in 0..<2 {
                #expect(
                    try worker.run("if (library.answer !== 42 || ethers !== 7) throw 1; library.answer = 1")
                        .outcome
                        == RunOutcome())
            }
            #expect(throws: WorkerProcess.Trouble.self) {
                _ = try WorkerProcess(configuration, prelude: "throw new Error('broken')")
            }
        }
    }

    @Test func `Two thousand runs leave no more memory behind than a hundred`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script =
                "(async () => { const a = Array.from({ length: 2000 }, (_, i) => ({ i })); await a })()"
            func runs(_ count: Int) throws { for _ in 0..<count { _ = try worker.run(script) } }
            try runs(100)
            let before = worker.resident
            try runs(1900)
            // In pages of 4 KiB.
            #expect(worker.resident < before + 2048)
        }
    }
}
