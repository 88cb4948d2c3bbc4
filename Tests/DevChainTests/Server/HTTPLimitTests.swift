import DevChain
import Primitives
import TestSupport
import Testing

@Suite("What HTTP clients cannot do to the server", .timeLimit(.minutes(1)))
struct HTTPLimitTests {
    private static let echo = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":[7]}"#
    private static let echoed = #"{"jsonrpc":"2.0","id":1,"result":[7]}"#

    private static func expectAlive(_ server: LiveServer) async throws {
        try await WireClient.connect(to: server.port) { client async throws in
            #expect(try await client.request(echo)?.body == echoed)
        }
    }

    private static var small: RPCServerLimits {
        var limits = RPCServerLimits()
        limits.maxBody = 1000
        return limits
    }

    @Test("A body over the limit is answered by 413 and an error, by its length before it comes")
    func tooLarge() async throws {
        try await LiveServer.run(limits: Self.small) { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1001\r\n\r\n")
                let response = await client.response()
                #expect(response?.status == 413)
                #expect(
                    response?.body.hasPrefix(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32005"#) == true)
                #expect(response?.headers["connection"] == "close")
                // The server still takes what the client had under way, and only then ends the connection.
                try await client.send(String(repeating: " ", count: 1001))
                #expect(await client.takeRest().isEmpty)
            }
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
                let chunk = "200\r\n\(String(repeating: " ", count: 512))\r\n"
                try await client.send(chunk + chunk)
                #expect(await client.response()?.status == 413)
            }
            try await Self.expectAlive(server)
            #expect(server.methods.calls == ["echo"])
        }
    }

    @Test("A body as large as the limit is taken")
    func asLargeAsAllowed() async throws {
        try await LiveServer.run(limits: Self.small) { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let body = Self.echo + String(repeating: " ", count: 1000 - Self.echo.utf8.count)
                #expect(try await client.request(body)?.body == Self.echoed)
            }
        }
    }

    @Test("A header over the limit ends the connection")
    func hugeHeader() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let field = "x: \(String(repeating: "y", count: 1000))\r\n"
                // The server may hang up before all is sent.
                try? await client.send("POST / HTTP/1.1\r\n\(String(repeating: field, count: 100))\r\n")
                #expect(!(String(decoding: await client.takeRest(), as: UTF8.self).hasPrefix("HTTP/1.1 200")))
            }
            try await Self.expectAlive(server)
        }
    }

    @Test(
        "What is not HTTP is answered by 400 and ends the connection",
        arguments: [
            "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            #"{"id":1}"# + "\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: 1, 2\r\n\r\n",
        ])
    func garbage(text: String) async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(text)
                #expect(String(decoding: await client.takeRest(), as: UTF8.self).hasPrefix("HTTP/1.1 400"))
            }
            try await Self.expectAlive(server)
        }
    }

    @Test("Garbage after a good request does not cost it its answer")
    func garbageBehind() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(
                    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(Self.echo.utf8.count)\r\n\r\n\(Self.echo)\u{1}\u{2}\r\n\r\n"
                )
                #expect(await client.response()?.body == Self.echoed)
                _ = await client.takeRest()
            }
        }
    }

    @Test("A client that sends nothing, or does not finish its header, is disconnected")
    func slowHeader() async throws {
        var limits = RPCServerLimits()
        limits.headerTimeout = .milliseconds(150)
        try await LiveServer.run(limits: limits) { server in
            for beginning in ["", "POST / HT"] {
                try await WireClient.connect(to: server.port) { client async throws in
                    try await client.send(beginning)
                    #expect(await client.takeRest().isEmpty)
                }
            }
        }
    }

    @Test("A client that does not finish its body is disconnected")
    func slowBody() async throws {
        var limits = RPCServerLimits()
        limits.bodyTimeout = .milliseconds(150)
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{")
                #expect(await client.takeRest().isEmpty)
            }
            try await Self.expectAlive(server)
        }
    }

    @Test("A client that does not ask again in time, or not to the end of a header, is disconnected")
    func idleClient() async throws {
        var limits = RPCServerLimits()
        limits.idleTimeout = .milliseconds(150)
        try await LiveServer.run(limits: limits) { server in
            for beginning in ["", "POST / HTTP/1.1\r\nhost: x\r\n"] {
                try await WireClient.connect(to: server.port) { client async throws in
                    #expect(try await client.request(Self.echo)?.body == Self.echoed)
                    // It may be too late already.
                    try? await client.send(beginning)
                    #expect(await client.takeRest().isEmpty)
                }
            }
            try await Self.expectAlive(server)
        }
    }

    @Test("The time that an answer takes does not count against the client")
    func slowAnswer() async throws {
        var limits = RPCServerLimits()
        limits.bodyTimeout = .milliseconds(100)
        limits.idleTimeout = .milliseconds(100)
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let body = WireClient.request("hold", ["a"])
                try await client.send(
                    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)")
                _ = await server.methods.event { $0 == .held("a") }
                // Until a client that came later and is idle has been disconnected.
                try await WireClient.connect(to: server.port) { idle async throws in
                    #expect(try await idle.request(Self.echo)?.body == Self.echoed)
                    #expect(await idle.takeRest().isEmpty)
                }
                server.methods.release("a")
                #expect(await client.response()?.body.contains(#""result":"a""#) == true)
            }
        }
    }

    @Test("A client that does not read its answer is disconnected and holds up no other")
    func stalledReader() async throws {
        var limits = RPCServerLimits()
        limits.stallTimeout = .milliseconds(200)
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                // More than the buffers of both sides take, of which the client reads nothing while it waits.
                try await client.send(.text(WireClient.request("large", [30_000_000])))
                try await Self.expectAlive(server)
                let closed = await server.methods.event { if case .closed = $0 { true } else { false } }
                #expect(closed != nil)
                #expect(await client.takeRest().count < 30_000_000)
            }
        }
    }

    @Test("A call that waits holds up no other client")
    func slowCall() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let body = WireClient.request("hold", ["a"])
                try await client.send(
                    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)")
                _ = await server.methods.event { $0 == .held("a") }
                try await Self.expectAlive(server)
                server.methods.release("a")
                #expect(await client.response()?.status == 200)
            }
        }
    }

    @Test("Clients over the limit are served as soon as others leave")
    func connectionLimit() async throws {
        var limits = RPCServerLimits()
        limits.maxConnections = 2
        try await LiveServer.run(limits: limits) { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await Self.expectAlive(server) } }
                try await group.waitForAll()
            }
        }
    }

    @Test("Fuzz: mutated bytes on the wire leave the server alive")
    func fuzzWire() async throws {
        var limits = RPCServerLimits()
        limits.headerTimeout = .seconds(2)
        limits.bodyTimeout = .seconds(2)
        limits.idleTimeout = .seconds(2)
        limits.closeTimeout = .milliseconds(20)
        let request =
            "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(Self.echo.utf8.count)\r\n\r\n\(Self.echo)"
        let frames = [WireFrame.text(Self.echo), .text("[", isLast: false), .close(1000)]
        let seeds = [
            Array((request + request).utf8),
            Array(WireClient.handshake.utf8) + frames.flatMap { $0.bytes },
        ]
        try await LiveServer.run(limits: limits) { server in
            var random = SplitMix64(seed: fuzzSeed)
            for index in 0..<max(1, fuzzIterations / 100) {
                let bytes = random.mutated(seeds[Int(random.next() % 2)])
                try await WireClient.connect(to: server.port) { client async throws in
                    try? await client.send(bytes)
                    try? await client.closeOutput()
                    let ended = await client.takeRest(withinSeconds: 20) != nil
                    #expect(ended, "connection \(index) of seed \(fuzzSeed) was not ended: \(bytes)")
                }
            }
            try await Self.expectAlive(server)
        }
    }
}
