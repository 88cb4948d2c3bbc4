public import Ethereum
public import Primitives

/// What a chain is made of, and how it is run.
public struct ChainConfiguration: Sendable {
    /// Of transactions (EIP-155); not 0.
    public var chainID: UInt64 = 31337
    /// Of blocks, until it is set otherwise.
    public var gasLimit: UInt64 = 30_000_000
    /// Of block 0, in wei.
    public var genesisBaseFee: UInt256 = 1_000_000_000
    /// Of block 0, in seconds since 1970; nil takes the clock's.
    public var genesisTimestamp: UInt64?
    /// Who is paid the tips, until it is set otherwise.
    public var coinbase: Address = .zero
    /// Those that are given ether at genesis.
    public var accounts: [DevAccount] = []
    /// What each of ``accounts`` is given, in wei.
    public var balance: UInt256 = 10_000_000_000_000_000_000_000
    /// Whether the CREATE2 deployer and the beacon roots contract (EIP-4788) exist from the start.
    public var predeploysContracts = true
    /// Another chain's beginning, in place of all of the above but the chain id.
    public var genesis: Genesis?
    /// When blocks are made.
    public var mining: MiningMode = .automatic
    /// In wei: transactions that offer less are refused.
    public var minGasPrice: UInt256 = .zero
    /// How many of the newest blocks and states are kept in memory; at least 1.
    public var historyLimit = 1024
    /// How many of the newest blocks the store keeps; nil for all.
    public var pruneHistory: UInt64?
    /// How much the pool takes.
    public var poolLimits = PoolLimits()
    /// Whether transactions of type 3 are taken without their blobs.
    public var acceptsBlobTransactions = false
    /// How many snapshots are kept; the oldest are forgotten.
    public var snapshotLimit = 4096
    /// How many events a listener may be behind before it misses some.
    public var eventLimit = 4096

    /// A chain without accounts; set what differs.
    public init() {}

    /// A chain whose accounts have ether.
    public init(accounts: [DevAccount]) { self.accounts = accounts }

    /// The beginning that follows from all of these.
    func resolvedGenesis(now: UInt64) -> Genesis {
        if let genesis { return genesis }
        var all = predeploysContracts ? Genesis.predeployed : [:]
        for account in accounts { all[account.address, default: Genesis.Account()].balance = balance }
        return Genesis(
            timestamp: genesisTimestamp ?? now, gasLimit: gasLimit, baseFee: genesisBaseFee,
            coinbase: coinbase, accounts: all)
    }
}
