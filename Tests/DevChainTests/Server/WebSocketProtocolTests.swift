import DevChain
import Primitives
import Testing

@Suite("The WebSocket protocol (RFC 6455)", .timeLimit(.minutes(1)))
struct WebSocketProtocolTests {
    @Test("A message may come in fragments, with a ping between them")
    func fragments() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                let text = WireClient.request("echo", ["é"])
                let bytes = Array(text.utf8)
                // Cut within the two bytes of é.
                let cut = (bytes.firstIndex(of: 0xc3) ?? 0) + 1
                try await client.send(WireFrame(opcode: 1, payload: Array(bytes[..<cut]), isLast: false))
                try await client.send(WireFrame(opcode: 9, payload: [1, 2, 3]))
                try await client.send(WireFrame(opcode: 0, payload: [], isLast: false))
                try await client.send(WireFrame(opcode: 0, payload: Array(bytes[cut...])))
                #expect(await client.frame() == WireFrame(opcode: 10, payload: [1, 2, 3], isMasked: false))
                #expect(try await client.message()["result"] == ["é"])
            }
        }
    }

    @Test("A binary message is taken as text; what is not UTF-8 is a parse error")
    func binary() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                try await client.send(
                    WireFrame(opcode: 2, payload: Array(WireClient.request("echo", [1]).utf8)))
                #expect(try await client.message()["result"] == [1])
                for opcode: UInt8 in [1, 2] {
                    try await client.send(WireFrame(opcode: opcode, payload: [0x22, 0xff, 0x22]))
                    #expect(try await client.message()["error"]?["code"] == -32700)
                }
            }
        }
    }

    @Test("A pong that nobody asked for is passed over")
    func pong() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                try await client.send(WireFrame(opcode: 10, payload: [7]))
                #expect(try await client.call("echo")["result"] == [])
            }
        }
    }

    @Test("A close frame is answered by one with the same code, and the connection ends")
    func closing() async throws {
        try await LiveServer.run { server in
            for (frame, code) in [
                (WireFrame.close(1000), 1000), (.close(4321), 4321), (.init(opcode: 8, payload: []), nil),
            ] {
                try await WireClient.webSocket(to: server.port) { client async throws in
                    try await client.send(frame)
                    let reply = await client.frame()
                    #expect(reply?.opcode == 8 && reply?.closeCode == code)
                    #expect(await client.takeRest().isEmpty)
                }
            }
        }
    }

    @Test(
        "Who breaks a rule is told by 1002 and disconnected",
        arguments: [
            WireFrame(opcode: 1, payload: [0x31], isMasked: false),
            WireFrame(opcode: 1, payload: [0x31], reserved: 4),
            WireFrame(opcode: 1, payload: [0x31], reserved: 1),
            WireFrame(opcode: 3, payload: []),
            WireFrame(opcode: 11, payload: []),
            WireFrame(opcode: 0, payload: [0x31]),
            WireFrame(opcode: 9, payload: [], isLast: false),
            WireFrame(opcode: 9, payload: Array(repeating: 0, count: 126)),
            WireFrame(opcode: 8, payload: [3]),
            WireFrame.close(1005), WireFrame.close(999), WireFrame.close(5000),
        ])
    func violations(frame: WireFrame) async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                try await client.send(frame)
                #expect(await client.frame()?.closeCode == 1002)
                #expect(await client.takeRest().isEmpty)
            }
        }
    }

    @Test("A new message within one in fragments breaks the rules")
    func interleaved() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                try await client.send(.text("[", isLast: false))
                try await client.send(.text("]"))
                #expect(await client.frame()?.closeCode == 1002)
            }
        }
    }

    @Test("A close reason that is not UTF-8 is told by 1007")
    func badReason() async throws {
        try await LiveServer.run { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                try await client.send(WireFrame(opcode: 8, payload: [3, 0xe8, 0xff]))
                #expect(await client.frame()?.closeCode == 1007)
            }
        }
    }

    @Test("A message over the limit, in one frame or in several, is told by 1009")
    func tooLarge() async throws {
        var limits = RPCServerLimits()
        limits.maxBody = 1000
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                let fits = WireClient.request("echo") + String(repeating: " ", count: 940)
                try await client.send(.text(fits))
                #expect(try await client.message()["result"] == [])
                try await client.send(.text(String(repeating: " ", count: 1001)))
                #expect(await client.frame()?.closeCode == 1009)
            }
            try await WireClient.webSocket(to: server.port) { client async throws in
                try await client.send(.text(String(repeating: " ", count: 600), isLast: false))
                try await client.send(WireFrame(opcode: 0, payload: Array(repeating: 0x20, count: 600)))
                #expect(await client.frame()?.closeCode == 1009)
            }
            try await WireClient.webSocket(to: server.port) { client async throws in
                // By its length alone: 2^63 - 1 bytes are never sent.
                try await client.send([0x81, 0xff, 0x7f] + Array(repeating: 0xff, count: 7))
                try await client.send([1, 2, 3, 4])
                #expect(await client.frame()?.closeCode == 1009)
            }
        }
    }

    @Test("A silent client is sent pings; one that answers stays, one that does not is disconnected")
    func keepAlive() async throws {
        var limits = RPCServerLimits()
        limits.pingInterval = .seconds(1)
        try await LiveServer.run(limits: limits) { server in
            try await WireClient.webSocket(to: server.port) { client async throws in
                for _ in 0..<3 {
                    #expect(await client.frame()?.opcode == 9)
                    try await client.send(WireFrame(opcode: 10, payload: []))
                }
                #expect(try await client.call("echo")["result"] == [])
                #expect(await client.frame()?.opcode == 9)
                #expect(await client.frame() == nil)
            }
        }
    }

    @Test(
        "A handshake that is not of version 13, or has no key, is refused in words",
        arguments: [
            "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 8",
            "sec-websocket-version: 13", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
        ])
    func badHandshake(headers: String) async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(
                    "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\(headers)\r\n\r\n"
                )
                let response = await client.response()
                #expect(response?.status == 426)
                #expect(response?.headers["sec-websocket-version"] == "13")
                #expect(await client.takeRest().isEmpty)
            }
        }
    }

    @Test("A handshake with a body, or later than the first request, is refused, and the server lives on")
    func misplacedHandshake() async throws {
        try await LiveServer.run { server in
            let withBody = WireClient.handshake.replacing(
                "host: localhost", with: "host: x\r\ncontent-length: 5")
            for text in [withBody + "hello", "OPTIONS / HTTP/1.1\r\nhost: x\r\n\r\n" + WireClient.handshake] {
                try await WireClient.connect(to: server.port) { client async throws in
                    try await client.send(text)
                    let answers = String(decoding: await client.takeRest(), as: UTF8.self)
                    #expect(answers.contains("HTTP/1.1 426") && !answers.contains("HTTP/1.1 101"))
                }
            }
            try await WireClient.webSocket(to: server.port) { client async throws in
                #expect(try await client.call("echo")["result"] == [])
            }
        }
    }

    @Test(
        "A handshake without the option upgrade in connection is refused, whatever stands behind it",
        arguments: [
            "connection: keep-alive", "connection: keep-alive, Upgrad", "connection: upgrades", "x: upgrade",
            "connection: up grade",
        ],
        [
            WireFrame.text(WireClient.request("echo")).bytes,
            Array("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}".utf8),
            Array(WireClient.handshake.utf8), [],
        ])
    func connectionWithoutUpgrade(field: String, behind: [UInt8]) async throws {
        let handshake = WireClient.handshake.replacing("connection: keep-alive, Upgrade", with: field)
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(Array(handshake.utf8) + behind)
                try await client.closeOutput()
                let answer = try #require(await client.takeRest(withinSeconds: 20))
                #expect(String(decoding: answer, as: UTF8.self).hasPrefix("HTTP/1.1 426"))
            }
            try await WireClient.webSocket(to: server.port) { client async throws in
                #expect(try await client.call("echo")["result"] == [])
            }
        }
    }

    @Test(
        "The option upgrade may stand anywhere in connection, in any case",
        arguments: [
            "connection: upgrade", "connection: UPGRADE , keep-alive", "connection: x,upgrade",
            "connection: keep-alive\r\nconnection: Upgrade", "Connection:Upgrade",
        ])
    func connectionWithUpgrade(field: String) async throws {
        let handshake = WireClient.handshake.replacing("connection: keep-alive, Upgrade", with: field)
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let frame = WireFrame.text(WireClient.request("echo", [5]))
                try await client.send(Array(handshake.utf8) + frame.bytes)
                #expect(await client.response(hasBody: false)?.status == 101)
                #expect(try await client.message()["result"] == [5])
            }
        }
    }

    @Test("A client that leaves right behind its handshake is disconnected at once")
    func leavesAtOnce() async throws {
        try await LiveServer.run { server in
            let frames = [[], WireFrame.text("[", isLast: false).bytes, [0x81], WireFrame.close(1000).bytes]
            for frame in frames {
                try await WireClient.connect(to: server.port) { client async throws in
                    try await client.send(Array(WireClient.handshake.utf8) + frame)
                    try await client.closeOutput()
                    #expect(await client.takeRest(withinSeconds: 20) != nil)
                }
            }
        }
    }
}
