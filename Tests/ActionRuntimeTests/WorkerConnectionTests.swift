import ActionProtocol
import ActionRuntime
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

/// The host's end of a worker's socket, fed by hand with what a hostile worker may send.
@Suite struct WorkerConnectionTests {
    private static let limit = 1 << 16

    private final class Flags: Sendable {
        let isReady = Mutex(false)
        let hasEnded = Mutex(0)
        let log = Mutex<[UInt8]>([])
        let calls = Mutex(0)
    }

    private struct Fixture {
        let channel = EmbeddedChannel()
        let connection: WorkerConnection
        let flags = Flags()

        init() throws {
            connection = WorkerConnection(messageLimit: limit) { [flags] _ in
                flags.isReady.withLock { $0 = true }
            } ended: { [flags] in
                flags.hasEnded.withLock { $0 += 1 }
            }
            try channel.pipeline.syncOperations.addHandler(connection)
            try channel.connect(to: SocketAddress(unixDomainSocketPath: "/fake")).wait()
        }

        func receive(_ message: ActionMessage) throws { try receive(try message.encoded(limit: Int.max)) }

        func receive(_ bytes: [UInt8]) throws { try channel.writeInbound(ByteBuffer(bytes: bytes)) }

        func begin() throws -> RunLink {
            try receive(
                ActionMessage(.ready, content: WorkerReport(engine: "fake", confinement: [], missing: [])))
            let link = RunLink(logAllowance: 100) { [flags] text in
                flags.log.withLock { $0 += text }
            } call: { [flags] call, isAlone, _ in
                flags.calls.withLock { $0 += 1 }
                return isAlone && call.name == "prompt" ? [7, UInt8(truncatingIfNeeded: call.number)] : nil
            }
            connection.begin(link, message: [1, 2, 3], within: .seconds(5))
            return link
        }

        var calls: Int { flags.calls.withLock(\.self) }

        func written() throws -> [UInt8]? {
            try channel.readOutbound(as: ByteBuffer.self).map { Array($0.readableBytesView) }
        }

        var hasEnded: Bool { flags.hasEnded.withLock { $0 == 1 } }
    }

    private func violation(_ ending: RunEnding) -> String? {
        if case .violated(let reason) = ending { reason } else { nil }
    }

