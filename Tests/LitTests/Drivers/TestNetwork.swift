import Ethereum
import EthereumRPC
import Foundation
import HTTPTransport
import Lit
import LitContracts
import LitProtocol
import Logging
import Primitives
import Synchronization

/// Three nodes and a chain in this process, as they were recorded, until a test has them do something else.
final class TestNetwork: Sendable {
    static let nodes = ["http://127.0.0.1:7470", "http://127.0.0.1:7471", "http://127.0.0.1:7472"]
    static let staking = "0x780A1217D140A9C580EF8208F8b9e201e41b17C4"
    static let clock = "2026-01-15T12:00:00.000Z"

    typealias Handler = @Sendable (_ path: String, _ body: JSON) async throws -> (Int, JSON)

    private struct State {
        var validators: String
        var handlers: [String: Handler] = [:]
        var sent: [(node: String, path: String, body: JSON, id: String)] = []
    }

    let transport: InMemoryTransport
    private let state: Mutex<State>
    private let ticks: AsyncStream<Void>
    private let ticking: AsyncStream<Void>.Continuation

    init() throws {
        (ticks, ticking) = AsyncStream<Void>.makeStream()
        state = Mutex(State(validators: try Recording.validators()))
        transport = InMemoryTransport(servers: [:])
        transport.serve("127.0.0.1:8545") { [weak self] request in
            let json = try JSON(parsing: request.body)
            let result: JSON =
                json["method"] == "eth_chainId"
                ? "0x2ac54" : .string(self?.state.withLock(\.validators) ?? "0x")
            return Self.reply(200, ["jsonrpc": "2.0", "id": json["id"] ?? .null, "result": result])
        }
        let shakes = try Recording("00-connect").exchanges
        for shake in shakes { answer(shake.node) { _, _ in (200, shake.response) } }
        for node in Self.nodes { start(node) }
    }

    private static func reply(_ status: Int, _ json: JSON) -> InMemoryTransport.Reply {
        .init(status: status, headers: ["Content-Type": "application/json"], body: json.utf8)
    }

    /// Brings a node up.
    func start(_ node: String) {
        transport.serve(String(node.dropFirst(7))) { [weak self] request in
            let body = try JSON(parsing: request.body)
            let path = request.url.path
            let id = request.headers[DatilHeader.requestID] ?? ""
            let handler = self?.state.withLock { state in
                state.sent.append((node, path, body, id))
                return state.handlers[node + path] ?? state.handlers[node]
            }
            guard let (status, json) = try await handler?(path, body) else { throw CancellationError() }
            return Self.reply(status, json)
        }
    }

    /// Takes a node down.
    func stop(_ node: String) { transport.serve(String(node.dropFirst(7)), with: nil) }

    /// What a node does with requests to a path, or to all.
    func answer(_ node: String, _ path: String = "", _ handler: @escaping Handler) {
        state.withLock { $0.handlers[node + path] = handler }
    }

    /// What a node answers to handshakes, with members changed.
    func shake(_ node: String, _ change: (inout JSON.Object) -> Void) throws {
        let recorded = try Recording("00-connect").exchanges.first { $0.node == node }?.response.object
        var object = recorded ?? .init()
        change(&object)
        let json = JSON.object(object)
        answer(node) { _, _ in (200, json) }
    }

    /// Has the nodes answer as they were recorded.
    func replay(_ recording: Recording) {
        for exchange in recording.exchanges {
            answer(exchange.node, exchange.path) { _, _ in (exchange.status, exchange.response) }
        }
    }

    /// A node that does not answer.
    func hang(_ node: String) {
        answer(node, "") { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return (500, .null)
        }
        for endpoint in DatilEndpoint.allCases {
            state.withLock { $0.handlers[node + endpoint.sdkPath] = nil }
        }
    }

    /// Puts another epoch on the chain.
    func beginEpoch(_ number: UInt64) {
        state.withLock { state in
            var text = state.validators
            let start = text.index(text.startIndex, offsetBy: 2 + 64)
            let digits = String(number, radix: 16)
            text.replaceSubrange(
                start..<text.index(start, offsetBy: 64),
                with: String(repeating: "0", count: 64 - digits.count) + digits)
            state.validators = text
        }
    }

    /// Has the driver look at the chain.
    func tick() { ticking.yield() }

    func sent(to path: String) -> [(node: String, path: String, body: JSON, id: String)] {
        state.withLock { $0.sent.filter { $0.path == path } }
    }

    func driver(grace: Duration = .milliseconds(30)) throws -> DatilDriver {
        let provider = try EthereumProvider(url: "http://127.0.0.1:8545", transport: transport)
        let site = NetworkSite(
            name: "custom", chainID: 175_188,
            contracts: LitContracts(
                addresses: [.staking: try Address(Self.staking)], provider: provider),
            usesHTTPS: false, requiresPayment: false)
        var configuration = DatilConfiguration()
        configuration.grace = grace
        configuration.handshakeGrace = grace
        configuration.linger = .zero
        configuration.pollingInterval = .seconds(4000)
        let (now, ticks) = (try Timestamp(rfc3339: Self.clock), ticks)
        configuration.runtime.now = { now }
        configuration.runtime.sleep = { time in
            guard time == .seconds(4000) else { return }
            var waiting = ticks.makeAsyncIterator()
            guard await waiting.next() != nil else { throw CancellationError() }
        }
        return DatilDriver(site, transport: transport, configuration: configuration)
    }

    func connected(grace: Duration = .milliseconds(30)) async throws -> DatilDriver {
        let driver = try driver(grace: grace)
        _ = try await driver.connect(Self.context("connect"))
        return driver
    }

    static func context(_ operation: String, timeout: Duration = .seconds(60)) -> CallContext {
        CallContext(
            operation, timeout: timeout, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
