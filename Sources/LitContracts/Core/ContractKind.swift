/// The fourteen contracts of a network; the raw value is the name by which clients know them.
public enum ContractKind: String, CaseIterable, Hashable, Sendable {
    case contractResolver = "ContractResolver"
    case staking = "Staking"
    case stakingBalances = "StakingBalances"
    case litToken = "LITToken"
    case pubkeyRouter = "PubkeyRouter"
    case keyDeriver = "KeyDeriver"
    case pkpNFT = "PKPNFT"
    case pkpPermissions = "PKPPermissions"
    case pkpHelper = "PKPHelper"
    case pkpNFTMetadata = "PKPNFTMetadata"
    case rateLimitNFT = "RateLimitNFT"
    case paymentDelegation = "PaymentDelegation"
    case allowlist = "Allowlist"
    case multisender = "Multisender"

    /// The name by which the resolver finds it; nil for the resolver itself.
    public var name: ContractName? {
        switch self {
        case .contractResolver: nil
        case .staking: .staking
        case .stakingBalances: .stakingBalances
        case .litToken: .litToken
        case .pubkeyRouter: .pubkeyRouter
        case .keyDeriver: .keyDeriver
        case .pkpNFT: .pkpNFT
        case .pkpPermissions: .pkpPermissions
        case .pkpHelper: .pkpHelper
        case .pkpNFTMetadata: .pkpNFTMetadata
        case .rateLimitNFT: .rateLimitNFT
        case .paymentDelegation: .paymentDelegation
        case .allowlist: .allowlist
        case .multisender: .multisender
        }
    }

    /// What is deployed.
    public var artifact: ContractArtifact {
        switch self {
        case .contractResolver: .contractResolver
        case .staking: .staking
        case .stakingBalances: .stakingBalances
        case .litToken: .litToken
        case .pubkeyRouter: .pubkeyRouter
        case .keyDeriver: .keyDeriver
        case .pkpNFT: .pkpNFT
        case .pkpPermissions: .pkpPermissions
        case .pkpHelper: .pkpHelper
        case .pkpNFTMetadata: .pkpNFTMetadata
        case .rateLimitNFT: .rateLimitNFT
        case .paymentDelegation: .paymentDelegation
        case .allowlist: .allowlist
        case .multisender: .multisender
        }
    }

    /// How it is called.
    public var binding: any LitContract.Type {
        switch self {
        case .contractResolver: ContractResolver.self
        case .staking: Staking.self
        case .stakingBalances: StakingBalances.self
        case .litToken: LITToken.self
        case .pubkeyRouter: PubkeyRouter.self
        case .keyDeriver: KeyDeriver.self
        case .pkpNFT: PKPNFT.self
        case .pkpPermissions: PKPPermissions.self
        case .pkpHelper: PKPHelper.self
        case .pkpNFTMetadata: PKPNFTMetadata.self
        case .rateLimitNFT: RateLimitNFT.self
        case .paymentDelegation: PaymentDelegation.self
        case .allowlist: Allowlist.self
        case .multisender: Multisender.self
        }
    }

    /// Those that the resolver knows by name, in order.
    public static let registered = allCases.filter { $0.name != nil }
}

extension ContractKind: CustomStringConvertible {
    /// The name by which clients know it.
    public var description: String { rawValue }
}
