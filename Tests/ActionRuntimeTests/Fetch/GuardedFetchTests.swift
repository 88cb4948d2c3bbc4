import ActionProtocol
import ActionRuntime
import NIOHTTP1
import NIOPosix
import Primitives
import Synchronization
import Testing

@Suite struct GuardedFetchTests: FetchSuite {
    @Test func `A request goes out and its response comes back`() async throws {
        let server = try await HTTPServer { _ in response(201, ["X-One: a", "X-One: b"], Array("hello".utf8))
        }
        let session = session()
        let url = "http://127.0.0.1:\(server.port)/a?b=c"
        let answer = try await session.perform(
            request(
                url, method: "POST", headers: [["x-mine", "1"], ["Host", "evil"]], body: Array("in".utf8)))
        #expect(answer.value["status"] == 201)
        #expect(answer.value["statusText"] == "Created")
        #expect(answer.value["url"] == .string(url))
        #expect(answer.value["redirected"] == false)
        #expect(answer.value["type"] == "basic")
        #expect(answer.value["headers"]?.array?.contains(["X-One", "b"]) == true)
        #expect(try await body(session, answer) == Array("hello".utf8))
        let seen = try #require(server.seen.first)
        #expect(seen.method == "POST" && seen.uri == "/a?b=c" && seen.body == Array("in".utf8))
        #expect(seen.headers["host"] == ["127.0.0.1:\(server.port)"])
        #expect(seen.headers["user-agent"] == ["lit_protocol_node"])
        #expect(seen.headers["x-mine"] == ["1"])
        #expect(seen.headers["content-length"] == ["2"])
        #expect(seen.headers["accept-encoding"] == ["gzip, deflate"])
        await server.shutdown()
    }

    @Test(arguments: [
        "http://127.0.0.1:9/", "http://localhost:8080/", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://0.0.0.0/",
        "http://0x7f.1/", "http://2130706433/", "http://0177.0.0.1/", "http://127.1/", "http://[fe80::1]/",
        "http://100.100.100.200/", "http://[fd00::1]/", "http://[2002:7f00:1::]/",
    ])
    func `Addresses that are not public are refused`(url: String) async throws {
        let failure = try #require(await failure(session(allowing: []), request(url)))
        #expect(failure.name == "TypeError")
        // The port 9 is blocked whatever the address.
        #expect(failure.message.contains("actions may not reach") || url.contains(":9/"))
    }

    @Test func `One address that is not public refuses the name`() async throws {
        let session = session(allowing: [], resolver: ScriptedResolver(["1.1.1.1", "127.0.0.1"]))
        let failure = await failure(session, request("http://mixed.example/"))
        #expect(failure?.message.contains("mixed.example is at a loopback address") == true)
    }

    @Test func `A name is resolved once, and the connection goes to what was checked`() async throws {
        let server = try await HTTPServer { _ in response(200, [], Array("first".utf8)) }
        // The first answer is allowed; a second look would be sent somewhere else.
        let resolver = ScriptedResolver(["127.0.0.1"], ["127.0.0.2"])
        let session = session(allowing: ["127.0.0.1/32"], resolver: resolver)
        let answer = try await session.perform(request("http://rebind.example:\(server.port)/"))
        #expect(try await body(session, answer) == Array("first".utf8))
        #expect(resolver.asked.withLock { $0 } == ["rebind.example"])
        #expect(server.seen.first?.headers["host"] == ["rebind.example:\(server.port)"])
        let second = await failure(session, request("http://rebind.example:\(server.port)/"))
        #expect(second?.message.contains("loopback") == true)
        #expect(server.seen.count == 1)
        await server.shutdown()
    }

    @Test func `A redirect is checked like a request`() async throws {
        let server = try await HTTPServer { _ in response(302, ["Location: http://169.254.169.254/secret"]) }
        let failure = await failure(session(), request("http://127.0.0.1:\(server.port)/"))
        #expect(failure?.message.contains("link-local") == true)
        await server.shutdown()
    }

