public import Ethereum
public import EthereumRPC

/// The contracts of a network, found and ready to be called.
///
/// ```swift
/// let contracts = try await LitContracts.resolved(by: resolver, account: account)
/// let pkp = try await contracts.mintPKP(authorizing: .wallet(account.address), scopes: [.signAnything])
/// let cost = try await contracts.pkpNFT.mintCost()
/// ```
/// Each contract is a property with a method for every function; what is needed often is a method here.
public struct LitContracts: Sendable {
    /// Where each is. One that is not listed is called at the zero address, and fails with `abiMismatch`.
    public let addresses: [ContractKind: Address]
    /// Which of the resolver's sets they are.
    public let environment: LitEnvironment
    /// The node that is asked.
    public let provider: EthereumProvider
    /// Who sends transactions; nil if the contracts are only read.
    public let account: EthereumAccount?

    /// Given addresses, only read unless there is an account.
    public init(
        addresses: [ContractKind: Address], environment: LitEnvironment = .dev, provider: EthereumProvider,
        account: EthereumAccount? = nil
    ) {
        self.addresses = addresses
        self.environment = environment
        self.provider = provider
        self.account = account
    }

    /// The contracts of a deployment.
    public init(_ layout: DeploymentLayout, account: EthereumAccount) {
        self.init(
            addresses: Dictionary(uniqueKeysWithValues: layout.contracts.map { ($0.kind, $0.address) }),
            environment: layout.settings.environment, provider: account.provider, account: account)
    }

    /// The contracts of a record; that it is of the provider's chain is not checked.
    public init(_ record: DeploymentRecord, provider: EthereumProvider, account: EthereumAccount? = nil) {
        self.init(
            addresses: record.addresses, environment: record.environment, provider: provider, account: account
        )
    }

    /// Asks a resolver for the contracts of an environment.
    ///
    /// - Throws: `EthereumRPCError` if there is no resolver at the address.
    public static func resolved(
        by resolver: Address, in environment: LitEnvironment = .dev, provider: EthereumProvider,
        account: EthereumAccount? = nil
    ) async throws(EthereumRPCError) -> LitContracts {
        let binding = ContractResolver(at: resolver, provider: provider)
        var addresses: [ContractKind: Address] = [.contractResolver: resolver]
        for kind in ContractKind.registered {
            guard let name = kind.name else { continue }
            let address = try await binding.address(of: name, in: environment)
            if address != .zero { addresses[kind] = address }
        }
        return LitContracts(
            addresses: addresses, environment: environment, provider: provider, account: account)
    }

    /// As nodes find them: by the staking contract, which knows its resolver.
    ///
    /// - Throws: `EthereumRPCError` if there is no staking contract at the address.
    public static func resolved(
        byStaking staking: Address, in environment: LitEnvironment = .dev, provider: EthereumProvider,
        account: EthereumAccount? = nil
    ) async throws(EthereumRPCError) -> LitContracts {
        let resolver = try await Staking(at: staking, provider: provider).contractResolver()
        return try await resolved(by: resolver, in: environment, provider: provider, account: account)
    }

    /// The same contracts, called by another account.
    public func connected(to account: EthereumAccount) -> LitContracts {
        LitContracts(
            addresses: addresses, environment: environment, provider: account.provider, account: account)
    }

    /// A contract by its type.
    public func binding<Binding: LitContract>(_ type: Binding.Type = Binding.self) -> Binding {
        let address = addresses[Binding.kind] ?? .zero
        return account.map { Binding(at: address, account: $0) } ?? Binding(at: address, provider: provider)
    }
}

extension LitContracts {
    /// Says where each contract is.
    public var contractResolver: ContractResolver { binding() }
    /// Validators and epochs.
    public var staking: Staking { binding() }
    /// Stake and rewards.
    public var stakingBalances: StakingBalances { binding() }
    /// What is staked.
    public var litToken: LITToken { binding() }
    /// Root keys, and what PKPs derive from.
    public var pubkeyRouter: PubkeyRouter { binding() }
    /// Computes public keys.
    public var keyDeriver: KeyDeriver { binding() }
    /// The tokens of PKPs.
    public var pkpNFT: PKPNFT { binding() }
    /// Who may sign with which PKP.
    public var pkpPermissions: PKPPermissions { binding() }
    /// Mints PKPs together with permissions.
    public var pkpHelper: PKPHelper { binding() }
    /// Describes PKPs.
    public var pkpNFTMetadata: PKPNFTMetadata { binding() }
    /// Capacity credits.
    public var rateLimitNFT: RateLimitNFT { binding() }
    /// Who pays for whom.
    public var paymentDelegation: PaymentDelegation { binding() }
    /// Which keys nodes let through.
    public var allowlist: Allowlist { binding() }
    /// Sends to many.
    public var multisender: Multisender { binding() }
}
