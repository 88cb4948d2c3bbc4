import Ethereum
import EthereumRPC
import HTTPTransport
import Lit
import LitContracts
import LitProtocol
import LitSidecar
import Logging
import Primitives
import Synchronization

/// The mock network behind the recorded server, in this process: three nodes that shake hands as recorded
/// and otherwise answer what a test has them answer, and a chain that mints one PKP.
final class RecordedNetwork: Sendable {
    static let nodes = ["http://127.0.0.1:7470", "http://127.0.0.1:7471", "http://127.0.0.1:7472"]
    static let clock = "2026-01-15T12:00:00.000Z"

    typealias Handler = @Sendable (_ node: Int, _ body: JSON) throws -> (Int, JSON)

    private struct State {
        var handler: Handler = { _, _ in (500, .null) }
        var sent: [JSON] = []
        /// Hashes of transactions, as they were sent.
        var transactions: [Bytes32] = []
    }

    let keys: JSON
    let witness = NodeWitness()
    private let transport = InMemoryTransport(servers: [:])
    private let state = Mutex(State())
    private let validators: JSON
    /// The receipt of the recorded minting.
    private let minted: JSON

    init() throws {
        keys = try PolyglotRecording.file("keys.json")
        let connecting = try PolyglotRecording.file("00-connect.json")
        let calls = connecting["rpc"]?.array ?? []
        validators = calls.first { $0["method"] == "eth_call" }?["result"] ?? .null
        minted =
            try PolyglotRecording().exchange("/litContractsClient/mintWithAuth").response["tx"] ?? .null
        transport.serve("127.0.0.1:8545") { [weak self] request in
            let json = try JSON(parsing: request.body)
            let result = try self?.chain(json["method"]?.string ?? "", json["params"]?.array ?? [])
            return Self.reply(200, ["jsonrpc": "2.0", "id": json["id"] ?? .null, "result": result ?? .null])
        }
        for (index, node) in Self.nodes.enumerated() {
            let shake = connecting["nodeRequests"]?.array?.first { $0["node"]?.string == node }?["response"]
            transport.serve(String(node.dropFirst(7))) { [weak self] request in
                if request.url.path.hasPrefix("/web/handshake") { return Self.reply(200, shake ?? .null) }
                let body = try JSON(parsing: request.body)
                let handler = self?.state.withLock { state in
                    state.sent.append(body)
                    return state.handler
                }
                guard let (status, json) = try handler?(index, body) else { throw CancellationError() }
                return Self.reply(status, json)
            }
        }
    }

    /// What nodes answer from now on.
    func answer(_ handler: @escaping Handler) { state.withLock { $0.handler = handler } }

    /// What nodes were sent beside handshakes.
    var sent: [JSON] { state.withLock(\.sent) }

    /// The transactions that were sent.
    var transactions: [Bytes32] { state.withLock(\.transactions) }

    /// A service over this network that has no client object yet.
    func service() throws -> PolyglotService {
        let now = try Timestamp(rfc3339: Self.clock)
        let client: @Sendable () async throws(LitError) -> LitClient = { [self] () async throws(LitError) in
            do { return try await connected() } catch {
                throw error as? LitError ?? LitError(.internalError, "\(error)")
            }
        }
        return PolyglotService(.init(witness: witness, now: { now }, connect: client))
    }

    private func connected() async throws -> LitClient {
        let watched = witness.watching(transport)
        let provider = try EthereumProvider(url: "http://127.0.0.1:8545", transport: watched)
        var addresses: [ContractKind: Address] = [:]
        for kind in ContractKind.allCases {
            let text = keys["network"]?["contracts"]?[kind.rawValue]?.string
            addresses[kind] = try text.map { try Address($0) }
        }
        let site = NetworkSite(
            name: "custom", chainID: 175_188,
            contracts: LitContracts(addresses: addresses, provider: provider), usesHTTPS: false,
            requiresPayment: false)
        var configuration = DatilConfiguration()
        configuration.grace = .milliseconds(30)
        configuration.linger = .zero
        configuration.pollingInterval = .seconds(4000)
        let now = try Timestamp(rfc3339: Self.clock)
        configuration.runtime.now = { now }
        let driver = site.driver(over: watched, configuration: configuration)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let snapshot = try await driver.connect(CallContext("connect", timeout: .seconds(20), logger: quiet))
        return LitClient(site, driver: driver, snapshot: snapshot, wallet: nil, configuration: .init())
    }

