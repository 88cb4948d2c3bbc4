import LitSidecar
import Primitives
import Testing

/// A sidecar in this process, to which no network is needed.
struct ServerTests {
    @Test(arguments: [false, true])
    func `It says which it is, over a socket and over a port`(onPort: Bool) async throws {
        try await LocalSidecar.with(onPort: onPort) { local in
            let answer = try await local.call("GET", "/v1/version")
            #expect(answer.status == 200)
            #expect(answer.json["name"] == "lit-sidecar")
            #expect(answer.json["api"] == 1)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["x-request-id"]?.isEmpty == false)
            #expect(answer.headers["access-control-allow-origin"] == nil)
        }
    }

    @Test func `On a port nothing is told without the token`() async throws {
        try await LocalSidecar.with(onPort: true) { local in
            for headers in [["Authorization": ""], ["Authorization": "Bearer 00"]] {
                let answer = try await local.call("GET", "/v1/health", headers: headers)
                #expect(answer.status == 401)
                #expect(answer.code == "unauthorized")
                #expect(answer.headers["www-authenticate"] == "Bearer")
            }
            for name in ["Origin", "Sec-Fetch-Site"] {
                #expect(try await local.call("GET", "/v1/health", headers: [name: "x"]).status == 403)
            }
            #expect(
                try await local.call("GET", "/v1/health", headers: ["Host": "evil.example"]).code
                    == "forbidden")
            #expect(try await local.call("OPTIONS", "/v1/health", headers: ["Origin": "x"]).status == 403)
        }
    }

    @Test(arguments: [
        ("GET", "/", 404, "notFound"), ("GET", "/v1", 404, "notFound"),
        ("GET", "/v1/health/", 404, "notFound"),
        ("GET", "/v1//health", 404, "notFound"), ("GET", "/v1/clients/%zz", 404, "notFound"),
        ("GET", "http://localhost/v1/health", 404, "notFound"),
        ("GET", "/v1/clients", 405, "methodNotAllowed"),
        ("DELETE", "/v1/health", 405, "methodNotAllowed"), ("OPTIONS", "/v1/health", 405, "methodNotAllowed"),
        ("GET", "/v1/health?x=1", 400, "malformedRequest"),
        ("GET", "/v1/clients/c_0/capacity/credits", 400, "malformedRequest"),
        ("GET", "/v1/clients/c_0", 404, "unknownClient"), ("DELETE", "/v1/clients/c_0", 404, "unknownClient"),
        ("GET", "/v1/clients/c_0/sessions/s_0", 404, "unknownClient"),
    ])
    func `Paths and methods that do not exist are told apart`(
        method: String, path: String, status: Int, code: String
    ) async throws {
        try await LocalSidecar.with { local in
            let answer = try await local.call(method, path)
            #expect(answer.status == status)
            #expect(answer.code == code)
            #expect((answer.headers["allow"] != nil) == (status == 405))
        }
    }

    @Test func `Bodies have to be JSON, of the right type, and of the form of the route`() async throws {
        try await LocalSidecar.with { local in
            let plain = try await local.call(
                "POST", "/v1/clients", [:], headers: ["Content-Type": "text/plain"])
            #expect(plain.code == "unsupportedMediaType")
            let untyped = try await local.call("POST", "/v1/clients", [:], headers: ["Content-Type": ""])
            #expect(untyped.status == 415)
            let utf8 = ["Content-Type": "application/json; charset=UTF-8"]
            #expect(
                try await local.call("POST", "/v1/clients", [:], headers: utf8).code == "malformedRequest")
            let broken = try await local.caller().raw(
                "POST /v1/clients HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{"
            )
            #expect(broken.code == "malformedRequest")
            #expect(broken.message.contains("is no JSON"))
            let none = try await local.call("POST", "/v1/clients")
            #expect(none.message == "network is missing.")
            let unasked = try await local.call("GET", "/v1/health", [:])
            #expect(unasked.message == "The body has to be empty.")
        }
    }

    @Test func `A body beyond the bound is refused, whether or not its length is told`() async throws {
        var limits = ServerLimits()
        limits.maxBody = 100
        try await LocalSidecar.with(limits: limits) { local in
            let long: JSON = ["a": .string(String(repeating: "x", count: 200))]
            let told = try await local.call("POST", "/v1/shutdown", long)
            #expect(told.status == 413)
            #expect(told.code == "bodyTooLarge")
            let caller = try local.caller()
            let head =
                "POST /v1/shutdown HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
            let chunk = "50\r\n" + String(repeating: " ", count: 80) + "\r\n"
            try caller.begin(head + chunk + chunk)
            #expect(try await caller.answer().status == 413)
            try caller.begin("0\r\n\r\n")
            try await caller.end()
            #expect(!local.sidecar.drain.isDraining)
        }
    }

    @Test func `A caller may name its request`() async throws {
        try await LocalSidecar.with { local in
            let named = try await local.call("GET", "/v1/nothing", headers: ["X-Request-Id": "my.id_1-A"])
            #expect(named.headers["x-request-id"] == "my.id_1-A")
            #expect(named.json["error"]?["requestId"] == "my.id_1-A")
            for bad in ["a b", String(repeating: "a", count: 65), "ä"] {
                let answer = try await local.call("GET", "/v1/health", headers: ["X-Request-Id": bad])
                #expect(answer.code == "malformedRequest")
                #expect(answer.headers["x-request-id"]?.hasPrefix("sc_") == true)
            }
        }
    }

    @Test func `A connection serves many calls, also when they come at once`() async throws {
        try await LocalSidecar.with { local in
            let caller = try local.caller()
            for _ in 0..<3 { #expect(try await caller.call("GET", "/v1/health").status == 200) }
            #expect(try await caller.call("GET", "/v1/nothing").status == 404)
            #expect(try await caller.call("POST", "/v1/clients", [:]).status == 400)
            let one = "GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Request-Id: "
            let answers = try await caller.raw(
                (0..<20).map { one + "n\($0)\r\n\r\n" }.joined(), answers: 20)
            #expect(answers.map { $0.headers["x-request-id"] } == (0..<20).map { "n\($0)" })
            let last = try await caller.call("GET", "/v1/health", headers: ["Connection": "close"])
            #expect(last.headers["connection"] == "close")
            try await caller.end()
        }
    }

    @Test func `What is no HTTP ends the connection, and nothing else`() async throws {
        try await LocalSidecar.with { local in
            let caller = try local.caller()
            try caller.begin("\u{16}\u{3}\u{1} hello\r\n\r\n")
            try await caller.end()
            #expect(try await local.call("GET", "/v1/health").status == 200)
        }
    }

    @Test func `A hundred connections at once are served`() async throws {
        try await LocalSidecar.with { local in
            let callers = try (0..<100).map { _ in try local.caller() }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for caller in callers {
                    group.addTask { try await caller.call("GET", "/v1/version").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 100))
        }
    }

    @Test func `Connections beyond the limit are closed, and those before them live on`() async throws {
        var limits = ServerLimits()
        limits.maxConnections = 2
        try await LocalSidecar.with(limits: limits) { local in
            let (first, second) = (try local.caller(), try local.caller())
            #expect(try await first.call("GET", "/v1/health").status == 200)
            #expect(try await second.call("GET", "/v1/health").status == 200)
            try await local.caller().end()
            #expect(try await first.call("GET", "/v1/health").status == 200)
        }
    }

    @Test func `Whoever connects and says nothing is not waited for long`() async throws {
        var limits = ServerLimits()
        limits.patience = .milliseconds(50)
        try await LocalSidecar.with(limits: limits) { local in
            try await local.caller().end()
            let slow = try local.caller()
            try slow.begin(
                "POST /v1/shutdown HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
            )
            try await slow.end()
        }
    }

    // MARK: Time

    @Test(arguments: ["0", "-1", "x", "1e9", "", "86401", "1 2"])
    func `Times that make no sense are refused`(text: String) async throws {
        try await LocalSidecar.with { local in
            let answer = try await local.caller().raw(
                "GET /v1/health HTTP/1.1\r\nHost: x\r\nLit-Timeout: \(text)\r\n\r\n")
            #expect(answer.code == "malformedRequest")
        }
    }

    @Test func `A call ends at its time, and the connection serves the next`() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        try await LocalSidecar.with { local in
            let caller = try local.caller()
            // Where the machine has much to do, the time may be over before the chain is asked.
            repeat {
                let start = ContinuousClock.now
                let answer = try await caller.call(
                    "POST", "/v1/clients", .client(chainAt: silent.url), headers: ["Lit-Timeout": "0.3"])
                #expect(answer.status == 504)
                #expect(answer.code == "timedOut")
                #expect(ContinuousClock.now - start >= .milliseconds(290))
            } while silent.accepted == 0
            #expect(try await caller.call("GET", "/v1/health").status == 200)
            try await Place.wait("the chain is no longer asked") { silent.closed == silent.accepted }
        }
    }

    @Test func `A call that does not say its time has that of the settings`() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        var settings = SidecarSettings()
        settings.timeout = .milliseconds(150)
        try await LocalSidecar.with(settings: settings) { local in
            let answer = try await local.call("POST", "/v1/clients", .client(chainAt: silent.url))
            #expect(answer.code == "timedOut")
        }
    }

    @Test func `Who hangs up has the call cancelled`() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        try await LocalSidecar.with { local in
            let caller = try local.caller()
            try caller.begin("POST", "/v1/clients", .client(chainAt: silent.url))
            try await Place.wait("the chain is asked") { silent.accepted > 0 }
            #expect(local.sidecar.drain.running == 1)
            caller.hangUp()
            try await Place.wait("the chain is no longer asked") { silent.closed == silent.accepted }
            try await Place.wait("the call is over") { local.sidecar.drain.running == 0 }
            #expect(local.sidecar.clients.count == 0)
        }
    }

    // MARK: Clients

    @Test func `There are no more clients than allowed, those that are connecting included`() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        var settings = SidecarSettings()
        settings.maxClients = 1
        try await LocalSidecar.with(settings: settings) { local in
            let caller = try local.caller()
            try caller.begin("POST", "/v1/clients", .client(chainAt: silent.url))
            try await Place.wait("the chain is asked") { silent.accepted > 0 }
            let second = try await local.call("POST", "/v1/clients", .client(chainAt: silent.url))
            #expect(second.status == 429)
            #expect(second.code == "tooManyClients")
            caller.hangUp()
            try await Place.wait("the first is gone") { local.sidecar.drain.running == 0 }
            let third = try await local.call(
                "POST", "/v1/clients", ["network": ["name": "local", "state": "/nowhere"]])
            #expect(third.code == "networkNotRunning")
        }
    }

    @Test(
        arguments: [
            (["name": "local", "state": "/nowhere"], 503, "networkNotRunning"),
            (["name": "mars"], 400, "unknownNetwork"), (["name": "cayenne"], 400, "retiredNetwork"),
            (["name": "datil"], 403, "attestationRequired"),
            (
                [
                    "name": "custom", "rpcUrl": "no url",
                    "staking": "0x0000000000000000000000000000000000000001",
                ], 400, "invalidArgument"
            ),
            (
                [
                    "name": "custom", "rpcUrl": "http://127.0.0.1:1",
                    "staking": "0x0000000000000000000000000000000000000001",
                ], 503, "chainUnreachable"
            ),
            (["name": "custom", "rpcUrl": "http://127.0.0.1:1", "staking": "0x01"], 400, "malformedRequest"),
        ] as [(JSON, Int, String)])
    func `Networks that cannot be had are told as the client tells them`(
        network: JSON, status: Int, code: String
    ) async throws {
        try await LocalSidecar.with { local in
            let answer = try await local.call("POST", "/v1/clients", ["network": network])
            #expect(answer.status == status)
            #expect(answer.code == code, "\(answer.message)")
            #expect(answer.json["error"]?["hint"] != nil)
        }
    }

    @Test func `A key that is none is refused, and not quoted`() async throws {
        try await LocalSidecar.with { local in
            for key in ["0x" + String(repeating: "f", count: 64), "secret-text", "0x1234"] {
                let answer = try await local.call(
                    "POST", "/v1/clients",
                    ["network": ["name": "local"], "wallet": ["privateKey": .string(key)]])
                #expect(answer.code == "malformedRequest")
                #expect(answer.message.hasPrefix("wallet.privateKey is no private key"))
                #expect(!answer.message.contains(key))
            }
        }
    }

    // MARK: The end

    @Test func `While it ends it takes no calls, says so, and lets those under way end`() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        try await LocalSidecar.with { local in
            let caller = try local.caller()
            try caller.begin(
                "POST", "/v1/clients", .client(chainAt: silent.url), headers: ["Lit-Timeout": "4"])
            try await Place.wait("the chain is asked") { silent.accepted > 0 }
            let end = Task { await local.server.end(within: .seconds(20)) }
            try await Place.wait("it ends") { local.sidecar.drain.isDraining }
            #expect(try await local.call("GET", "/v1/health").json["status"] == "draining")
            let refused = try await local.call("POST", "/v1/clients", .client(chainAt: silent.url))
            #expect(refused.status == 503)
            #expect(refused.code == "shuttingDown")
            #expect(try await caller.answer().code == "timedOut")
            await end.value
            #expect(throws: Caller.Failure.self) { try local.caller() }
        }
    }

    @Test func `Calls that do not end are given up`() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        try await LocalSidecar.with { local in
            let caller = try local.caller()
            try caller.begin("POST", "/v1/clients", .client(chainAt: silent.url))
            try await Place.wait("the chain is asked") { silent.accepted > 0 }
            await local.server.end(within: .milliseconds(50))
            try await caller.end()
            try await Place.wait("the chain is no longer asked") { silent.closed == silent.accepted }
        }
    }

    @Test func `A caller may ask it to end`() async throws {
        try await LocalSidecar.with { local in
            let answer = try await local.call("POST", "/v1/shutdown", [:])
            #expect(answer.status == 202)
            #expect(answer.json == [:])
            guard case .asked = await local.sidecar.end.wait() else {
                Issue.record("nobody has asked")
                return
            }
        }
    }
}
