import NIOCore
import NIOHTTP1
import NIOPosix
import Primitives

/// One connection that sends its transfers one after the other.
struct Sender {
    let port: Int
    let transfers: [Transfer]

    /// Milliseconds from each transfer's sending to its receipt.
    func run(until end: ContinuousClock.Instant, pace: Pace?) async throws -> [Double] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var answers = inbound.makeAsyncIterator()
            var latencies: [Double] = []
            latencies.reserveCapacity(transfers.count)
            for (index, transfer) in transfers.enumerated() {
                if let pace { try await pace.wait(for: index) }
                let start = ContinuousClock.now
                guard start < end else { break }
                try await Self.send(transfer.send, outbound)
                let sent = try await Self.answer(&answers)
                guard sent["result"]?.string == transfer.hash else {
                    throw LoadError("not accepted: \(sent)")
                }
                while true {
                    try await Self.send(transfer.fetch, outbound)
                    let receipt = try await Self.answer(&answers)
                    guard let result = receipt["result"] else { throw LoadError("no receipt: \(receipt)") }
                    if result.isNull { continue }
                    guard result["status"]?.string == "0x1" else { throw LoadError("failed: \(receipt)") }
                    break
                }
                latencies.append((ContinuousClock.now - start).inSeconds * 1000)
            }
            return latencies
        }
    }

    private static func send(
        _ body: [UInt8], _ outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    ) async throws {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/")
        head.headers = [
            "host": "localhost", "content-type": "application/json", "content-length": "\(body.count)",
        ]
        try await outbound.write(contentsOf: [
            .head(head), .body(.byteBuffer(ByteBuffer(bytes: body))), .end(nil),
        ])
    }

    @concurrent private static func answer(
        _ parts: inout NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    ) async throws -> JSON {
        var body: [UInt8] = []
        while let part = try await parts.next() {
            switch part {
            case .head(let head):
                guard head.status == .ok else { throw LoadError("HTTP \(head.status)") }
            case .body(let bytes): body += bytes.readableBytesView
            case .end: return try JSON(parsing: body)
            }
        }
        throw LoadError("the connection was closed")
    }
}

/// When each of a connection's transfers is due.
struct Pace: Sendable {
    let start: ContinuousClock.Instant
    let interval: Double
    let offset: Int
    let count: Int

    init(start: ContinuousClock.Instant, interval: Double, offset: Int, of count: Int) {
        self.start = start
        self.interval = interval
        self.offset = offset
        self.count = count
    }

    func wait(for index: Int) async throws {
        let due = start + .seconds(interval * (Double(index) + Double(offset) / Double(count)))
        if due > .now { try await Task.sleep(until: due, clock: .continuous) }
    }
}
