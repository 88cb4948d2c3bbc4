public import Ethereum
public import Primitives

/// The name by which a resolver finds a contract: on the wire, the Keccak-256 hash of its text.
public struct ContractName: Hashable, Sendable {
    /// As on the wire.
    public let hash: Bytes32

    /// From the hash, also of a name that is not known here.
    public init(hash: Bytes32) { self.hash = hash }

    /// From the text, such as `PKP_NFT`.
    public init(_ text: String) { hash = Keccak256.hash(text.utf8) }

    /// `STAKING`.
    public static let staking = ContractName("STAKING")
    /// `STAKING_BALANCES`.
    public static let stakingBalances = ContractName("STAKING_BALANCES")
    /// `PUB_KEY_ROUTER`.
    public static let pubkeyRouter = ContractName("PUB_KEY_ROUTER")
    /// `HD_KEY_DERIVER`.
    public static let keyDeriver = ContractName("HD_KEY_DERIVER")
    /// `PKP_NFT`.
    public static let pkpNFT = ContractName("PKP_NFT")
    /// `PKP_PERMISSIONS`.
    public static let pkpPermissions = ContractName("PKP_PERMISSIONS")
    /// `PKP_HELPER`.
    public static let pkpHelper = ContractName("PKP_HELPER")
    /// `PKP_NFT_METADATA`.
    public static let pkpNFTMetadata = ContractName("PKP_NFT_METADATA")
    /// `RATE_LIMIT_NFT`.
    public static let rateLimitNFT = ContractName("RATE_LIMIT_NFT")
    /// `LIT_TOKEN`.
    public static let litToken = ContractName("LIT_TOKEN")
    /// `ALLOWLIST`.
    public static let allowlist = ContractName("ALLOWLIST")
    /// `MULTI_SENDER`.
    public static let multisender = ContractName("MULTI_SENDER")
    /// `PAYMENT_DELEGATION`.
    public static let paymentDelegation = ContractName("PAYMENT_DELEGATION")
    /// `BACKUP_RECOVERY`; not part of this set.
    public static let backupRecovery = ContractName("BACKUP_RECOVERY")
    /// `CLONE_NET`; not part of this set.
    public static let cloneNet = ContractName("CLONE_NET")
    /// `DOMAIN_WALLET_REGISTRY`; not part of this set.
    public static let domainWalletRegistry = ContractName("DOMAIN_WALLET_REGISTRY")
    /// `HOST_COMMANDS`; not part of this set.
    public static let hostCommands = ContractName("HOST_COMMANDS")
    /// `PKP_HELPER_V2`; not part of this set.
    public static let pkpHelperV2 = ContractName("PKP_HELPER_V2")
    /// `RELEASE_REGISTER`; not part of this set.
    public static let releaseRegister = ContractName("RELEASE_REGISTER")
}

extension ContractName: ABIConvertible {
    public var abiValue: ABIValue { hash.abiValue }
    public init(abiValue: ABIValue) throws(ABIError) { self.init(hash: try Bytes32(abiValue: abiValue)) }
}
