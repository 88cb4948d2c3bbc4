import HTTPTransport
import Testing

@Suite("the forms that reach a network", .timeLimit(.minutes(1)))
struct WireTests {
    @Test("reuses the connection for requests one after another", arguments: Form.wire)
    func reuse(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            for _ in 0..<5 { _ = try await scene.send(.post, "/echo", body: [1, 2, 3]) }
            _ = try await scene.send(.get, "/chunked")
            #expect(Set(scene.log.events.requests.map(\.connection)) == [0])
        }
    }

    @Test("says when nothing listens", arguments: Form.wire)
    func refused(_ form: Form) async throws {
        let reserved = try ReservedPort()
        let port = reserved.port
        defer { reserved.release() }
        let transport = try #require(form.makeTransport())
        for host in ["127.0.0.1", "localhost"] {
            let request = try HTTPRequest(url: "http://\(host):\(port)/")
            let error = await #expect(throws: HTTPTransportError.self) { try await transport.send(request) }
            #expect(error?.code == .connectionRefused)
        }
        await transport.shutdown()
    }

    @Test("says when the host has no address", arguments: Form.wire)
    func unresolvable(_ form: Form) async throws {
        let transport = try #require(form.makeTransport())
        let request = try HTTPRequest(url: "http://no-such-host.invalid/")
        let error = await #expect(throws: HTTPTransportError.self) { try await transport.send(request) }
        #expect(error?.code == .nameResolutionFailed)
        await transport.shutdown()
    }

    @Test("says when the server does not speak TLS", arguments: Form.wire)
    func notTLS(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let request = try HTTPRequest(url: "https://127.0.0.1:\(scene.port)/")
            let error = await #expect(throws: HTTPTransportError.self) {
                try await scene.transport.send(request)
            }
            #expect(error?.code == .tlsFailed)
        }
    }

    @Test("decompresses, within the limit", arguments: Form.wire)
    func gzip(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let response = try await scene.send(.get, "/gzip")
            #expect(response.body == [UInt8](repeating: 0, count: 1033))
            #expect(response.headers["Content-Encoding"] == nil)
            #expect(response.headers["Content-Length"] == nil)
            #expect(scene.log.events.requests.first?.headers["accept-encoding"] == "gzip, deflate")
            #expect(try await scene.send(.get, "/gzip", limit: 1033).body.count == 1033)
            #expect(try await scene.failure(.get, "/gzip", limit: 1032).code == .bodyTooLarge)
        }
    }

    @Test("leaves a small body that grows large in decompression", arguments: Form.wire)
    func bomb(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.failure(.get, "/gzip-bomb", limit: 1 << 20).code == .bodyTooLarge)
        }
    }

    @Test("refuses a body that cannot be decompressed", arguments: Form.wire)
    func brokenGzip(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.failure(.get, "/gzip-broken").code == .responseMalformed)
        }
    }

    @Test(
        "takes a 401 as a response, whatever its challenge", arguments: Form.wire,
        [
            "Basic realm=\"x\"", "Basic", "Basic realm=", "Bearer", "Bearer error=\"invalid_token\"",
            "Digest x",
            "Negotiate", ",", "=", "",
        ])
    func challenges(_ form: Form, _ challenge: String) async throws {
        try await Scene.run(form) { scene async throws in
            let response = try await scene.send(.get, "/unauthorized", headers: ["X-Challenge": challenge])
            #expect(response.status == 401)
            #expect(response.body == Array("no".utf8))
            #expect(scene.log.events.requests.count == 1)
        }
    }

    @Test(
        "survives a redirect to anything", arguments: Form.wire,
        [
            "", "//", "///", "http://", "http:", ":", "?", "#", "%", "/%00", "/%ff", "//host:99999999/",
            "http://[::1",
            "/a b", "?a=[x]", "?a=%zz", "//:80", "//[::1]:x/", "x:y:z", "http:///a", "..", "/../..",
        ])
    func locations(_ form: Form, _ location: String) async throws {
        try await Scene.run(form) { scene async throws in
            let headers: HTTPHeaderFields = ["X-Location": location]
            #expect(try await scene.send(.get, "/location", headers: headers).status == 302)
        }
    }

    @Test("survives a hundred cancellations while a body streams", arguments: Form.wire)
    func cancelStorm(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            for _ in 0..<10 {
                let before = scene.log.events.requests.count
                let tasks = (0..<10).map { index in
                    Task { try await scene.send(.get, index < 4 ? "/endless" : "/echo", limit: .max) }
                }
                await scene.log.wait { $0.requests.count > before + 3 }
                for task in tasks { task.cancel() }
                for task in tasks {
                    let result = await task.result
                    if case .failure(let error as HTTPTransportError) = result {
                        #expect(error.code == .cancelled)
                    }
                }
            }
            #expect(try await scene.send(.get, "/status/200").status == 200)
        }
    }

    @Test("the platform's usual form answers")
    func usual() async throws {
        let server = try await WireServer.start()
        let transport = makeHTTPTransport()
        let response = try await transport.send(
            HTTPRequest(url: "http://127.0.0.1:\(server.port)/status/201"))
        #expect(response.status == 201)
        await transport.shutdown()
        try await server.stop()
    }
}
