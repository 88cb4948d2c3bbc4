import HTTPTransport
import Testing

@Suite("every form of the transport", .timeLimit(.minutes(1)))
struct TransportBehaviourTests {
    @Test("carries method, headers and body both ways", arguments: Form.allCases)
    func echo(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let body = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0) }
            for method in [HTTPRequest.Method.post, .put, .patch] {
                let response = try await scene.send(
                    method, "/echo?x=1", headers: ["X-One": "1", "x-empty": ""], body: body)
                #expect(response.status == 200)
                #expect(response.body == body)
                #expect(response.headers["x-method"] == method.rawValue)
                #expect(response.url.string == "\(scene.base)/echo?x=1" || form == .inMemory)
            }
            let seen = try #require(scene.log.events.requests.first)
            #expect(seen.path == "/echo?x=1")
            #expect(seen.headers["x-one"] == "1")
            #expect(seen.headers["X-Empty"] == "")
            #expect(seen.headers.values(of: "content-type") == ["application/octet-stream"])
        }
    }

    @Test("sends requests without a body", arguments: Form.allCases)
    func empty(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            for method in [HTTPRequest.Method.get, .post, .delete, .options] {
                let response = try await scene.send(method, "/echo")
                #expect(response.body.isEmpty)
                #expect(response.headers["X-Method"] == method.rawValue)
            }
        }
    }

    @Test("takes any status as a response", arguments: Form.allCases)
    func statuses(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            for status in [200, 201, 204, 304, 400, 401, 404, 429, 500, 503] {
                let response = try await scene.send(.get, "/status/\(status)")
                #expect(response.status == status)
                #expect(response.isSuccess == (status < 300))
                #expect(response.body == (status == 204 || status == 304 ? [] : Array("status".utf8)))
            }
        }
    }

    @Test("reads no body after HEAD", arguments: Form.allCases)
    func head(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let response = try await scene.send(.head, "/declared-large")
            #expect(response.status == 200)
            #expect(response.body.isEmpty)
        }
    }

    @Test("joins a body that comes in parts", arguments: Form.allCases)
    func chunked(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.send(.get, "/chunked").body == Array("one two three".utf8))
        }
    }

    @Test("takes a body of exactly the limit and refuses one byte more", arguments: Form.allCases)
    func limit(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.send(.get, "/chunked", limit: 13).body.count == 13)
            #expect(try await scene.failure(.get, "/chunked", limit: 12).code == .bodyTooLarge)
            #expect(try await scene.send(.get, "/status/200", limit: 6).body.count == 6)
            #expect(try await scene.failure(.get, "/status/200", limit: 5).code == .bodyTooLarge)
            #expect(try await scene.send(.post, "/echo", limit: 0).body.isEmpty)
        }
    }

    @Test("refuses a body announced as too large without reading it", arguments: Form.allCases)
    func declaredTooLarge(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.failure(.get, "/declared-large").code == .bodyTooLarge)
            if form != .inMemory { await scene.log.wait { $0.connectionsClosed == 1 } }
        }
    }

    @Test("leaves a body that never ends once it is over the limit", arguments: Form.allCases)
    func endless(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let error = try await scene.failure(.get, "/endless", limit: 1_000_000)
            #expect(error.code == .bodyTooLarge)
            #expect(error.reason.contains("1000000"))
            if form != .inMemory { await scene.log.wait { $0.connectionsClosed == 1 } }
        }
    }

    @Test(
        "fails at the deadline, wherever the server stalls",
        arguments: Form.allCases, ["/hold-head", "/hold-body", "/endless-trickle"])
    func deadline(_ form: Form, _ path: String) async throws {
        try await Scene.run(form) { scene async throws in
            let error = try await scene.failure(.get, path, within: .milliseconds(150), limit: .max)
            #expect(error.code == .deadlineExceeded)
            if form != .inMemory { await scene.log.wait { $0.connectionsClosed == $0.connectionsOpened } }
        }
    }

    @Test("sends nothing when the deadline has passed", arguments: Form.allCases)
    func deadlinePassed(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.failure(.get, "/echo", within: .zero).code == .deadlineExceeded)
            #expect(scene.log.events.connectionsOpened == 0)
            #expect(scene.log.events.requests.isEmpty)
        }
    }

    @Test(
        "fails when the server closes early",
        arguments: Form.allCases, ["/drop-before", "/drop-body", "/drop-chunked"])
    func dropped(_ form: Form, _ path: String) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.failure(.get, path).code == .connectionClosed)
        }
    }

    @Test("refuses what is not HTTP", arguments: Form.allCases, ["/malformed", "/malformed-length"])
    func malformed(_ form: Form, _ path: String) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.failure(.get, path).code == .responseMalformed)
        }
    }

    @Test("refuses a coding it did not offer", arguments: Form.allCases)
    func unknownCoding(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.failure(.get, "/unknown-coding").code == .responseMalformed)
        }
    }

    @Test("ends promptly when the task is cancelled", arguments: Form.allCases, ["/hold-head", "/hold-body"])
    func cancellation(_ form: Form, _ path: String) async throws {
        try await Scene.run(form) { scene async throws in
            let task = Task { try await scene.send(.get, path) }
            await scene.log.wait { $0.requests.count == 1 }
            task.cancel()
            let error = await #expect(throws: HTTPTransportError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            if form != .inMemory { await scene.log.wait { $0.connectionsClosed == 1 } }
        }
    }

    @Test("sends nothing from a cancelled task", arguments: Form.allCases)
    func cancelledBefore(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await scene.send(.get, "/echo")
            }
            let error = await #expect(throws: HTTPTransportError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(scene.log.events.requests.isEmpty)
        }
    }

    @Test("serves a hundred requests at once", arguments: Form.allCases)
    func concurrent(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        let body = Array("request \(index)".utf8)
                        return try await scene.send(.post, "/echo", body: body).body == body
                    }
                }
                for try await isSame in group { #expect(isSame) }
            }
            #expect(scene.log.events.requests.count == 100)
        }
    }

    @Test("fails what is under way, and all that follows, when shut down", arguments: Form.allCases)
    func shutdown(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            let task = Task { try await scene.send(.get, "/hold-head") }
            await scene.log.wait { $0.requests.count == 1 }
            await scene.transport.shutdown()
            let error = await #expect(throws: HTTPTransportError.self) { try await task.value }
            #expect(error?.code == .shutDown)
            #expect(try await scene.failure(.get, "/echo").code == .shutDown)
            await scene.transport.shutdown()
        }
    }

    @Test("keeps no cookies", arguments: Form.allCases)
    func cookies(_ form: Form) async throws {
        try await Scene.run(form) { scene async throws in
            #expect(try await scene.send(.get, "/cookie").headers["set-cookie"] == "a=b")
            _ = try await scene.send(.get, "/echo")
            #expect(scene.log.events.requests.last?.headers["Cookie"] == nil)
        }
    }
}
