public import Ethereum
public import EthereumRPC
public import Primitives

extension ContractResolver {
    /// Makes an account an administrator. Only administrators may.
    @discardableResult
    public func addAdmin(
        _ account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addAdmin", account, overrides: overrides)
    }

    /// Lets contracts be set for an environment. Only administrators may.
    @discardableResult
    public func addAllowedEnvironment(
        _ environment: LitEnvironment, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("addAllowedEnv", environment, overrides: overrides)
    }

    /// Gives a role. Only members of its admin role may.
    @discardableResult
    public func grantRole(
        _ role: Bytes32, to account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("grantRole", role, account, overrides: overrides)
    }

    /// Ends an account's being an administrator. Only administrators may.
    @discardableResult
    public func removeAdmin(
        _ account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removeAdmin", account, overrides: overrides)
    }

    /// Lets no more contracts be set for an environment. Only administrators may.
    @discardableResult
    public func removeAllowedEnvironment(
        _ environment: LitEnvironment, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("removeAllowedEnv", environment, overrides: overrides)
    }

    /// Gives up one's own role.
    @discardableResult
    public func renounceRole(
        _ role: Bytes32, account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("renounceRole", role, account, overrides: overrides)
    }

    /// Takes a role. Only members of its admin role may.
    @discardableResult
    public func revokeRole(
        _ role: Bytes32, from account: Address, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("revokeRole", role, account, overrides: overrides)
    }

    /// Sets where a contract is. Only administrators may, and the environment must be allowed.
    @discardableResult
    public func setAddress(
        of name: ContractName, in environment: LitEnvironment, to address: Address,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send("setContract", name, environment, address, overrides: overrides)
    }
}
