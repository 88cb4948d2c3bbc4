import HTTPTransport
import Testing

@Suite("requests")
struct RequestTests {
    private func code(_ make: () throws -> Void) -> HTTPTransportError.Code? {
        (#expect(throws: HTTPTransportError.self) { try make() })?.code
    }

    @Test(
        "refuse what is not a URL to send to",
        arguments: [
            "", "/", "example.com", "example.com/x", "http:", "http:/x", "http://", "http:///x", "http://?x",
            "ftp://a/", "file:///etc/passwd", "unix:/s", "javascript:1", "http://a b/", "http://a/ b",
            "http://a/\n",
            "http://a/\r\nX: y", "http://a/\u{0}", "http://a/ü", "http://ü/", "http://a/%", "http://a/%2",
            "http://a/%zz",
            "http://a:0/", "http://a:65536/", "http://a:x/", "http://a:-1/", "http://a:99999999999999999999/",
            "http://a@b@c/", "http://[::1/", "http://[::1]x/", "http://[zz::]/", "http://[1]/", "http://::1/",
            "http://a/[", "http://a/?x=]", "http://a\\b/", "http://a/<>", "http://a/\"", "http://a|b/",
        ])
    func badURL(_ text: String) {
        #expect(code { _ = try HTTPRequest(url: text) } == .invalidURL)
        #expect(code { _ = try HTTPURL(text) } == .invalidURL)
    }

    @Test("refuse a URL beyond 16 KiB")
    func longURL() {
        #expect(code { _ = try HTTPURL("http://a/" + String(repeating: "x", count: 20_000)) } == .invalidURL)
    }

    @Test("read the parts of a URL")
    func parts() throws {
        let url = try HTTPURL("HTTPS://user:p%40ss@Node.Example:7470/a/b?x=1&y=?#fragment")
        #expect(url.scheme == "https")
        #expect(url.userInfo == "user:p%40ss")
        #expect(url.host == "node.example")
        #expect(url.port == 7470)
        #expect(url.path == "/a/b")
        #expect(url.query == "x=1&y=?")
        #expect(url.string == "https://node.example:7470/a/b?x=1&y=?")
        #expect(try HTTPURL("http://[::1]:80").authority == "[::1]:80")
        #expect(try HTTPURL("http://a?x").string == "http://a/?x")
        #expect(try HTTPURL("http://a:/").port == nil)
        #expect(try HTTPURL("https://a").effectivePort == 443)
    }

    /// RFC 3986 section 5.4, as far as http applies.
    @Test(
        "resolve references as RFC 3986 says",
        arguments: [
            ("http:///x", nil), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"), ("g#s", "http://a/b/c/g"), (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("./g/.", "http://a/b/c/g/"), ("g/../h", "http://a/b/c/h"), ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("https://z/", "https://z/"), ("mailto:x", nil), ("a b", nil),
        ] as [(String, String?)])
    func resolution(_ reference: String, _ expected: String?) throws {
        let base = try HTTPURL("http://a/b/c/d;p?q")
        #expect((try? base.resolving(reference))?.string == expected)
    }

    @Test("print no secret of their URL")
    func redaction() throws {
        let url = "https://user:hunter2@rpc.example/v3/0123456789abcdef0123456789abcdef?apikey=hunter3"
        let request = try HTTPRequest(url: url)
        #expect(request.url.description == "https://rpc.example/v3/012345…")
        var dumped = ""
        dump(request.url, to: &dumped)
        let error = HTTPTransportError(
            .deadlineExceeded, method: "GET", url: request.url.description, requestID: "r", reason: "late")
        for text in [dumped, "\(request)", "\(error)", "\(request.url)"] {
            #expect(!text.contains("hunter"))
            #expect(!text.contains("89abcdef"))
        }
        #expect("\(error)".contains("deadlineExceeded"))
        #expect("\(error)".contains("request-id r"))
    }

    @Test("send the user information of the URL as Basic credentials")
    func basic() async throws {
        let transport = InMemoryTransport { _ in .init(status: 200) }
        _ = try await transport.send(HTTPRequest(url: "http://Aladdin:open%20sesame@a/"))
        _ = try await transport.send(
            HTTPRequest(url: "http://u:p@a/", headers: ["authorization": "Bearer t"]))
        let seen = transport.requests
        #expect(
            seen.map { $0.headers["Authorization"] } == ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Bearer t"])
        #expect(seen.allSatisfy { $0.url.userInfo == nil })
    }

    @Test(
        "refuse header fields that would break the message",
        arguments: [
            ("X", "a\r\nY: b"), ("X", "a\n"), ("X", "a\rb"), ("X", "a\u{0}b"), ("X", " a"), ("X", "a "),
            ("X", "é"),
            ("X", "a\u{7f}"), ("", "a"), ("X Y", "a"), ("X:", "a"), ("X\r\nY", "a"), ("X\u{0}", "a"),
            ("É", "a"),
            ("Host", "b"), ("content-length", "3"), ("Transfer-Encoding", "chunked"), ("Connection", "close"),
            ("Accept-Encoding", "br"),
        ])
    func badHeader(_ name: String, _ value: String) {
        let headers = HTTPHeaderFields([.init(name: name, value: value)])
        #expect(code { _ = try HTTPRequest(url: "http://a/", headers: headers) } == .invalidHeader)
    }

    @Test("refuse fields put in after they were made, too", arguments: Form.allCases)
    func lateHeader(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            var request = try HTTPRequest(url: "\(scene.base)/echo")
            request.headers["X"] = "a\r\nY: b"
            let error = await #expect(throws: HTTPTransportError.self) {
                try await scene.transport.send(request)
            }
            #expect(error?.code == .invalidHeader)
            #expect(scene.log.events.connectionsOpened == 0)
            #expect(scene.log.events.requests.isEmpty)
        }
    }

    @Test("refuse bad ids, methods and bodies")
    func others() {
        for id in ["", "a b", "a\n", "é", String(repeating: "x", count: 129)] {
            #expect(code { _ = try HTTPRequest(url: "http://a/", id: id) } == .invalidHeader)
        }
        #expect(code { _ = try HTTPRequest(url: "http://a/", idHeader: "X:") } == .invalidHeader)
        for method in ["", "GET /", "CONNECT", "trace", "G\r\n"] {
            #expect(code { _ = try HTTPRequest(.init(rawValue: method), url: "http://a/") } == .unsupported)
        }
        #expect(code { _ = try HTTPRequest(.get, url: "http://a/", body: [1]) } == .unsupported)
    }

    @Test("bound any timeout")
    func timeouts() {
        let now = ContinuousClock.now
        #expect(ContinuousClock.Instant.timeout(.seconds(Int64.max)) > now.advanced(by: .seconds(86_400)))
        #expect(ContinuousClock.Instant.timeout(.seconds(-5)) >= now)
    }

    @Test("look header names up in any case, in order")
    func headerFields() {
        var fields: HTTPHeaderFields = ["A": "1", "b": "2", "a": "3"]
        #expect(fields["a"] == "1")
        #expect(fields.values(of: "A") == ["1", "3"])
        #expect(fields.map(\.name) == ["A", "b", "a"])
        fields["a"] = "4"
        #expect(fields.map(\.value) == ["4", "2"])
        fields["B"] = nil
        fields["c"] = "5"
        #expect(fields.map(\.name) == ["A", "c"])
        #expect(fields["missing"] == nil)
        #expect("\(fields)" == "A, c")
    }
}
