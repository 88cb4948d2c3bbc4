import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import Testing

/// What happens to those who are connected when a node is told to end.
@Suite struct ShutdownTests {
    private static let request =
        "POST /web/handshake HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Request-Id: r\r\n"
        + "Content-Length: 2\r\n\r\n{}"

    /// Comes back when nobody can connect any more.
    private static func waitUntilClosed(_ port: Int) async throws {
        while let client = try? await RawClient(port: port) {
            await client.close()
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `A request under way is answered, and nobody else is let in`()
        async throws
    {
        let endpoint = DoorEndpoint()
        var limits = NodeServerLimits()
        limits.shutdownGrace = .seconds(3_600)
        try await ServerPlay.run(NodeRouter(endpoints: [.handshake: endpoint]), limits: limits) {
            port, shutDown in
            let client = try await RawClient(port: port)
            try await client.send(Self.request)
            await endpoint.isAsked.wait()
            // Who only keeps the connection holds nothing up.
            let idle = try await RawClient(port: port)
            await shutDown()
            try await Self.waitUntilClosed(port)
            endpoint.door.open()
            let answer = await client.rest()
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.hasSuffix("{\"came\":\"through\"}"))
            #expect(await idle.rest() == "")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `A request that takes too long is given up`() async throws {
        let endpoint = DoorEndpoint()
        var limits = NodeServerLimits()
        limits.shutdownGrace = .milliseconds(50)
        try await ServerPlay.run(NodeRouter(endpoints: [.handshake: endpoint]), limits: limits) {
            port, shutDown in
            let client = try await RawClient(port: port)
            try await client.send(Self.request)
            await endpoint.isAsked.wait()
            await shutDown()
            #expect(await client.rest() == "")
        }
        endpoint.door.open()
    }
}
