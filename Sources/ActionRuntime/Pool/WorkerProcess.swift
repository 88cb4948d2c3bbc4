import ActionProtocol
import NIOCore
import NIOPosix

/// A worker: its process and the host's end of its socket.
final class WorkerProcess: Sendable {
    /// What a worker is started with.
    struct Settings: Sendable {
        var path: String
        var environment: [String]
        var configure: [UInt8]
        var messageLimit: Int
        var group: any EventLoopGroup
        /// How long a worker may take to become ready.
        var patience: Duration
    }

    private let child: WorkerChild
    private let channel: any Channel
    private let connection: NIOLoopBound<WorkerConnection>
    private let settings: Settings
    private let socket: CInt
    private let exit = Once<WorkerExit>()

    /// A process that is ready, and what it says of itself.
    struct Ready {
        let worker: WorkerProcess
        let report: WorkerReport
    }

    /// Called once, with a process that is ready, or why there is none.
    typealias Done = @Sendable (Result<Ready, WorkerChild.StartFailure>) -> Void

    private init(
        child: WorkerChild, socket: CInt, channel: any Channel, connection: NIOLoopBound<WorkerConnection>,
        settings: Settings
    ) {
        self.child = child
        self.socket = socket
        self.channel = channel
        self.connection = connection
        self.settings = settings
    }

    /// Starts a process in the background: a worker, or a template if it says so.
    ///
    /// - Parameter ended: called once for a worker that was ready, when it cannot be used any more.
    static func start(_ settings: Settings, done: @escaping Done, ended: @escaping @Sendable () -> Void) {
        SerialThread.starting.run {
            do throws(WorkerChild.StartFailure) {
                let (child, socket) = try WorkerChild.start(
                    path: settings.path, environment: settings.environment)
                connect(child, socket, settings, done: done, ended: ended)
            } catch {
                done(.failure(error))
            }
        }
    }

    /// The same, with a worker that is forked from a template.
    static func fork(
        _ template: WorkerTemplate, _ settings: Settings, done: @escaping Done,
        ended: @escaping @Sendable () -> Void
    ) {
        template.fork { result in
            switch result {
            case .success(let (child, socket)): connect(child, socket, settings, done: done, ended: ended)
            case .failure(let failure): done(.failure(failure))
            }
        }
    }

    private static func connect(
        _ child: WorkerChild, _ socket: CInt, _ settings: Settings, done: @escaping Done,
        ended: @escaping @Sendable () -> Void
    ) {
        let isReady = Once<WorkerReport?>()
        let made = ClientBootstrap(group: settings.group)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        WorkerConnection(messageLimit: settings.messageLimit) { report in
                            isReady.set(report)
                        } ended: {
                            if !isReady.set(nil) { ended() }
                        })
                }
            }
            .withConnectedSocket(socket)
            .flatMapThrowing { channel in
                let connection = try channel.pipeline.syncOperations.handler(type: WorkerConnection.self)
                // Its template was told.
                if child.template == nil { connection.configure(settings.configure) }
                return WorkerProcess(
                    child: child, socket: socket, channel: channel,
                    connection: NIOLoopBound(connection, eventLoop: channel.eventLoop), settings: settings)
            }
        made.whenFailure { _ in
            // It was gone before anybody could speak to it, and how it went says why.
            child.reap { exit in done(.failure(.init(reason: exit.description))) }
        }
        made.whenSuccess { worker in
            let patience = worker.channel.eventLoop.scheduleTask(in: TimeAmount(settings.patience)) {
                worker.connection.value.giveUp(after: settings.patience)
            }
            isReady.whenSet { report in
                patience.cancel()
                if let report { return done(.success(Ready(worker: worker, report: report))) }
                // What it said, for how it ended is then this host's doing.
                let reason = worker.connection.value.startFailure
                worker.end { exit in
                    let isSilent = reason == nil || !exit.complaint.isEmpty
                    done(.failure(.init(reason: isSilent ? exit.description : reason ?? "")))
                }
            }
        }
    }

    /// Whether its like are not forked any more.
    var isOutdated: Bool { child.template?.isRetired ?? false }

    /// From now on workers are forked from this process, which has said that it is a template; to be called on its event
    /// loop. Nil if its connection is gone.
    ///
    /// - Parameter retired: called when it forks no worker any more; more than once, perhaps.
    func becomeTemplate(retired: @escaping @Sendable (WorkerTemplate) -> Void) -> WorkerTemplate? {
        let isLost = Once<Bool>()
        let handler = TemplateConnection(socket: socket, patience: TimeAmount(settings.patience)) {
            isLost.set(true)
        }
        let pipeline = channel.pipeline.syncOperations
        guard (try? pipeline.addHandler(handler, position: .before(connection.value))) != nil else {
            return nil
        }
        pipeline.removeHandler(connection.value, promise: nil)
        let template = WorkerTemplate(
            process: self, channel: channel,
            connection: NIOLoopBound(handler, eventLoop: channel.eventLoop), retired: retired)
        isLost.whenSet { [weak template] _ in template?.lose() }
        return template
    }

    /// Sends a script, whose run is over when the link says so; the time is kept from the moment of sending.
    func begin(_ link: RunLink, message: [UInt8], within time: Duration) {
        let time = TimeAmount.nanoseconds(Int64(min(time, .seconds(86_400)) / .nanoseconds(1)))
        channel.eventLoop.execute { self.connection.value.begin(link, message: message, within: time) }
    }

    func answer(_ message: ActionMessage, of link: RunLink) {
        let bytes = message.encodedAnswer(limit: settings.messageLimit)
        channel.eventLoop.execute { self.connection.value.answer(message.number, of: link, bytes) }
    }

    func cancel(_ link: RunLink) {
        channel.eventLoop.execute { self.connection.value.cancel(link) }
    }

    /// Ends the process; `gone` is called when it is.
    func end(_ gone: @escaping @Sendable (WorkerExit) -> Void = { _ in }) {
        exit.whenSet(gone)
        guard exit.claim() else { return }
        channel.eventLoop.execute {
            self.connection.value.close()
            self.channel.close(promise: nil)
        }
        child.reap { exit in self.exit.set(exit) }
    }

    /// Ends the process and waits until it is gone.
    func end() async -> WorkerExit {
        await withCheckedContinuation { continuation in end { continuation.resume(returning: $0) } }
    }
}

extension ActionMessage {
    /// The answer to a call as it goes over the wire, or else that it is too long.
    func encodedAnswer(limit: Int) -> [UInt8] {
        if let bytes = try? encoded(limit: limit) { return bytes }
        let failure = OperationFailure(message: "The answer is too long. Max length is \(limit) bytes")
        let refusal = ActionMessage(.failure, number: number, content: failure)
        return (try? refusal.encoded(limit: Int.max)) ?? []
    }
}
