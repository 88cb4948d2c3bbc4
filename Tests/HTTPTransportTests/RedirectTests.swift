import HTTPTransport
import Testing

@Suite("redirects", .timeLimit(.minutes(1)))
struct RedirectTests {
    @Test("are the response unless asked for", arguments: Form.allCases, [301, 302, 303, 307, 308])
    func notFollowed(_ form: Form, _ status: Int) async throws {
        try await Scene.run(form) { scene async throws in
            let response = try await scene.send(.get, "/redirect/\(status)")
            #expect(response.status == status)
            #expect(response.headers["Location"] == "../echo?after=1")
            #expect(response.body == Array("moved".utf8))
            #expect(scene.log.events.requests.count == 1)
        }
    }

    @Test("are followed when asked, with the method that RFC 9110 says", arguments: Form.allCases)
    func followed(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let expected = [301: "GET", 302: "GET", 303: "GET", 307: "POST", 308: "POST"]
            for (status, method) in expected {
                let response = try await scene.send(
                    .post, "/redirect/\(status)", headers: ["Authorization": "Bearer x"], body: [1, 2],
                    redirects: .follow(atMost: 1))
                #expect(response.status == 200)
                #expect(response.headers["X-Method"] == method)
                #expect(response.body == (method == "POST" ? [1, 2] : []))
                #expect(response.url.path == "/echo")
                #expect(response.url.query == "after=1")
                let last = try #require(scene.log.events.requests.last)
                #expect(last.headers["Authorization"] == "Bearer x")
                #expect(last.headers["X-Request-Id"] == response.requestID)
            }
        }
    }

    @Test("end when there are too many, or where there is no URL", arguments: Form.allCases)
    func refused(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let loop = try await scene.failure(.get, "/loop", redirects: .follow(atMost: 3))
            #expect(loop.code == .redirectRefused)
            #expect(scene.log.events.requests.count == 4)
            let bad = try await scene.failure(.get, "/bad-location", redirects: .follow(atMost: 3))
            #expect(bad.code == .redirectRefused)
            #expect(try await scene.send(.get, "/loop").status == 302)
        }
    }

    @Test("take no credentials to another origin", arguments: Form.wire)
    func otherOrigin(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let other = try await WireServer.start()
            let response = try await scene.send(
                .get, "/elsewhere?http://127.0.0.1:\(other.port)/echo",
                headers: ["Authorization": "Bearer x", "X-Api-Key": "k", "Accept": "text/plain"],
                redirects: .follow(atMost: 1))
            #expect(response.status == 200)
            let seen = try #require(other.log.events.requests.first)
            #expect(seen.headers["Authorization"] == nil)
            #expect(seen.headers["X-Api-Key"] == nil)
            #expect(seen.headers["Accept"] == "text/plain")
            #expect(seen.headers["X-Request-Id"] == response.requestID)
            try await other.stop()
        }
    }

    @Test("never lead from https to http, and keep HEAD")
    func pure() throws {
        func next(
            _ method: HTTPRequest.Method, _ url: String, _ status: Int, _ location: String
        ) throws -> HTTPRequest? {
            let request = try HTTPRequest(method, url: url)
            let response = HTTPResponse(
                status: status, headers: ["Location": location], body: [], url: request.url, requestID: "r")
            var redirects = RedirectStateMachine(.follow(atMost: 1))
            return try redirects.next(after: request, response: response)
        }
        let error = #expect(throws: TransportFailure.self) {
            _ = try next(.get, "https://a.example/", 302, "http://a.example/")
        }
        #expect(error?.code == .redirectRefused)
        #expect(try next(.get, "http://a.example/", 302, "https://a.example/")?.url.scheme == "https")
        #expect(try next(.head, "http://a.example/", 303, "/b")?.method == .head)
        #expect(try next(.get, "http://a.example/", 304, "/b") == nil)
        #expect(try next(.get, "http://a.example/", 302, "http://u:p@b.example/")?.url.userInfo == nil)
    }
}
