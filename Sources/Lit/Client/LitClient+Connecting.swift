public import EthereumRPC
internal import HTTPTransport
internal import Logging

extension LitClient {
    /// Finds a network, shakes hands with its nodes, and checks that they agree.
    ///
    /// ```swift
    /// let lit = try await LitClient.connect(to: .local(), wallet: wallet)
    /// ```
    /// - Parameters:
    ///   - network: which one, such as `.local()`, `.datilDev` or `.custom(rpcURL:staking:)`.
    ///   - wallet: sends the transactions of ``contracts``; without one they are only read.
    ///   - configuration: how the client works.
    /// - Throws: ``LitError``, and nothing is left behind: `networkNotRunning` where no local network runs in that
    ///   folder, `chainUnreachable`, `contractNotFound`, `tooFewNodes`, `networkNotReady`, `attestationRequired`.
    public static func connect(
        to network: Network, wallet: (any EthereumSigner)? = nil,
        configuration: Configuration = Configuration()
    ) async throws(LitError) -> LitClient {
        let context = CallContext(
            "connect", timeout: configuration.connectTimeout, logger: configuration.logger)
        let transport: any HTTPTransport =
            configuration.transport.map(BorrowedTransport.init) ?? NetworkSite.makeTransport()
        do throws(LitError) {
            let site = try await network.locate(over: transport, context)
            var options = DatilConfiguration()
            options.logger = configuration.logger
            options.refreshTimeout = configuration.connectTimeout
            let driver = site.driver(over: transport, configuration: options)
            do throws(LitError) {
                let snapshot = try await driver.connect(context)
                configuration.logger.info(
                    "connected to \(site.name): \(snapshot.nodes.count) nodes, epoch \(snapshot.epoch)")
                return LitClient(
                    site, driver: driver, snapshot: snapshot, wallet: wallet, configuration: configuration)
            } catch {
                await driver.disconnect()
                throw error
            }
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}

/// The transport of somebody else, who ends it.
private struct BorrowedTransport: HTTPTransport {
    let lender: any HTTPTransport

    func send(_ request: HTTPRequest, logger: Logger) async throws(HTTPTransportError) -> HTTPResponse {
        try await lender.send(request, logger: logger)
    }

    func shutdown() async {}
}
