import EthereumRPC
import KeyService
import LitContracts
import LitNode
import PeerTransport
import Primitives
import Testing

/// Why a node is not ready, in the order in which it becomes so, and what is logged of that.
@Suite struct ReadinessTests {
    private static let now = ContinuousClock.now

    private static func network(hasKeys: Bool) throws -> NetworkState {
        try #require(try RecordedNetwork(hasKeys: hasKeys).state)
    }

    private static func ready() throws -> Readiness {
        var readiness = Readiness()
        readiness.network = try network(hasKeys: true)
        var epoch = EpochStatus()
        epoch.serving = KeyEpoch(number: 5, members: [], threshold: 2)
        readiness.epoch = epoch
        readiness.keys = .init(hasShares: true, reachable: 1, canSign: true)
        return readiness
    }

    @Test func `Nothing is missing where everything is there`() throws {
        #expect(try Self.ready().reason(now: Self.now) == nil)
    }

    @Test func `What is missing is named, with what failed`() throws {
        func expect(_ beginning: String, _ change: (inout Readiness) throws -> Void) throws {
            var readiness = try Self.ready()
            try change(&readiness)
            let reason = try #require(readiness.reason(now: Self.now))
            #expect(reason.hasPrefix(beginning), "\(reason)")
        }
        try expect("chain: it has not been read yet") { $0.network = nil }
        try expect("chain: it has not been read yet (connection refused)") {
            $0.network = nil
            $0.health.lastError = "connection refused"
        }
        try expect("chain: it cannot be read (no route)") {
            $0.health.failingSince = Self.now - .seconds(31)
            $0.health.lastError = "no route"
        }
        try expect("keys: the node is starting") { $0.keys = nil }
        try expect("keys: the node is starting") { $0.epoch = nil }
        try expect("keys: the network has no root keys yet; this node votes; last failure: gas") {
            $0.network = try Self.network(hasKeys: false)
            $0.epoch?.doing = "votes"
            $0.epoch?.lastError = "gas"
        }
        try expect("keys: this node does not serve yet, and waits") {
            $0.epoch?.serving = nil
            $0.epoch?.doing = "waits"
        }
        try expect("keys: this node does not serve yet") { $0.keys?.hasShares = false }
        try expect("peers: 0 of the 1 needed are connected") { $0.keys?.reachable = 0 }
        try expect("keys: the first triples") { $0.keys?.canSign = false }
    }

    @Test func `A chain that is away for a moment is no reason`() throws {
        var readiness = try Self.ready()
        readiness.health.failingSince = Self.now - .seconds(29)
        #expect(readiness.reason(now: Self.now) == nil)
    }

    @Test func `Of many changes in a second the log has one, and at the end how things stand`() {
        var log = ReadinessLog()
        var now = Self.now
        func take(_ reason: String?, after pause: Duration = .zero) -> ReadinessLog.Line? {
            now += pause
            return log.take(reason, now: now)
        }
        #expect(take("a") == .info("Not ready yet: a"))
        #expect(take("a") == nil)
        now += .milliseconds(100)
        #expect(take("b") == .debug("Not ready yet: b"))
        #expect(take("b") == nil)
        now += .milliseconds(100)
        #expect(take("c") == .debug("Not ready yet: c"))
        now += .milliseconds(800)
        #expect(take("c") == .info("Not ready yet: c"))
        now += .seconds(60)
        #expect(take("c") == nil)
        #expect(take("d") == .info("Not ready yet: d"))
        // Ready is told at once.
        #expect(take(nil) == .info("Ready"))
        #expect(take(nil, after: .seconds(5)) == nil)
        #expect(take("e", after: .seconds(1)) == .info("Not ready any more: e"))
        #expect(take(nil) == .info("Ready"))
    }

    @Test func `Reasons that take turns are a line a second`() {
        var log = ReadinessLog()
        var lines = 0
        for step in 0..<1_000 {
            let line = log.take("\(step % 2)", now: Self.now + .milliseconds(20 * step))
            if case .info? = line { lines += 1 }
        }
        #expect((19...21).contains(lines))
    }
}
