import ActionProtocol
import ActionRuntime
import Primitives
import Synchronization
import Testing

/// Names whose addresses change, or are of both kinds.
@Suite(.timeLimit(.minutes(1))) struct ResolutionTests: FetchSuite {
    @Test(arguments: [
        ["1.1.1.1", "127.0.0.1"], ["127.0.0.1", "1.1.1.1"], ["2606:4700::1111", "::1"],
        ["1.1.1.1", "::ffff:10.0.0.1"], ["1.1.1.1", "64:ff9b::a9fe:a9fe"], ["1.1.1.1", "2002:a00:1::"],
        ["1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "192.168.0.1"],
    ])
    func `A name with one forbidden address among others is refused, wherever it stands`(
        addresses: [String]
    ) async throws {
        var answers = ScriptedResolver(addresses)
        let first = await failure(session(allowing: [], resolver: answers), request("http://mixed.example/"))
        #expect(first?.message.contains("actions may not reach") == true)
        answers = ScriptedResolver(addresses.reversed())
        let second = await failure(session(allowing: [], resolver: answers), request("http://mixed.example/"))
        #expect(second?.message.contains("actions may not reach") == true)
    }

    @Test func `A redirect to the same name resolves it anew, and is refused when it has moved`() async throws
    {
        let server = try await HTTPServer { _ in response(302, ["Location: /again"]) }
        let resolver = ScriptedResolver(["127.0.0.1"], ["127.0.0.2"])
        let session = session(allowing: ["127.0.0.1/32"], resolver: resolver)
        let failure = await failure(session, request("http://moving.example:\(server.port)/"))
        #expect(failure?.message.contains("moving.example is at a loopback address") == true)
        #expect(resolver.asked.withLock { $0.count } == 2)
        #expect(server.seen.count == 1)
        await server.shutdown()
    }

    @Test func `The next address is tried when the first does not answer`() async throws {
        let server = try await HTTPServer { _ in response() }
        // The server is bound to 127.0.0.1 alone.
        let resolver = ScriptedResolver(["127.0.0.9", "127.0.0.1"])
        let answer = try await session(resolver: resolver).perform(
            request("http://two.example:\(server.port)/"))
        #expect(answer.value["status"] == 200)
        #expect(resolver.asked.withLock { $0 } == ["two.example"])
        await server.shutdown()
    }
}
