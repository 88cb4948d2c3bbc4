internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Listens on both of this machine's own addresses at one port, where it has both.
struct PolyglotListener: Sendable {
    let port: Int
    private let channels: [any Channel]
    private let calls: RunningCalls

    /// How long a connection may rest; longer than any call takes.
    private static let rest = TimeAmount.seconds(150)
    /// Of ports that are free at one address and taken at the other.
    private static let attempts = 8

    /// Begins to accept connections.
    ///
    /// - Parameter port: 0 for any free one.
    static func open(
        port: Int, respond: @escaping PolyglotChannel.Responder
    ) async throws(PolyglotError) -> PolyglotListener {
        for attempt in 1...attempts {
            let calls = RunningCalls()
            let first = try await bind("127.0.0.1", port, calls, respond)
            let chosen = first.localAddress?.port ?? port
            do throws(PolyglotError) {
                let second = try await bind("::1", chosen, calls, respond)
                return PolyglotListener(port: chosen, channels: [first, second], calls: calls)
            } catch {
                guard error.code == .portInUse else {
                    // A machine without version 6.
                    return PolyglotListener(port: chosen, channels: [first], calls: calls)
                }
                try? await first.close()
                if port != 0 || attempt == attempts { throw error }
            }
        }
        throw PolyglotError(.portInUse, "No port is free on both 127.0.0.1 and ::1.")
    }

    private static func bind(
        _ host: String, _ port: Int, _ calls: RunningCalls, _ respond: @escaping PolyglotChannel.Responder
    ) async throws(PolyglotError) -> any Channel {
        do {
            return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.addHandler(IdleStateHandler(allTimeout: rest))
                        try pipeline.configureHTTPServerPipeline(
                            withPipeliningAssistance: true, withErrorHandling: true)
                        let gate = PolyglotGuard(port: channel.localAddress?.port ?? port)
                        try pipeline.addHandler(
                            PolyglotChannel(gate: gate, calls: calls, respond: respond))
                    }
                }
                .bind(host: host, port: port).get()
        } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
            throw PolyglotError(
                .portInUse,
                error.errnoCode == EACCES
                    ? "This user may not listen on port \(port). Choose one from 1024 on with --port."
                    : "Port \(port) of \(host) is in use. End what has it, or choose another with --port.")
        } catch {
            throw PolyglotError(.cannotListen, "Cannot listen on \(host), port \(port): \(error)")
        }
    }

    /// Accepts nothing more, and grants the calls under way some time.
    func close(grace: Duration) async {
        calls.close()
        for channel in channels { try? await channel.close() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [calls] in await calls.finished() }
            group.addTask { try? await Task.sleep(for: grace) }
            await group.next()
            group.cancelAll()
        }
    }
}
