import DevChain
import Primitives
import Testing

@Suite("JSON-RPC over HTTP", .timeLimit(.minutes(1)))
struct HTTPServingTests {
    private static let echo = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":[7]}"#
    private static let echoed = #"{"jsonrpc":"2.0","id":1,"result":[7]}"#

    @Test("POST on any path is answered, whatever the content type, errors too by 200")
    func posts() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                for (path, type) in [
                    ("/", "application/json"), ("/a/b?c=d", "text/plain"), ("/", "nonsense"),
                ] {
                    let response = try await client.request(
                        Self.echo, path: path, headers: ["content-type: \(type)"])
                    #expect(response?.status == 200)
                    #expect(response?.headers["content-type"] == "application/json")
                    #expect(response?.headers["access-control-allow-origin"] == "*")
                    #expect(response?.body == Self.echoed)
                }
                let failed = try await client.request("{")
                #expect(failed?.status == 200)
                #expect(failed?.headers["content-type"] == "application/json")
                #expect(failed?.body.contains("-32700") == true)
            }
        }
    }

    @Test("Any host and origin may ask")
    func anyOrigin() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let response = try await client.request(Self.echo, headers: ["origin: https://example.org"])
                #expect(response?.body == Self.echoed)
                #expect(response?.headers["access-control-allow-origin"] == "*")
            }
        }
    }

    @Test("A browser's question before a post is granted")
    func preflight() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let response = try await client.request(
                    "", method: "OPTIONS",
                    headers: ["access-control-request-headers: content-type,x-custom", "origin: null"])
                #expect(response?.status == 204)
                #expect(response?.headers["access-control-allow-origin"] == "*")
                #expect(response?.headers["access-control-allow-methods"]?.contains("POST") == true)
                #expect(response?.headers["access-control-allow-headers"] == "content-type,x-custom")
                #expect(try await client.request(Self.echo)?.body == Self.echoed)
            }
        }
    }

    @Test("Other methods are told what to do instead", arguments: ["GET", "HEAD", "PUT", "DELETE"])
    func otherMethods(method: String) async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let response = try await client.request("", method: method)
                #expect(response?.status == 405)
                #expect(response?.headers["allow"] == "POST, OPTIONS")
                #expect(response?.body.contains("JSON-RPC") == (method != "HEAD"))
                #expect(try await client.request(Self.echo)?.body == Self.echoed)
            }
        }
    }

    @Test("Notifications alone are answered by 204 without a body")
    func notification() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let response = try await client.request(#"{"jsonrpc":"2.0","method":"echo"}"#)
                #expect(response?.status == 204)
                #expect(response?.headers["content-length"] == nil)
                #expect(try await client.request(Self.echo)?.body == Self.echoed)
                #expect(server.methods.calls == ["echo", "echo"])
            }
        }
    }

    @Test("There are no subscriptions over HTTP")
    func noConnection() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let response = try await client.request(WireClient.request("subscribe"))
                #expect(response?.body.contains("-32601") == true)
            }
        }
    }

    @Test("Requests sent at once are answered in their order")
    func pipelining() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let requests = (0..<50).map { number in
                    let body = WireClient.request("echo", [.number(JSON.Number(number))], id: number)
                    return "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
                }
                try await client.send(requests.joined())
                for number in 0..<50 {
                    let body = await client.response()?.body
                    #expect(body == #"{"jsonrpc":"2.0","id":\#(number),"result":[\#(number)]}"#)
                }
            }
        }
    }

    @Test("A request may come byte by byte, or in chunks")
    func pieces() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let whole =
                    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(Self.echo.utf8.count)\r\n\r\n\(Self.echo)"
                for byte in whole.utf8 { try await client.send([byte]) }
                #expect(await client.response()?.body == Self.echoed)
                try await client.send("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
                for piece in [Self.echo.prefix(9), Self.echo.dropFirst(9)] {
                    try await client.send("\(String(piece.utf8.count, radix: 16))\r\n\(piece)\r\n")
                }
                try await client.send("0\r\n\r\n")
                #expect(await client.response()?.body == Self.echoed)
            }
        }
    }

    @Test("The connection ends after the answer if the client wants that, in HTTP/1.0 by default")
    func closing() async throws {
        try await LiveServer.run { server in
            for (version, header) in [("1.1", "connection: close"), ("1.0", "x: y")] {
                try await WireClient.connect(to: server.port) { client async throws in
                    try await client.send(
                        "POST / HTTP/\(version)\r\n\(header)\r\ncontent-length: \(Self.echo.utf8.count)\r\n\r\n\(Self.echo)"
                    )
                    let response = await client.response()
                    #expect(response?.body == Self.echoed)
                    #expect(response?.headers["connection"] == "close")
                    #expect(await client.takeRest().isEmpty)
                }
            }
        }
    }

    @Test("A client that has closed its side still gets all of a long answer")
    func halfClose() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let body = WireClient.request("large", [8_000_000])
                try await client.send(
                    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)")
                try await client.closeOutput()
                #expect(await client.response()?.body.utf8.count == 8_000_000 + 36)
                #expect(await client.takeRest().isEmpty)
            }
        }
    }

    @Test("A client that waits for leave to send its body gets it")
    func expectContinue() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(
                    "POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: \(Self.echo.utf8.count)\r\n\r\n"
                )
                #expect(await client.response()?.status == 100)
                try await client.send(Self.echo)
                #expect(await client.response()?.body == Self.echoed)
            }
        }
    }

    @Test(
        "A request that asks for what it cannot have is answered as it is, and is the last",
        arguments: ["h2c", "websocket"])
    func otherUpgrade(name: String) async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let response = try await client.request(
                    Self.echo, headers: ["connection: upgrade, http2-settings", "upgrade: \(name)"])
                #expect(response?.body == Self.echoed)
                #expect(response?.headers["connection"] == "close")
                #expect(await client.takeRest().isEmpty)
            }
        }
    }
}
