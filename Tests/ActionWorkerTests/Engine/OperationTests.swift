import ActionProtocol
import Foundation
import Primitives
import Testing

@Suite struct OperationTests {
    private func reply(_ json: String, bytes: [UInt8] = []) -> ActionMessage {
        ActionMessage(.reply, json: Array(json.utf8), bytes: bytes)
    }

    @Test
    func `Operations go out in the order of the calls, with their arguments, and their answers come back`()
        async throws
    {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                async function main() {
                  const calls = ["a", "b", "c"].map((keyId) => Lit.Actions.claimKey({ keyId }));
                  Lit.Actions.setResponse({ response: "d" });
                  return (await Promise.all(calls)).join();
                }
                """
            let result = try worker.run(script) { call in
                call.name == "setResponse" ? reply("null") : ActionMessage(.reply, json: call.json)
            }
            #expect(result.calls.map(\.name) == ["claimKey", "claimKey", "claimKey", "setResponse"])
            #expect(result.calls.map(\.number) == [1, 2, 3, 4])
            #expect(String(decoding: result.calls[1].json, as: UTF8.self) == #"{"keyId":"b"}"#)
            #expect(result.outcome.value == "[object Object],[object Object],[object Object]")
        }
    }

    @Test func `Answers may come in any order, and during a call that waits`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                async function main() {
                  const first = Lit.Actions.claimKey({ keyId: "1" });
                  const second = Lit.Actions.claimKey({ keyId: "2" });
                  Lit.Actions.setResponse({ response: "sync" });
                  return await first + await second;
                }
                """
            var waiting: [ActionMessage] = []
            let result = try worker.run(script) { call in
                guard call.name == "setResponse" else {
                    waiting.append(call)
                    return nil
                }
                for (place, call) in waiting.enumerated().reversed() {
                    try worker.channel.send(
                        ActionMessage(.reply, number: call.number, json: Array("\"\(place)\"".utf8)))
                }
                return reply("null")
            }
            #expect(result.outcome.value == "01")
        }
    }

    @Test func `A failure is an error of the named class that the script may catch`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                async function main() {
                  const seen = [];
                  for (const call of [Lit.Actions.claimKey, Lit.Actions.setResponse]) {
                    try { await call({ keyId: "x", response: "x" }) } catch (e) {
                      seen.push(e instanceof TypeError, e instanceof RangeError, e.name, e.message);
                    }
                  }
                  return seen.join();
                }
                """
            let result = try worker.run(script) { call in
                let name = call.name == "claimKey" ? "TypeError" : "Odd"
                return ActionMessage(
                    .failure, content: OperationFailure(name: name, message: "no \(call.name)"))
            }
            #expect(result.outcome.value == "true,false,TypeError,no claimKey,false,false,Odd,no setResponse")
            let uncaught = try worker.run("Lit.Actions.claimKey({ keyId: 'z' })") { _ in
                ActionMessage(.failure, content: OperationFailure(message: "refused"))
            }
            #expect(uncaught.outcome.error?.hasPrefix("Uncaught (in promise) Error: refused") == true)
        }
    }

    @Test func `An answer to no question ends the worker`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            #expect(throws: (any Error).self) {
                _ = try worker.run("Lit.Actions.claimKey({ keyId: 'z' })") { _ in
                    ActionMessage(.reply, number: 99, json: Array("1".utf8))
                }
            }
            #expect(try worker.end() == 1)
        }
    }

    @Test func `More than four thousand operations at once are refused, and the worker goes on`() async throws
    {
        try await onThread {
            let worker = try WorkerProcess()
            let flood = "for (let i = 0; i < 5000; i++) Lit.Actions.claimKey({ keyId: 'x' })"
            let result = try worker.run(flood) { _ in nil }
            #expect(result.calls.count == 4096)
            #expect(
                result.outcome.error?.contains(
                    "RangeError: 4096 operations are waiting for answers; await some of them first") == true)
            #expect(try worker.run("1").outcome == RunOutcome())
        }
    }

    @Test func `A message beyond the limit is an error in the script`() async throws {
        try await onThread {
            let worker = try WorkerProcess(WorkerConfiguration(messageLimit: 100_000))
            let script = """
                try { Lit.Actions.setResponse({ response: "x".repeat(100000) }) } catch (e) { throw e.name + e.message }
                """
            #expect(
                try worker.run(script).outcome.error
                    == #"Uncaught "RangeErrorsetResponse: the arguments exceed the message limit of the worker""#
            )
            let long = try worker.run("function main() { return 'x'.repeat(200000) }").outcome
            #expect(long.error == "Uncaught RangeError: what the script ends with exceeds the message limit")
            #expect(try worker.run("1").outcome == RunOutcome())
        }
    }

    @Test func `The log stops a little above its limit`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let flood = try worker.run(
                "for (let i = 0; i < 1e5; i++) console.log('line ' + i)", logLimit: 1000)
            #expect(flood.outcome == RunOutcome())
            #expect(flood.log.utf8.count == 1001)
            #expect(flood.log.hasPrefix("line 0\nline 1\n"))
            let wide = try worker.run("console.log('\\u00e9'.repeat(1000))", logLimit: 1000)
            #expect(wide.log == String(repeating: "\u{e9}", count: 501))
            #expect(try worker.run("console.log('\\ud800\\0')").log == "\u{fffd}\0\n")
            #expect(try worker.run("console.log('x'.repeat(1e7))").log.utf8.count == 102_401)
        }
    }

    @Test func `Timers fire in order, and the run goes on until the last`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            let script = """
                setTimeout(() => console.log("c"), 300);
                setTimeout(() => { console.log("b"); setTimeout(() => console.log("d"), 400) }, 5);
                const stopped = setTimeout(() => console.log("never"), 5); clearTimeout(stopped);
                queueMicrotask(() => console.log("a"));
                """
            let result = try worker.run(script)
            #expect(result.outcome == RunOutcome())
            #expect(result.log == "a\nb\nc\nd\n")
            let thrown = try worker.run(
                "setTimeout(() => { throw new Error('late') }, 1); setTimeout(() => {}, 1e9)")
            #expect(thrown.outcome.error?.hasPrefix("Uncaught Error: late\n") == true)
            let many = try worker.run("for (;;) setTimeout(() => {}, 1e6)").outcome
            #expect(many.error?.contains("RangeError: 65536 timers are set; no more can be") == true)
        }
    }

    @Test func `Parameters cannot stand in for Lit`() async throws {
        try await onThread {
            let worker = try WorkerProcess()
            for mayShadow in [false, true] {
                #expect(
                    try worker.run("1", parameters: #"{"Lit":1}"#, mayShadow: mayShadow).outcome.error
                        == "Error building main worker: Error injecting params as globals: "
                        + "TypeError: Cannot assign to read only property 'Lit' of object '#<Window>'")
            }
        }
    }
}
