public import ActionProtocol
internal import Ethereum
package import EthereumRPC
internal import HTTPTransport
internal import Primitives

extension LocalActionHost {
    public func latestNonce(
        of address: String, chain: String, in context: OperationContext
    ) async throws(OperationFailure) -> UInt64 {
        let provider = try provider(for: chain)
        do {
            return try await provider.transactionCount(of: try Address(address), at: .latest)
        } catch {
            throw OperationFailure(message: "\(error)")
        }
    }

    public func callContract(
        chain: String, transaction: [UInt8], in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8] {
        let provider = try provider(for: chain)
        let call = try Self.call(transaction)
        do { return try await provider.call(call) } catch { throw OperationFailure(message: "\(error)") }
    }

    /// What an unsigned legacy transaction calls, with the protocol's gas where it names none.
    package static func call(_ transaction: [UInt8]) throws(OperationFailure) -> CallRequest {
        do {
            var outer = RLPReader(transaction)
            var fields = try outer.list()
            _ = try fields.uint256()
            _ = try fields.uint256()
            let gas = try fields.uint64()
            let to = try fields.string()
            let value = try fields.uint256()
            let data = try fields.string()
            return CallRequest(
                to: to.isEmpty ? nil : try Address(to), data: Array(data), value: value,
                gasLimit: gas == 0 ? 10_000_000 : gas)
        } catch {
            throw OperationFailure(message: "txn is not an unsigned legacy transaction in RLP: \(error)")
        }
    }

    public func rpcURL(
        chain: String, in context: OperationContext
    ) async throws(OperationFailure) -> String {
        try Self.publicURL(of: provider(for: chain), chain: chain)
    }

    /// The URL of a chain's node, unless it holds a key.
    package static func publicURL(
        of provider: EthereumProvider, chain: String
    ) throws(OperationFailure) -> String {
        let url = provider.url
        // Keys to a provider's service stand in user information, query, or a long segment of the path.
        guard url.userInfo == nil, url.query == nil, url.description == url.string else {
            throw OperationFailure(message: "the URL for \(chain) holds a key, and is not shown to actions")
        }
        return url.string
    }
}
