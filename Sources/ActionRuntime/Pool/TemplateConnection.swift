import ActionProtocol
import CSandbox
import NIOCore

/// The host's end of a template's socket: sends orders, and hands each answer to who asked.
///
/// Everything happens on the channel's event loop.
final class TemplateConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias Answer = (Result<ActionMessage, WorkerChild.StartFailure>) -> Void

    private static let messageLimit = 4096

    /// For orders that descriptors go along with, which the channel itself cannot send.
    private let socket: CInt
    private let ended: @Sendable () -> Void
    private var decoder = ActionMessageDecoder(limit: messageLimit)
    private var waiting: [UInt32: (answer: Answer, deadline: Scheduled<Void>?)] = [:]
    /// How long an answer may take.
    private let patience: TimeAmount
    private var lastNumber: UInt32 = 0
    private var isOpen = true
    private var context: ChannelHandlerContext?

    /// - Parameter ended: called once, when the template cannot be used any more.
    init(socket: CInt, patience: TimeAmount, ended: @escaping @Sendable () -> Void) {
        self.socket = socket
        self.patience = patience
        self.ended = ended
    }

    /// Sends an order; `answer` is called once, with what the template says or why it says nothing.
    func order(_ kind: ActionMessage.Kind, name: String = "", _ answer: @escaping Answer) {
        guard let (number, bytes) = encoded(kind, name: name) else { return answer(.failure(Self.gone)) }
        expect(number, answer)
        context?.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
    }

    /// The same, with their ends of the wires.
    func fork(_ wires: WorkerWires, _ answer: @escaping Answer) {
        guard let (number, bytes) = encoded(.fork, name: "") else { return answer(.failure(Self.gone)) }
        let error = lit_descriptors_send(
            socket, bytes, bytes.count, wires.socket.theirs, wires.errors.theirs)
        guard error == 0 else {
            return answer(.failure(.init("asking the template for a worker", error)))
        }
        expect(number, answer)
    }

    /// A template that says nothing is ended, with all that waits for it.
    private func expect(_ number: UInt32, _ answer: @escaping Answer) {
        let deadline = context?.eventLoop.assumeIsolated().scheduleTask(in: patience) { self.close() }
        waiting[number] = (answer, deadline)
    }

    private func encoded(_ kind: ActionMessage.Kind, name: String) -> (UInt32, [UInt8])? {
        guard isOpen, context != nil else { return nil }
        repeat { lastNumber &+= 1 } while waiting[lastNumber] != nil
        let message = ActionMessage(kind, number: lastNumber, name: name)
        return (try? message.encoded(limit: Self.messageLimit)).map { (lastNumber, $0) }
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).withUnsafeReadableBytes { decoder.append($0) }
        do {
            while let message = try decoder.next() {
                guard let (answer, deadline) = waiting.removeValue(forKey: message.number) else {
                    return close()
                }
                deadline?.cancel()
                if message.kind == .failure, let failure = try? message.content(as: OperationFailure.self) {
                    answer(.failure(.init(reason: failure.message)))
                } else {
                    answer(.success(message))
                }
            }
        } catch {
            close()
        }
    }

    func channelInactive(context: ChannelHandlerContext) { close() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close() }

    /// Ends the template, whose workers end with it.
    func close() {
        guard isOpen else { return }
        isOpen = false
        context?.close(promise: nil)
        let answers = waiting.values
        waiting = [:]
        for (answer, deadline) in answers {
            deadline?.cancel()
            answer(.failure(Self.gone))
        }
        ended()
    }

    private static let gone = WorkerChild.StartFailure(reason: "the template of workers is gone")
}
