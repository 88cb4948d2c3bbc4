import Synchronization
import Secp256k1
import LitContracts
import KeyService
import Ethereum
import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import Testing

/// Nobody who connects can exhaust the server or hold up others.
@Suite struct ServerLimitTests {
    private static func request(_ path: String, length: Int, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Request-Id: r\r\n"
            + "Content-Length: \(length)\r\n\r\n\(body)"
    }

    @Test func `A body that is too large is refused by its announced length`() async throws {
        var options = ServerStage.Options()
        options.limits.maxBody = 1_000
        try await ServerStage.run(options) { stage in
            let client = try await RawClient(port: stage.port)
            try await client.send(Self.request("/web/handshake", length: 1_001, "{"))
            let answer = await client.rest()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("content-type: application/json"))
            #expect(answer.contains("\"status\":413"))
        }
    }

    @Test func `A body that is too large is refused while it is read, whatever its length says`() async throws
    {
        var options = ServerStage.Options()
        options.limits.maxBody = 1_000
        try await ServerStage.run(options) { stage in
            let client = try await RawClient(port: stage.port)
            try await client.send(
                "POST /web/handshake HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let piece = String(repeating: " ", count: 600)
            try await client.send("258\r\n\(piece)\r\n258\r\n\(piece)\r\n")
            #expect(await client.read(until: "413").hasPrefix("HTTP/1.1 413 "))
            await client.close()
        }
    }

    @Test func `What all connections hold together is bounded`() async throws {
        var options = ServerStage.Options()
        options.limits.maxHeldBodies = 1_000
        try await ServerStage.run(options) { stage in
            let first = try await RawClient(port: stage.port)
            try await first.send(
                Self.request("/web/handshake", length: 900, String(repeating: " ", count: 800)))
            let second = try await RawClient(port: stage.port)
            try await second.send(
                Self.request("/web/handshake", length: 900, String(repeating: " ", count: 800)))
            #expect(await second.rest().hasPrefix("HTTP/1.1 429 "))
            await first.close()
        }
    }

    @Test func `Who is slow with a body is told so, and holds nobody up meanwhile`() async throws {
        var options = ServerStage.Options()
        options.limits.bodyTimeout = .milliseconds(300)
        try await ServerStage.run(options) { stage in
            let slow = try await RawClient(port: stage.port)
            try await slow.send(Self.request("/web/handshake", length: 100, "{"))
            #expect(try await stage.post("/web/handshake", ["clientPublicKey": "test"]).status == 200)
            let answer = await slow.rest()
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            #expect(answer.contains("\"errorCode\":\"request_timeout\""))
        }
    }

    @Test func `Who never sends a header is disconnected`() async throws {
        var options = ServerStage.Options()
        options.limits.headerTimeout = .milliseconds(100)
        try await ServerStage.run(options) { stage in
            let idle = try await RawClient(port: stage.port)
            // Where the machine is busy the time is over before.
            try? await idle.send("POST /web/hand")
            #expect(await idle.rest() == "")
        }
    }

    @Test func `What is no HTTP is answered by 400 in JSON`() async throws {
        try await ServerStage.run { stage in
            let client = try await RawClient(port: stage.port)
            try await client.send("\u{16}\u{3}\u{1} nonsense\r\n\r\n")
            let answer = await client.rest()
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("application/json"))
        }
    }

    @Test func `A connection serves many requests, sent ahead too`() async throws {
        try await ServerStage.run { stage in
            let client = try await RawClient(port: stage.port)
            let one = Self.request(
                "/web/handshake", length: 26, "{\"clientPublicKey\":\"test\"} ".dropLast() + "")
            let last = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            try await client.send(one + one + last)
            let answers = await client.rest()
            #expect(answers.ranges(of: "HTTP/1.1 200 ").count == 3)
            #expect(answers.hasSuffix("{\"healthy\":true}"))
        }
    }

    @Test func `More requests than there may be are answered by 429 at once`() async throws {
        var options = ServerStage.Options()
        options.concurrency = 2
        try await ServerStage.run(options) { stage in
            stage.actions.pause.withLock { $0 = .seconds(2) }
            let body = GoodBody.execute(try SessionPlan().authSig())
            let answers = try await withThrowingTaskGroup(of: ServerStage.Answer.self) { group in
                for _ in 0..<6 { group.addTask { try await stage.post("/web/execute/v1", body) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.filter { $0.status == 200 }.count == 2)
            let refused = answers.filter { $0.status == 429 }
            #expect(refused.count == 4)
            #expect(refused.allSatisfy { $0.code == "NodeConcurrencyOverload" })
            // The pages are for those who watch, and always there.
            #expect(try await stage.ask(.get, "/healthz").status == 200)
        }
    }

    @Test func `An endpoint that takes too long is answered by 408`() async throws {
        var options = ServerStage.Options()
        options.timeout = .milliseconds(100)
        try await ServerStage.run(options) { stage in
            stage.actions.pause.withLock { $0 = .seconds(60) }
            let answer = try await stage.post(
                "/web/execute/v1", GoodBody.execute(try SessionPlan().authSig()))
            #expect(answer.status == 408)
            #expect(answer.json == ["message": "Request timed out", "errorCode": "request_timeout"])
        }
    }

    @Test func `The pages say how the node is`() async throws {
        var options = ServerStage.Options()
        options.readiness = "peers: 0 of 1"
        try await ServerStage.run(options) { stage in
            #expect(try await stage.ask(.get, "/healthz/").status == 200)
            let ready = try ServerStage.Answer(try await stage.ask(.get, "/readyz"))
            #expect(ready.status == 503)
            #expect(ready.json == ["ready": false, "reason": "peers: 0 of 1"])
            let version = try ServerStage.Answer(try await stage.ask(.get, "/version"))
            #expect(version.json["version"]?.string == version.response.headers["x-lit-node-version"])
            #expect(try await stage.ask(.get, "/connect/12").status == 400)
            let nonce = String(repeating: "ab", count: 32)
            #expect(try await stage.ask(.get, "/connect/\(nonce)").status == 503)
            _ = try await stage.post("/web/handshake", ["clientPublicKey": "test"])
            let metrics = try await stage.ask(.get, "/metrics")
            let text = String(decoding: metrics.body, as: UTF8.self)
            #expect(metrics.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(text.contains("lit_node_requests_total{route=\"/web/handshake\",code=\"200\"} 1\n"))
            #expect(text.contains("# TYPE lit_node_request_duration_seconds histogram\n"))
            #expect(text.contains("process_resident_memory_bytes "))
        }
    }
}
