public import Ethereum
public import Primitives

/// What decides the addresses of a set of contracts: the same settings give the same addresses on every chain.
public struct DeploymentSettings: Hashable, Sendable {
    /// Who administers all of them.
    public var owner: Address
    /// For which they are registered.
    public var environment: LitEnvironment
    /// What creates them.
    public var factory: Address

    /// The well-known factory unless given.
    public init(
        owner: Address, environment: LitEnvironment = .dev, factory: Address = Create2Factory.address
    ) {
        self.owner = owner
        self.environment = environment
        self.factory = factory
    }

    /// Of every creation; changes if ever the same code should get other addresses.
    public static let salt = Keccak256.hash("Lit for Swift, contracts, 1".utf8)
    /// How many tokens there can ever be, in the smallest unit: a thousand million whole ones.
    public static let tokenCap = UInt256(1_000_000_000) * UInt256(1_000_000_000_000_000_000)
}
