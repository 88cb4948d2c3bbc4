public import Primitives

/// How fees and gas limits are filled in.
public struct FeePolicy: Hashable, Sendable {
    /// Which priority fees of recent blocks to follow: 50 is the median of a block's gas.
    public var percentile: Int = 50
    /// How many recent blocks are looked at.
    public var blocks: UInt64 = 10
    /// The priority fee where recent blocks tell nothing and the node proposes none, in wei.
    public var fallbackPriorityFee: UInt256 = UInt256(UInt64(1_000_000_000))
    /// No priority fee is filled in below this, in wei.
    public var minimumPriorityFee: UInt256 = UInt256(UInt64(1))
    /// No priority fee is filled in above this, in wei: one strange block must not cost a fortune.
    public var maximumPriorityFee: UInt256 = UInt256(UInt64(500_000_000_000))
    /// How much more than the estimate the gas limit is, in percent: what a call does may have changed by the time
    /// it is mined. A plain transfer to an account without code needs no margin and gets none.
    public var gasMargin: UInt64 = 20
    /// Whether what is filled in is varied by chance a little, where that costs nothing: by less than a
    /// millionth of a gwei in the maximum fee, or less than 256 in the gas limit.
    ///
    /// Two processes that send the same from one account at one moment then never sign the same bytes, so that
    /// each can tell its own transaction from the other's.
    public var varies = true

    /// As described at each property.
    public init() {}
}
