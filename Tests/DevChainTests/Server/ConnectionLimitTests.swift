import DevChain
import Logging
import Primitives
import Testing

@Suite("Many connections, and the end of all of them", .timeLimit(.minutes(1)))
struct ConnectionLimitTests {
    private static let echo = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":[7]}"#
    private static let echoed = #"{"jsonrpc":"2.0","id":1,"result":[7]}"#

    @Test("At the limit, clients that are there are served, and one more as soon as another leaves")
    func limit() async throws {
        var limits = RPCServerLimits()
        limits.maxConnections = 40
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.connect(to: server.port) { first async throws in
                #expect(try await first.request(Self.echo)?.body == Self.echoed)
                // Ends the idle clients.
                let (leave, signal) = AsyncStream<Void>.makeStream()
                let (arrivals, arrived) = AsyncStream<Void>.makeStream()
                let port = server.port
                try await withThrowingTaskGroup(of: Void.self) { group in
                    // More than the limit, by more than are accepted in one go: the last come in when others leave.
                    for index in 0..<80 {
                        group.addTask {
                            try await WireClient.connect(to: port) { client async throws in
                                #expect(try await client.request(Self.echo)?.body == Self.echoed)
                                arrived.yield()
                                if index % 2 == 0 { for await _ in leave {} }
                            }
                        }
                    }
                    var count = 0
                    for await _ in arrivals {
                        count += 1
                        if count == 35 { break }
                    }
                    for _ in 0..<20 { #expect(try await first.request(Self.echo)?.body == Self.echoed) }
                    signal.finish()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test("A pool's idle connection is kept for more than a minute, by the defaults")
    func idleDefaults() { #expect(RPCServerLimits().idleTimeout > .seconds(60)) }

    @Test("Connections that come while the server is cancelled are ended, whatever became of them")
    func cancelledWhileConnecting() async throws {
        var logger = Logger(label: "server")
        logger.logLevel = .critical
        let (ready, signal) = AsyncStream<Int>.makeStream()
        let server = RPCServer(handler: ScriptedMethods(), port: 0, logger: logger) { signal.yield($0) }
        let running = Task { try? await server.run() }
        var ports = ready.makeAsyncIterator()
        let port = try #require(await ports.next())
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<100 {
                group.addTask {
                    if index == 30 { running.cancel() }
                    // Who comes too late is refused.
                    let isEnded = try? await WireClient.connect(to: port) { client async throws in
                        try? await client.send(index % 2 == 0 ? WireClient.handshake : "POST / HTTP/1.1\r\n")
                        return await client.takeRest(withinSeconds: 10) != nil
                    }
                    return isEnded ?? true
                }
            }
            for await ended in group { #expect(ended) }
        }
        await running.value
    }
}
