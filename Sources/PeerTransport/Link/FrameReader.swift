package import NIOCore

/// Puts frames together from whatever pieces arrive.
///
/// Memory grows with what has arrived, never with what a length promises; a length beyond the limit is refused as soon
/// as its four bytes are there.
package struct FrameReader: Sendable {
    /// How many bytes may follow a length: little until the peer is known.
    package var limit: Int
    private var buffer = ByteBuffer()

    /// Capacity beyond which memory is given back when all is read.
    private static let keptCapacity = 64 << 10

    package init(limit: Int) { self.limit = limit }

    /// How many bytes wait for the rest of their frame.
    package var buffered: Int { buffer.readableBytes }

    package mutating func append(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next whole frame; nil until more bytes come.
    package mutating func next() throws(PeerLinkError) -> (sequence: UInt64, frame: Frame)? {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else {
            release()
            return nil
        }
        guard length >= Frame.headerSize else {
            throw PeerLinkError(.malformed, "a frame of \(length) bytes is too short to be one")
        }
        guard length <= limit else {
            throw PeerLinkError(.oversize, "a frame of \(length) bytes exceeds the limit of \(limit)")
        }
        guard buffer.readableBytes - 4 >= Int(length) else {
            // What was read stays no longer than the frame that it came with.
            if buffer.readerIndex > Self.keptCapacity { buffer.discardReadBytes() }
            return nil
        }
        buffer.moveReaderIndex(forwardBy: 4)
        guard var content = buffer.readSlice(length: Int(length)) else { return nil }
        return try Frame.read(&content)
    }

    private mutating func release() {
        guard buffer.readableBytes == 0 else { return }
        if buffer.capacity > Self.keptCapacity { buffer = ByteBuffer() } else { buffer.clear() }
    }
}
