import ActionProtocol
import ActionRuntime
import Primitives
import Synchronization
import Testing

/// Operations that only a tool's own modules may ask for.
@Suite(.timeLimit(.minutes(2))) struct ExtensionTests {
    /// Says which operations reached it.
    private final class Extended: ActionHost {
        let names = Mutex<[String]>([])

        func perform(
            extension name: String, arguments: JSON, bytes: [UInt8], in context: OperationContext
        ) async throws(OperationFailure) -> OperationAnswer {
            names.withLock { $0.append(name) }
            return OperationAnswer("done")
        }
    }

    private final class Watching: ActionObserver {
        let seen = Mutex<[String]>([])
        func operationEnded(_ name: String, actionID: String, duration: Duration, failure: String?) {
            seen.withLock { $0.append("\(name): \(failure ?? "ok")") }
        }
        func logged(_ text: String) {}
    }

    /// What a worker that asks for `test.run`, whatever its script says, is told.
    private func ask(modules: [String], _ host: Extended) async throws -> [String] {
        let call = printable(ActionMessage(.call, number: 1, name: "test.run"))
        let (path, folder) = try impostor(
            """
            head -c 20 <&0 >/dev/null; printf '\(readyMessage)' >&0
            head -c 4000 <&0 >/dev/null; printf '\(call)' >&0; sleep 100
            """)
        defer { withExtendedLifetime(folder) {} }
        let watching = Watching()
        return try await withRuntime(host: host, { $0.workerPath = path }) { runtime in
            let run = Task {
                await runtime.run(
                    request(String(repeating: "// long\n", count: 1000)) {
                        $0.modules = modules
                        $0.observer = watching
                    })
            }
            while watching.seen.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(2)) }
            run.cancel()
            _ = await run.value
            return watching.seen.withLock { $0 }
        }
    }

    @Test func `A worker that forges an extension's operation in an ordinary run is refused`() async throws {
        let host = Extended()
        #expect(try await ask(modules: [], host) == ["test.run: There is no operation test.run."])
        #expect(host.names.withLock { $0.isEmpty })
    }

    @Test func `A run with modules may ask for them`() async throws {
        let host = Extended()
        #expect(try await ask(modules: ["testing/harness"], host) == ["test.run: ok"])
        #expect(host.names.withLock { $0 } == ["test.run"])
    }
}
