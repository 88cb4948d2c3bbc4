public import Primitives

/// The JSON-RPC methods of a development chain: those of Ethereum's nodes, and a developer's own
/// (`evm_`, `anvil_`, `hardhat_`).
///
/// ```swift
/// let rpc = ChainRPC(chain: chain, accounts: configuration.accounts, clientVersion: "lit/1.0")
/// let server = RPCServer(handler: rpc, logger: logger)
/// ```
/// Codes and texts of errors are those that ethers, web3.py, viem and cast tell apart. Whatever computes for
/// long runs on threads of its own.
public struct ChainRPC: RPCHandler {
    let chain: Chain
    let clientVersion: String
    let limits: ChainRPCLimits
    let signers: Signers
    let calls: CallQueue
    let filters: FilterTable
    let subscriptions: SubscriptionHub
    let pendingHashes: PendingHashes
    let turns = SenderTurns()

    /// - Parameters:
    ///   - accounts: those for which the chain signs; the ones without a key are only listed.
    ///   - clientVersion: what web3_clientVersion answers; tools look in it for names they know.
    ///   - uptime: a clock that only rises, by which filters expire.
    public init(
        chain: Chain, accounts: [DevAccount], clientVersion: String,
        limits: ChainRPCLimits = ChainRPCLimits(),
        uptime: @escaping @Sendable () -> Duration = ChainRPC.systemUptime()
    ) {
        self.chain = chain
        self.clientVersion = clientVersion
        self.limits = limits
        signers = Signers(accounts)
        calls = CallQueue(width: limits.concurrentCalls, maxWaiting: limits.waitingCalls)
        filters = FilterTable(limit: limits.filters, lifetime: limits.filterLifetime, uptime: uptime)
        pendingHashes = PendingHashes()
        subscriptions = SubscriptionHub(
            chain: chain, limitPerConnection: limits.subscriptionsPerConnection, pendingHashes: pendingHashes)
    }

    /// A clock that starts now and only rises.
    public static func systemUptime() -> @Sendable () -> Duration {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }

    /// The names of all methods, sorted.
    public static var methods: [String] { MethodTable.all.keys.sorted() }

    public func call(
        _ method: String, _ params: [JSON], connection: RPCConnection?
    ) async throws(RPCError) -> JSON {
        guard let body = MethodTable.all[method] else {
            throw .methodNotFound(String(method.prefix(100)))
        }
        return try await body(self, Parameters(params), connection)
    }

    public func connectionClosed(_ connection: RPCConnection) async {
        subscriptions.remove(connection.id)
    }
}
