public import Primitives

/// A header with what it commits to, in the form of Cancun.
///
/// Whether header and body belong together is a rule of validity, which nothing here checks.
public struct Block: Hashable, Sendable {
    /// What names the block.
    public var header: BlockHeader
    /// In the order in which they are run.
    public var transactions: [SignedTransaction]
    /// Headers of blocks beside the chain: none since EIP-3675.
    public var ommers: [BlockHeader]
    /// In the order in which they are credited (EIP-4895).
    public var withdrawals: [Withdrawal]

    /// From its parts, by default without a body.
    public init(
        header: BlockHeader, transactions: [SignedTransaction] = [], ommers: [BlockHeader] = [],
        withdrawals: [Withdrawal] = []
    ) {
        self.header = header
        self.transactions = transactions
        self.ommers = ommers
        self.withdrawals = withdrawals
    }

    /// The hash of the header, computed on every call.
    public var hash: Bytes32 { header.hash }
}
