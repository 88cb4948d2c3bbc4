public import Ethereum
public import EthereumRPC

/// Says where each contract of a network is, by name and environment.
public struct ContractResolver: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.contractResolver

    public static let abi = ContractABI(
        signatures: """
            function ADMIN_ROLE() view returns (bytes32)
            function ALLOWLIST_CONTRACT() view returns (bytes32)
            function BACKUP_RECOVERY_CONTRACT() view returns (bytes32)
            function CLONE_NET_CONTRACT() view returns (bytes32)
            function DEFAULT_ADMIN_ROLE() view returns (bytes32)
            function DOMAIN_WALLET_REGISTRY() view returns (bytes32)
            function HD_KEY_DERIVER_CONTRACT() view returns (bytes32)
            function HOST_COMMANDS_CONTRACT() view returns (bytes32)
            function LIT_TOKEN_CONTRACT() view returns (bytes32)
            function MULTI_SENDER_CONTRACT() view returns (bytes32)
            function PAYMENT_DELEGATION_CONTRACT() view returns (bytes32)
            function PKP_HELPER_CONTRACT() view returns (bytes32)
            function PKP_HELPER_V2_CONTRACT() view returns (bytes32)
            function PKP_NFT_CONTRACT() view returns (bytes32)
            function PKP_NFT_METADATA_CONTRACT() view returns (bytes32)
            function PKP_PERMISSIONS_CONTRACT() view returns (bytes32)
            function PUB_KEY_ROUTER_CONTRACT() view returns (bytes32)
            function RATE_LIMIT_NFT_CONTRACT() view returns (bytes32)
            function RELEASE_REGISTER_CONTRACT() view returns (bytes32)
            function STAKING_BALANCES_CONTRACT() view returns (bytes32)
            function STAKING_CONTRACT() view returns (bytes32)
            function addAdmin(address newAdmin)
            function addAllowedEnv(uint8 env)
            function getContract(bytes32 typ, uint8 env) view returns (address)
            function getRoleAdmin(bytes32 arg0) view returns (bytes32)
            function grantRole(bytes32 role, address account)
            function hasRole(bytes32 role, address account) view returns (bool)
            function removeAdmin(address adminBeingRemoved)
            function removeAllowedEnv(uint8 env)
            function renounceRole(bytes32 role, address account)
            function revokeRole(bytes32 role, address account)
            function setContract(bytes32 typ, uint8 env, address addr)
            function supportsInterface(bytes4 interfaceId) view returns (bool)
            function typeAddresses(bytes32, uint8) view returns (address)
            event AllowedEnvAdded(uint8 env)
            event AllowedEnvRemoved(uint8 env)
            event SetContract(bytes32 typ, uint8 env, address addr)
            event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)
            event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)
            error AdminRoleRequired()
            """)
}
