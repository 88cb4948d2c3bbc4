public import Ethereum
public import EthereumRPC
public import Primitives

extension PaymentDelegation {
    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// Who pays for a user.
    public func payers(of user: Address) async throws(EthereumRPCError) -> [Address] {
        try await read("getPayers", user)
    }

    /// Who pays for users, and how much.
    public func payersAndRestrictions(
        of users: [Address]
    ) async throws(EthereumRPCError) -> PayerRestrictions {
        try await readResults("getPayersAndRestrictions", users)
    }

    /// What users of a payer may take.
    public func restriction(of payer: Address) async throws(EthereumRPCError) -> Restriction {
        try await read("getRestriction", payer)
    }

    /// For how many accounts an account pays.
    public func userCount(of payer: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("getUserCount", payer)
    }

    /// For whom an account pays.
    public func users(of payer: Address) async throws(EthereumRPCError) -> [Address] {
        try await read("getUsers", payer)
    }

    /// For whom an account pays, a page of them from a place on.
    public func users(of payer: Address, from start: UInt256) async throws(EthereumRPCError) -> [Address] {
        try await read("getUsersFrom", payer, start)
    }
}
