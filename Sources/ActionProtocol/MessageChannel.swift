#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A blocking descriptor over which messages go: the worker's side, and drivers of tests.
///
/// It is not closed here. One thread at a time.
public final class MessageChannel {
    private let descriptor: Int32
    private var decoder: ActionMessageDecoder
    /// How many bytes a message may have in either direction, without the length in front.
    public let limit: Int

    public init(descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
        decoder = ActionMessageDecoder(limit: limit)
    }

    /// Sends one message, waiting until the peer has room for it.
    public func send(_ message: ActionMessage) throws(ActionMessageError) {
        try write(try message.encoded(limit: limit))
    }

    /// Sends bytes that ``ActionMessage/encoded(limit:)`` has made.
    public func write(_ bytes: [UInt8]) throws(ActionMessageError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { writeSome(descriptor, $0) }
            if count > 0 {
                sent += count
            } else if errno != EINTR {
                throw failure("write")
            }
        }
    }

    /// Waits for the next message.
    public func receive() throws(ActionMessageError) -> ActionMessage {
        while true {
            if let message = try decoder.next() { return message }
            var reached = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                reached = readSome(descriptor, UnsafeMutableRawBufferPointer(buffer))
                count = max(reached, 0)
            }
            if reached == 0 {
                throw ActionMessageError(.closed, "\(decoder.pending) bytes of a message have come")
            }
            if reached < 0, errno != EINTR { throw failure("read") }
            decoder.append(bytes)
        }
    }

    /// The next message if it comes, or the peer's end does, within so many milliseconds.
    public func receive(within milliseconds: Int32) throws(ActionMessageError) -> ActionMessage? {
        if let message = try decoder.next() { return message }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return nil }
        return try receive()
    }

    private func failure(_ call: String) -> ActionMessageError {
        let number = errno
        if number == EPIPE || number == ECONNRESET {
            return ActionMessageError(.closed, "\(call): error \(number)")
        }
        return ActionMessageError(.system, "\(call): error \(number)")
    }
}

private func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

// SIGPIPE would end the process before the error could be read.
private func writeSome(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if os(Linux)
        send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    #else
        write(descriptor, buffer.baseAddress, buffer.count)
    #endif
}
