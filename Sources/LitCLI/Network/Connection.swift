import Ethereum
import EthereumRPC
import HTTPTransport
import Lit
import LitContracts
import Logging

/// What a command needs of a network, for as long as it runs.
enum Connection {
    /// Connects to the nodes, and disconnects whatever comes of it.
    static func toNodes<Result>(
        of target: NetworkTarget, wallet: (any EthereumSigner)?, _ body: (LitClient) async throws -> Result
    ) async throws -> Result {
        let lit = try await LitClient.connect(to: target.network, wallet: wallet)
        do {
            let result = try await body(lit)
            await lit.disconnect()
            return result
        } catch {
            await lit.disconnect()
            throw error
        }
    }

    /// Finds the contracts only: no node is asked, so that none has to be there or to be believed.
    static func toContracts<Result>(
        of target: NetworkTarget, wallet: (any EthereumSigner)? = nil,
        _ body: (LitContracts) async throws -> Result
    ) async throws -> Result {
        let transport = makeHTTPTransport()
        do {
            let logger = Logger(label: "lit") { _ in SwiftLogNoOpLogHandler() }
            let context = CallContext("connect", timeout: .seconds(20), logger: logger)
            // Nodes need not prove anything to whom they are not asked.
            let network = target.network.with(attestation: .unverified)
            let contracts = try await network.locate(over: transport, context).contracts
            let result = try await body(
                wallet.map { wallet in
                    contracts.connected(
                        to: EthereumAccount(signer: wallet, provider: contracts.provider))
                } ?? contracts)
            await transport.shutdown()
            return result
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}
