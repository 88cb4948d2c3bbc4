import HTTPTransport
import Testing

@Suite("the in-memory transport", .timeLimit(.minutes(1)))
struct InMemoryTransportTests {
    private struct Broken: Error {}

    @Test("is a network: servers come and go")
    func network() async throws {
        let transport = InMemoryTransport(servers: ["node-0:7470": { _ in .init(status: 200, body: [0]) }])
        let request = try HTTPRequest(url: "http://node-0:7470/")
        #expect(try await transport.send(request).body == [0])
        let other = try HTTPRequest(url: "http://node-1:7470/")
        let refused = await #expect(throws: HTTPTransportError.self) { try await transport.send(other) }
        #expect(refused?.code == .connectionRefused)
        transport.serve("node-1:7470") { _ in .init(status: 200, body: [1]) }
        #expect(try await transport.send(other).body == [1])
        transport.serve("node-0:7470", with: nil)
        let down = await #expect(throws: HTTPTransportError.self) { try await transport.send(request) }
        #expect(down?.code == .connectionRefused)
    }

    @Test("turns what a handler throws into the request's failure")
    func failures() async throws {
        let transport = InMemoryTransport { request in
            throw request.url.path == "/code" ? HTTPTransportError.Code.tlsFailed : Broken()
        }
        for (path, code) in [("/code", HTTPTransportError.Code.tlsFailed), ("/other", .connectionClosed)] {
            let request = try HTTPRequest(url: "http://a\(path)")
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.send(request) }
            #expect(error?.code == code)
            #expect(error?.requestID == request.id)
        }
    }

    @Test("returns at the deadline even if the handler never does")
    func stuck() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let transport = InMemoryTransport { _ in
            // A task of its own does not hear of the cancellation.
            await Task { for await _ in stream {} }.value
            return .init(status: 200)
        }
        let request = try HTTPRequest(url: "http://a/", deadline: .timeout(.milliseconds(100)))
        let error = await #expect(throws: HTTPTransportError.self) { try await transport.send(request) }
        #expect(error?.code == .deadlineExceeded)
        continuation.finish()
    }

    @Test("records the last requests only")
    func records() async throws {
        let transport = InMemoryTransport { _ in .init(status: 200) }
        for index in 0..<1100 {
            _ = try await transport.send(HTTPRequest(url: "http://a/\(index)"))
        }
        #expect(transport.requests.count == 1024)
        #expect(transport.requests.last?.url.path == "/1099")
    }
}
