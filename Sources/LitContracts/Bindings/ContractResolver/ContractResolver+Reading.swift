public import Ethereum
public import EthereumRPC
public import Primitives

extension ContractResolver {
    /// Where the contract of this name is; zero if it is not set.
    public func address(
        of name: ContractName, in environment: LitEnvironment
    ) async throws(EthereumRPCError) -> Address {
        try await read("getContract", name, environment)
    }

    /// The administrators' role: keccak256("ADMIN").
    public func adminRole() async throws(EthereumRPCError) -> Bytes32 {
        try await read("ADMIN_ROLE")
    }

    /// keccak256("ALLOWLIST").
    public func allowlistName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("ALLOWLIST_CONTRACT")
    }

    /// keccak256("BACKUP_RECOVERY").
    public func backupRecoveryName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("BACKUP_RECOVERY_CONTRACT")
    }

    /// keccak256("CLONE_NET").
    public func cloneNetName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("CLONE_NET_CONTRACT")
    }

    /// The role that gives and takes roles unless another is set.
    public func defaultAdminRole() async throws(EthereumRPCError) -> Bytes32 {
        try await read("DEFAULT_ADMIN_ROLE")
    }

    /// keccak256("DOMAIN_WALLET_REGISTRY").
    public func domainWalletRegistryName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("DOMAIN_WALLET_REGISTRY")
    }

    /// Whether an account has a role.
    public func hasRole(_ role: Bytes32, account: Address) async throws(EthereumRPCError) -> Bool {
        try await read("hasRole", role, account)
    }

    /// keccak256("HOST_COMMANDS").
    public func hostCommandsName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("HOST_COMMANDS_CONTRACT")
    }

    /// keccak256("HD_KEY_DERIVER").
    public func keyDeriverName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("HD_KEY_DERIVER_CONTRACT")
    }

    /// keccak256("LIT_TOKEN").
    public func litTokenName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("LIT_TOKEN_CONTRACT")
    }

    /// keccak256("MULTI_SENDER").
    public func multisenderName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("MULTI_SENDER_CONTRACT")
    }

    /// keccak256("PAYMENT_DELEGATION").
    public func paymentDelegationName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PAYMENT_DELEGATION_CONTRACT")
    }

    /// keccak256("PKP_HELPER").
    public func pkpHelperName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PKP_HELPER_CONTRACT")
    }

    /// keccak256("PKP_HELPER_V2").
    public func pkpHelperV2Name() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PKP_HELPER_V2_CONTRACT")
    }

    /// keccak256("PKP_NFT_METADATA").
    public func pkpNFTMetadataName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PKP_NFT_METADATA_CONTRACT")
    }

    /// keccak256("PKP_NFT").
    public func pkpNFTName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PKP_NFT_CONTRACT")
    }

    /// keccak256("PKP_PERMISSIONS").
    public func pkpPermissionsName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PKP_PERMISSIONS_CONTRACT")
    }

    /// keccak256("PUB_KEY_ROUTER").
    public func pubkeyRouterName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("PUB_KEY_ROUTER_CONTRACT")
    }

    /// keccak256("RATE_LIMIT_NFT").
    public func rateLimitNFTName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("RATE_LIMIT_NFT_CONTRACT")
    }

    /// keccak256("RELEASE_REGISTER").
    public func releaseRegisterName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("RELEASE_REGISTER_CONTRACT")
    }

    /// The role whose members give and take this one.
    public func roleAdmin(of role: Bytes32) async throws(EthereumRPCError) -> Bytes32 {
        try await read("getRoleAdmin", role)
    }

    /// keccak256("STAKING_BALANCES").
    public func stakingBalancesName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("STAKING_BALANCES_CONTRACT")
    }

    /// keccak256("STAKING").
    public func stakingName() async throws(EthereumRPCError) -> Bytes32 {
        try await read("STAKING_CONTRACT")
    }

    /// Whether the contract has an interface (ERC-165).
    public func supportsInterface(_ interfaceID: ABISelector) async throws(EthereumRPCError) -> Bool {
        try await read("supportsInterface", ABIValue.fixedBytes(interfaceID.bytes))
    }

    /// The same as ``address(of:in:)``.
    public func typeAddress(
        of name: ContractName, in environment: LitEnvironment
    ) async throws(EthereumRPCError) -> Address {
        try await read("typeAddresses", name, environment)
    }
}
