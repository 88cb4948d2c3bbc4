public import Ethereum
public import Primitives

/// What is set at the moment, beside blocks, state and pool.
public struct ChainSettings: Hashable, Sendable {
    /// Of transactions (EIP-155).
    public internal(set) var chainID: UInt64
    /// Who is paid the tips.
    public internal(set) var coinbase: Address
    /// Of the next block.
    public internal(set) var gasLimit: UInt64
    /// Of the next block, if it was set; in wei.
    public internal(set) var nextBaseFee: UInt256?
    /// Of the next block, if it was set.
    public internal(set) var nextPrevRandao: Bytes32?
    /// In wei: transactions that offer less are refused.
    public internal(set) var minGasPrice: UInt256
    /// When blocks are made.
    public internal(set) var mining: MiningMode
    /// What the next blocks are stamped with.
    public internal(set) var times = BlockTimes()
    /// Who may be impersonated.
    public internal(set) var impersonated: Set<Address> = []
    /// Whether anybody may be.
    public internal(set) var autoImpersonates = false
    /// Whether the chain logs each block.
    public internal(set) var isLogging = true

    init(_ configuration: ChainConfiguration, genesis: BlockHeader) {
        chainID = configuration.chainID
        coinbase = configuration.genesis == nil ? configuration.coinbase : genesis.beneficiary
        gasLimit = genesis.gasLimit
        minGasPrice = configuration.minGasPrice
        mining = configuration.mining
    }

    /// Whether transactions of this account need no signature.
    public func allowsImpersonating(_ address: Address) -> Bool {
        autoImpersonates || impersonated.contains(address)
    }
}
