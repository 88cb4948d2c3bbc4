import Lit
import LitProtocol
import Synchronization
import Testing

@Suite struct LitClientTests {
    @Test func `The network is described as it is now`() async throws {
        let test = try TestClient()
        #expect("\(test.lit.network)" == "test: 3 nodes, threshold 2, epoch 1, chain 31337")
        var changes = test.lit.networkChanges.makeAsyncIterator()
        test.driver.advance(to: 2)
        #expect(test.lit.network.epoch == 2)
        #expect(await changes.next()?.epoch == 2)
    }

    @Test func `Disconnecting ends streams and calls, once, and keeps what was known`() async throws {
        let test = try TestClient()
        let session = try await test.session(.sign(), .executeActions())
        test.driver.advance(to: 5)
        let changes = test.lit.networkChanges
        await test.lit.disconnect()
        await test.lit.disconnect()
        #expect(test.driver.state.withLock(\.disconnections) == 1)
        #expect(test.lit.network.epoch == 5)
        #expect(!test.lit.isConnected)
        for await _ in changes { Issue.record("nothing changes any more") }
        let digest = PersonalMessage.hash("x")
        let calls: [(String, () async throws -> Void)] = [
            ("sign", { _ = try await test.lit.sign(digest, with: test.pkp, session: session) }),
            ("execute", { _ = try await test.lit.execute("1", session: session) }),
            ("claim", { _ = try await test.lit.claim(.custom(type: 1, accessToken: "x")) }),
            ("latestBlockhash", { _ = try await test.lit.latestBlockhash() }),
            ("session", { _ = try await test.session(.sign()) }),
        ]
        for (operation, call) in calls {
            let error = await #expect(throws: LitError.self) { try await call() }
            #expect(error?.code == .disconnected)
            #expect(error?.context.operation == operation)
            #expect(error?.hint?.contains("Connect again") == true)
        }
    }

    @Test func `Each call has an id of its own, a deadline and a logger`() async throws {
        var configuration = LitClient.Configuration()
        configuration.requestTimeout = .seconds(7)
        let test = try TestClient(configuration: configuration)
        let start = ContinuousClock.now
        _ = try await test.lit.latestBlockhash()
        _ = try await test.lit.latestBlockhash(timeout: .seconds(1))
        let contexts = test.driver.state.withLock(\.contexts)
        #expect(contexts.count == 2)
        #expect(contexts[0].requestID != contexts[1].requestID)
        #expect(contexts[0].deadline >= start + .seconds(7))
        #expect(contexts[1].deadline < start + .seconds(7))
        #expect(contexts.allSatisfy { $0.operation == "latestBlockhash" })
    }

    @Test func `A digest is signed by the PKP's key, asking for that PKP alone`() async throws {
        let test = try TestClient()
        let session = try await test.session(.sign(with: test.pkp), .executeActions())
        let digest = PersonalMessage.hash("hello")
        let signature = try await test.lit.sign(digest, with: test.pkp, session: session)
        #expect(try Address(signature.recover(digest)) == test.pkp.address)
        let bytes = try await test.lit.sign(digest.bytes, with: test.pkp, session: session)
        #expect(bytes == signature)
    }

    @Test(arguments: [0, 20, 31, 33, 65])
    func `What is not 32 bytes long is refused with how to hash it`(_ count: Int) async throws {
        let test = try TestClient()
        let session = try await test.session(.sign())
        let error = await #expect(throws: LitError.self) {
            try await test.lit.sign([UInt8](repeating: 1, count: count), with: test.pkp, session: session)
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message == "A digest of 32 bytes is signed, and these are \(count) bytes.")
        #expect(error?.hint?.contains("PersonalMessage.hash(text)") == true)
        #expect(test.driver.state.withLock(\.requests).isEmpty)
    }

    @Test func `Code goes to the nodes with its parameters and its strategy`() async throws {
        let test = try TestClient()
        let session = try await test.session(.executeActions())
        test.driver.state.withLock { $0.outcome.response = "done" }
        let result = try await test.lit.execute(
            "go()", parameters: ["a": 1], session: session, strategy: .leastCommon, onSingleNode: true)
        #expect(result.response == "done")
        let order = try #require(test.driver.state.withLock(\.orders).first)
        #expect(order.source == .code("go()"))
        #expect(order.parameters["a"] == 1)
        #expect(order.onSingleNode)
        guard case .leastCommon = order.strategy else {
            Issue.record("another strategy: \(order.strategy)")
            return
        }
    }

    @Test func `A session for one action runs its code and its CID, and nothing else`() async throws {
        let test = try TestClient()
        let cid = CID.ofFile(content: Array("go()".utf8))
        let session = try await test.session(.executeAction(cid))
        _ = try await test.lit.execute("go()", session: session)
        _ = try await test.lit.execute(cid: cid, session: session)
        _ = try await test.lit.execute(cid: cid.asVersion1, session: session)
        let other = await #expect(throws: LitError.self) {
            try await test.lit.execute("stop()", session: session)
        }
        #expect(other?.code == .sessionLacksPermission)
        #expect(test.driver.state.withLock(\.orders).count == 3)
    }

    @Test(arguments: [
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
        "ipfs://QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
        "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
    ])
    func `A CID where code belongs is refused with the cure`(_ text: String) async throws {
        let test = try TestClient()
        let session = try await test.session(.executeActions())
        let error = await #expect(throws: LitError.self) {
            try await test.lit.execute(text, session: session)
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.hint == "Run what is stored under it with execute(cid:).")
        #expect(test.driver.state.withLock(\.orders).isEmpty)
    }

    @Test func `Numbers that JavaScript would round never leave`() async throws {
        let test = try TestClient()
        let session = try await test.session(.executeActions())
        let error = await #expect(throws: LitError.self) {
            try await test.lit.execute("1", parameters: ["wei": .number(UInt64.max)], session: session)
        }
        #expect(error?.code == .invalidArgument)
        #expect(test.driver.state.withLock(\.orders).isEmpty)
    }

    @Test func `What nodes refuse comes through as it is`() async throws {
        let test = try TestClient()
        let session = try await test.session(.executeActions())
        let refusal = LitError(
            .notAuthorized, "no", reports: [.init(node: "http://a", status: 401, message: "no")])
        test.driver.state.withLock { $0.failure = refusal }
        let error = await #expect(throws: LitError.self) { try await test.lit.execute("1", session: session) }
        #expect(error == refusal)
    }

    @Test func `A cancelled task asks nothing`() async throws {
        let test = try TestClient()
        let session = try await test.session(.executeActions())
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await test.lit.execute("1", session: session)
        }
        let error = await #expect(throws: LitError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(test.driver.state.withLock(\.orders).isEmpty)
    }
}
