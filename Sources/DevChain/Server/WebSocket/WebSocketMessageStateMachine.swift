import NIOCore
import NIOWebSocket

/// Puts frames together to messages, by the rules of RFC 6455 for what a server receives.
///
/// Binary messages are taken as text, as go-ethereum does; whether they are UTF-8, the parser of JSON says.
struct WebSocketMessageStateMachine {
    /// What a frame leads to.
    enum Action: Equatable {
        case none
        case message(ByteBuffer)
        case pong(ByteBuffer)
        /// The client closes: reply with this code, if it gave one, and close.
        case replyClose(WebSocketErrorCode?)
        /// The client broke a rule: close with this code.
        case fail(WebSocketErrorCode)
    }

    private let maxMessage: Int
    /// What has come of a message in several frames.
    private var fragments: ByteBuffer?

    init(maxMessage: Int) { self.maxMessage = maxMessage }

    mutating func receive(_ frame: WebSocketFrame) -> Action {
        // Section 5.2: no extension is negotiated; section 5.1: a client masks.
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3, frame.maskKey != nil else {
            return .fail(.protocolError)
        }
        switch frame.opcode {
        case .text, .binary:
            guard fragments == nil else { return .fail(.protocolError) }
            return collect(frame.unmaskedData, isLast: frame.fin)
        case .continuation:
            guard var message = fragments.take() else { return .fail(.protocolError) }
            guard frame.length <= maxMessage - message.readableBytes else { return .fail(.messageTooLarge) }
            message.writeImmutableBuffer(frame.unmaskedData)
            return collect(message, isLast: frame.fin)
        case .ping: return .pong(frame.unmaskedData)
        case .pong: return .none
        case .connectionClose: return close(frame.unmaskedData)
        default: return .fail(.protocolError)
        }
    }

    private mutating func collect(_ data: ByteBuffer, isLast: Bool) -> Action {
        guard data.readableBytes <= maxMessage else { return .fail(.messageTooLarge) }
        if isLast { return .message(data) }
        fragments = data
        return .none
    }

    private func close(_ payload: ByteBuffer) -> Action {
        var payload = payload
        if payload.readableBytes == 0 { return .replyClose(nil) }
        guard let code = payload.readInteger(as: UInt16.self), WebSocketMessageStateMachine.mayBeSent(code)
        else {
            return .fail(.protocolError)
        }
        guard String(validating: payload.readableBytesView, as: UTF8.self) != nil else {
            return .fail(.dataInconsistentWithMessage)
        }
        return .replyClose(WebSocketErrorCode(codeNumber: Int(code)))
    }

    /// Section 7.4: not the codes that are reserved for what never stands in a frame.
    private static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
