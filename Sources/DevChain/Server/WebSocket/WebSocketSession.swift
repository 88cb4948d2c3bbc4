import Logging
import NIOCore
import NIOWebSocket

/// Answers the requests of one WebSocket, several at once, and sends its notifications.
struct WebSocketSession: Sendable {
    let handler: any RPCHandler
    let dispatcher: RPCDispatcher
    let limits: RPCServerLimits
    let logger: Logger

    private enum Ended { case reading, notifying, connection }

    func run(_ channel: NIOAsyncChannel<ByteBuffer, WebSocketOutput>) async throws {
        let id = RPCConnection.ID()
        let socket = channel.channel
        let notifications = NotificationQueue(
            maxCount: limits.maxQueuedNotifications, maxBytes: limits.maxQueuedBytes
        ) { [logger] in
            logger.notice(
                "A client too slow to read its notifications is disconnected", metadata: ["id": "\(id)"])
            socket.close(promise: nil)
        }
        defer { notifications.finish() }
        do {
            try await channel.executeThenClose { inbound, outbound in
                await withTaskGroup(of: Ended.self) { group in
                    group.addTask {
                        await answer(inbound, outbound, notifications, id, until: { !socket.isActive })
                        return .reading
                    }
                    group.addTask {
                        try? await notifications.drain { batch in
                            try await outbound.write(contentsOf: batch.map { .text($0) })
                        }
                        return .notifying
                    }
                    group.addTask {
                        try? await socket.closeFuture.get()
                        return .connection
                    }
                    for await ended in group {
                        switch ended {
                        case .reading: notifications.finish()
                        case .notifying:
                            // All is said, if the client still listens.
                            do { try await outbound.write(.close(.goingAway)) } catch {
                                socket.close(promise: nil)
                            }
                        case .connection: group.cancelAll()
                        }
                    }
                }
            }
        } catch {
            await handler.connectionClosed(RPCConnection(id: id) { _ in })
            throw error
        }
        await handler.connectionClosed(RPCConnection(id: id) { _ in })
    }

    /// Runs what comes in until nothing more does, so many requests at once as the limit says, and answers.
    private func answer(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<WebSocketOutput>,
        _ notifications: NotificationQueue,
        _ id: RPCConnection.ID,
        until isGone: () -> Bool
    ) async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            do {
                for try await message in inbound {
                    if running == limits.maxConcurrentRequests { await group.next() } else { running += 1 }
                    // What it asked for and was read before it left is not begun any more.
                    if isGone() { break }
                    group.addTask {
                        let gate = NotificationGate(notifications)
                        let connection = RPCConnection(id: id) { gate.send($0) }
                        let answer = await dispatcher.answer(
                            Array(message.readableBytesView), connection: connection)
                        if let answer { try? await outbound.write(.text(ByteBuffer(bytes: answer))) }
                        gate.open()
                    }
                }
            } catch {
                group.cancelAll()
            }
        }
    }
}
