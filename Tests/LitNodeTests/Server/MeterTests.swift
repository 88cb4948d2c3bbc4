import ActionRuntime
import Ethereum
import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import Synchronization
import Testing

/// What nobody pays for is bounded, by source and by key.
@Suite struct MeterTests {
    private static let start = ContinuousClock.now

    /// A clock that a test moves.
    private final class TestClock: Sendable {
        private let passed = Mutex(Duration.zero)

        var now: ContinuousClock.Instant { MeterTests.start + passed.withLock { $0 } }
        func advance(by duration: Duration) { passed.withLock { $0 += duration } }
    }

    @Test func `A bucket gives as many as it holds, and then one after each interval`() {
        let rate = MeterRate(perMinute: 6)
        var now = Self.start
        var bucket = TokenBucket(now: now)
        func take() -> Bool { bucket.take(at: rate, now: now) }
        for _ in 0..<6 { #expect(take()) }
        for _ in 0..<3 { #expect(!take()) }
        now += .seconds(10) - .nanoseconds(1)
        #expect(!take())
        now += .nanoseconds(1)
        #expect(take())
        #expect(!take())
        // However long nobody asks, there are never more than it holds.
        now += .seconds(86_400)
        for _ in 0..<6 { #expect(take()) }
        #expect(!take())
    }

    @Test func `In an hour nobody gets more than the rate and one bucket`() {
        let rate = MeterRate(perMinute: 60)
        var generator = SystemRandomNumberGenerator()
        var now = Self.start
        var bucket = TokenBucket(now: now)
        var taken = 0
        while now < Self.start + .seconds(3_600) {
            if bucket.take(at: rate, now: now) { taken += 1 }
            now += .milliseconds(Int.random(in: 0...400, using: &generator))
        }
        #expect(taken <= 3_600 + 60)
        #expect(taken >= 3_600)
    }

    @Test func `Keys have buckets of their own, and no more are remembered than may be`() {
        var table = BucketTable<Int>(rate: MeterRate(perMinute: 1), limit: 100)
        func take(_ key: Int) -> Bool { table.take(key, now: Self.start) }
        for key in 0..<10 {
            #expect(take(key))
            #expect(!take(key))
        }
        for key in 1_000..<100_000 {
            _ = take(key)
            // Who keeps asking is not forgotten, however many others come.
            #expect(!take(0))
            #expect(table.count <= 100)
        }
    }

    @Test(
        arguments: [
            ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false),
            ("::ffff:10.0.0.1", "10.0.0.1", true), ("2001:db8::1", "2001:db8::2:0:0:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false), ("::1", "127.0.0.1", false),
        ])
    func `A source is an address, or a customer's part of one`(one: String, other: String, isSame: Bool)
        throws
    {
        let first = SourceAddress(try #require(IPAddress(one)))
        let second = SourceAddress(try #require(IPAddress(other)))
        #expect((first == second) == isSame)
    }

    @Test(
        arguments: [
            // Anybody may write the header: only a proxy is believed, and only about whom it saw itself.
            ("9.9.9.9", ["1.1.1.1"], "9.9.9.9"), ("10.0.0.1", ["1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1", ["6.6.6.6, 1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1", ["6.6.6.6", "1.1.1.1, 10.0.0.2"], "1.1.1.1"),
            ("10.0.0.1", [], "10.0.0.1"), ("10.0.0.1", ["nonsense"], "10.0.0.1"),
        ])
    func `Only proxies are believed about where a request comes from`(
        peer: String, forwarded: [String], expected: String
    ) throws {
        let proxies = [try #require(AddressRange("10.0.0.0/8"))]
        let source = SourceAddress(
            peer: try #require(IPAddress(peer)), forwarded: forwarded, proxies: proxies)
        #expect(source == SourceAddress(try #require(IPAddress(expected))))
    }

    /// Bodies of good requests that nobody pays for.
    private static func requests() throws -> [(path: String, body: JSON, status: Int)] {
        let session = try NodeRecordings.exchange("07-getPkpSessionSigs")
        let claim = try NodeRecordings.exchange("20-claimKeyId")
        return [
            ("/web/sign_session_key/v1", try JSON(parsing: session.bodyText), 200),
            (claim.path, try JSON(parsing: claim.bodyText), 202),
        ]
    }

    @Test func `Who asks too often for session keys and claims is told to wait (defect 8)`() async throws {
        for (path, body, status) in try Self.requests() {
            let clock = TestClock()
            var options = ServerStage.Options()
            options.perSource = 3
            options.meterClock = { clock.now }
            try await ServerStage.run(options) { stage in
                for _ in 0..<3 { #expect(try await stage.post(path, body).status == status) }
                let refused = try await stage.post(path, body)
                #expect(refused.status == 429)
                #expect(refused.code == "NodeConcurrencyOverload")
                #expect(refused.response.headers["retry-after"] != nil)
                // Requests that are no good count too: they cost as much.
                clock.advance(by: .seconds(20))
                #expect(try await stage.post(path, ["x": 1]).status == 422)
                #expect(try await stage.post(path, body).status == 429)
                clock.advance(by: .seconds(20))
                #expect(try await stage.post(path, body).status == status)
                // What is paid for, or costs nothing, goes on.
                #expect(try await stage.post("/web/handshake", ["clientPublicKey": "test"]).status == 200)
                let session = try SessionPlan().authSig()
                #expect(try await stage.post("/web/pkp/sign/v1", try GoodBody.pkpSign(session)).status == 200)
            }
        }
    }

    @Test func `One key is signed for as often as it may, wherever the requests come from (defect 8)`()
        async throws
    {
        var options = ServerStage.Options()
        options.perPKP = 2
        options.limits.proxies = [try #require(AddressRange("127.0.0.0/8"))]
        options.perSource = 1
        for (path, body, status) in try Self.requests() {
            try await ServerStage.run(options) { stage in
                var statuses: [Int] = []
                for number in 1...4 {
                    var headers = ServerStage.headers
                    headers["X-Forwarded-For"] = "1.2.3.\(number)"
                    statuses.append(try await stage.ask(.post, path, body.text, headers: headers).status)
                }
                #expect(statuses == [status, status, 429, 429])
            }
        }
    }

    @Test func `Nobody uses up another's key without leave (defect 8)`() async throws {
        var options = ServerStage.Options()
        options.perPKP = 2
        let (path, body, status) = try #require(try Self.requests().first)
        try await ServerStage.run(options) { stage in
            stage.gatekeeper.rules.withLock { $0.permits = false }
            for _ in 0..<5 {
                let refused = try await stage.post(path, body)
                #expect(refused.status == 401)
            }
            stage.gatekeeper.rules.withLock { $0.permits = true }
            let answer = try await stage.post(path, body)
            #expect(answer.status == status)
        }
    }

    @Test func `What is usual is more than a client needs, and zero is no bound (defect 8)`() async throws {
        let usual = NodeConfiguration.Requests()
        #expect(usual.perSource >= 1_000)
        #expect(usual.perPKP >= 100)
        let (path, body, status) = try #require(try Self.requests().last)
        try await ServerStage.run { stage in
            for _ in 0..<50 {
                let answer = try await stage.post(path, body)
                #expect(answer.status == status)
            }
        }
    }
}