    @Test func `A run goes from its script to its outcome`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        #expect(fixture.flags.isReady.withLock { $0 })
        #expect(try fixture.channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: [1, 2, 3]))
        try fixture.receive(ActionMessage(.call, number: 1, name: "x"))
        try fixture.receive(ActionMessage(.log, bytes: [65]))
        fixture.connection.answer(1, of: link, [9])
        #expect(try fixture.channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: [9]))
        try fixture.receive(ActionMessage(.finished, content: RunOutcome(value: "v")))
        #expect(fixture.calls == 1)
        guard case .finished(let outcome) = await link.ending else {
            return #expect(Bool(false), "no outcome")
        }
        #expect(outcome.value == "v")
        #expect(fixture.flags.log.withLock { $0 } == [65])
        #expect(!fixture.hasEnded)
        // A late answer goes nowhere.
        fixture.connection.answer(1, of: link, [9])
        #expect(try fixture.channel.readOutbound(as: ByteBuffer.self) == nil)
    }

    @Test(arguments: [
        [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0], [11, 0, 0, 0] + [UInt8](repeating: 0, count: 11),
        [11, 0, 0, 0, 4, 1, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0],
        [1, 0, 1, 0],
    ])
    func `What cannot be read ends the worker and the run`(bytes: [UInt8]) async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        try fixture.receive(bytes)
        #expect(violation(await link.ending) != nil)
        #expect(fixture.hasEnded)
    }

    @Test(arguments: [
        ActionMessage.Kind.configure, .run, .reply, .failure, .ready, .fault, .finished,
    ])
    func `A message out of place ends the worker and the run`(kind: ActionMessage.Kind) async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        try fixture.receive(ActionMessage(kind, name: "because", json: Array("[]".utf8)))
        #expect(violation(await link.ending) != nil)
        #expect(fixture.hasEnded)
    }

    @Test func `A worker that speaks between runs is ended`() throws {
        let fixture = try Fixture()
        _ = try fixture.begin()
        try fixture.receive(ActionMessage(.finished, content: RunOutcome()))
        #expect(!fixture.hasEnded)
        try fixture.receive(ActionMessage(.log, bytes: [65]))
        #expect(fixture.hasEnded)
    }

    @Test func `A worker that goes on after its outcome is ended`() throws {
        let fixture = try Fixture()
        _ = try fixture.begin()
        let outcome = try ActionMessage(.finished, content: RunOutcome()).encoded(limit: Int.max)
        try fixture.receive(outcome + [1])
        #expect(fixture.hasEnded)
    }

    @Test func `A call's number is used once at a time`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        try fixture.receive(ActionMessage(.call, number: 4, name: "x"))
        fixture.connection.answer(4, of: link, [0])
        try fixture.receive(ActionMessage(.call, number: 4, name: "x"))
        #expect(!fixture.hasEnded)
        try fixture.receive(ActionMessage(.call, number: 4, name: "x"))
        #expect(violation(await link.ending)?.contains("twice") == true)
    }

    @Test func `A flood of log ends the worker`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        for _ in 0..<200 { try fixture.receive(ActionMessage(.log, bytes: [65])) }
        #expect(violation(await link.ending)?.contains("log") == true)
        #expect(fixture.flags.log.withLock { $0.count } <= 100)
    }

    @Test func `While many calls are unanswered nothing more is read`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        for number in 0..<400 { try fixture.receive(ActionMessage(.call, number: UInt32(number), name: "x")) }
        #expect(fixture.calls == 256)
        // Only answers let more through.
        for number in 0..<200 { fixture.connection.answer(UInt32(number), of: link, [0]) }
        try fixture.receive(ActionMessage(.finished, content: RunOutcome()))
        for number in 200..<400 { fixture.connection.answer(UInt32(number), of: link, [0]) }
        guard case .finished = await link.ending else { return #expect(Bool(false), "no outcome") }
        #expect(fixture.calls == 400)
    }

    @Test func `A call that can be answered at once is, unless another waits`() throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        #expect(try fixture.written() == [1, 2, 3])
        try fixture.receive(ActionMessage(.call, number: 1, name: "prompt"))
        #expect(try fixture.written() == [7, 1])
        try fixture.receive(ActionMessage(.call, number: 2, name: "slow"))
        try fixture.receive(ActionMessage(.call, number: 3, name: "prompt"))
        #expect(try fixture.written() == nil)
        fixture.connection.answer(2, of: link, [2])
        fixture.connection.answer(3, of: link, [3])
        #expect(try fixture.written() == [2])
        #expect(try fixture.written() == [3])
        // Answered, its number is free again.
        try fixture.receive(ActionMessage(.call, number: 1, name: "prompt"))
        #expect(try fixture.written() == [7, 1])
        #expect(!fixture.hasEnded)
    }

    @Test func `Prompt answers that nobody reads end the worker`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        try fixture.channel.pipeline.syncOperations.addHandler(Blockage(), position: .first)
        for number in 0..<70_000 where !fixture.hasEnded {
            try fixture.receive(ActionMessage(.call, number: UInt32(number), name: "prompt"))
        }
        #expect(violation(await link.ending)?.contains("answers") == true)
    }

    @Test func `Bytes of unanswered calls are bounded too`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        let big = [UInt8](repeating: 1, count: 30_000)
        for number in 0..<20 {
            try fixture.receive(ActionMessage(.call, number: UInt32(number), name: "x", bytes: big))
        }
        fixture.connection.cancel(link)
        _ = await link.ending
        #expect(fixture.calls <= 3)
    }

    @Test func `Answers that nobody reads end the worker`() async throws {
        // An embedded channel writes at once, so that the bytes are counted on a channel that holds them.
        let fixture = try Fixture()
        let link = try fixture.begin()
        try fixture.channel.pipeline.syncOperations.addHandler(Blockage(), position: .first)
        for number in 0..<10 {
            try fixture.receive(ActionMessage(.call, number: UInt32(number), name: "x"))
            fixture.connection.answer(UInt32(number), of: link, [UInt8](repeating: 0, count: 30_000))
        }
        #expect(violation(await link.ending)?.contains("answers") == true)
    }

    @Test func `The run is over when its time is, and the worker with it`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        fixture.channel.embeddedEventLoop.advanceTime(by: .milliseconds(4_999))
        #expect(!fixture.hasEnded)
        fixture.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        guard case .timedOut = await link.ending else { return #expect(Bool(false), "no time-out") }
        #expect(fixture.hasEnded)
    }

    @Test func `A worker that dies ends its run, one that was gone before never began it`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        fixture.channel.pipeline.fireChannelInactive()
        guard case .died = await link.ending else { return #expect(Bool(false), "not died") }
        let late = RunLink(logAllowance: 1, log: { _ in }, call: { _, _, _ in nil })
        fixture.connection.begin(late, message: [], within: .seconds(1))
        guard case .unreached = await late.ending else {
            return #expect(Bool(false), "not unreached")
        }
    }

    @Test func `Cancelling ends the worker, and only for its own run`() async throws {
        let fixture = try Fixture()
        let link = try fixture.begin()
        fixture.connection.cancel(RunLink(logAllowance: 1, log: { _ in }, call: { _, _, _ in nil }))
        #expect(!fixture.hasEnded)
        fixture.connection.cancel(link)
        guard case .cancelled = await link.ending else {
            return #expect(Bool(false), "not cancelled")
        }
        #expect(fixture.hasEnded)
    }
}

/// Keeps what is written.
private final class Blockage: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private var held: [EventLoopPromise<Void>] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if let promise { held.append(promise) }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        for promise in held { promise.fail(ChannelError.ioOnClosedChannel) }
        held = []
        context.close(mode: mode, promise: promise)
    }
}
