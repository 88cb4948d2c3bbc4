package import NIOCore
package import NIOHTTP1
internal import Primitives

/// A request, its body complete.
package struct HTTPCall: Sendable {
    package let head: HTTPRequestHead
    package let body: ByteBuffer
}

/// What goes back over a connection. The number says to which of its requests, so that what comes too late goes nowhere.
enum ReplyPart: Sendable {
    /// All at once.
    case whole(UInt64, WholeReply)
    /// The beginning of lines.
    case begin(UInt64, requestID: String)
    /// A line.
    case line(UInt64, [UInt8])
    /// After the last line.
    case end(UInt64)
}

/// An answer that is complete.
package struct WholeReply: Sendable {
    package var status: Int
    /// Nil for none.
    package var body: [UInt8]?
    package var requestID: String
    /// For 405.
    package var allowed: [String] = []

    package init(status: Int, body: [UInt8]?, requestID: String) {
        self.status = status
        self.body = body
        self.requestID = requestID
    }

    package init(_ failure: Failure, requestID: String) {
        let json: JSON = ["error": failure.json(requestID: requestID)]
        self.init(status: failure.status, body: json.utf8, requestID: requestID)
    }
}

/// The way back to whoever has sent a request.
package struct Responder: Sendable {
    let channel: any Channel
    let number: UInt64

    /// Answers with all there is; `onWritten` is called when the system has it, or the caller is gone.
    func reply(_ reply: WholeReply, onWritten: @escaping @Sendable () -> Void) {
        channel.writeAndFlush(ReplyPart.whole(number, reply)).whenComplete { _ in onWritten() }
    }

    /// Throws if the caller is gone.
    func send(_ part: ReplyPart) async throws { try await channel.writeAndFlush(part).get() }
}

/// What is done with requests; knows nothing of connections.
package protocol CallService: Sendable {
    /// What a request's header is worth.
    ///
    /// - Parameter port: where it came in; nil on a Unix socket.
    func admit(_ head: HTTPRequestHead, port: Int?) -> Admission

    /// Answers a request that was admitted.
    func answer(_ call: HTTPCall, _ ticket: CallTicket, through responder: Responder) async

    /// The answer to a request whose time is over.
    func late(_ ticket: CallTicket) -> WholeReply
}

/// Whether a request goes on.
package enum Admission: Sendable {
    case admitted(CallTicket)
    case refused(WholeReply)
}
