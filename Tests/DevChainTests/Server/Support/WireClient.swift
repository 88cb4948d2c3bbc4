import NIOCore
import NIOPosix

/// A TCP connection to a server, byte by byte.
final class WireClient {
    private let channel: any Channel
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received: [UInt8] = []

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
        while received.count < count, await receive() {}
        let taken = Array(received.prefix(count))
        received.removeFirst(taken.count)
        return taken
    }

    /// Takes all that comes until the server ends the connection, by whatever means.
    func takeRest() async -> [UInt8] {
        while await receive() {}
        defer { received = [] }
        return received
    }

    private func receive() async -> Bool {
        guard let part = try? await inbound.next(isolation: #isolation) else { return false }
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
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            let next = await take(1)
            if next.isEmpty { return nil }
            head += next
        }
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
