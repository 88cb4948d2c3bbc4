import DevChain
import Primitives
import Testing

@Suite("WebSocket clients that flood", .timeLimit(.minutes(1)))
struct WebSocketAbuseTests {
    /// The bytes of a frame of zeros, masked by a key of zeros.
    private static func zeros(_ opcode: UInt8, _ count: Int, isLast: Bool) -> [UInt8] {
        var bytes: [UInt8] = [(isLast ? 0x80 : 0) | opcode, 0xff]
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) }
        return bytes + [UInt8](repeating: 0, count: 4 + count)
    }

    private static func expectAlive(_ server: LiveServer) async throws {
        try await WireClient.webSocket(to: server.port) { client async throws in
            #expect(try await client.call("echo", [1])["result"] == [1])
        }
    }

    @Test("A message of 40 MB, in one frame or in many, is told by 1009, and the connection ends")
    func hugeMessage() async throws {
        try await LiveServer.run { server in
            let whole = Self.zeros(1, 40_000_000, isLast: true)
            let first = Self.zeros(1, 1_000_000, isLast: false)
            let next = Self.zeros(0, 1_000_000, isLast: false)
            for message in [[whole], [first] + Array(repeating: next, count: 39)] {
                try await WireClient.webSocket(to: server.port) { client async throws in
                    // The server may hang up before all is sent.
                    for part in message { try? await client.send(part) }
                    #expect(await client.frame()?.closeCode == 1009)
                    #expect(await client.takeRest(withinSeconds: 30) == [])
                }
            }
            try await Self.expectAlive(server)
        }
    }

    @Test("A message in very many fragments, empty ones among them, is put together")
    func fragments() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                let empty = WireFrame(opcode: 0, payload: [], isLast: false).bytes
                let space = WireFrame(opcode: 0, payload: [0x20], isLast: false).bytes
                var bytes = WireFrame.text(" ", isLast: false).bytes
                for _ in 0..<20_000 { bytes += empty + space }
                bytes += WireFrame(opcode: 0, payload: Array(WireClient.request("echo", [5]).utf8)).bytes
                try await client.send(bytes)
                #expect(try await client.message()["result"] == [5])
            }
        }
    }

    @Test("A flood of pings that nobody reads the answers of does no harm, and calls are answered after it")
    func pings() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                let ping = WireFrame(opcode: 9, payload: Array(repeating: 7, count: 125)).bytes
                try await client.send(Array(repeatElement(ping, count: 50_000).joined()))
                try await Self.expectAlive(server)
                try await client.send(.text(WireClient.request("echo", [5])))
                var frame = await client.frame()
                while frame?.opcode == 10 { frame = await client.frame() }
                #expect(frame?.text.contains(#""result":[5]"#) == true)
            }
        }
    }

    @Test("Requests of a client that reads nothing are not taken without limit, and others are served")
    func unreadAnswers() async throws {
        var limits = RPCServerLimits()
        limits.maxConcurrentRequests = 4
        limits.stallTimeout = .milliseconds(300)
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                let request = WireFrame.text(WireClient.request("large", [1_000_000])).bytes
                try await client.send(Array(repeatElement(request, count: 200).joined()))
                // The end of this other client, then of the one that reads nothing.
                try await Self.expectAlive(server)
                for _ in 0..<2 {
                    let closed = await server.methods.event { if case .closed = $0 { true } else { false } }
                    #expect(closed != nil)
                }
                // Those whose answers the buffers took, those that waited, those that had been read when it closed.
                #expect(server.methods.calls.count(where: { $0 == "large" }) < 100)
            }
        }
    }
}