    @Test(arguments: [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
    func `A redirect keeps or changes the method as its status says`(status: Int, method: String) async throws
    {
        let server = try await HTTPServer { request in
            request.uri == "/" ? response(status, ["Location: /next"]) : response()
        }
        let session = session()
        let answer = try await session.perform(
            request(
                "http://127.0.0.1:\(server.port)/", method: "POST", headers: [["Content-Type", "text/x"]],
                body: [1]))
        #expect(answer.value["redirected"] == true)
        #expect(answer.value["url"] == .string("http://127.0.0.1:\(server.port)/next"))
        let seen = try #require(server.seen.last)
        #expect(seen.method == method)
        #expect(seen.body == (method == "POST" ? [1] : []))
        #expect(seen.headers.contains(name: "content-type") == (method == "POST"))
        await server.shutdown()
    }

    @Test func `Credentials do not follow to another origin`() async throws {
        let other = try await HTTPServer { _ in response() }
        let port = other.port
        let server = try await HTTPServer { request in
            request.uri == "/"
                ? response(302, ["Location: /same"])
                : response(302, ["Location: http://127.0.0.1:\(port)/"])
        }
        _ = try await session().perform(
            request(
                "http://127.0.0.1:\(server.port)/", headers: [["Authorization", "secret"], ["X-Mine", "1"]]))
        #expect(server.seen.last?.headers["authorization"] == ["secret"])
        #expect(other.seen.first?.headers.contains(name: "authorization") == false)
        #expect(other.seen.first?.headers["x-mine"] == ["1"])
        await server.shutdown()
        await other.shutdown()
    }

    @Test func `Redirects are refused, shown or counted as asked`() async throws {
        let server = try await HTTPServer { _ in response(302, ["Location: /again"]) }
        let url = "http://127.0.0.1:\(server.port)/"
        #expect(await failure(session(), request(url, redirect: "error"))?.name == "TypeError")
        let shown = try await session().perform(request(url, redirect: "manual"))
        #expect(shown.value["type"] == "opaqueredirect")
        #expect(server.seen.count == 2)
        let counted = Mutex(0)
        let endless = await failure(session(count: { counted.withLock { $0 += 1 } }), request(url))
        #expect(endless?.message.contains("more than 20 times") == true)
        #expect(server.seen.count == 2 + 21)
        #expect(counted.withLock { $0 } == 1)
        await server.shutdown()
    }

    @Test func `A compressed body is read as what it was`() async throws {
        // printf 'squeezed squeezed squeezed' | gzip -n9
        let zipped = try Hex.decode(
            "1f8b08000000000002032b2e2c4d4dad4a4d512846670000468fd81a1a000000")
        let server = try await HTTPServer { _ in response(200, ["Content-Encoding: gzip"], zipped) }
        let session = session()
        let answer = try await session.perform(request("http://127.0.0.1:\(server.port)/"))
        #expect(try await body(session, answer) == Array("squeezed squeezed squeezed".utf8))
        await server.shutdown()
    }

    @Test func `A large body comes in pieces, and one too large breaks off`() async throws {
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let server = try await HTTPServer { _ in response(200, [], bytes) }
        let url = "http://127.0.0.1:\(server.port)/"
        let good = session()
        #expect(try await body(good, try await good.perform(request(url))) == bytes)
        let small = session({ $0.responseLimit = 100_000 })
        let answer = try await small.perform(request(url))
        await #expect(throws: OperationFailure.self) { try await body(small, answer) }
        await server.shutdown()
    }

    @Test func `No body is none, and an unknown one is refused`() async throws {
        let server = try await HTTPServer { _ in Array("HTTP/1.1 204 No Content\r\n\r\n".utf8) }
        let session = session()
        let answer = try await session.perform(request("http://127.0.0.1:\(server.port)/"))
        #expect(answer.value["body"] == .null)
        #expect(await failure(session, operation("fetchRead", ["stream": 7]))?.name == "TypeError")
        _ = try await session.perform(operation("fetchCancel", ["stream": 7]))
        _ = try await session.perform(operation("fetchAbort", ["id": 7]))
        await server.shutdown()
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 300_000) + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 100_000) + "\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n", "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n",
    ])
    func `A response that is none is a network failure`(text: String) async throws {
        let server = try await HTTPServer { _ in Array(text.utf8) }
        let failure = await failure(session(), request("http://127.0.0.1:\(server.port)/"))
        #expect(failure?.name == "TypeError")
        await server.shutdown()
    }

    @Test func `A body that ends early is a failure, not an end`() async throws {
        let server = try await HTTPServer { _ in
            Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this".utf8)
        }
        let session = session()
        let answer = try await session.perform(request("http://127.0.0.1:\(server.port)/"))
        await #expect(throws: OperationFailure.self) { try await body(session, answer) }
        await server.shutdown()
    }

    @Test func `A server that says nothing is given up`() async throws {
        let server = try await HTTPServer { _ in nil }
        let session = session({ $0.idleTimeout = .milliseconds(100) })
        let failure = await failure(session, request("http://127.0.0.1:\(server.port)/"))
        #expect(failure?.message.contains("in time") == true)
        await server.shutdown()
    }

    @Test(.timeLimit(.minutes(1))) func `A fetch can be broken off`() async throws {
        let server = try await HTTPServer { _ in nil }
        let session = session()
        let message = request("http://127.0.0.1:\(server.port)/", id: 42)
        async let outcome = failure(session, message)
        while server.seen.isEmpty { await Task.yield() }
        _ = try await session.perform(operation("fetchAbort", ["id": 42]))
        #expect(await outcome?.name == "TypeError")
        async let second = failure(session, message)
        while server.seen.count < 2 { await Task.yield() }
        session.close()
        #expect(await second?.name == "TypeError")
        await server.shutdown()
    }

    @Test func `A fetch too many is not sent`() async throws {
        let server = try await HTTPServer { _ in response() }
        let session = session(count: { () throws(OperationFailure) in
            throw OperationFailure(message: "enough")
        })
        #expect(await failure(session, request("http://127.0.0.1:\(server.port)/"))?.message == "enough")
        #expect(server.seen.isEmpty)
        await server.shutdown()
    }

    @Test(arguments: [
        ("CONNECT", []), ("TRACE", []), ("track", []), ("GET X", []), ("", []), ("G\r\nX", []),
        ("GET", [["x", "a\r\nb: c"]]), ("GET", [["x y", "a"]]), ("GET", [["", "a"]]),
        ("GET", [["x", String(repeating: "a", count: 200_000)]]),
    ])
    func `A request that is none is not sent`(method: String, headers: [[String]]) async throws {
        let server = try await HTTPServer { _ in response() }
        let message = request("http://127.0.0.1:\(server.port)/", method: method, headers: headers)
        #expect(await failure(session(), message)?.name == "TypeError")
        #expect(server.seen.isEmpty)
        await server.shutdown()
    }

    @Test func `Ports of other protocols are blocked`() async {
        for port in [1, 22, 25, 110, 143, 6000, 6667, 10080] {
            let failure = await failure(session(), request("http://127.0.0.1:\(port)/"))
            #expect(failure?.message.contains("blocked") == true)
        }
    }

    @Test func `A refused connection and an unknown name are failures`() async throws {
        let server = try await HTTPServer { _ in response() }
        let port = server.port
        await server.shutdown()
        #expect(await failure(session(), request("http://127.0.0.1:\(port)/"))?.name == "TypeError")
        let unknown = session(resolver: ScriptedResolver([]))
        #expect(
            await failure(unknown, request("http://unknown.example/"))?.message.contains("no address") == true
        )
    }
}
