import NIOCore
import NIOPosix

/// A TCP connection to a server, byte by byte.
final class WireClient {
    private let channel: any Channel
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received: [UInt8] = []
    /// How much of `received` has been taken.
    private var taken = 0

    private init(
        channel: any Channel, inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.channel = channel
        self.inbound = inbound
        self.outbound = outbound
    }

    static func connect<Outcome: Sendable>(
        to port: Int, _ body: (WireClient) async throws -> Outcome
    ) async throws -> Outcome {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init())
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let client = WireClient(
                channel: channel.channel, inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(client)
        }
    }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }
    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Says that no more will be sent, as `shutdown(SHUT_WR)` does.
    func closeOutput() async throws { try await channel.close(mode: .output).get() }

    /// Takes `count` bytes; fewer if the server ends the connection first.
    func take(_ count: Int) async -> [UInt8] {
        while received.count - taken < count, await receive() {}
        let part = Array(received[taken...].prefix(count))
        taken += part.count
        return part
    }

    /// Takes all to the end of the next empty line; nil if the server ends the connection first.
    func takeHead() async -> [UInt8]? {
        var end = taken
        while true {
            while end < received.count {
                end += 1
                if end - taken >= 4, received[(end - 4)..<end].elementsEqual("\r\n\r\n".utf8) {
                    return await take(end - taken)
                }
            }
            let behind = end - taken
            guard await receive() else { return nil }
            end = taken + behind
        }
    }

    /// Takes all that comes until the server ends the connection, by whatever means.
    func takeRest() async -> [UInt8] {
        while await receive() {}
        defer { (received, taken) = ([], 0) }
        return Array(received[taken...])
    }

    /// As ``takeRest()``; nil if the server has not ended the connection by then.
    func takeRest(withinSeconds limit: Int64) async -> [UInt8]? {
        let ending = channel.eventLoop.scheduleTask(in: .seconds(limit)) { [channel] in
            channel.close(promise: nil)
        }
        let rest = await takeRest()
        // Whether it came to run: one that is cancelled in time fails.
        ending.cancel()
        do {
            _ = try await ending.futureResult.get()
            return nil
        } catch {
            return rest
        }
    }

    private func receive() async -> Bool {
        guard let part = try? await inbound.next(isolation: #isolation) else { return false }
        if taken > 0 {
            received.removeFirst(taken)
            taken = 0
        }
        received += part.readableBytesView
        return true
    }
}

/// An answer of HTTP.
struct WireResponse: Equatable, Sendable {
    var status: Int
    var headers: [String: String]
    var body: String
}

extension WireClient {
    /// Takes one answer whose length is told; nil if the server ends the connection without.
    func response(hasBody: Bool = true) async -> WireResponse? {
        guard let head = await takeHead() else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        var response = WireResponse(status: status, headers: [:], body: "")
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            response.headers[line[..<colon].lowercased()] = String(value)
        }
        if hasBody, let length = response.headers["content-length"].flatMap({ Int($0) }) {
            response.body = String(decoding: await take(length), as: UTF8.self)
        }
        return response
    }

    /// Sends one request and takes its answer.
    func request(
        _ body: String, method: String = "POST", path: String = "/", headers: [String] = []
    ) async throws -> WireResponse? {
        let fields = ["host: localhost", "content-length: \(body.utf8.count)"] + headers
        try await send("\(method) \(path) HTTP/1.1\r\n\(fields.joined(separator: "\r\n"))\r\n\r\n\(body)")
        return await response(hasBody: method != "HEAD")
    }
}
