import Synchronization
import Secp256k1
import LitContracts
import KeyService
import Ethereum
import Foundation
import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import TestSupport
import Testing

/// Whatever is sent to an endpoint, the answer is JSON with the right status, and the others go on.
@Suite struct EndpointFuzzTests {
    /// Values that stand in for any member.
    private static let strangers: [JSON] = [
        .null, true, 0, -1, .number(.init(unsigned)), "", "0x", .string(String(repeating: "f", count: 5_000)),
        [], [[]], [.null], [:], ["a": ["b": []]], .string("\u{0}\u{fffd}\"\\"),
    ]
    private static let unsigned = UInt64.max

    private static func goodBodies() throws -> [(path: String, body: JSON)] {
        let recorded = try ["07-getPkpSessionSigs", "20-claimKeyId", "00-connect"].map { name in
            let exchange = try NodeRecordings.exchange(name)
            return (exchange.path, try JSON(parsing: exchange.bodyText))
        }
        return try GoodBody.withSession(try SessionPlan()).filter { !$0.path.hasSuffix("/") } + recorded
    }

    private static func check(_ answer: HTTPResponse, _ what: String) throws {
        let json = try #require(try? JSON(parsing: answer.body), "\(what)")
        #expect(answer.headers["content-type"] == "application/json", "\(what)")
        guard answer.status >= 400 else { return }
        #expect((400...429).contains(answer.status), "\(what): \(json)")
        #expect(json.object?.isEmpty == false, "\(what)")
    }

    @Test func `Members that are missing or of another type are refused, one by one`() async throws {
        try await ServerStage.run { stage in
            for (path, body) in try Self.goodBodies() {
                for name in body.object?.keys ?? [] {
                    let missing = try await stage.ask(.post, path, body.with(name, nil).text)
                    try Self.check(missing, "\(path) without \(name)")
                    for stranger in Self.strangers {
                        let answer = try await stage.ask(.post, path, body.with(name, stranger).text)
                        try Self.check(answer, "\(path) \(name) \(stranger.text.prefix(40))")
                    }
                }
            }
        }
    }

    @Test func `Bytes changed, cut out and doubled never end in an error of the server`() async throws {
        let count = min(600, fuzzIterations)
        try await ServerStage.run { stage in
            var random = SplitMix64(seed: fuzzSeed ^ 0x5e7)
            let bodies = try Self.goodBodies()
            for _ in 0..<count {
                let (path, body) = bodies[Int(random.next() % UInt64(bodies.count))]
                let bytes = random.mutated(Array(body.text.utf8))
                let answer = try await stage.transport.send(
                    HTTPRequest(
                        .post, url: "http://127.0.0.1:\(stage.port)\(path)", headers: ServerStage.headers,
                        body: bytes, idHeader: nil))
                try Self.check(answer, path)
            }
        }
    }

    @Test func `Deep, wide and huge bodies are refused while others are served`() async throws {
        var options = ServerStage.Options()
        options.limits.maxBody = 4 << 20
        try await ServerStage.run(options) { stage in
            let deep = String(repeating: "[", count: 100_000)
            let wide = "{\"toSign\":[" + String(repeating: "1,", count: 1 << 20) + "1]}"
            let huge = "{\"code\":\"" + String(repeating: "A", count: 5 << 20) + "\"}"
            for (body, statuses) in [(deep, [400]), (wide, [422]), (huge, [413])] {
                async let large = stage.ask(.post, "/web/pkp/sign/v1", body)
                #expect(try await stage.post("/web/handshake", ["clientPublicKey": "test"]).status == 200)
                // Who is refused may find the connection closed before all is sent.
                guard let answer = try? await large else {
                    #expect(statuses == [413])
                    continue
                }
                #expect(statuses.contains(answer.status))
                try Self.check(answer, "\(body.prefix(12))")
            }
        }
    }

    @Test func `Connections that are cut off leave the server as it was`() async throws {
        try await ServerStage.run { stage in
            let body = GoodBody.execute(try SessionPlan().authSig()).text
            let request =
                "POST /web/execute/v1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            for part in stride(from: 1, to: request.utf8.count, by: 97) {
                let client = try await RawClient(port: stage.port)
                try await client.send(String(request.prefix(part)))
                await client.close()
            }
            #expect(try await stage.post("/web/handshake", ["clientPublicKey": "test"]).status == 200)
            #expect(stage.actions.requests.withLock { $0.isEmpty })
        }
    }
}
