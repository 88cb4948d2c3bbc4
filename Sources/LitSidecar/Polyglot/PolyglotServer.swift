#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif
internal import HTTPTransport
package import Lit
package import Logging
internal import UnixSignals

/// Stands in for the polyglot server, the Node.js process that the published Python and Go clients speak
/// to, with one network behind every name.
package enum PolyglotServer {
    /// The port of the original.
    package static let usualPort = 3092
    /// For calls under way at the end.
    private static let grace = Duration.seconds(2)

    /// Connects, listens on this machine's own addresses, says so on standard output, and serves until
    /// SIGTERM, SIGINT, or the task is cancelled.
    ///
    /// There is no token: every program of this user shares one client and one wallet. Web pages and other
    /// users are refused.
    ///
    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - network: what every network name means.
    /// - Throws: ``PolyglotError``, before anything is said.
    package static func run(port: Int, network: Network, logger: Logger) async throws(PolyglotError) {
        let witness = NodeWitness()
        let transport = witness.watching(NetworkSite.makeTransport())
        var configuration = LitClient.Configuration()
        configuration.transport = transport
        configuration.logger = logger
        let service = PolyglotService(
            .init(witness: witness) { [configuration] () async throws(LitError) in
                try await LitClient.connect(to: network, configuration: configuration)
            })
        do throws(PolyglotError) {
            try await serve(service, port: port, logger: logger)
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
    }

    private static func serve(
        _ service: PolyglotService, port: Int, logger: Logger
    ) async throws(PolyglotError) {
        service.makeClient()
        do throws(PolyglotFailure) { _ = try await service.connect() } catch {
            throw PolyglotError(.network, error.message)
        }
        // Before the port opens: whoever ends this process by the first answer ends it in order.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let listener = try await PolyglotListener.open(port: port) { method, path, body in
            let answer = await service.answer(method, path, body: body)
            logger.debug("answered", metadata: ["path": "\(path)", "status": "\(answer.status)"])
            return answer
        }
        say("Server is running at http://localhost:\(listener.port)")
        say("All programs of this user that call it share one client and one wallet.")
        for await _ in signals { break }
        await listener.close(grace: grace)
    }

    /// Whoever does not read it has no need of it.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
