import DevChain
import Primitives
import Testing

@Suite("JSON-RPC over WebSocket", .timeLimit(.minutes(1)))
struct WebSocketServingTests {
    @Test("The same methods and errors as over HTTP, batches too; notifications get no answer")
    func calls() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                #expect(try await client.call("echo", [1]) == ["jsonrpc": "2.0", "id": 1, "result": [1]])
                #expect(try await client.call("unknown")["error"]?["code"] == -32601)
                try await client.send(.text(#"{"jsonrpc":"2.0","method":"nothing"}"#))
                try await client.send(.text("{"))
                #expect(try await client.message()["error"]?["code"] == -32700)
                try await client.send(
                    .text("[\(WireClient.request("echo", id: 1)),\(WireClient.request("echo", id: 2))]"))
                #expect(try await client.message().array?.map { $0["id"] } == [1, 2])
                #expect(server.methods.calls == ["echo", "unknown", "nothing", "echo", "echo"])
            }
        }
    }

    @Test("HTTP is served on the same port at the same time")
    func both() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { socket async throws in
                try await WireClient.connect(to: server.port) { client async throws in
                    #expect(try await client.request(WireClient.request("nothing"))?.status == 200)
                }
                #expect(try await socket.call("nothing")["result"] == .null)
            }
        }
    }

    @Test("A request right behind the handshake is not lost")
    func early() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(
                    Array(WireClient.handshake.utf8) + WireFrame.text(WireClient.request("echo", [5])).bytes)
                #expect(await client.response(hasBody: false)?.status == 101)
                #expect(try await client.message()["result"] == [5])
            }
        }
    }

    @Test("Large messages and answers pass")
    func large() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                for size in [125, 126, 65_535, 65_536, 3_000_000] {
                    let text = JSON.string(String(repeating: "a", count: size))
                    #expect(try await client.call("echo", [text])["result"] == [text])
                }
            }
        }
    }

    @Test("Requests run at the same time, and each answer has the id of its request")
    func concurrency() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                try await client.send(.text(WireClient.request("hold", ["a"], id: 1)))
                _ = await server.methods.event { $0 == .held("a") }
                #expect(try await client.call("echo", id: 2)["id"] == 2)
                #expect(try await client.call("release", ["a"], id: 3) != .null)
                #expect(try await client.message()["id"] != nil)
            }
        }
    }

    @Test("Not more requests run at once than the limit; the others wait their turn")
    func boundedConcurrency() async throws {
        var limits = RPCServerLimits()
        limits.maxConcurrentRequests = 2
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                for (id, name) in [(1, "a"), (2, "b")] {
                    try await client.send(.text(WireClient.request("hold", [.string(name)], id: id)))
                    _ = await server.methods.event { $0 == .held(name) }
                }
                for id in 3..<40 { try await client.send(.text(WireClient.request("nothing", id: id))) }
                // Another client is served meanwhile, this one's further requests are not begun.
                try await WireClient.webSocket(to: server.port) { other async throws in
                    for _ in 0..<50 { _ = try await other.call("echo") }
                }
                #expect(!server.methods.calls.contains("nothing"))
                server.methods.release("a")
                var ids: Set<Int> = []
                for _ in 0..<38 { ids.insert(try await client.message()["id"]?.int ?? 0) }
                #expect(ids == Set([1] + Array(3..<40)))
                server.methods.release("b")
                #expect(try await client.message()["id"] == 2)
            }
        }
    }

    @Test("Notifications come in order, and never before the answer of the call that subscribed")
    func notifications() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                #expect(try await client.call("subscribe", ["early", "earlier"])["result"] == "0x1")
                #expect(try await client.message() == ScriptedMethods.notification("early"))
                #expect(try await client.message() == ScriptedMethods.notification("earlier"))
                for number in 0..<500 { server.methods.publish(.number(JSON.Number(number))) }
                for number in 0..<500 {
                    let expected = ScriptedMethods.notification(.number(JSON.Number(number)))
                    #expect(try await client.message() == expected)
                }
            }
        }
    }

    @Test("In a batch, notifications wait for the answer to all of it")
    func notificationsInBatch() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                let batch = [
                    WireClient.request("subscribe", id: 1), WireClient.request("publish", ["x"], id: 2),
                ]
                try await client.send(.text("[\(batch.joined(separator: ","))]"))
                #expect(try await client.message().array?.count == 2)
                #expect(try await client.message() == ScriptedMethods.notification("x"))
            }
        }
    }

    @Test("When a client leaves, by whatever way, its calls are cancelled and the handler is told once")
    func leaving() async throws {
        try await LiveServer.run { server in
            for farewell in [WireFrame.close(1000).bytes, []] {
                try await WireClient.webSocket(to: server.port) { client async throws in
                    _ = try await client.call("subscribe")
                    try await client.send(.text(WireClient.request("hold", ["a"])))
                    _ = await server.methods.event { $0 == .held("a") }
                    if farewell.isEmpty {
                        try await client.closeOutput()
                    } else {
                        try await client.send(farewell)
                    }
                    _ = await client.takeRest()
                }
                #expect(await server.methods.event { _ in true } == .ended("a", cancelled: true))
                let closed = await server.methods.event { _ in true }
                guard case .closed = closed else {
                    Issue.record("\(String(describing: closed))")
                    return
                }
            }
            // Nobody is left to send it to.
            server.methods.publish("x")
        }
    }

    @Test("A client too slow to read its notifications is disconnected; others are unaffected")
    func slowReader() async throws {
        var limits = RPCServerLimits()
        limits.maxQueuedBytes = 20_000_000
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.webSocket(to: server.port) { slow async throws in
                _ = try await slow.call("subscribe")
                try await WireClient.webSocket(to: server.port) { other async throws in
                    _ = try await other.call("echo")
                    let large = JSON.string(String(repeating: "x", count: 1_000_000))
                    // The slow one reads nothing of it: what the sockets hold, the channel and the queue is
                    // less than this.
                    for _ in 0..<120 { server.methods.publish(large) }
                    let closed = await server.methods.event { if case .closed = $0 { true } else { false } }
                    #expect(closed != nil)
                    #expect(try await other.call("echo", [1])["result"] == [1])
                }
                #expect(await slow.takeRest().count < 120_000_000)
            }
        }
    }

    @Test("Too many notifications for a client, however small, disconnect it")
    func tooManyNotifications() async throws {
        var limits = RPCServerLimits()
        limits.maxQueuedNotifications = 10
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                // Held back until the call is answered, so they count together.
                let values = (0..<11).map { JSON.number(JSON.Number($0)) }
                try await client.send(.text(WireClient.request("subscribe", .array(values))))
                _ = await client.takeRest()
                let closed = await server.methods.event { if case .closed = $0 { true } else { false } }
                #expect(closed != nil)
            }
        }
    }
}
