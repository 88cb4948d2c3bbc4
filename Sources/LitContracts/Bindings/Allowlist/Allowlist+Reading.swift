public import Ethereum
public import EthereumRPC
public import Primitives

extension Allowlist {
    /// Whether a key is on the list.
    public func allowedItems(_ key: Bytes32) async throws(EthereumRPCError) -> Bool {
        try await read("allowedItems", key)
    }

    /// Whether everything is let through.
    public func allowsAll() async throws(EthereumRPCError) -> Bool {
        try await read("allowAll")
    }

    /// Whether an account may change the list.
    public func isAdmin(_ account: Address) async throws(EthereumRPCError) -> Bool {
        try await read("isAdmin", account)
    }

    /// Whether a key is on the list, or everything is let through.
    public func isAllowed(_ key: Bytes32) async throws(EthereumRPCError) -> Bool {
        try await read("isAllowed", key)
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }
}
