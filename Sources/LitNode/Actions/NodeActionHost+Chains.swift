package import ActionProtocol
package import ActionRuntime
internal import Ethereum
internal import EthereumRPC
internal import Primitives

extension NodeActionHost {
    private func provider(for chain: String) throws(OperationFailure) -> EthereumProvider {
        guard let provider = services.chains[chain] else {
            throw OperationFailure(message: "This network's nodes know no RPC URL of the chain \(chain).")
        }
        return provider
    }

    package func latestNonce(
        of address: String, chain: String, in context: OperationContext
    ) async throws(OperationFailure) -> UInt64 {
        let provider = try provider(for: chain)
        guard let address = try? Address(address) else {
            throw OperationFailure(message: "address must be 20 bytes in hexadecimal digits.")
        }
        do throws(EthereumRPCError) {
            return try await provider.transactionCount(of: address, at: .latest)
        } catch {
            throw Self.failure(error, chain)
        }
    }

    package func callContract(
        chain: String, transaction: [UInt8], in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8] {
        let provider = try provider(for: chain)
        let call = try LocalActionHost.call(transaction)
        do throws(EthereumRPCError) { return try await provider.call(call) } catch {
            throw Self.failure(error, chain)
        }
    }

    package func rpcURL(
        chain: String, in context: OperationContext
    ) async throws(OperationFailure) -> String {
        try LocalActionHost.publicURL(of: provider(for: chain), chain: chain)
    }

    /// What the chain says of the call is for the script; where the operator's RPC server is, and what ails
    /// it, is not.
    private static func failure(_ error: EthereumRPCError, _ chain: String) -> OperationFailure {
        let reason = error.revert == nil ? error.code.description : "\(error.code): \(error.message)"
        return OperationFailure(message: "The chain \(chain) could not be asked: \(reason)")
    }
}
