import NIOCore
import NIOPosix
import Primitives

/// A request whose every byte a test decides, over a connection of its own.
struct RawCall: Sendable {
    var status: Int
    var body: String

    /// - Parameters:
    ///   - host: the address to connect to.
    ///   - headers: lines; `Connection: close` and the body's length are added.
    ///   - chunked: a body in parts, with their lengths.
    static func post(
        _ path: String, to port: Int, at host: String = "127.0.0.1", headers: [String], body: String = "",
        chunked: String = "", method: String = "POST"
    ) async throws -> RawCall {
        var lines = ["\(method) \(path) HTTP/1.1", "Connection: close"] + headers
        if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + body + chunked
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let answer = try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var all = ByteBuffer()
            for try await part in inbound { all.writeImmutableBuffer(part) }
            return String(buffer: all)
        }
        let status = answer.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let body = answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
        return RawCall(status: status, body: body)
    }
}
