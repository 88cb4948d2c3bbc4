internal import EthereumRPC
public import LitContracts
internal import Synchronization

/// A connection to a Lit network: its nodes, and the chain that its contracts are on.
///
/// ```swift
/// let lit = try await LitClient.connect(to: .local(), wallet: wallet)
/// let pkp = try await lit.contracts.mintPKP(authorizing: .wallet(wallet), scopes: [.signAnything])
/// let session = try await lit.session(for: wallet, allowing: [.executeActions(), .sign(with: pkp)])
/// let signature = try await lit.sign(digest, with: pkp, session: session)
/// await lit.disconnect()
/// ```
/// Any number of tasks may use one client at once. It follows the network by itself: when an epoch changes the
/// nodes, later calls go to the new ones.
public final class LitClient: Sendable {
    /// The network's contracts: those of the wallet's account if the client has a wallet, or else only read.
    public let contracts: LitContracts
    /// How it was asked to work.
    public let configuration: Configuration

    package let driver: any NetworkDriver
    package let site: NetworkSite
    private let state: Mutex<State>

    private struct State {
        var isConnected = true
        var network: NetworkInfo
    }

    package init(
        _ site: NetworkSite, driver: any NetworkDriver, snapshot: NetworkSnapshot,
        wallet: (any EthereumSigner)?, configuration: Configuration
    ) {
        self.site = site
        self.driver = driver
        self.configuration = configuration
        contracts =
            wallet.map { signer in
                site.contracts.connected(to: EthereumAccount(signer: signer, provider: site.provider))
            } ?? site.contracts
        state = Mutex(State(network: NetworkInfo(site, snapshot)))
    }

    /// What is known of the network now; after ``disconnect()`` what was known last.
    public var network: NetworkInfo {
        state.withLock { state in
            if let snapshot = driver.snapshot {
                state.network = NetworkInfo(site, snapshot)
            }
            return state.network
        }
    }

    /// Each new state of the network from now on, such as another epoch with other nodes. Ends with
    /// ``disconnect()``.
    public var networkChanges: AsyncStream<NetworkInfo> {
        let (site, changes) = (site, driver.changes())
        return AsyncStream { continuation in
            let following = Task {
                for await snapshot in changes {
                    continuation.yield(NetworkInfo(site, snapshot))
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in following.cancel() }
        }
    }

    /// Whether ``disconnect()`` has not been called yet.
    public var isConnected: Bool { state.withLock(\.isConnected) }

    /// A recent block's hash, as nodes know it: `0x` and 64 digits. Sign-in messages take it as their nonce.
    ///
    /// - Throws: ``LitError``.
    public func latestBlockhash(timeout: Duration? = nil) async throws(LitError) -> String {
        try await driver.latestBlockhash(context("latestBlockhash", timeout: timeout))
    }

    /// Ends all that the client does: calls under way, streams, listeners, connections. The process can exit then.
    ///
    /// Later calls fail with `disconnected`. May be called again.
    public func disconnect() async {
        let network = network
        let wasConnected = state.withLock { state in
            defer { state.isConnected = false }
            state.network = network
            return state.isConnected
        }
        guard wasConnected else { return }
        await driver.disconnect()
    }

    /// What a new call carries.
    ///
    /// - Throws: ``LitError`` with `disconnected`, or `cancelled`.
    package func context(_ operation: String, timeout: Duration?) throws(LitError) -> CallContext {
        let context = CallContext(
            operation, timeout: timeout ?? configuration.requestTimeout, logger: configuration.logger)
        guard isConnected else {
            throw LitError(
                .disconnected, "The client was disconnected.", hint: "Connect again: LitClient.connect(to:).",
                context: context.errorContext)
        }
        guard !Task.isCancelled else {
            throw LitError(.cancelled, "The calling task was cancelled.", context: context.errorContext)
        }
        return context
    }
}
