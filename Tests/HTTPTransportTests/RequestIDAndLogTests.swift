import HTTPTransport
import Logging
import Synchronization
import Testing

@Suite("request ids and logs", .timeLimit(.minutes(1)))
struct RequestIDAndLogTests {
    @Test("the id reaches the server, the response, the error and the log", arguments: Form.allCases)
    func travels(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let lines = LogLines()
            let request = try HTTPRequest(
                .post, url: "\(scene.base)/echo?key=secret", headers: ["Authorization": "Bearer secret"],
                body: Array("secret body".utf8), id: "id-1")
            let response = try await scene.transport.send(request, logger: lines.logger)
            #expect(response.requestID == "id-1")
            #expect(scene.log.events.requests.last?.headers["x-request-id"] == "id-1")
            #expect(lines.all.allSatisfy { $0.contains("request-id=id-1") })
            #expect(lines.all.contains { $0.contains("HTTP response") && $0.contains("http-status=200") })
            #expect(!lines.all.contains { $0.contains("secret") })

            let failing = try HTTPRequest(url: "\(scene.base)/drop-before", id: "id-2")
            let error = await #expect(throws: HTTPTransportError.self) {
                try await scene.transport.send(failing, logger: lines.logger)
            }
            #expect(error?.requestID == "id-2")
            #expect(lines.all.contains { $0.contains("request-id=id-2") && $0.contains("connectionClosed") })
        }
    }

    @Test("the id goes under another name, or not at all", arguments: Form.allCases)
    func otherName(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            _ = try await scene.transport.send(
                HTTPRequest(url: "\(scene.base)/echo", id: "a", idHeader: "X-Trace"))
            _ = try await scene.transport.send(HTTPRequest(url: "\(scene.base)/echo", id: "b", idHeader: nil))
            let seen = scene.log.events.requests
            #expect(seen.first?.headers["X-Trace"] == "a")
            #expect(seen.allSatisfy { $0.headers["X-Request-Id"] == nil })
        }
    }

    @Test("ids differ, and come from the generator given")
    func generation() throws {
        struct Counter: RandomNumberGenerator {
            var last: UInt64 = 0
            mutating func next() -> UInt64 {
                last += 1
                return last
            }
        }
        var counter = Counter()
        #expect(HTTPRequest.randomID(using: &counter) == "00000000000000010000000000000002")
        let ids = Set((0..<100).map { _ in HTTPRequest.randomID() })
        #expect(ids.count == 100)
        #expect(ids.allSatisfy { $0.utf8.count == 32 })
    }
}

/// Collects log lines, metadata included.
private final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }.map { "\($0.key)=\($0.value)" }
            lines.lines.withLock { $0.append("\(event.message) \(all.joined(separator: " "))") }
        }
    }
}
