public import Ethereum
public import EthereumRPC

extension Multisender {
    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }
}
