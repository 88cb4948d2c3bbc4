public import Primitives
import Synchronization

/// A client's WebSocket, as the call that was given it sees it: the way for notifications.
///
/// Notifications sent through it go out after the answer to that call, so that a subscription's id is known
/// before its first notification. Keep the connection of the call that opened the subscription, not that of
/// another call, though all of one WebSocket have the same ``id``.
public struct RPCConnection: Sendable, Identifiable {
    /// Tells WebSockets apart; never used again in the same process.
    public struct ID: Hashable, Sendable, CustomStringConvertible {
        private static let last = Atomic<UInt64>(0)
        private let number: UInt64

        /// An id that no other connection has.
        public init() { number = ID.last.wrappingAdd(1, ordering: .relaxed).newValue }

        public var description: String { String(number) }
    }

    public let id: ID
    private let send: @Sendable ([UInt8]) -> Void

    /// A connection whose notifications go to `send`, as UTF-8; the server's own lead to a WebSocket.
    public init(id: ID = ID(), send: @escaping @Sendable ([UInt8]) -> Void) {
        self.id = id
        self.send = send
    }

    /// Queues a message and returns at once. A client that is too slow to read what is queued for it is
    /// disconnected; after that, and after the client has left, nothing happens.
    public func notify(_ message: JSON) { send(message.utf8) }

    /// As ``notify(_:)``, with a message that is text already, in UTF-8: for one that goes to many clients.
    public func notify(utf8 message: [UInt8]) { send(message) }
}
