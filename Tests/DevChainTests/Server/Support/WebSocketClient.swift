import Primitives
import Testing

/// A frame of RFC 6455, as it goes over the wire.
struct WireFrame: Equatable, Sendable {
    var opcode: UInt8
    var payload: [UInt8]
    var isLast = true
    var reserved: UInt8 = 0
    var isMasked = true

    static func text(_ text: String, isLast: Bool = true) -> WireFrame {
        WireFrame(opcode: 1, payload: Array(text.utf8), isLast: isLast)
    }
    static func close(_ code: UInt16) -> WireFrame {
        WireFrame(opcode: 8, payload: [UInt8(code >> 8), UInt8(truncatingIfNeeded: code)])
    }

    var text: String { String(decoding: payload, as: UTF8.self) }
    var closeCode: Int? { opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }

    /// The bytes, masked by a fixed key if at all.
    var bytes: [UInt8] {
        let mask: UInt8 = isMasked ? 0x80 : 0
        var bytes = [(isLast ? 0x80 : 0) | reserved << 4 | opcode]
        switch payload.count {
        case ..<126: bytes.append(mask | UInt8(payload.count))
        case ..<65536: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(mask | 127)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard isMasked else { return bytes + payload }
        let key: [UInt8] = [0x37, 0xfa, 0x21, 0x3d]
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
    }
}

extension WireClient {
    static let handshake = """
        GET /any/path HTTP/1.1\r\nhost: localhost\r\nconnection: keep-alive, Upgrade\r\nupgrade: websocket\r
        sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n
        """

    /// Opens a WebSocket on a new connection.
    static func webSocket<Outcome: Sendable>(
        to port: Int, _ body: (WireClient) async throws -> Outcome
    ) async throws -> Outcome {
        try await connect(to: port) { client in
            try await client.send(handshake)
            let response = try #require(await client.response(hasBody: false))
            #expect(response.status == 101)
            // The key and its answer are the example of RFC 6455 section 1.3.
            #expect(response.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            return try await body(client)
        }
    }

    func send(_ frame: WireFrame) async throws { try await send(frame.bytes) }

    /// Takes the server's next frame; nil if it ends the connection without.
    func frame() async -> WireFrame? {
        let head = await take(2)
        guard head.count == 2 else { return nil }
        var length = Int(head[1] & 0x7f)
        if length > 125 {
            length = await take(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
        }
        let payload = await take(length)
        guard payload.count == length else { return nil }
        return WireFrame(
            opcode: head[0] & 0x0f, payload: payload, isLast: head[0] & 0x80 != 0,
            reserved: head[0] >> 4 & 7, isMasked: head[1] & 0x80 != 0)
    }

    /// Takes the server's next message as JSON.
    func message() async throws -> JSON {
        let frame = try #require(await frame())
        #expect(frame.opcode == 1 && frame.isLast && !frame.isMasked && frame.reserved == 0)
        return try JSON(parsing: frame.payload)
    }

    /// Calls a method and takes the next message.
    func call(_ method: String, _ params: JSON = [], id: Int = 1) async throws -> JSON {
        try await send(.text(WireClient.request(method, params, id: id)))
        return try await message()
    }

    static func request(_ method: String, _ params: JSON = [], id: Int = 1) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params.text)}"#
    }
}
