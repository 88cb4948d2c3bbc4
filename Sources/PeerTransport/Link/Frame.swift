package import NIOCore
package import Primitives

/// What goes over a connection: four bytes that count what follows, eight that number the frame, one for its kind, and
/// the content. Numbers are big-endian.
package enum Frame: Hashable, Sendable {
    /// The first of each side.
    case hello(Hello)
    /// The dialer's answer to the acceptor's hello, with its nonce.
    case ready(answering: Bytes32)
    /// For a part of the node: one byte for which, thirty-two for the session, and the body.
    case message(PeerMessage)
    /// To be answered with the same number.
    case ping(UInt64)
    case pong(UInt64)
    /// The last: why the connection is closed. Codes of later versions read as nil.
    case goodbye(PeerLinkError.Code?)

    /// The number and the kind.
    package static let headerSize = 9
    /// What stands before a message's body.
    package static let messageHeaderSize = 33

    private enum Kind: UInt8 {
        case hello, ready, message, ping, pong, goodbye
    }

    private var kind: Kind {
        switch self {
        case .hello: .hello
        case .ready: .ready
        case .message: .message
        case .ping: .ping
        case .pong: .pong
        case .goodbye: .goodbye
        }
    }

    private var contentSize: Int {
        switch self {
        case .hello: Hello.size
        case .ready: 32
        case .message(let message): Self.messageHeaderSize + message.body.count
        case .ping, .pong: 8
        case .goodbye: 1
        }
    }

    /// Appends the frame. Whoever sends messages checks their size before.
    package func write(to buffer: inout ByteBuffer, sequence: UInt64) {
        buffer.reserveCapacity(minimumWritableBytes: 4 + Self.headerSize + contentSize)
        buffer.writeInteger(UInt32(clamping: Self.headerSize + contentSize))
        buffer.writeInteger(sequence)
        buffer.writeInteger(kind.rawValue)
        switch self {
        case .hello(let hello): hello.write(to: &buffer)
        case .ready(let nonce): buffer.writeBytes(nonce.bytes)
        case .message(let message):
            buffer.writeInteger(message.service.rawValue)
            let words = message.session.words
            buffer.writeMultipleIntegers(words.0, words.1, words.2, words.3)
            buffer.writeBytes(message.body)
        case .ping(let number), .pong(let number): buffer.writeInteger(number)
        case .goodbye(let code): buffer.writeInteger(code?.rawValue ?? 0)
        }
    }

    /// From all bytes after the length.
    package static func read(_ buffer: inout ByteBuffer) throws(PeerLinkError) -> (
        sequence: UInt64, frame: Frame
    ) {
        guard let sequence = buffer.readInteger(as: UInt64.self), let raw = buffer.readInteger(as: UInt8.self)
        else { throw PeerLinkError(.malformed, "a frame ends before its kind") }
        guard let kind = Kind(rawValue: raw) else {
            throw PeerLinkError(.malformed, "frame \(sequence) has the unknown kind \(raw)")
        }
        let frame: Frame? =
            switch kind {
            case .hello: .hello(try Hello(reading: &buffer))
            case .ready: buffer.readBytes(length: 32).flatMap { Bytes32($0) }.map { .ready(answering: $0) }
            case .message: readMessage(&buffer).map { .message($0) }
            case .ping: buffer.readInteger().map { .ping($0) }
            case .pong: buffer.readInteger().map { .pong($0) }
            case .goodbye: buffer.readInteger().map { .goodbye(PeerLinkError.Code(rawValue: $0)) }
            }
        guard let frame, buffer.readableBytes == 0 else {
            throw PeerLinkError(.malformed, "frame \(sequence) (\(kind)) has the wrong length")
        }
        return (sequence, frame)
    }

    private static func readMessage(_ buffer: inout ByteBuffer) -> PeerMessage? {
        guard let service = buffer.readInteger(as: UInt8.self),
            let (w0, w1, w2, w3) = buffer.readMultipleIntegers(
                as: (UInt64, UInt64, UInt64, UInt64).self),
            let body = buffer.readBytes(length: buffer.readableBytes)
        else { return nil }
        return PeerMessage(
            service: PeerService(rawValue: service), session: Bytes32(words: w0, w1, w2, w3), body: body)
    }
}
