import ActionProtocol
import ActionRuntime
import NIOCore
import NIOHTTP1
import NIOSSL
import Primitives
import Synchronization
import Testing

/// Fetches over TLS, from servers whose certificates are right or wrong.
@Suite(.timeLimit(.minutes(2))) struct SecureFetchTests: FetchSuite {
    /// The names that clients asked for in their greeting.
    private final class Names: Sendable {
        let all = Mutex<[String?]>([])
    }

    private func server(
        _ certificate: String = TestCertificates.server, _ key: String = TestCertificates.serverKey,
        names: Names = Names(), _ answer: @escaping HTTPServer.Answer
    ) async throws -> HTTPServer {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8))
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
        configuration.sslContextCallback = { values, promise in
            names.all.withLock { $0.append(values.serverHostname) }
            promise.succeed(.noChanges)
        }
        return try await HTTPServer(tls: NIOSSLContext(configuration: configuration), answer)
    }

    private func trusting(_ root: String = TestCertificates.root) -> FetchSession {
        session(resolver: ScriptedResolver(["127.0.0.1"]), { $0.trustedCertificates = root })
    }

    @Test(arguments: ["secure.example", "any.wild.example", "127.0.0.1"])
    func `A server with a certificate for its name is believed`(host: String) async throws {
        let names = Names()
        let bytes = (0..<500_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        let server = try await server(names: names) { _ in response(200, [], bytes) }
        let session = trusting()
        let url = "https://\(host):\(server.port)/a"
        let answer = try await session.perform(request(url, method: "POST", body: [1, 2, 3]))
        #expect(answer.value["status"] == 200)
        #expect(try await body(session, answer) == bytes)
        #expect(server.seen.first?.body == [1, 2, 3])
        #expect(server.seen.first?.headers["host"] == ["\(host):\(server.port)"])
        // An address is no server name (RFC 6066, section 3).
        #expect(names.all.withLock { $0 } == [host == "127.0.0.1" ? nil : host])
        await server.shutdown()
    }

    @Test(arguments: ["other.example", "wild.example", "a.b.wild.example", "secure.example.evil"])
    func `A certificate for another name is refused, and nothing is sent`(host: String) async throws {
        let server = try await server { _ in response() }
        let failure = await failure(trusting(), request("https://\(host):\(server.port)/"))
        #expect(failure?.name == "TypeError")
        #expect(failure?.message.contains("certificate is for another name") == true)
        #expect(server.seen.isEmpty)
        await server.shutdown()
    }

    @Test func `An authority that is not trusted is refused, and nothing is sent`() async throws {
        let server = try await server { _ in response() }
        for root in ["", TestCertificates.other] {
            let failure = await failure(trusting(root), request("https://secure.example:\(server.port)/"))
            #expect(failure?.name == "TypeError")
            #expect(failure?.message.contains("not of an authority that this node trusts") == true)
            #expect(failure?.message.contains("secure.example") == true)
        }
        #expect(server.seen.isEmpty)
        await server.shutdown()
    }

    @Test func `An expired certificate is refused, and nothing is sent`() async throws {
        let server = try await server(TestCertificates.expired, TestCertificates.expiredKey) { _ in response()
        }
        let failure = await failure(trusting(), request("https://secure.example:\(server.port)/"))
        #expect(failure?.message.contains("certificate is not valid now") == true)
        #expect(server.seen.isEmpty)
        await server.shutdown()
    }

    @Test func `A server that does not speak TLS is a failure`() async throws {
        let server = try await HTTPServer { _ in response() }
        let failure = await failure(trusting(), request("https://secure.example:\(server.port)/"))
        #expect(failure?.name == "TypeError")
        #expect(server.seen.isEmpty)
        await server.shutdown()
    }

    @Test func `Trust that cannot be read is a failure that says so, not less trust`() async throws {
        let server = try await server { _ in response() }
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        let failure = await failure(trusting(broken), request("https://secure.example:\(server.port)/"))
        #expect(failure?.message.contains("TLS cannot be set up") == true)
        await server.shutdown()
    }

    @Test func `A redirect from TLS to the loopback interface is refused`() async throws {
        let inner = try await HTTPServer { _ in response(200, [], Array("secret".utf8)) }
        let port = inner.port
        let server = try await server { _ in response(302, ["Location: http://localhost:\(port)/"]) }
        // The server itself stands for a public one: its address is allowed, that of localhost is not.
        let session = session(
            allowing: ["127.0.0.1/32"], resolver: ScriptedResolver(["127.0.0.1"], ["127.0.0.2"]),
            { $0.trustedCertificates = TestCertificates.root })
        let failure = await failure(session, request("https://secure.example:\(server.port)/"))
        #expect(failure?.message.contains("localhost is at a loopback address") == true)
        #expect(server.seen.count == 1)
        #expect(inner.seen.isEmpty)
        await server.shutdown()
        await inner.shutdown()
    }

    @Test func `A redirect from TLS to plain HTTP carries no credentials`() async throws {
        let plain = try await HTTPServer { _ in response(200, [], Array("plain".utf8)) }
        let port = plain.port
        let server = try await server { _ in response(302, ["Location: http://secure.example:\(port)/"]) }
        let session = trusting()
        let answer = try await session.perform(
            request("https://secure.example:\(server.port)/", headers: [["Authorization", "secret"]]))
        #expect(try await body(session, answer) == Array("plain".utf8))
        #expect(plain.seen.first?.headers.contains(name: "authorization") == false)
        await server.shutdown()
        await plain.shutdown()
    }
}
