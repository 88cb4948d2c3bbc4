public import Ethereum
public import EthereumRPC
public import Primitives

extension LITToken {
    /// The administrators' role.
    public func adminRole() async throws(EthereumRPCError) -> Bytes32 {
        try await read("ADMIN_ROLE")
    }

    /// What a spender may still take, in the smallest unit.
    public func allowance(of owner: Address, spender: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("allowance", owner, spender)
    }

    /// In the smallest unit.
    public func balance(of account: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("balanceOf", account)
    }

    /// How many there can ever be, in the smallest unit.
    public func cap() async throws(EthereumRPCError) -> UInt256 {
        try await read("cap")
    }

    /// 18.
    public func decimals() async throws(EthereumRPCError) -> UInt8 {
        try await read("decimals")
    }

    /// The role that gives and takes roles unless another is set.
    public func defaultAdminRole() async throws(EthereumRPCError) -> Bytes32 {
        try await read("DEFAULT_ADMIN_ROLE")
    }

    /// Of ``permit(owner:spender:amount:deadline:v:r:s:overrides:)`` (EIP-712).
    public func domainSeparator() async throws(EthereumRPCError) -> Bytes32 {
        try await read("DOMAIN_SEPARATOR")
    }

    /// Whether an account has a role.
    public func hasRole(_ role: Bytes32, account: Address) async throws(EthereumRPCError) -> Bool {
        try await read("hasRole", role, account)
    }

    /// Whether transfers are stopped.
    public func isPaused() async throws(EthereumRPCError) -> Bool {
        try await read("paused")
    }

    /// The role of those who make tokens.
    public func minterRole() async throws(EthereumRPCError) -> Bytes32 {
        try await read("MINTER_ROLE")
    }

    /// For people.
    public func name() async throws(EthereumRPCError) -> String {
        try await read("name")
    }

    /// Of an account's next permit (EIP-2612).
    public func nonce(of owner: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("nonces", owner)
    }

    /// The role of those who pause transfers.
    public func pauserRole() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PAUSER_ROLE")
    }

    /// The role whose members give and take this one.
    public func roleAdmin(of role: Bytes32) async throws(EthereumRPCError) -> Bytes32 {
        try await read("getRoleAdmin", role)
    }

    /// Whether the contract has an interface (ERC-165).
    public func supportsInterface(_ interfaceID: ABISelector) async throws(EthereumRPCError) -> Bool {
        try await read("supportsInterface", ABIValue.fixedBytes(interfaceID.bytes))
    }

    /// For people.
    public func symbol() async throws(EthereumRPCError) -> String {
        try await read("symbol")
    }

    /// How many there are, in the smallest unit.
    public func totalSupply() async throws(EthereumRPCError) -> UInt256 {
        try await read("totalSupply")
    }
}
