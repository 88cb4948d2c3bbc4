import DevChain
import Logging
import Primitives
import Testing

@Suite("Shutting the server down", .timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test("Running requests are answered, WebSockets get a close frame, idle connections end")
    func graceful() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { idle async throws in
                #expect(try await idle.request(WireClient.request("echo"))?.status == 200)
                try await WireClient.connect(to: server.port) { http async throws in
                    let body = WireClient.request("hold", ["http"])
                    try await http.send(
                        "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)")
                    _ = await server.methods.event { $0 == .held("http") }
                    try await WireClient.webSocket(to: server.port) { socket async throws in
                        try await socket.send(.text(WireClient.request("hold", ["socket"])))
                        _ = await server.methods.event { $0 == .held("socket") }
                        await server.shutDown()
                        #expect(await idle.takeRest().isEmpty)
                        server.methods.release("http")
                        let response = await http.response()
                        #expect(response?.body.contains(#""result":"http""#) == true)
                        #expect(response?.headers["connection"] == "close")
                        #expect(await http.takeRest().isEmpty)
                        server.methods.release("socket")
                        #expect(try await socket.message()["result"] == "socket")
                        #expect(await socket.frame()?.closeCode == 1001)
                        try await socket.send(.close(1001))
                        #expect(await socket.takeRest().isEmpty)
                    }
                }
            }
        }
    }

    @Test("A request that takes longer than the grace period is cancelled")
    func forced() async throws {
        var limits = RPCServerLimits()
        limits.shutdownGrace = .milliseconds(100)
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.connect(to: server.port) { http async throws in
                let body = WireClient.request("hold", ["http"])
                try await http.send(
                    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)")
                _ = await server.methods.event { $0 == .held("http") }
                try await WireClient.webSocket(to: server.port) { socket async throws in
                    try await socket.send(.text(WireClient.request("hold", ["socket"])))
                    _ = await server.methods.event { $0 == .held("socket") }
                    await server.shutDown()
                    var ended: Set<String> = []
                    for _ in 0..<2 {
                        let event = await server.methods.event { if case .ended = $0 { true } else { false } }
                        guard case .ended(let name, cancelled: true) = event else {
                            Issue.record("\(String(describing: event))")
                            return
                        }
                        ended.insert(name)
                    }
                    #expect(ended == ["http", "socket"])
                    let closed = await server.methods.event { if case .closed = $0 { true } else { false } }
                    #expect(closed != nil)
                }
            }
        }
    }

    @Test("A port that is taken, or an address that is another machine's, is an error that names it")
    func cannotListen() async throws {
        try await LiveServer.run { server in
            for (host, code) in [
                ("127.0.0.1", RPCServerError.Code.portInUse), ("192.0.2.1", .addressUnavailable),
            ] {
                let second = RPCServer(
                    handler: server.methods, host: host, port: server.port, logger: Logger(label: "second"),
                    onReady: { _ in Issue.record("it listens on \(host)") })
                let error = await #expect(throws: RPCServerError.self) { try await second.run() }
                #expect(error?.code == code)
                #expect(error?.description.hasPrefix("Cannot listen on \(host):\(server.port): ") == true)
            }
        }
    }

    @Test("Cancelling the task ends the server too")
    func cancelled() async throws {
        var logger = Logger(label: "server")
        logger.logLevel = .critical
        let (ready, signal) = AsyncStream<Int>.makeStream()
        let server = RPCServer(handler: ScriptedMethods(), port: 0, logger: logger) { signal.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.run() }
            var ports = ready.makeAsyncIterator()
            let port = try #require(await ports.next())
            try await WireClient.webSocket(to: port) { client async throws in
                _ = try await client.call("echo")
                group.cancelAll()
                _ = await client.takeRest()
            }
            try await group.waitForAll()
        }
    }
}