    private static func reply(_ status: Int, _ json: JSON) -> InMemoryTransport.Reply {
        .init(status: status, headers: ["Content-Type": "application/json"], body: json.utf8)
    }

    // MARK: The chain

    private func chain(_ method: String, _ parameters: [JSON]) throws -> JSON {
        switch method {
        case "eth_chainId": return "0x2ac54"
        case "eth_gasPrice": return "0x3b9aca00"
        case "eth_getTransactionCount":
            return .string(state.withLock { $0.transactions.isEmpty ? "0x1" : "0x2" })
        case "eth_estimateGas": return "0x30d40"
        case "eth_blockNumber": return "0x65"
        case "eth_getBlockByNumber": return Self.block
        case "eth_call":
            // PKPNFT.mintCost()
            let isCost =
                parameters.first?["data"]?.string?.hasPrefix("0xbdb4b848") == true
                || parameters.first?["input"]?.string?.hasPrefix("0xbdb4b848") == true
            return isCost ? .string(UInt256(1).bytes32.prefixedHex) : validators
        case "eth_sendRawTransaction":
            let bytes = try Hex.decode(parameters.first?.string ?? "", prefix: .required)
            let hash = Keccak256.hash(bytes)
            state.withLock { $0.transactions.append(hash) }
            return .string(hash.prefixedHex)
        case "eth_getTransactionReceipt":
            let known = state.withLock { $0.transactions.map(\.prefixedHex) }
            guard let hash = parameters.first?.string, known.contains(hash) else { return .null }
            return receipt(hash)
        default: return .null
        }
    }

    /// The recorded receipt as a node sends it, of this transaction.
    private func receipt(_ hash: String) -> JSON {
        func quantity(_ json: JSON?) -> JSON {
            if let hex = json?["hex"]?.string { return .string(UInt256(hex)?.quantityHex ?? "0x0") }
            return .string("0x" + String(json?.int ?? 0, radix: 16))
        }
        func converted(_ log: JSON) -> JSON {
            var log = log.object ?? JSON.Object()
            for name in ["transactionIndex", "blockNumber", "logIndex"] { log[name] = quantity(log[name]) }
            log["transactionHash"] = .string(hash)
            return .object(log)
        }
        var object = minted.object ?? JSON.Object()
        let numbers = [
            "transactionIndex", "gasUsed", "blockNumber", "cumulativeGasUsed", "effectiveGasPrice", "status",
            "type",
        ]
        for name in numbers { object[name] = quantity(object[name]) }
        for name in ["events", "confirmations", "byzantium"] { object[name] = nil }
        object["transactionHash"] = .string(hash)
        object["logs"] = .array((minted["logs"]?.array ?? []).map(converted))
        return .object(object)
    }

    private static let block: JSON = [
        "number": "0x65", "hash": .string(Bytes32.zero.prefixedHex),
        "parentHash": .string(Bytes32.zero.prefixedHex), "timestamp": "0x6968d540",
        "baseFeePerGas": "0x3b9aca00", "gasLimit": "0x1c9c380", "gasUsed": "0x0",
        "miner": "0x0000000000000000000000000000000000000000", "transactions": [],
        "stateRoot": .string(Bytes32.zero.prefixedHex), "difficulty": "0x0", "extraData": "0x",
        "nonce": "0x0000000000000000", "size": "0x0", "uncles": [],
    ]
}
