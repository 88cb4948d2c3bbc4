import DevChain
import Primitives
import Testing

@Suite("HTTP clients that lie, flood or ask oddly", .timeLimit(.minutes(1)))
struct HTTPAbuseTests {
    private static let echo = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":[7]}"#
    private static let echoed = #"{"jsonrpc":"2.0","id":1,"result":[7]}"#
    private static let chunked = "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"

    private static func expectAlive(_ server: LiveServer) async throws {
        try await WireClient.connect(to: server.port) { client async throws in
            #expect(try await client.request(echo)?.body == echoed)
        }
    }

    /// Sends all of it, with the end of what is sent behind, and takes the answers until the server ends too.
    private static func answers(_ server: LiveServer, to text: String) async throws -> String {
        try await WireClient.connect(to: server.port) { client async throws in
            // The server may hang up before all is sent.
            try? await client.send(text)
            try? await client.closeOutput()
            let rest = try #require(await client.takeRest(withinSeconds: 30))
            return String(decoding: rest, as: UTF8.self)
        }
    }

    @Test("A target may be absolute, or an asterisk")
    func targets() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                let absolute = try await client.request(Self.echo, path: "http://localhost:8545/rpc")
                #expect(absolute?.body == Self.echoed)
                #expect(try await client.request("", method: "OPTIONS", path: "*")?.status == 204)
            }
        }
    }

    @Test("10,000 requests sent at once are answered in their order")
    func pipelining() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                var requests = ""
                for number in 0..<10_000 {
                    let body = WireClient.request("nothing", id: number)
                    requests +=
                        "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
                }
                try await client.send(requests)
                var firstWrong: Int?
                for number in 0..<10_000 where firstWrong == nil {
                    let body = await client.response()?.body
                    if body != #"{"jsonrpc":"2.0","id":\#(number),"result":null}"# { firstWrong = number }
                }
                #expect(firstWrong == nil)
            }
        }
    }

    @Test("A body in very many small chunks is put together")
    func manyChunks() async throws {
        try await LiveServer.run { server in
            let spaces = String(repeating: "1\r\n \r\n", count: 50_000)
            let text = "\(String(Self.echo.utf8.count, radix: 16))\r\n\(Self.echo)\r\n"
            let answer = try await Self.answers(server, to: Self.chunked + spaces + text + "0\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix(Self.echoed))
        }
    }

    @Test(
        "Chunk sizes that are none, or that no body can have, are answered by 400",
        arguments: ["ffffffffffffffffff", "10000000000000000", "-1", "0x10", "z", "", "5\n\n"])
    func absurdChunks(size: String) async throws {
        try await LiveServer.run { server in
            let answer = try await Self.answers(server, to: Self.chunked + size + "\r\n" + Self.echo)
            #expect(answer.hasPrefix("HTTP/1.1 400"))
            try await Self.expectAlive(server)
        }
    }

    @Test("A chunk that is announced as larger than memory costs only what is sent of it")
    func hugeChunk() async throws {
        var limits = RPCServerLimits()
        limits.maxBody = 1000
        try await LiveServer.run(limits: limits) { server in
            let announced = Self.chunked + "7fffffffffffffff\r\n"
            let cut = try await Self.answers(server, to: announced + Self.echo)
            #expect(cut.hasPrefix("HTTP/1.1 400"))
            let answer = try await Self.answers(
                server, to: announced + String(repeating: " ", count: 2000))
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            // The rest of a refused body is read; that it breaks the rules cannot be told any more.
            let broken = try await Self.answers(
                server, to: Self.chunked + "500\r\n" + String(repeating: " ", count: 0x500) + "\r\nz\r\n")
            #expect(broken.hasPrefix("HTTP/1.1 413"))
            try await Self.expectAlive(server)
            #expect(server.methods.calls == ["echo"])
        }
    }

    @Test(
        "A length that is not the body's never makes an answer of another request's bytes",
        arguments: [
            ("content-length: 99", "HTTP/1.1 400"), ("content-length: 20", "HTTP/1.1 200"),
            ("content-length: 9999999999999999999999", "HTTP/1.1 400"),
            ("content-length: 53\r\ncontent-length: 52", "HTTP/1.1 400"),
            ("content-length: 53\r\ntransfer-encoding: chunked", "HTTP/1.1 400"),
            ("content-length: 0x35", "HTTP/1.1 400"), ("transfer-encoding: gzip", "HTTP/1.1 400"),
        ])
    func wrongLength(field: String, answer: String) async throws {
        try await LiveServer.run { server in
            let text = try await Self.answers(
                server, to: "POST / HTTP/1.1\r\nhost: x\r\n\(field)\r\n\r\n\(Self.echo)")
            #expect(text.hasPrefix(answer))
            #expect(server.methods.calls.isEmpty)
            try await Self.expectAlive(server)
        }
    }

    @Test("Too many fields, too long a target and endless trailers end the connection")
    func bombs() async throws {
        try await LiveServer.run { server in
            let manyFields = String(repeating: "x: y\r\n", count: 1000)
            let longTarget =
                "POST /" + String(repeating: "a", count: 200_000) + " HTTP/1.1\r\nhost: x\r\n\r\n"
            let trailers = String(repeating: "x: y\r\n", count: 100_000)
            for text in [
                "POST / HTTP/1.1\r\n\(manyFields)\r\n", longTarget,
                Self.chunked + "0\r\n" + trailers + "\r\n",
            ] {
                let answer = try await Self.answers(server, to: text)
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"))
            }
            let empty = try await Self.answers(
                server, to: Self.chunked + "35\r\n" + Self.echo + "\r\n0\r\nx:\r\n\r\n")
            #expect(empty.hasSuffix(Self.echoed))
            try await Self.expectAlive(server)
        }
    }

    @Test("A body of 40 MB is refused in words, though the client sends all of it first")
    func hugeBody() async throws {
        try await LiveServer.run { server in
            let spaces = [UInt8](repeating: 0x20, count: 40_000_000)
            for (head, tail) in [
                ("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 40000000\r\n\r\n", ""),
                (Self.chunked + "2625a00\r\n", "\r\n0\r\n\r\n"),
            ] {
                try await WireClient.connect(to: server.port) { client async throws in
                    try await client.send(Array(head.utf8) + spaces + Array(tail.utf8))
                    #expect(await client.response()?.status == 413)
                    #expect(await client.takeRest(withinSeconds: 30) == [])
                }
            }
            try await Self.expectAlive(server)
        }
    }

    @Test(
        "A client that asks for leave to send too much is refused instead, one of HTTP/1.0 is not told to go on"
    )
    func expectations() async throws {
        try await LiveServer.run { server in
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(
                    "POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 40000000\r\n\r\n")
                #expect(await client.response()?.status == 413)
            }
            try await WireClient.connect(to: server.port) { client async throws in
                try await client.send(
                    "POST / HTTP/1.0\r\nexpect: 100-continue\r\ncontent-length: \(Self.echo.utf8.count)\r\n\r\n"
                )
                try await client.send(Self.echo)
                #expect(await client.response()?.body == Self.echoed)
            }
        }
    }

    @Test("A client that closes its side within a request is disconnected, without an answer")
    func halfRequests() async throws {
        try await LiveServer.run { server in
            for text in ["", "PO", "POST / HTTP/1.1\r\nhost", Self.chunked, Self.chunked + "5\r\nab"] {
                #expect(!(try await Self.answers(server, to: text).contains("HTTP/1.1 200")))
            }
            #expect(server.methods.calls.isEmpty)
            try await Self.expectAlive(server)
        }
    }
}
