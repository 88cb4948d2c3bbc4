internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Serves a ``Sidecar`` on a Unix socket, or on a port of this machine's own address, and nowhere else.
package final class SidecarServer: Sendable {
    /// Where it is to be.
    package enum Place: Hashable, Sendable {
        case socket(String)
        /// On 127.0.0.1; 0 for any free port.
        case port(Int)
    }

    /// Where it is: the path of a socket.
    package let socket: String?
    /// Where it is: the port.
    package let port: Int?
    package let sidecar: Sidecar

    private let listener: any Channel
    private let connections: ConnectionSet
    private let place: SocketPlace?
    private let identity: SocketPlace.Identity?

    private init(
        _ sidecar: Sidecar, _ listener: any Channel, _ connections: ConnectionSet, _ place: SocketPlace?
    ) {
        self.sidecar = sidecar
        self.listener = listener
        self.connections = connections
        self.place = place
        identity = place?.identity()
        socket = place?.path
        port = place == nil ? listener.localAddress?.port : nil
    }

    /// Begins to serve; connections are accepted from then on.
    package static func start(
        _ sidecar: Sidecar, at place: Place, limits: ServerLimits = ServerLimits()
    ) async throws(StartFailure) -> SidecarServer {
        let connections = ConnectionSet(limit: limits.maxConnections)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Self.configure(channel, sidecar, limits, connections)
                }
            }
        switch place {
        case .port(let port):
            let listener: any Channel
            do { listener = try await bootstrap.bind(host: "127.0.0.1", port: port).get() } catch {
                throw failure(error, port)
            }
            return SidecarServer(sidecar, listener, connections, nil)
        case .socket(let path):
            let place = try SocketPlace(path)
            var listener: (any Channel)?
            try await place.take { path async throws(StartFailure) in
                do { listener = try await bootstrap.bind(unixDomainSocketPath: path).get() } catch {
                    throw StartFailure(.cannotCreate, "No socket can be made at \(place.path): \(error).")
                }
            }
            guard let listener else { throw StartFailure(.other, "The socket was not made.") }
            return SidecarServer(sidecar, listener, connections, place)
        }
    }

    private static func configure(
        _ channel: any Channel, _ sidecar: Sidecar, _ limits: ServerLimits, _ connections: ConnectionSet
    ) throws {
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderListSize = limits.maxHeader
        decoding.maxHeaderFieldSize = min(decoding.maxHeaderFieldSize, limits.maxHeader)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(
            ByteToMessageHandler(
                HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)))
        try pipeline.addHandler(HTTPServerPipelineHandler())
        try pipeline.addHandler(
            ConnectionHandler(service: sidecar, limits: limits, connections: connections))
    }

    private static func failure(_ error: any Error, _ port: Int) -> StartFailure {
        if let error = error as? IOError, error.errnoCode == EADDRINUSE {
            return StartFailure(
                .inUse, "Port \(port) is in use: give another with --port, or leave it out for any free one.")
        }
        return StartFailure(
            .other, "Port \(port) cannot be had: \(error). Give another with --port, or leave it out.")
    }

    /// Takes no more calls, lets those under way end, and closes everything.
    ///
    /// - Parameter grace: how long they may take.
    package func end(within grace: Duration) async {
        _ = await sidecar.drain.drain(within: grace)
        place?.remove(identity)
        try? await listener.close().get()
        connections.closeAll()
        await sidecar.clients.closeAll()
    }
}
