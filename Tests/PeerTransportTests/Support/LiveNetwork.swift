import Logging
import PeerTransport
import Primitives
import Synchronization
import Testing

/// A few nodes of this process that talk over real sockets.
final class LiveNetwork: Sendable {
    struct Node: Sendable {
        let network: TLSPeerNetwork
        let identity: PeerIdentity
        let port: UInt16

        var peer: PermittedPeer {
            PermittedPeer(
                id: network.me, pin: identity.pin, endpoint: PeerEndpoint(host: "127.0.0.1", port: port))
        }
    }

    static func start(
        _ id: PeerID, identity: PeerIdentity = PeerIdentity(), name: PeerNetworkName? = Fixtures.network,
        log: LogRecord = LogRecord(),
        change: (inout TLSPeerNetwork.Configuration) -> Void = { _ in }
    ) async throws -> Node {
        var configuration = TLSPeerNetwork.Configuration(
            me: id, identity: identity, network: try #require(name),
            listen: PeerEndpoint(host: "127.0.0.1", port: 0))
        change(&configuration)
        let network = TLSPeerNetwork(configuration, logger: log.logger)
        return Node(network: network, identity: identity, port: try await network.start())
    }

    /// Starts nodes that permit each other, gives them to the body when all are connected, and ends them.
    static func with(
        _ count: Int, log: LogRecord = LogRecord(),
        change: (inout TLSPeerNetwork.Configuration) -> Void = { _ in },
        _ body: ([Node]) async throws -> Void
    ) async throws {
        var nodes: [Node] = []
        for id in try Fixtures.ids(count) { nodes.append(try await start(id, log: log, change: change)) }
        try await ending(nodes) {
            for node in nodes { node.network.update(peers: nodes.map(\.peer)) }
            try await eventually("all nodes are connected") {
                nodes.allSatisfy { $0.network.reachable.count == count - 1 }
            }
            try await body(nodes)
        }
    }

    /// Runs the body and ends the nodes, whatever it does.
    static func ending(_ nodes: [Node], _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            for node in nodes { await node.network.shutdown() }
            throw error
        }
        for node in nodes { await node.network.shutdown() }
    }
}

/// What was logged.
final class LogRecord: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    func contains(_ text: String) -> Bool { all.contains { $0.contains(text) } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(record: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let record: LogRecord
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        init(record: LogRecord) { self.record = record }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            record.lines.withLock { $0.append("\(event.level): \(event.message)") }
        }
    }
}

/// What a node has received for one of its parts.
final class Inbox: Sendable {
    private let messages: Received
    private let task: Task<Void, Never>

    private final class Received: Sendable {
        let list = Mutex<[ReceivedPeerMessage]>([])
    }

    init(_ network: any PeerNetwork, service: UInt8 = 1) {
        let stream = network.messages(for: PeerService(rawValue: service))
        let received = Received()
        messages = received
        task = Task {
            for await message in stream { received.list.withLock { $0.append(message) } }
        }
    }

    deinit { task.cancel() }

    var all: [ReceivedPeerMessage] { messages.list.withLock { $0 } }
    var count: Int { messages.list.withLock { $0.count } }
    /// The numbers of ``Fixtures/message(_:size:service:)``.
    var numbers: [UInt64] { all.map { Fixtures.number(of: $0.message) } }
}
