public import Ethereum
public import Primitives

/// What instructions can learn of the block that they run in.
public struct BlockEnvironment: Sendable {
    public var number: UInt64
    /// Seconds since 1970.
    public var timestamp: UInt64
    public var gasLimit: UInt64
    /// Who is paid the tips.
    public var coinbase: Address
    /// The beacon chain's randomness (EIP-4399).
    public var prevRandao: Bytes32
    /// In wei for each unit of gas (EIP-1559).
    public var baseFee: UInt256
    /// In wei for each unit of blob gas (EIP-4844).
    public var blobBaseFee: UInt256
    public var chainID: UInt256
    /// The hash of an earlier block; asked only for the 256 before this one.
    public var blockHash: @Sendable (UInt64) -> Bytes32

    /// By default a first block without fees.
    public init(
        number: UInt64 = 1, timestamp: UInt64 = 0, gasLimit: UInt64 = 30_000_000, coinbase: Address = .zero,
        prevRandao: Bytes32 = .zero, baseFee: UInt256 = .zero, blobBaseFee: UInt256 = .one,
        chainID: UInt256 = .one, blockHash: @escaping @Sendable (UInt64) -> Bytes32 = { _ in .zero }
    ) {
        self.number = number
        self.timestamp = timestamp
        self.gasLimit = gasLimit
        self.coinbase = coinbase
        self.prevRandao = prevRandao
        self.baseFee = baseFee
        self.blobBaseFee = blobBaseFee
        self.chainID = chainID
        self.blockHash = blockHash
    }
}
